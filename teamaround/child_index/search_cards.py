"""What the index knows of children for comparing: gathered from `families`, kept as one card a child."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from teamaround.agencies.models import AgencyKind
from teamaround.child_index.models import Entry, Involvement
from teamaround.families.models import Address, Contact, Identifier, Name, Person, Relationship
from teamaround.matching.people import Candidate, Carer
from teamaround.matching.people import Name as OtherName

SHOWN_BY_SHIELD = ("given", "family", "other_names", "born", "expected", "sex", "carers")
"""Name, sex, date of birth and the names of parents or carers (facts.md c, regulation 6)."""

EDUCATION = (AgencyKind.SCHOOL, AgencyKind.EARLY_YEARS)


@dataclass
class _Gathered:
    names: dict[int, list[list[str]]] = field(default_factory=lambda: defaultdict(list))
    homes: dict[int, list[list[Any]]] = field(default_factory=lambda: defaultdict(list))
    numbers: dict[int, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    carers: dict[int, list[list[str]]] = field(default_factory=lambda: defaultdict(list))
    telephones: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    places: dict[int, list[list[Any]]] = field(default_factory=lambda: defaultdict(list))


def gather(child_ids: Iterable[int], *, shielded: frozenset[int]) -> dict[int, tuple[int, dict[str, Any]]]:
    """Child id -> (authority id, card) for children whose entry is active or held; few queries for any number.

    A held entry stands on a shelf of its own (`shelf_of_held`), so that no search but the index team's reads it.
    """
    entries = Entry.objects.filter(child_id__in=list(child_ids), state__in=(Entry.State.ACTIVE, Entry.State.HELD))
    states = dict(entries.values_list("pk", "state"))
    wanted = list(states)
    found = _Gathered()
    _names(wanted, found)
    _homes(wanted, found)
    _carers(wanted, found)
    _places(wanted, found)
    for person, scheme, value in Identifier.objects.filter(person_id__in=wanted).values_list(
        "person_id", "scheme", "value"
    ):
        found.numbers[person][scheme] = value
    people = Person.objects.filter(pk__in=wanted)
    cards = {person.pk: (_shelf(person, states[person.pk]), _card(person, found)) for person in people}
    return {
        child: (authority, limited(card) if child in shielded else card) for child, (authority, card) in cards.items()
    }


def shelf_of_held(authority_id: int) -> int:
    """Where the rows of held entries stand: the authority's number below zero, which no other search asks for."""
    return -authority_id


def _shelf(person: Person, state: str) -> int:
    return shelf_of_held(person.authority_id) if state == Entry.State.HELD else person.authority_id


def limited(card: dict[str, Any]) -> dict[str, Any]:
    """Only what a shield shows."""
    return {name: card[name] for name in SHOWN_BY_SHIELD if name in card}


def _names(wanted: list[int], found: _Gathered) -> None:
    rows = Name.objects.filter(person_id__in=wanted).exclude(kind=Name.Kind.CURRENT)
    for person, given, family in rows.values_list("person_id", "given", "family"):
        found.names[person].append([given, family])


def _homes(wanted: list[int], found: _Gathered) -> None:
    rows = Address.objects.filter(person_id__in=wanted, kind=Address.Kind.HOME).order_by("person_id", "ends", "-starts")
    for person, postcode, lines, ends in rows.values_list("person_id", "postcode", "lines", "ends"):
        found.homes[person].append([postcode, lines, ends])


def _carers(wanted: list[int], found: _Gathered) -> None:
    """Carers' names and the numbers on which they, or the child, can be reached."""
    children_of: dict[int, list[int]] = defaultdict(list)
    ties = Relationship.objects.filter(child_id__in=wanted, ends__isnull=True).order_by("pk")
    for child, person, kind, given, family in ties.values_list(
        "child_id", "person_id", "kind", "person__given", "person__family"
    ):
        found.carers[child].append([f"{given} {family}".strip(), kind])
        children_of[person].append(child)
    people = [*children_of, *wanted]
    numbers = Contact.objects.filter(person_id__in=people, kind=Contact.Kind.TELEPHONE, ends__isnull=True)
    for person, digits in numbers.values_list("person_id", "digits"):
        for child in children_of.get(person, [person]):
            found.telephones[child].append(digits)


def _places(wanted: list[int], found: _Gathered) -> None:
    """School, nursery and practice, now and before. No other service is ever part of a search."""
    rows = Involvement.objects.filter(
        child_id__in=wanted, kind=Involvement.Kind.UNIVERSAL, agency__kind__in=(*EDUCATION, AgencyKind.GP), sensitive=""
    )
    for child, kind, name, ends in rows.values_list("child_id", "agency__kind", "agency__name", "ends"):
        found.places[child].append([kind, name, ends])


def _card(person: Person, found: _Gathered) -> dict[str, Any]:
    homes, places = found.homes[person.pk], found.places[person.pk]
    now = next((home for home in homes if home[2] is None), ["", "", None])
    before = [home for home in homes if home is not now]
    card: dict[str, Any] = {
        "given": person.given,
        "family": person.family,
        "other_names": found.names[person.pk] + ([[person.known_as, ""]] if person.known_as else []),
        "born": person.born.isoformat() if person.born else None,
        "expected": person.expected_on.isoformat() if person.expected_on else None,
        "sex": person.sex,
        "carers": found.carers[person.pk],
        "postcode": now[0],
        "address": now[1],
        "old_postcodes": [home[0] for home in before if home[0]],
        "old_addresses": [home[1] for home in before if home[1]],
        "identifiers": found.numbers[person.pk],
        "telephones": found.telephones[person.pk],
        "schools": [name for kind, name, ends in places if kind in EDUCATION and ends is None],
        "old_schools": [name for kind, name, ends in places if kind in EDUCATION and ends is not None],
        "practices": [name for kind, name, ends in places if kind == AgencyKind.GP and ends is None],
        "old_practices": [name for kind, name, ends in places if kind == AgencyKind.GP and ends is not None],
    }
    return {name: value for name, value in card.items() if value}


def candidate(child_id: int, card: dict[str, Any]) -> Candidate:
    """The card as `matching` compares it."""
    day = {name: datetime.date.fromisoformat(card[name]) for name in ("born", "expected") if card.get(name)}
    return Candidate(
        ref=child_id,
        given=card.get("given", ""),
        family=card.get("family", ""),
        other_names=tuple(OtherName(*pair) for pair in card.get("other_names", ())),
        born=day.get("born"),
        expected=day.get("expected"),
        sex=card.get("sex", ""),
        postcode=card.get("postcode", ""),
        old_postcodes=tuple(card.get("old_postcodes", ())),
        address=card.get("address", ""),
        old_addresses=tuple(card.get("old_addresses", ())),
        identifiers=card.get("identifiers", {}),
        carers=tuple(Carer(*pair) for pair in card.get("carers", ())),
        schools=tuple(card.get("schools", ())),
        old_schools=tuple(card.get("old_schools", ())),
        practices=tuple(card.get("practices", ())),
        old_practices=tuple(card.get("old_practices", ())),
        telephones=tuple(card.get("telephones", ())),
    )
