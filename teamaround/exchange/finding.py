"""For a chunk of staged rows at once: the few children worth comparing, by joins on the keys of the index.

Each statement joins thousands of rows with an index of `child_index`; nothing is asked row by row. Held entries are
found too, because a delivery works for the index team.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from teamaround.child_index import search_cards
from teamaround.child_index.models import Entry, SearchCard, SearchName, SearchValue
from teamaround.child_index.shielding import open_shields
from teamaround.exchange.models import Delivery, StagedRow
from teamaround.families.models import Identifier
from teamaround.matching.blocking import NUMBER, POSTCODE, TELEPHONE
from teamaround.matching.people import Candidate, Query

STAGED, NAMES = StagedRow._meta.db_table, SearchName._meta.db_table
SLICE = 5_000
NEAR_DAYS = 400
MOST_OF_ONE_KEY = 40
"""A key that so many share tells nothing: a hostel's postcode, an agency's telephone."""


@dataclass
class Found:
    """Children for each staged row (by its id), those with the very names and day, and what is known of each child."""

    of_row: dict[int, dict[int, None]] = field(default_factory=lambda: defaultdict(dict))
    exact: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    known: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    cards: dict[int, dict[str, Any]] = field(default_factory=dict)
    candidates: dict[int, Candidate] = field(default_factory=dict)
    by_value: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    """Those found by home or telephone only: most of them are neighbours."""
    held: set[int] = field(default_factory=set)
    shielded: frozenset[int] = frozenset()

    def candidate(self, child_id: int) -> Candidate:
        """Folded once for all rows of the chunk."""
        made = self.candidates.get(child_id)
        if made is None:
            made = self.candidates[child_id] = search_cards.candidate(child_id, self.cards[child_id])
        return made


def shielded_now(authority_id: int) -> frozenset[int]:
    """All children of the authority whose whereabouts are protected today."""
    rows: Any = open_shields().filter(authority_id=authority_id)
    return frozenset(rows.values_list("child_id", flat=True))


def by_source_number(delivery: Delivery, scheme: str, first: int, last: int, found: Found) -> None:
    """Children known under the very number by which the source names the row."""
    entry, identifier = Entry._meta.db_table, Identifier._meta.db_table
    sql = f"""SELECT s.id, i.person_id FROM {STAGED} s
        JOIN {identifier} i ON i.scheme = %s AND i.value = s.source_id AND i.authority_id = %s
        JOIN {entry} e ON e.child_id = i.person_id AND e.state IN ('active', 'held')
        WHERE s.delivery_id = %s AND s.number BETWEEN %s AND %s AND s.decision = 'waiting' AND s.source_id <> ''"""  # noqa: S608
    for row, child in _rows(sql, [scheme, delivery.authority_id, delivery.pk, first, last]):
        found.known[row].add(child)
        found.of_row[row][child] = None


def by_day_and_family(delivery: Delivery, first: int, last: int, found: Found) -> None:
    """The same day of birth and a family name that sounds the same; with whether both names are the very same."""
    for shelf in _shelves(delivery.authority_id):
        sql = f"""SELECT s.id, n.child_id, CASE WHEN n.family = s.family AND n.first = s.first THEN 1 ELSE 0 END
            FROM {STAGED} s JOIN {NAMES} n
            ON n.authority_id = %s AND n.day = s.born AND n.family_sound = s.family_sound
            WHERE s.delivery_id = %s AND s.number BETWEEN %s AND %s AND s.decision = 'waiting'
            AND s.family <> '' AND s.first <> ''"""  # noqa: S608
        for row, child, exact in _rows(sql, [shelf, delivery.pk, first, last]):
            found.of_row[row][child] = None
            if exact:
                found.exact[row].add(child)


def more_by_day(authority_id: int, row_ids: Sequence[int], found: Found) -> None:
    """The same day and the same first name by sound, or the two names in each other's place."""
    for column, ours in (("first_sound", "first_sound"), ("family_sound", "first_sound")):
        _join(authority_id, row_ids, found, f"n.day = s.born AND n.{column} = s.{ours} AND s.{ours} <> ''")


def near_in_time(authority_id: int, row_ids: Sequence[int], found: Found) -> None:
    """Both names by sound, born about the same time: the day may be mistyped."""
    if connection.vendor == "sqlite":
        span = f"n.day BETWEEN date(s.born, '-{NEAR_DAYS} days') AND date(s.born, '+{NEAR_DAYS} days')"
    else:
        span = f"n.day BETWEEN s.born - {NEAR_DAYS} AND s.born + {NEAR_DAYS}"
    both = "n.family_sound = s.family_sound AND n.first_sound = s.first_sound AND s.family <> '' AND s.first <> ''"
    _join(authority_id, row_ids, found, f"{both} AND {span}")


def by_values(authority_id: int, queries: dict[int, Query], found: Found) -> None:
    """The same number, postcode or telephone."""
    wanted: dict[tuple[str, str], list[int]] = defaultdict(list)
    for row, query in queries.items():
        for pair in _values(query):
            wanted[pair].append(row)
    for kind in (NUMBER, POSTCODE, TELEPHONE):
        values = [value for of_kind, value in wanted if of_kind == kind]
        for some in _slices(values):
            children: dict[str, list[int]] = defaultdict(list)
            rows = SearchValue.objects.filter(authority_id__in=_shelves(authority_id), kind=kind, value__in=some)
            for value, child in rows.values_list("value", "child_id"):
                children[value].append(child)
            for value, sharing in children.items():
                if len(sharing) <= MOST_OF_ONE_KEY:
                    for row in wanted[kind, value]:
                        if kind == NUMBER:
                            found.of_row[row].update(dict.fromkeys(sharing))
                        else:
                            found.by_value[row].update(sharing)


def _values(query: Query) -> Iterator[tuple[str, str]]:
    prepared = query.prepared
    yield from ((NUMBER, f"{scheme}:{number}") for scheme, number in prepared.numbers.items())
    yield from ((POSTCODE, code.full) for code in prepared.postcodes if code.full)
    yield from ((TELEPHONE, number) for number in prepared.telephones)


def load_cards(found: Found) -> None:
    """What the children found are compared by; a shielded child only by what its shield shows."""
    boxes = (*found.of_row.values(), *found.by_value.values())
    wanted = {child for children in boxes for child in children} - found.cards.keys()
    for some in _slices(sorted(wanted)):
        rows = SearchCard.objects.filter(child_id__in=some).values_list("child_id", "authority_id", "card")
        for child, shelf, card in rows:
            found.cards[child] = search_cards.limited(card) if child in found.shielded else card
            if shelf < 0:
                found.held.add(child)


def _join(authority_id: int, row_ids: Sequence[int], found: Found, condition: str) -> None:
    for some in _slices(row_ids):
        marks = ", ".join(["%s"] * len(some))
        for shelf in _shelves(authority_id):
            sql = f"""SELECT s.id, n.child_id FROM {STAGED} s JOIN {NAMES} n ON n.authority_id = %s AND {condition}
                WHERE s.id IN ({marks})"""  # noqa: S608
            for row, child in _rows(sql, [shelf, *some]):
                found.of_row[row][child] = None


def _shelves(authority_id: int) -> list[int]:
    return [authority_id, search_cards.shelf_of_held(authority_id)]


def _slices(values: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(values), SLICE):
        yield values[start : start + SLICE]


def _rows(sql: str, values: Iterable[Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, list(values))
        return list(cursor.fetchall())


def held_among(child_ids: Iterable[int]) -> set[int]:
    """Those whose entry is held back for the index team."""
    rows = Entry.objects.filter(pk__in=list(child_ids), state=Entry.State.HELD)
    return set(rows.values_list("pk", flat=True))


def protected(child_id: int) -> bool:
    """Is this child's whereabouts protected, or its entry held back because it may be such a child?"""
    return bool(held_among([child_id])) or open_shields().filter(child_id=child_id).exists()
