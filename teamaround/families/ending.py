"""What no longer holds: a home, a number, another name, a telephone number. The row stays, with its last day."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from teamaround.access.actor import Actor
from teamaround.access.roles import Role
from teamaround.families import protection
from teamaround.families.actions import changing, running_numbers
from teamaround.families.homes import KINDS, homes_now
from teamaround.families.models import Address, Contact, Dated, Identifier, Name, Person
from teamaround.families.problems import check_day
from teamaround.families.protection import Part
from teamaround.families.queries import family_of
from teamaround.families.rules import LOCAL
from teamaround.families.sealing import open_address, open_contact
from teamaround.kit.problems import Problem

DAY = datetime.timedelta(days=1)
SCHEMES = {
    "nhs_number": gettext_lazy("NHS number"),
    "upn": gettext_lazy("Pupil number (UPN)"),
    "uln": gettext_lazy("Learner number (ULN)"),
    "local": gettext_lazy("Number of a service"),
}
KIND_OF = {Address: "address", Contact: "contact", Identifier: "number", Name: "name"}


@dataclass(frozen=True)
class Ending:
    """A fact that can end: its key in the form, and what it says."""

    key: str
    words: str
    row: Dated
    person: Person


def can_end(actor: Actor, child: Person) -> list[Ending]:
    """Everything that holds of the child and the family and may end, without what is kept back from this reader."""
    family = family_of(child)
    contacts = list(Contact.objects.filter(person__in=family, ends__isnull=True).order_by("person_id", "pk"))
    homes = list(homes_now(child))
    sealed = any(row.sealed for row in contacts) or any(row.sealed for row in homes)
    kept = protection.kept_back(actor, child.pk, sealed=sealed)
    return [
        *(() if Part.ADDRESS in kept else _homes(child, homes)),
        *_numbers(actor, child),
        *_names(child),
        *(() if Part.CONTACT in kept else _contacts(family, contacts)),
    ]


def _homes(child: Person, rows: list[Address]) -> Iterator[Ending]:
    for row in rows:
        words = ", ".join(part for part in open_address(row) if part) or str(KINDS[row.kind])
        yield Ending(f"address:{row.pk}", _("Address: %(words)s") % {"words": words}, row, child)


def _numbers(actor: Actor, child: Person) -> Iterator[Ending]:
    for row in running_numbers(child):
        if row.scheme == LOCAL and actor.role != Role.INDEX_TEAM and row.issuer_id != actor.agency_id:
            continue
        name = SCHEMES.get(row.scheme, row.scheme)
        yield Ending(f"number:{row.pk}", f"{name}: {row.value}", row, child)


def _names(child: Person) -> Iterator[Ending]:
    for row in Name.objects.filter(person=child, kind=Name.Kind.ALIAS, ends__isnull=True).order_by("pk"):
        words = f"{row.given} {row.family}".strip()
        yield Ending(f"name:{row.pk}", _("Another name: %(words)s") % {"words": words}, row, child)


def _contacts(family: list[Person], rows: list[Contact]) -> Iterator[Ending]:
    people = {person.pk: person for person in family}
    for row in rows:
        person = people[row.person_id]
        yield Ending(f"contact:{row.pk}", f"{person.name}: {open_contact(row)}", row, person)


def end_fact(*, by: Actor, child: Person, fact: str, on: datetime.date) -> Dated:
    """One fact no longer holds from this day. Raises Refused or Problem."""
    found = next((each for each in can_end(by, child) if each.key == fact), None)
    if found is None:
        raise Problem(_("That has ended already, or was changed by a colleague. Look at the list again."), field="fact")
    check_day(on, born=child.born, starts=found.row.starts, field="on")
    with changing(by, child, found.person, what=KIND_OF[type(found.row)]):
        found.row.ends = max(on, found.row.starts or on) - DAY
        found.row.save()
        return found.row
