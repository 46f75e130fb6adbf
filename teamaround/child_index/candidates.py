"""From a query to the few children worth comparing: the probes of `matching`, the best rows, their cards."""

import datetime
import heapq
import json
import math
import time
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Max

from teamaround.child_index import probing, search_cards
from teamaround.child_index.models import NameCount, SearchCard
from teamaround.child_index.probing import BY_HELD, BY_NAME, Hit
from teamaround.matching import blocking
from teamaround.matching.decide import SHOWN_MARGIN
from teamaround.matching.estimate import Estimate
from teamaround.matching.frequencies import Frequencies, FrequencyTable
from teamaround.matching.people import Candidate, Query
from teamaround.matching.probes import probes

KEPT_BY_NAME = 30
KEPT_BY_VALUE = 40
"""How many children are read and compared in full, whatever the size of the index."""
REMEMBERED_SECONDS = 300.0
COUNTED_FROM = 20_000
"""From so many children on the number of the night's count will do (`search_rows.count_names`)."""


@dataclass
class _Counts:
    frequencies: Frequencies
    version: int
    children: int
    until: float


_counts: dict[int, _Counts] = {}


def counts(authority_id: int) -> tuple[Frequencies, float]:
    """Name weights and log2 of the number of children; looked at again after five minutes, read only if changed."""
    held = _counts.get(authority_id)
    if held is None or held.until < time.monotonic():
        version = NameCount.objects.aggregate(last=Max("pk"))["last"] or 0
        known = next((each.frequencies for each in _counts.values() if each.version == version), None)
        until = time.monotonic() + REMEMBERED_SECONDS
        held = _Counts(known or _frequencies(), version, max(2, _children(authority_id)), until)
        _counts[authority_id] = held
    return held.frequencies, math.log2(held.children)


def forget_counts() -> None:
    """Count anew at the next search."""
    _counts.clear()


def _children(authority_id: int) -> int:
    """Counting millions takes a second, so the night's count stands for them."""
    night = NameCount.objects.filter(kind="all", name=str(authority_id)).values_list("count", flat=True).first() or 0
    return night if night >= COUNTED_FROM else SearchCard.objects.filter(authority_id=authority_id).count()


def _frequencies() -> Frequencies:
    counted: dict[str, dict[str, int]] = {"given": {}, "family": {}}
    totals: dict[str, int] = dict(NameCount.objects.filter(kind="total").values_list("name", "count"))
    for kind, name, count in NameCount.objects.filter(kind__in=counted).values_list("kind", "name", "count"):
        counted[kind][name] = count
    tables = {kind: FrequencyTable(rows, totals.get(kind)) if rows else None for kind, rows in counted.items()}
    return Frequencies(tables["given"], tables["family"])


def find(
    query: Query, authority_id: int, *, with_held: bool = False, held_by_post: int | None = None
) -> list[tuple[Candidate, bool]]:
    """Candidates with whether a shield limits them. As many statements for every answer.

    Shields apply before any scoring. Held entries are among them for the index team (`with_held`), and for whoever
    added them, because to that person nothing may look different (design.md 4). Namesakes beyond the best few by
    names, birth, sex and postcode are not read: their number grows with the index, what is compared does not.
    """
    frequencies, log2_n = counts(authority_id)
    shelves = [authority_id, search_cards.shelf_of_held(authority_id)] if with_held else [authority_id]
    found = probing.hits(probes(query, log2_n), shelves, held_by_post)
    candidates = []
    for child, card, limited in probing.cards(_best(query, found, frequencies, log2_n)):
        full = json.loads(card) if isinstance(card, str) else card
        shown = search_cards.limited(full) if limited else full
        candidates.append((search_cards.candidate(child, shown), bool(limited)))
    return candidates


WORTH = {
    blocking.NUMBER: 20.0,
    blocking.POSTCODE: 11.0,
    blocking.TELEPHONE: 7.0,
    blocking.ADDRESS: 6.0,
    blocking.CARER: 6.0,
    blocking.PLACE: 4.5,
}
"""About what each kind of value weighs when it agrees (`matching.weights`): only for the order of reading."""


def _best(query: Query, found: Iterable[Hit], frequencies: Frequencies, log2_n: float) -> list[int]:
    """The children to read: the best by name, the best by another value, all shielded, all one's own held.

    Who cannot reach the score from which anything is shown is left out. Of a shielded child only what the shield
    shows counts, whatever rows there still are.
    """
    estimate = Estimate(query, frequencies)
    by_name: dict[int, float] = {}
    by_value: dict[int, float] = defaultdict(float)
    always: set[int] = set()
    days: dict[Any, datetime.date | None] = {}
    for hit in found:
        child = hit.child_id
        if hit.shielded and hit.by not in SHOWN_BY_SHIELD:
            continue
        if hit.shielded or hit.by == BY_HELD:
            always.add(child)
        if hit.by == BY_NAME:
            if hit.day not in days:
                days[hit.day] = datetime.date.fromisoformat(hit.day) if isinstance(hit.day, str) else hit.day
            bits = estimate.bits(hit.family, hit.first, days[hit.day], hit.sex, "" if hit.shielded else hit.home)
            if bits > by_name.get(child, LEAST):
                by_name[child] = bits
        elif hit.by != BY_HELD:
            by_value[child] += WORTH[hit.by]
    for child, worth in by_value.items():
        if child in by_name:
            by_name[child] += worth
    least = log2_n + SHOWN_MARGIN - estimate.more
    far_off = {child for child, bits in by_name.items() if bits < least}
    first = heapq.nlargest(KEPT_BY_NAME, by_name.keys() - far_off, key=lambda child: (by_name[child], -child))
    more = heapq.nlargest(KEPT_BY_VALUE, by_value.keys() - far_off, key=lambda child: (by_value[child], -child))
    return list(dict.fromkeys([*first, *more, *sorted(always)]))


LEAST = -1_000.0
SHOWN_BY_SHIELD = frozenset({BY_NAME, BY_HELD, blocking.CARER})
"""By what a shielded child may be found, even while keys of before the shield still stand."""
