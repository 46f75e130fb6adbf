"""Builders of people: names, addresses, numbers, ties. Every row says who told it and since when."""

import datetime
from dataclasses import dataclass
from typing import Any

from teamaround.agencies.models import Authority, Post
from teamaround.child_index.models import Entry
from teamaround.families.enrolment import digest
from teamaround.families.models import (
    Address,
    Contact,
    Enrolment,
    Identifier,
    LivesWith,
    Name,
    ParentalResponsibility,
    Person,
    Relationship,
)
from teamaround.kit import crypto
from teamaround.matching import identifiers
from teamaround.practice_data.town_loader.rows import Scope
from teamaround.practice_data.town_loader.town import Town

FAMILY_NUMBER = "246810"
"""In the practice town every family was given the same number for opening its page (README)."""
NEVER_GIVEN = 10
"""A check digit of ten does not exist: such a number is never given (facts.md D36)."""


@dataclass(frozen=True)
class Told:
    """Who said a fact, and when it was written down."""

    source: str
    at: datetime.datetime

    def about(self, person: Person, **more: Any) -> dict[str, Any]:
        """The columns that every dated fact shares."""
        shared = {"authority": person.authority, "source": self.source, "recorded_at": self.at}
        return {"starts": None, "ends": None, **shared, **more}


def add_person(scope: Scope, authority: Authority, told: Told, **fields: Any) -> Person:
    """A person with the name in force; no name row for a baby who has none yet."""
    person = scope.add(Person, authority=authority, **fields)
    if person.given or person.family:
        kind = Name.Kind.CURRENT
        scope.add(Name, person=person, kind=kind, given=person.given, family=person.family, **told.about(person))
    return person


def add_other_name(
    scope: Scope, person: Person, told: Told, kind: str, given: str, family: str, ends: datetime.date | None = None
) -> None:
    """A former name or an alias; an empty part is as now."""
    names = {"given": given or person.given, "family": family or person.family}
    scope.add(Name, person=person, kind=kind, **names, **told.about(person, ends=ends))


def enter(town: Town, scope: Scope, child: Person, told: Told) -> Entry:
    """The child's entry in the index."""
    town.children.append(child)
    return scope.add(Entry, child=child, authority=child.authority, source=told.source, entered_at=told.at)


def add_home(
    scope: Scope, person: Person, told: Told, lines: str, postcode: str, *, sealed: bool = False, **dates: Any
) -> None:
    """An address; that of a shielded person is sealed and nothing of it stays readable."""
    if not sealed:
        scope.add(Address, person=person, lines=lines, postcode=postcode, **told.about(person, **dates))
        return
    row = scope.add(Address, person=person, **told.about(person, **dates))
    scope.afterwards(lambda: _seal(row, f"{lines}, {postcode}"))


def _seal(row: Address, words: str) -> None:
    row.sealed = crypto.seal(words, f"families.Address:{row.pk}")
    row.save(update_fields=["sealed"])


def add_telephone(scope: Scope, person: Person, told: Told, number: str, safe: str = "ring", words: str = "") -> None:
    """A number and how it is safe to use."""
    digits = "".join(letter for letter in number if letter.isdigit())
    value = f"{digits[:5]} {digits[5:]}"
    kind = Contact.Kind.TELEPHONE
    facts = {"kind": kind, "value": value, "digits": digits, "safe": safe, "words": words}
    scope.add(Contact, person=person, **facts, **told.about(person))


def add_tie(scope: Scope, told: Told, adult: Person, child: Person, kind: str, **dates: Any) -> None:
    """What the grown-up, brother or sister is to the child."""
    scope.add(Relationship, person=adult, child=child, kind=kind, **told.about(child, **dates))


def add_responsibility(scope: Scope, told: Told, adult: Person, child: Person, **dates: Any) -> None:
    scope.add(ParentalResponsibility, person=adult, child=child, **told.about(child, **dates))


def add_living_with(scope: Scope, told: Told, adult: Person, child: Person, share: str = "", **dates: Any) -> None:
    scope.add(LivesWith, person=adult, child=child, share=share, **told.about(child, **dates))


def add_nhs_number(town: Town, scope: Scope, child: Person, told: Told) -> None:
    """A number of the range that is kept for testing, with the right check digit, given once in the town."""
    while True:
        number = nhs_number(scope.random.randrange(1_000_000))
        if number and number not in town.numbers_given:
            break
    town.numbers_given.add(number)
    word = identifiers.word(identifiers.NHS_NUMBER, number)
    scheme = identifiers.NHS_NUMBER
    scope.add(Identifier, person=child, scheme=scheme, value=number, check_word=word, **told.about(child))


def nhs_number(middle: int) -> str:
    """999, six digits, check digit; empty where the check digit would be ten."""
    nine = f"999{middle:06d}"
    total = sum(weight * int(digit) for weight, digit in zip(range(10, 1, -1), nine, strict=True))
    check = (11 - total % 11) % 11
    return "" if check == NEVER_GIVEN else f"{nine}{check}"


def add_enrolment(
    scope: Scope,
    person: Person,
    child: Person,
    mobile: str,
    by: Post,
    at: datetime.datetime,
    ended_at: datetime.datetime | None = None,
) -> None:
    """Somebody opens the family's page of a child: the mobile was confirmed, the family number given in the room."""
    digits = "".join(letter for letter in mobile if letter.isdigit())
    capacity = Enrolment.Capacity.YOUNG_PERSON if person is child else Enrolment.Capacity.CARER
    scope.add(
        Enrolment,
        authority=child.authority,
        person=person,
        child=child,
        capacity=capacity,
        mobile=f"{digits[:5]} {digits[5:]}",
        mobile_digits=digits,
        number_digest=digest(FAMILY_NUMBER, f"number:{digits}"),
        confirmed_at=at,
        enrolled_by=by,
        ended_at=ended_at,
        ended_because="help_ended" if ended_at else "",
    )
