"""Addresses and numbers of shielded families are kept encrypted: nothing of them stays readable in the tables.

Call inside a recording. Who may see a sealed value is for `protection` to say, not for this module.
"""

from teamaround.families.models import Address, Contact
from teamaround.kit import crypto
from teamaround.matching.normalise import telephone


def seal_address(row: Address) -> None:
    """Lines and postcode go into one sealed text."""
    if row.sealed or not (row.lines or row.postcode):
        return
    row.sealed = crypto.seal(f"{row.lines}, {row.postcode}", _address_place(row))
    row.lines = row.postcode = row.uprn = ""
    row.save()


def open_address(row: Address) -> tuple[str, str]:
    """Lines and postcode, sealed or not."""
    if not row.sealed:
        return row.lines, row.postcode
    lines, _comma, postcode = crypto.unseal(row.sealed, _address_place(row)).rpartition(", ")
    return lines, postcode


def unseal_address(row: Address) -> None:
    """Put lines and postcode back."""
    if row.sealed:
        row.lines, row.postcode = open_address(row)
        row.sealed = ""
        row.save()


def seal_contact(row: Contact) -> None:
    if row.sealed or not row.value:
        return
    row.sealed = crypto.seal(row.value, _contact_place(row))
    row.value = row.digits = ""
    row.save()


def open_contact(row: Contact) -> str:
    """The number or e-mail address, sealed or not."""
    return crypto.unseal(row.sealed, _contact_place(row)) if row.sealed else row.value


def unseal_contact(row: Contact) -> None:
    """Put the number back."""
    if row.sealed:
        row.value = open_contact(row)
        row.digits = telephone(row.value) if row.kind == Contact.Kind.TELEPHONE else ""
        row.sealed = ""
        row.save()


def _address_place(row: Address) -> str:
    return f"families.Address:{row.pk}"


def _contact_place(row: Contact) -> str:
    return f"families.Contact:{row.pk}"
