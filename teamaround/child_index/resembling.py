"""Does a new entry resemble a child whose whereabouts are protected? Then it is held (design.md 4, facts.md c)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from teamaround.child_index import candidates, search_cards, search_rows
from teamaround.child_index.models import SearchCard
from teamaround.child_index.search_rows import NOBODY
from teamaround.families.models import Identifier
from teamaround.kit import clock
from teamaround.matching import identifiers
from teamaround.matching.compare import Comparison, compare
from teamaround.matching.decide import POTENTIAL_FROM, judge, rank
from teamaround.matching.people import Query


def resembles_shielded(query: Query, authority_id: int) -> bool:
    """By what a shield shows, or by a number that only the two can share. As many statements whatever the answer."""
    frequencies, log2_n = candidates.counts(authority_id)
    shielded = [candidate for candidate, limited in candidates.find(query, authority_id) if limited]
    answer = rank(query, shielded, log2_n=log2_n, frequencies=frequencies)
    by_number = _has_number_of_shielded(query, authority_id)
    return by_number or any(result.judgement.score >= POTENTIAL_FROM for result in answer.results)


def _has_number_of_shielded(query: Query, authority_id: int) -> bool:
    """A number is hidden by a shield, so only this test may look at it."""
    return bool(search_rows.shielded_among(_sharing_number(query, authority_id)))


def _sharing_number(query: Query, authority_id: int) -> list[int]:
    same = Q(pk__in=NOBODY)
    for scheme, value in query.identifiers.items():
        if identifiers.comparable(scheme, value):
            same |= Q(scheme=scheme, value__in={value, identifiers.tidy(value)})
    held = Identifier.objects.filter(same, authority_id=authority_id).filter(
        Q(ends__isnull=True) | Q(ends__gte=clock.today())
    )
    return list(held.values_list("person_id", flat=True))


@dataclass(frozen=True)
class Alike:
    """A record that another one resembles: whose, what is compared, how much, and whether a shield limits it."""

    child_id: int
    lines: list[Comparison]
    card: dict[str, Any]
    score: float
    shielded: bool


def cards_of(child_ids: Iterable[int]) -> tuple[dict[int, dict[str, Any]], frozenset[int]]:
    """Cards for the index team: a shielded child's shows what a shield shows, and that it has a number."""
    wanted = list(child_ids)
    shielded = search_rows.shielded_among(wanted)
    return _cards(wanted, shielded), shielded


def _cards(wanted: list[int], shielded: frozenset[int]) -> dict[int, dict[str, Any]]:
    full = {child: card for child, (_shelf, card) in search_cards.gather(wanted, shielded=frozenset()).items()}
    return {
        child: search_cards.limited(card) | _numbers(card) if child in shielded else card
        for child, card in full.items()
    }


def _numbers(card: dict[str, Any]) -> dict[str, Any]:
    return {"identifiers": card["identifiers"]} if card.get("identifiers") else {}


def compare_two(a: dict[str, Any], b: dict[str, Any], authority_id: int) -> tuple[list[Comparison], float]:
    """The lines of two cards, and how many bits it takes to single out one child of this index."""
    frequencies, log2_n = candidates.counts(authority_id)
    return compare(search_cards.candidate(0, a), search_cards.candidate(1, b), frequencies), log2_n


def card_of_held(child_id: int) -> dict[str, Any]:
    """What a held entry says; empty when it stands in no search any more."""
    kept = SearchCard.objects.filter(child_id=child_id).first()
    return dict(kept.card) if kept else {}


def resembled(child_id: int, card: dict[str, Any], authority_id: int) -> list[Alike]:
    """The records that a held one resembles, the likeliest first: by search, and by a number that only it can share."""
    if not card:
        return []
    query = _query(card)
    found = {int(str(candidate.ref)): limited for candidate, limited in candidates.find(query, authority_id)}
    more = set(_sharing_number(query, authority_id)) - {child_id, *found}
    shielded = frozenset(child for child, limited in found.items() if limited)
    shielded |= search_rows.shielded_among(more) if more else frozenset()
    others = _cards([*found, *more], shielded)
    alike = []
    for other, theirs in others.items():
        lines, log2_n = compare_two(card, theirs, authority_id)
        score = judge(lines, log2_n).score
        alike.append(Alike(other, lines, theirs, score, other in shielded))
    likely = [each for each in alike if each.score >= POTENTIAL_FROM or (each.shielded and each.score >= LEAST)]
    return sorted(likely, key=lambda each: (not each.shielded, -each.score))[:MOST_SHOWN]


LEAST, MOST_SHOWN = 0.01, 5


def _query(card: dict[str, Any]) -> Query:
    mine = search_cards.candidate(0, card)
    return Query(
        given=mine.given,
        family=mine.family,
        born=mine.born,
        expected=mine.expected,
        sex=mine.sex,
        postcode=mine.postcode,
        address=mine.address,
        identifiers=mine.identifiers,
        carer=mine.carers[0].name if mine.carers else "",
    )
