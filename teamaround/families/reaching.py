"""Telephone numbers and e-mail addresses of the family, each with how it may safely be used (issue 2 step 4)."""

import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from teamaround.access.actor import Actor
from teamaround.families import versions
from teamaround.families.actions import changing, demand_family, told
from teamaround.families.models import Contact, Person
from teamaround.families.sealing import open_contact
from teamaround.kit import clock
from teamaround.kit.problems import Problem
from teamaround.matching.normalise import telephone

DAY = datetime.timedelta(days=1)
FEWEST_DIGITS, MOST_DIGITS = 6, 15


def add_contact(
    *,
    by: Actor,
    child: Person,
    person: Person,
    kind: str,
    value: str,
    safe: str,
    words: str = "",
    source: str = "family",
) -> Contact:
    """A number or e-mail address of the child or of somebody of the family. How it is safe must be said: nothing is
    taken for safe because nobody asked. Raises Refused or Problem.
    """
    _check(kind, value, safe)
    demand_family(child, person)
    with changing(by, child, person, what="contact"):
        rows = Contact.objects.filter(person=person, kind=kind, ends__isnull=True)
        if any(_same(open_contact(row), value) for row in rows):
            raise Problem(_("That is written already. Change how it may be used instead."), field="value")
        return _create(by, person, kind, value, safe, words, source)


def change_safe(
    *, by: Actor, child: Person, contact: Contact, safe: str, words: str = "", based_on: str = ""
) -> Contact:
    """How a number may be used has changed: from now on every message obeys. Raises Refused, Problem, Stale."""
    if safe not in Contact.Safe.values:
        raise Problem(_("Choose how it is safe to use."), field="safe")
    demand_family(child, contact.person)
    with changing(by, child, contact.person, what="contact"):
        locked = Contact.objects.select_for_update().get(pk=contact.pk)
        newest = _newest(locked)
        versions.demand(based_on, versions.version_of(newest), str(newest.get_safe_display()), newest)
        if newest.ends is not None:
            raise Problem(_("This number is no longer used."))
        value = open_contact(newest)
        newest.ends = clock.today() - DAY
        newest.save()
        return _create(by, newest.person, newest.kind, value, safe, words, newest.source)


def _newest(row: Contact) -> Contact:
    """The newest row for the same number: a colleague may have replaced the one that was shown."""
    rows = Contact.objects.filter(person=row.person, kind=row.kind, pk__gte=row.pk).order_by("pk")
    value = open_contact(row)
    return [each for each in rows.select_related("recorded_by__practitioner", "person") if open_contact(each) == value][
        -1
    ]


def in_force(contact_id: int) -> Contact | None:
    """What holds now of the number that this row held, or None when it is no longer used."""
    row = Contact.objects.filter(pk=contact_id).select_related("person").first()
    newest = _newest(row) if row is not None else None
    return newest if newest is not None and newest.ends is None else None


def _create(by: Actor, person: Person, kind: str, value: str, safe: str, words: str, source: str) -> Contact:
    today: datetime.date = clock.today()
    return Contact.objects.create(
        person=person,
        kind=kind,
        value=value,
        digits=telephone(value) if kind == Contact.Kind.TELEPHONE else "",
        safe=safe,
        words=words,
        **told(by, person, source, today),
    )


def _check(kind: str, value: str, safe: str) -> None:
    if safe not in Contact.Safe.values:
        raise Problem(_("Choose how it is safe to use."), field="safe")
    if kind not in Contact.Kind.values:
        raise Problem(_("Choose telephone or e-mail."), field="kind")
    digits = sum(letter.isdigit() for letter in value)
    if kind == Contact.Kind.TELEPHONE and not FEWEST_DIGITS <= digits <= MOST_DIGITS:
        raise Problem(_("Write a telephone number with 6 to 15 digits, like 01632 960 001."), field="value")
    if kind == Contact.Kind.EMAIL:
        try:
            validate_email(value)
        except ValidationError:
            raise Problem(_("Write an e-mail address like name@school.org."), field="value") from None


def _same(one: str, other: str) -> bool:
    return one == other or (telephone(one) == telephone(other) != "")
