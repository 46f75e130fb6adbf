"""The probes of `matching` as one statement on either database, with whether a shield lies on each row (design.md 4).

A statement has the same text for every query that asks the same kinds of things, so that the database plans it once:
on PostgreSQL it is prepared and names the authority's partition itself; on SQLite lists are filled up to a few sizes.
"""

import datetime
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple
from weakref import WeakSet

from django.db import connection

from teamaround.child_index.models import Entry, SearchCard, SearchName, SearchValue, Shield
from teamaround.child_index.search_rows import NOBODY
from teamaround.kit import clock
from teamaround.matching.blocking import NAMES
from teamaround.matching.probes import IS_ONE_OF, Condition, Probe

BY_NAME, BY_HELD = "name", "held"
MOST_HELD = 100
PARTITIONS = 16
_NAME, _VALUE = SearchName._meta.db_table, SearchValue._meta.db_table
_CARD, _SHIELD, _ENTRY = SearchCard._meta.db_table, Shield._meta.db_table, Entry._meta.db_table
_SIZES = (1, 2, 4, 8, 16, 32, 64)
_IN_FORCE = f"EXISTS (SELECT 1 FROM {_SHIELD} s WHERE s.child_id = p.child_id AND s.starts <= %s AND (s.ends IS NULL OR s.ends > %s))"  # noqa: S608, E501


class Hit(NamedTuple):
    """A row that a probe found: by name with all it says, or by the kind of another value."""

    by: str
    child_id: int
    family: str
    first: str
    day: Any
    sex: str
    home: str
    shielded: Any


def hits(wanted: Sequence[Probe], shelves: Sequence[int], held_by_post: int | None = None) -> set[Hit]:
    """All probes on all shelves joined by UNION ALL, each with its own limit, and the held entries of one post."""
    parts, values = [], list[Any]()
    if held_by_post is not None:
        parts.append(_HELD_BY[_on_postgresql()])
        values.append(held_by_post)
    for probe in wanted:
        for shelf in shelves:
            sql, given = _part(probe, shelf)
            parts.append(sql)
            values += given
    if not parts:
        return set()
    today = _plain(clock.today())
    sql = f"SELECT p.*, {_IN_FORCE} FROM ({' UNION ALL '.join(parts)}) AS p"  # noqa: S608
    return set(map(Hit._make, run(sql, [today, today, *values])))


def cards(child_ids: Iterable[int]) -> list[tuple[int, Any, Any]]:
    """Child, card as the database keeps it, and whether a shield lies on it. One statement, also for nobody."""
    ids = list(dict.fromkeys(child_ids)) or NOBODY
    which, values = "= ANY(%s)", list[Any]([ids])
    if not _on_postgresql():
        size = next((each for each in _SIZES if each >= len(ids)), len(ids))
        which, values = f"IN ({_marks(size)})", ids + ids[-1:] * (size - len(ids))
    today = _plain(clock.today())
    sql = f"SELECT p.child_id, p.card, {_IN_FORCE} FROM {_CARD} p WHERE p.child_id {which}"  # noqa: S608
    return run(sql, [today, today, *values])


def holding(kind: str, value: str, authority_id: int) -> list[int]:
    """The children under one value (a number, say), but those whose shield hides it. One statement."""
    table, today = _table(_VALUE, authority_id), _plain(clock.today())
    sql = f"SELECT p.child_id FROM {table} p WHERE p.authority_id = %s AND p.kind = %s AND p.value = %s AND NOT {_IN_FORCE}"  # noqa: S608, E501
    return [child for (child,) in run(sql, [authority_id, kind, value, today, today])]


def _part(probe: Probe, shelf: int) -> tuple[str, list[Any]]:
    by_name = probe.table == NAMES
    table = _table(_NAME if by_name else _VALUE, shelf)
    where, values = ["authority_id = %s"], [shelf]
    for condition in probe.conditions:
        clause, given = _clause(condition)
        where.append(clause)
        values += given
    kind = BY_NAME if by_name else str(probe.conditions[0].values[0])
    columns = "family, first, day, sex, home" if by_name else _NOTHING_MORE[_on_postgresql()]
    sql = f"SELECT '{kind}' AS kind, child_id, {columns} FROM {table} WHERE {' AND '.join(where)} LIMIT {probe.limit}"  # noqa: S608, E501
    return f"SELECT * FROM ({sql}) AS p", values  # noqa: S608


_NOTHING_MORE = {True: "'' AS family, '' AS first, NULL::date AS day, '' AS sex, '' AS home"}
_NOTHING_MORE[False] = _NOTHING_MORE[True].replace("::date", "")


_HELD_BY = {
    engine: f"SELECT * FROM (SELECT '{BY_HELD}' AS kind, child_id, {columns} FROM {_ENTRY} "  # noqa: S608
    f"WHERE entered_by_id = %s AND state = 'held' LIMIT {MOST_HELD}) AS p"
    for engine, columns in _NOTHING_MORE.items()
}
"""Its state stands in the text, so that the small index of held entries serves it."""


def _clause(condition: Condition) -> tuple[str, list[Any]]:
    """Column names come from `matching.probes`, never from what somebody typed."""
    values = [_plain(value) for value in condition.values]
    if condition.operator != IS_ONE_OF:
        return f"{condition.column} BETWEEN %s AND %s", values
    if _on_postgresql():
        return f"{condition.column} = ANY(%s)", [values]
    size = next((each for each in _SIZES if each >= len(values)), len(values))
    return f"{condition.column} IN ({_marks(size)})", values + values[-1:] * (size - len(values))


def _marks(count: int) -> str:
    return ", ".join(["%s"] * count)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime.date) and not _on_postgresql() else value


def _on_postgresql() -> bool:
    return connection.vendor == "postgresql"


def _table(parent: str, shelf: int) -> str:
    return f"{parent}_{_remainder(shelf)}" if _on_postgresql() else parent


@lru_cache(maxsize=1_000)
def _remainder(shelf: int) -> int:
    """Which partition holds this authority: the hash is the same in every database."""
    sql = f"SELECT r FROM generate_series(0, {PARTITIONS - 1}) r WHERE satisfies_hash_partition(%s::regclass, {PARTITIONS}, r, %s::bigint)"  # noqa: S608, E501
    return int(run(sql, [_NAME, shelf])[0][0])


_told: WeakSet[Any] = WeakSet()
"""Connections that know that one plan does for every query."""


def run(sql: str, values: Sequence[Any]) -> list[Any]:
    """The rows of a statement that is planned once and run often."""
    with connection.cursor() as cursor:
        if _on_postgresql():
            return _prepared(cursor.connection, sql, values)
        cursor.execute(sql, values)
        return list(cursor.fetchall())


def _prepared(raw: Any, sql: str, values: Sequence[Any]) -> list[Any]:
    """On a cursor of psycopg's own: Django's puts values into the text, which would be planned anew each time."""
    from psycopg import Cursor

    with Cursor(raw) as cursor:
        if raw not in _told:
            cursor.execute("SET plan_cache_mode = force_generic_plan")
            _told.add(raw)
        found: list[Any] = cursor.execute(sql, values, prepare=True).fetchall()
        return found
