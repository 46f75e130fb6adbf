"""From a query to the few children worth comparing: the probes of `matching` as one statement (performance.md 6)."""

import math
import time
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Sum

from teamaround.child_index import search_cards, search_rows
from teamaround.child_index.models import Entry, NameCount, SearchCard, SearchName, SearchValue
from teamaround.child_index.search_rows import NOBODY
from teamaround.matching.blocking import NAMES
from teamaround.matching.frequencies import Frequencies, FrequencyTable
from teamaround.matching.people import Candidate, Query
from teamaround.matching.probes import IS_ONE_OF, Condition, Probe, probes

MOST_CANDIDATES = 1_500
REMEMBERED_SECONDS = 300.0


@dataclass
class _Counts:
    frequencies: Frequencies
    children: int
    until: float


_counts: dict[int, _Counts] = {}


def counts(authority_id: int) -> tuple[Frequencies, float]:
    """Name weights and log2 of the number of children; remembered for five minutes in this process."""
    held = _counts.get(authority_id)
    if held is None or held.until < time.monotonic():
        held = _Counts(_frequencies(), max(2, _children(authority_id)), time.monotonic() + REMEMBERED_SECONDS)
        _counts[authority_id] = held
    return held.frequencies, math.log2(held.children)


def forget_counts() -> None:
    """Count anew at the next search."""
    _counts.clear()


def _children(authority_id: int) -> int:
    return SearchCard.objects.filter(authority_id=authority_id).count()


def _frequencies() -> Frequencies:
    tables = {}
    for kind in ("given", "family"):
        rows = dict(NameCount.objects.filter(kind=kind).values_list("name", "count"))
        total = NameCount.objects.filter(kind=kind).aggregate(total=Sum("count"))["total"]
        tables[kind] = FrequencyTable(rows, total) if rows else None
    return Frequencies(tables["given"], tables["family"])


def find(
    query: Query, authority_id: int, *, with_held: bool = False, held_by_post: int | None = None
) -> list[tuple[Candidate, bool]]:
    """Candidates with whether a shield limits them. Few statements, as many for every answer.

    Shields apply before any scoring. Held entries are among them for the index team (`with_held`), and for whoever
    added them, because to that person nothing may look different (design.md 4).
    """
    _frequency, log2_n = counts(authority_id)
    shelves = [authority_id, search_cards.shelf_of_held(authority_id)] if with_held else [authority_id]
    ids = [*_ids(probes(query, log2_n), shelves), *_held_by(held_by_post)]
    shielded = search_rows.shielded_among(ids)
    found = []
    for child, card in SearchCard.objects.filter(child_id__in=ids or NOBODY).values_list("child_id", "card"):
        shown = search_cards.limited(card) if child in shielded else card
        found.append((search_cards.candidate(child, shown), child in shielded))
    return found


def _held_by(post_id: int | None) -> list[int]:
    if post_id is None:
        return []
    held = Entry.objects.filter(entered_by_id=post_id, state=Entry.State.HELD)
    return list(held.values_list("pk", flat=True)[:MOST_CANDIDATES])


def _ids(wanted: list[Probe], shelves: list[int]) -> list[int]:
    """All probes joined by UNION ALL, each with its own limit."""
    parts, values = [], []
    for probe in wanted:
        for shelf in shelves:
            sql, given = _statement(probe, shelf)
            parts.append(sql)
            values += given
    if not parts:
        return []
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), values)
        ids = dict.fromkeys(row[0] for row in cursor.fetchall())
    return list(ids)[:MOST_CANDIDATES]


def _statement(probe: Probe, shelf: int) -> tuple[str, list[Any]]:
    table = SearchName._meta.db_table if probe.table == NAMES else SearchValue._meta.db_table
    where, values = ["authority_id = %s"], [shelf]
    for condition in probe.conditions:
        where.append(_clause(condition))
        values += [_value(each) for each in condition.values]
    limited = f"SELECT child_id FROM {table} WHERE {' AND '.join(where)} LIMIT {probe.limit}"  # noqa: S608
    return f"SELECT child_id FROM ({limited}) AS p", values  # noqa: S608


def _clause(condition: Condition) -> str:
    """Column names come from `matching.probes`, never from what somebody typed."""
    if condition.operator == IS_ONE_OF:
        return f"{condition.column} IN ({', '.join(['%s'] * len(condition.values))})"
    return f"{condition.column} BETWEEN %s AND %s"


def _value(value: Any) -> Any:
    return value.isoformat() if connection.vendor == "sqlite" and hasattr(value, "isoformat") else value
