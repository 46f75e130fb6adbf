"""Which child is this row about? For one row and the few children found for it: a word, a child and a score.

As a set first: a number confirmed by a second field; the very names and day with a third field. What is left is scored
and accepted alone only as `matching.decide.auto_accept` allows, whose threshold includes log2 of the number of
children and whose gap keeps the next candidate away.
"""

from dataclasses import dataclass
from typing import Any

from teamaround.exchange.finding import Found
from teamaround.exchange.keys import Data
from teamaround.exchange.layouts import NUMBER
from teamaround.exchange.models import StagedRow, Waiting
from teamaround.matching import identifiers
from teamaround.matching.decide import ACCEPT, NUMBER_ALONE, POTENTIAL_FROM, Result, auto_accept, gap, rank
from teamaround.matching.frequencies import Frequencies
from teamaround.matching.normalise import fold_address, fold_name, fold_place, postcode, telephone
from teamaround.matching.people import Query

Decision = StagedRow.Decision
SEX = {"F": "F", "M": "M", "female": "F", "male": "M"}


@dataclass(frozen=True)
class Settled:
    """What was decided about a row."""

    decision: str
    child_id: int | None = None
    score: float | None = None


@dataclass(frozen=True)
class Scale:
    """What every score of one delivery is measured by: it stays the same from the first row to the last."""

    log2_n: float
    frequencies: Frequencies


NEW = Settled(Decision.NEW)


def as_a_set(row: Waiting, found: Found) -> Settled | None:
    """Settled by the joins alone, or None. A child under protection is never settled here unless its source's own
    number is on record."""
    known = found.known.get(row.pk, set())
    if len(known) == 1:
        child = next(iter(known))
        if child in found.cards and second_agrees(row, found.cards[child]):
            return Settled(Decision.SAME, child, 0.99)
        return None
    exact = found.exact.get(row.pk, set())
    if known or len(exact) != 1:
        return None
    child = next(iter(exact))
    if child in found.shielded or child in found.held or child not in found.cards:
        return None
    return Settled(Decision.SAME, child, 0.99) if third_agrees(row.data, found.cards[child]) else None


def second_agrees(row: Waiting, card: dict[str, Any]) -> bool:
    """Beside the number: the day of birth with one of the names, or both names."""
    born = row.born is not None and card.get("born") == row.born.isoformat()
    ways = [(card.get("given", ""), card.get("family", "")), *card.get("other_names", ())]
    family = any(fold_name(way[1] or card.get("family", "")) == row.family for way in ways)
    first = any(fold_name(way[0] or card.get("given", "")) == row.first for way in ways)
    return (family and first) or (born and (family or first))


def third_agrees(data: Data, card: dict[str, Any]) -> bool:
    """Beside the very names and day: home, carer, school, practice, telephone or a number; and nothing against it."""
    if _sex_differs(data, card) or not _numbers_agree(data, card, differing=False):
        return False
    return (
        _home_agrees(data, card)
        or _numbers_agree(data, card, differing=True)
        or _same(data.get("carer", ""), [carer[0] for carer in card.get("carers", ())], fold_name)
        or _same(data.get("school", ""), [*card.get("schools", ()), *card.get("old_schools", ())], fold_place)
        or _same(data.get("practice", ""), [*card.get("practices", ()), *card.get("old_practices", ())], fold_place)
        or _same(data.get("telephone", ""), card.get("telephones", ()), telephone)
    )


def _sex_differs(data: Data, card: dict[str, Any]) -> bool:
    ours, theirs = SEX.get(data.get("sex", "")), SEX.get(card.get("sex", ""))
    return bool(ours and theirs and ours != theirs)


def _numbers_agree(data: Data, card: dict[str, Any], *, differing: bool) -> bool:
    """With `differing`: is there one that agrees? Without: does none differ?"""
    held = card.get("identifiers", {})
    agree = False
    for name, value in data.items():
        if value and name.startswith(NUMBER) and held.get(name.removeprefix(NUMBER)):
            scheme = name.removeprefix(NUMBER)
            ours, theirs = identifiers.comparable(scheme, value), identifiers.comparable(scheme, held[scheme])
            if ours and theirs and ours != theirs and not differing:
                return False
            agree = agree or bool(ours and ours == theirs)
    return agree if differing else True


def _home_agrees(data: Data, card: dict[str, Any]) -> bool:
    code = data.get("postcode", "")
    if code and any(postcode(old).full == code for old in (card.get("postcode", ""), *card.get("old_postcodes", ()))):
        return True
    ours = fold_address(data.get("address", ""))
    if not ours.numbers or not ours.words:
        return False
    lines = (card.get("address", ""), *card.get("old_addresses", ()))
    return any(theirs.numbers == ours.numbers and theirs.words == ours.words for theirs in map(fold_address, lines))


def _same(ours: str, theirs: Any, fold: Any) -> bool:
    mine = fold(ours) if ours else ""
    return bool(mine) and any(fold(other) == mine for other in theirs)


def by_score(query: Query, children: list[int], found: Found, scale: Scale) -> Settled:
    """The rest by keys and score: the same child, one to be looked at, one that resembles a protected child, or new."""
    there = [found.candidate(child) for child in children if child in found.cards]
    answer = rank(query, there, log2_n=scale.log2_n, frequencies=scale.frequencies)
    return judged(answer.results, found, scale)


def judged(results: list[Result], found: Found, scale: Scale) -> Settled:
    """From ranked results to what a delivery does with them."""
    likely = [result for result in results if worth_a_look(result)]
    if any(child_of(result) in found.shielded or child_of(result) in found.held for result in likely):
        best = next(result for result in likely if child_of(result) in found.shielded | found.held)
        return Settled(Decision.HELD, child_of(best), best.judgement.score)
    if not likely:
        return NEW
    best = results[0]
    ahead = gap([result.judgement for result in results])
    if auto_accept(best.comparisons, scale.log2_n, ahead) == ACCEPT:
        return Settled(Decision.SAME, child_of(best), best.judgement.score)
    return Settled(Decision.REVIEW, child_of(likely[0]), likely[0].judgement.score)


def worth_comparing(row: Waiting, found: Found) -> list[int]:
    """The children found by name and day, and of those found by home or telephone the ones it could be."""
    by_name = found.of_row.get(row.pk, {})
    born = row.born.isoformat() if row.born else ""
    others = [child for child in found.by_value.get(row.pk, ()) if child not in by_name and child in found.cards]
    return [*by_name, *(child for child in others if could_be(born, row.first, row.family, found.cards[child]))]


def could_be(born: str, first: str, family: str, card: dict[str, Any]) -> bool:
    """The same day, or a name with the same first letter, also in the other's place: all else is a neighbour."""
    if born and card.get("born") == born:
        return True
    letters = {fold_name(first)[:1], fold_name(family)[:1]} - {""}
    ways = [(card.get("given", ""), card.get("family", "")), *card.get("other_names", ())]
    return not letters or any(fold_name(name)[:1] in letters for way in ways for name in way if name)


def worth_a_look(result: Result) -> bool:
    """Likely enough for a person to look at, or a number agrees and nothing else does."""
    return result.judgement.score >= POTENTIAL_FROM or result.judgement.held_because == NUMBER_ALONE


def child_of(result: Result) -> int:
    return int(str(result.candidate.ref))
