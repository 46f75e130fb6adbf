"""Who somebody is: names, birth and sex, numbers. Each change appends; what was stays as history (DUD-20).

Homes are in homes.py, numbers to ring in reaching.py, the family in members.py.
"""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from teamaround.access.actor import Actor
from teamaround.access.doing import doing
from teamaround.families import access, versions
from teamaround.families.announcements import PersonChanged, person_changed
from teamaround.families.models import Birth, Identifier, Name, Person, Relationship
from teamaround.families.problems import check_birth, check_day, check_name, check_number
from teamaround.families.rules import LOCAL
from teamaround.kit import clock
from teamaround.kit.problems import Problem
from teamaround.matching import identifiers


@contextmanager
def changing(by: Actor, child: Person, *others: Person, what: str) -> Iterator[Person]:
    """The check, the event and the announcement round one change; gives the child, locked against a second writer.

    Where a family member is a child of the index too, the same must be allowed for that child. Raises Refused.
    """
    people = [person for person in others if person.pk != child.pk]
    entries = Person.objects.filter(pk__in=[person.pk for person in people], entry__isnull=False)
    children = [child.pk, *entries.values_list("pk", flat=True)]
    codes = {"what": what, "people": [person.pk for person in people]}
    with doing(access.CHANGE_PERSON, by=by, children=children, codes=codes):
        locked = Person.objects.select_for_update().get(pk=child.pk)
        yield locked
        ids = (child.pk, *(person.pk for person in people))
        person_changed.announce(PersonChanged(ids, what, by))


def told(by: Actor, person: Person, source: str, since: datetime.date | None) -> dict[str, Any]:
    """The columns that every dated fact shares."""
    return {
        "authority_id": person.authority_id,
        "starts": since,
        "source": source,
        "recorded_at": clock.now(),
        "recorded_by_id": by.own_post_id,
    }


def demand_family(child: Person, person: Person) -> None:
    """Somebody who is nothing to the child is not changed from the child's page. Raises Problem."""
    if person.pk != child.pk and not Relationship.objects.filter(child=child, person=person).exists():
        raise Problem(_("Choose somebody of this child's family."))


def change_name(
    *,
    by: Actor,
    child: Person,
    person: Person,
    given: str,
    family: str,
    known_as: str = "",
    since: datetime.date | None = None,
    source: str = "family",
    based_on: str = "",
) -> Name:
    """Put a name in force; the one before stays as a former name, by which the child is still found.

    Raises Refused, Problem, Stale.
    """
    check_name(given, family, known_as)
    demand_family(child, person)
    check_day(since, born=person.born)
    with changing(by, child, person, what="name"):
        locked = Person.objects.select_for_update().get(pk=person.pk)
        before = Name.objects.filter(person=person, kind=Name.Kind.CURRENT).first()
        versions.demand(based_on, name_version(person), f"{locked.given} {locked.family}".strip(), before)
        if (locked.given, locked.family, locked.known_as) == (given, family, known_as):
            raise Problem(_("That is the name already."), field="given")
        if before is not None and (before.given, before.family) != (given, family):
            before.kind, before.ends = Name.Kind.FORMER, max(since or clock.today(), before.starts or datetime.date.min)
            before.save()
            before = None
        locked.given, locked.family, locked.known_as = given, family, known_as
        locked.save()
        return before or Name.objects.create(
            person=person, kind=Name.Kind.CURRENT, given=given, family=family, **told(by, person, source, since)
        )


def name_version(person: Person) -> str:
    """Of the name in force, with what somebody is called."""
    row = Name.objects.filter(person=person, kind=Name.Kind.CURRENT).first()
    return f"{versions.version_of(row)}.{Person.objects.values_list('known_as', flat=True).get(pk=person.pk)}"


def add_other_name(*, by: Actor, child: Person, given: str, family: str, source: str = "family") -> Name:
    """Another name that the child uses or is written under; searches find it. Raises Refused or Problem."""
    check_name(given, family)
    with changing(by, child, what="name"):
        if Name.objects.filter(person=child, given=given, family=family, ends__isnull=True).exists():
            raise Problem(_("That name is written already."), field="given")
        return Name.objects.create(
            person=child, kind=Name.Kind.ALIAS, given=given, family=family, **told(by, child, source, None)
        )


def change_birth(
    *,
    by: Actor,
    child: Person,
    born: datetime.date | None,
    expected_on: datetime.date | None = None,
    sex: str,
    source: str = "family",
    based_on: str = "",
) -> Birth:
    """Put date of birth, expected date or sex right; what was believed is kept. Raises Refused, Problem, Stale."""
    check_birth(born, expected_on)
    with changing(by, child, what="birth") as locked:
        _demand_birth_version(locked, based_on)
        return _append_birth(by, locked, born, expected_on, sex, source)


def record_birth(
    *,
    by: Actor,
    child: Person,
    born: datetime.date,
    sex: str,
    given: str = "",
    family: str = "",
    source: str = "family",
    based_on: str = "",
) -> Birth:
    """The expected child is born; the name may come later. Raises Refused, Problem, Stale."""
    check_birth(born, None)
    if given or family:
        check_name(given, family)
    with changing(by, child, what="birth") as locked:
        _demand_birth_version(locked, based_on)
        if locked.born is not None:
            raise Problem(_("The birth is recorded already. Use “Change birth or sex” to put it right."), field="born")
        made = _append_birth(by, locked, born, None, sex, source)
        if (given, family or locked.family) != (locked.given, locked.family):
            _name_baby(by, locked, given, family or locked.family, born, source)
        return made


def _name_baby(by: Actor, baby: Person, given: str, family: str, born: datetime.date, source: str) -> None:
    """The name of the unborn child, often only the mother's, becomes a former one."""
    for before in Name.objects.filter(person=baby, kind=Name.Kind.CURRENT):
        before.kind, before.ends = Name.Kind.FORMER, born
        before.save()
    Name.objects.create(person=baby, kind=Name.Kind.CURRENT, given=given, family=family, **told(by, baby, source, born))
    baby.given, baby.family = given, family
    baby.save()


def _demand_birth_version(person: Person, based_on: str) -> None:
    row = Birth.objects.filter(person=person, ends__isnull=True).select_related("recorded_by__practitioner").first()
    day = person.born or person.expected_on
    words = f"{day:%d %m %Y}, {person.get_sex_display()}" if day else str(person.get_sex_display())
    versions.demand(based_on, versions.birth_version(person), words, row)


def _append_birth(
    by: Actor,
    person: Person,
    born: datetime.date | None,
    expected_on: datetime.date | None,
    sex: str,
    source: str,
) -> Birth:
    if (person.born, person.expected_on, person.sex) == (born, expected_on, sex):
        raise Problem(_("Nothing is different from what is written already."))
    today = clock.today()
    if not Birth.objects.filter(person=person).exists():
        before = {"born": person.born, "expected_on": person.expected_on, "sex": person.sex}
        Birth.objects.create(person=person, **before, **told(by, person, "index", None) | {"recorded_by_id": None})
    Birth.objects.filter(person=person, ends__isnull=True).update(ends=today)
    person.born, person.expected_on, person.sex = born, expected_on, sex
    person.save()
    return Birth.objects.create(
        person=person, born=born, expected_on=expected_on, sex=sex, **told(by, person, source, today)
    )


def add_number(*, by: Actor, child: Person, scheme: str, value: str, source: str = "document") -> Identifier:
    """A number with its check digit; an earlier one of the same kind ends. Raises Refused or Problem."""
    word = check_number(scheme, value)
    kept = identifiers.comparable(scheme, value)
    with changing(by, child, what="number"):
        issuer = by.agency_id if scheme == LOCAL else None
        running = running_numbers(child).filter(scheme=scheme, issuer_id=issuer)
        if running.filter(value=kept).exists():
            raise Problem(_("That number is written already."), field="value")
        running.update(ends=clock.today())
        return Identifier.objects.create(
            person=child, scheme=scheme, value=kept, check_word=word, issuer_id=issuer, **told(by, child, source, None)
        )


def running_numbers(child: Person) -> QuerySet[Identifier]:
    return Identifier.objects.filter(person=child, ends__isnull=True).order_by("scheme", "pk")
