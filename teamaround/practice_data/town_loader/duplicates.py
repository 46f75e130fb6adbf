"""Spoilt twin records: an agency put a child in a second time, with a slip, and nobody has joined the two yet."""

import datetime
from collections.abc import Callable
from decimal import Decimal
from random import Random
from typing import Any

from teamaround.agencies.models import Post
from teamaround.child_index import candidates, search_cards
from teamaround.families.models import Person
from teamaround.matching.compare import compare
from teamaround.matching.decide import judge
from teamaround.matching.explain import explain
from teamaround.practice_data.town_loader import around, names, people
from teamaround.practice_data.town_loader.households import Household
from teamaround.practice_data.town_loader.rows import Scope
from teamaround.practice_data.town_loader.town import Pair, Town

DAY = datetime.timedelta(days=1)
MOST_ALIKE, ALIKE_WITHIN, LEAST_ALIKE = 6, 1_200, Decimal("0.02")
"""How many children who only look alike, born within how many days, scoring at least so much."""


def add_twin_record(
    town: Town,
    scope: Scope,
    child: Person,
    *,
    source: str,
    at: datetime.datetime,
    by: Post | None,
    given: str,
    family: str,
    born: datetime.date | None,
    sex: str,
    home: tuple[str, str],
    mother: str = "",
) -> Person:
    """The second entry, with its own mother where the agency wrote one down."""
    told = people.Told(source[:60], at)
    facts = {"given": given, "family": family, "born": born, "sex": sex}
    twin = people.add_person(scope, child.authority, told, **facts)
    entry = people.enter(town, scope, twin, told)
    entry.entered_by = by
    people.add_home(scope, twin, told, *home)
    if mother:
        first, _, last = mother.partition(" ")
        adult = people.add_person(scope, child.authority, told, given=first, family=last, sex="F")
        people.add_tie(scope, told, adult, twin, "mother")
    town.pairs.append(Pair(child, twin, at))
    return twin


def propose_pairs(town: Town) -> None:
    """A waiting pair with its score and reasons for each twin record, and for a few children who only look alike.

    The search cards must be there.
    """
    candidates.forget_counts()
    frequencies, log2_n = candidates.counts(town.authority.pk)
    alike = look_alikes(town)
    keys = [one.pk for pair in [*town.pairs, *alike] for one in (pair.child, pair.twin)]
    cards = search_cards.gather(keys, shielded=frozenset())
    scope = town.scope("pairs")
    for pair in [*town.pairs, *alike]:
        mine, twin = (search_cards.candidate(one.pk, cards[one.pk][1]) for one in (pair.child, pair.twin))
        lines = compare(twin, mine, frequencies)
        score = Decimal(str(judge(lines, log2_n).score)).quantize(Decimal("0.01"))
        if pair in town.pairs or score >= LEAST_ALIKE:
            reasons: list[Any] = [[line.sign, line.sentence] for line in explain(lines)]
            around.may_be_one(scope, pair.child, pair.twin, score, reasons, pair.at)


def look_alikes(town: Town) -> list[Pair]:
    """Different children of one name born within a year: the answer to these pairs is no."""
    shielded = {id(one) for house in town.households if house.sealed for one in house.children}
    seen: dict[tuple[str, str], Person] = {}
    found: list[Pair] = []
    twins = {id(pair.twin) for pair in town.pairs}
    at = town.days.on(town.days.today - 4 * DAY, "02:10")
    for child in town.children:
        if not child.given or child.born is None or id(child) in shielded | twins or child.authority != town.authority:
            continue
        other = seen.setdefault((child.given, child.family), child)
        if other is not child and other.born and abs((child.born - other.born).days) < ALIKE_WITHIN:
            found.append(Pair(other, child, at))
    return found[:MOST_ALIKE]


def add_spoilt_twins(town: Town, number: int) -> None:
    """So many children have a second entry with a slip in it."""
    scope = town.scope("twins")
    houses = [house for house in town.households if not house.sealed and house.locality != "aldermoor"]
    for house in scope.random.sample(houses, number):
        child = next((one for one in house.children if one.born and one.given), None)
        if child is not None:
            add_twin_record(town, scope, child, **spoilt(town, scope, house, child))


def spoilt(town: Town, scope: Scope, house: Household, child: Person) -> dict[str, Any]:
    """The same child as somebody else wrote it down, with one slip or two and less known."""
    chance = scope.random
    record = {"given": child.given, "family": child.family, "born": child.born, "sex": child.sex, "home": house.home}
    for slip in chance.sample(list(SLIPS), chance.choice((1, 2, 2))):
        record |= SLIPS[slip](house, child, record, chance)
    mother = next((one.person.name for one in house.adults if one.kind == "mother"), "")
    agency = town.workers.agencies[chance.choice(("marlbeck_homes", "youth_service", "childrens_ward", "midwifery"))]
    at = town.days.on(town.days.today - DAY * chance.randint(1, 25), "14:10")
    record["mother"] = mother if chance.random() < 0.5 else ""
    return record | {"source": agency.name, "at": at, "by": chance.choice(town.workers.staff(agency.key))}


def _swapped(house: Household, child: Person, record: dict[str, Any], chance: Random) -> dict[str, Any]:
    return {"born": swapped(record["born"])}


def _a_day_off(house: Household, child: Person, record: dict[str, Any], chance: Random) -> dict[str, Any]:
    return {"born": record["born"] + DAY}


def _short(house: Household, child: Person, record: dict[str, Any], chance: Random) -> dict[str, Any]:
    return {"given": names.short_form(child.given, chance) or names.misspelt(child.given, chance)}


def _given(house: Household, child: Person, record: dict[str, Any], chance: Random) -> dict[str, Any]:
    return {"given": names.misspelt(child.given, chance)}


def _family(house: Household, child: Person, record: dict[str, Any], chance: Random) -> dict[str, Any]:
    return {"family": names.misspelt(child.family, chance)}


def _elsewhere(house: Household, child: Person, record: dict[str, Any], chance: Random) -> dict[str, Any]:
    return {"home": house.before or names.home(house.locality, chance)}


SLIPS: dict[str, Callable[[Household, Person, dict[str, Any], Random], dict[str, Any]]] = {
    "day and month": _swapped,
    "a day off": _a_day_off,
    "short name": _short,
    "slip in the first name": _given,
    "slip in the last name": _family,
    "another address": _elsewhere,
}


def swapped(day: datetime.date) -> datetime.date:
    """Day and month changed round, where that is a date; else a month later."""
    if day.day <= 12 and day.day != day.month:
        return day.replace(month=day.day, day=day.month)
    later = day.replace(day=1) + datetime.timedelta(days=32)
    return later.replace(day=min(day.day, 28))
