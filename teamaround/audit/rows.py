"""Rows of the audit as they lie in the tables, in order and in a stream.

Verification must read rows that somebody spoilt: nothing is converted on the way that could fail, so a
row that makes no sense is named and not stumbled over.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from django.db import connection, models, transaction

from teamaround.audit.sealed_rows import Sealed

ROWS_AT_ONCE = 2000


class EventRow(NamedTuple):
    """One event as it lies there; `at` in the form of the canonical body, empty when it is no moment."""

    id: int
    authority_id: Any
    actor_kind: Any
    account_id: Any
    post_id: Any
    on_behalf_of_id: Any
    actor_name: Any
    action: Any
    outcome: Any
    basis: Any
    policy_version: Any
    commitment: Any
    nonce: Any
    body: Any
    digest: Any
    schema_version: Any
    transaction: Any
    at: str
    children: Any
    codes: Any


class LeafRow(NamedTuple):
    batch_id: int
    position: int
    event_id: int
    digest: Any


class AboutRow(NamedTuple):
    event_id: int
    child_id: int
    outcome: Any
    at: str


class DetailRow(NamedTuple):
    event_id: int
    sealed: Any
    owner: Any
    wrapped: Any


class RemovalRow(NamedTuple):
    event_id: int
    receipt: Any
    recorded_in: Any


class BatchRow(NamedTuple):
    id: int
    size: int
    root: str
    previous: str
    chain: str
    signature: str
    sealed_at: str


class SealedRow(NamedTuple):
    """A row that is its own record; `columns` are those its digest covers, as the canonical text writes them."""

    id: int
    schema_version: Any
    nonce: Any
    digest: Any
    columns: dict[str, Any]


class RowLeafRow(NamedTuple):
    row_id: int
    digest: Any
    sealed_in: int


class RowRemovalRow(NamedTuple):
    row_id: int
    receipt: Any
    recorded_in: Any


class WaitingRow(NamedTuple):
    row_id: int
    digest: Any


AS_THEY_LIE = EventRow._fields[:-3]


@contextmanager
def one_moment() -> Iterator[None]:
    """Everything read inside is as it was at one moment, and no writer waits for it."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
    else:
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")


def events() -> Iterator[EventRow]:
    """All events in order of id."""
    quoted = [f'"{column}"' for column in AS_THEY_LIE]
    columns = ", ".join([*quoted, _moment("at"), _text("children"), _text("codes")])
    for row in _stream(f"SELECT {columns} FROM audit_event", "id"):  # noqa: S608
        yield EventRow._make((*row[:-3], _written(row[-3]), _parsed(row[-2]), _parsed(row[-1])))


def leaves(order: str) -> Iterator[LeafRow]:
    """All leaves, in order of "event_id" or of "batch_id, position"."""
    yield from map(LeafRow._make, _stream("SELECT batch_id, position, event_id, digest FROM audit_leaf", order))


def abouts() -> Iterator[AboutRow]:
    """All rows by child, in order of their events."""
    sql = f"SELECT event_id, child_id, outcome, {_moment('at')} FROM audit_about"  # noqa: S608
    for event_id, child_id, outcome, at in _stream(sql, "event_id, child_id"):
        yield AboutRow(event_id, child_id, outcome, _written(at))


def details() -> Iterator[DetailRow]:
    """All details with their owners' keys, in order of their events."""
    sql = "SELECT event_id, sealed, owner, wrapped FROM audit_detail LEFT JOIN audit_ownerkey k ON k.id = key_id"
    yield from map(DetailRow._make, _stream(sql, "event_id"))


def removals() -> Iterator[RemovalRow]:
    """All removals in order of the events whose detail went."""
    yield from map(RemovalRow._make, _stream("SELECT event_id, receipt, recorded_in FROM audit_removal", "event_id"))


def batches() -> Iterator[BatchRow]:
    """All batches in order of their numbers."""
    sql = f"SELECT id, count, root, previous, chain, signature, {_moment('sealed_at')} FROM audit_batch"  # noqa: S608
    for number, size, root, previous, chain, signature, sealed_at in _stream(sql, "id"):
        yield BatchRow(number, size, str(root), str(previous), str(chain), str(signature), _written(sealed_at))


def sealed(model: type[Sealed]) -> Iterator[SealedRow]:
    """All rows of a sealed model in order of id."""
    names = sorted({name for names in model.sealed_columns.values() for name in names})
    fields = [model._meta.get_field(name) for name in names]
    columns = [
        "schema_version",
        "nonce",
        "digest",
        *(_column(name, kind) for name, kind in zip(names, fields, strict=True)),
    ]
    for row in _stream(f"SELECT id, {', '.join(columns)} FROM {model._meta.db_table}", "id"):  # noqa: S608
        values = {name: _plain(kind, value) for name, kind, value in zip(names, fields, row[4:], strict=True)}
        yield SealedRow._make((*row[:4], values))


def _column(name: str, kind: Any) -> str:
    if isinstance(kind, models.DateTimeField):
        return _moment(name)
    as_text = isinstance(kind, models.JSONField | models.DateField)
    return _text(f'"{name}"') if as_text else f'"{name}"'


def _plain(kind: Any, value: Any) -> Any:
    """As `sealed_rows` writes it; what makes no sense stays as it lies."""
    if isinstance(kind, models.DateTimeField):
        return value and _written(value)
    if isinstance(kind, models.JSONField):
        return _parsed(value)
    return bool(value) if isinstance(kind, models.BooleanField) and value in (0, 1) else value


def row_leaves(table: str) -> Iterator[RowLeafRow]:
    """The leaves of a table's rows, in order of the rows' numbers."""
    sql = 'SELECT row_id, digest, sealed_in FROM audit_rowleaf WHERE "table" = %s'
    yield from map(RowLeafRow._make, _stream(sql, "row_id", [table]))


def row_leaves_by_seal() -> Iterator[RowLeafRow]:
    """The leaves of all rows, as the events that sealed them laid them."""
    yield from map(
        RowLeafRow._make, _stream("SELECT row_id, digest, sealed_in FROM audit_rowleaf", "sealed_in, position")
    )


def waiting_rows(table: str) -> Iterator[WaitingRow]:
    """Rows that no seal covers yet, in order of their numbers."""
    sql = 'SELECT row_id, digest FROM audit_waiting WHERE "table" = %s'
    yield from map(WaitingRow._make, _stream(sql, "row_id", [table]))


def row_removals(table: str) -> Iterator[RowRemovalRow]:
    """The removals of a table's rows, in order of the rows' numbers."""
    sql = 'SELECT row_id, receipt, recorded_in FROM audit_rowremoval WHERE "table" = %s'
    yield from map(RowRemovalRow._make, _stream(sql, "row_id", [table]))


def roots_of_rows(action: str) -> Iterator[tuple[int, str]]:
    """(id, body) of the events that sealed rows."""
    for number, body in _stream("SELECT id, body FROM audit_event WHERE action = %s", "id", [action]):
        yield number, str(body)


def sealed_under(digest: Any) -> int:
    """The number of the row that was sealed with this digest, or 0."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_id FROM audit_rowleaf WHERE digest = %s", [digest])
        found = cursor.fetchone()
        return int(found[0]) if found else 0


def bodies(event_id: int) -> list[str]:
    """The canonical bodies of the events with this id: one, where nobody interfered."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT body FROM audit_event WHERE id = %s", [event_id])
        return [body for (body,) in cursor.fetchall()]


def _stream(sql: str, order: str, values: list[Any] | None = None) -> Iterator[tuple[Any, ...]]:
    with connection.chunked_cursor() as cursor:
        cursor.execute(f"{sql} ORDER BY {order}", values)
        while rows := cursor.fetchmany(ROWS_AT_ONCE):
            yield from rows


def _moment(column: str) -> str:
    """A moment as text, so that reading it cannot fail."""
    if connection.vendor == "postgresql":
        return f"""to_char({column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')"""
    return f"CAST({column} AS TEXT)"


def _text(column: str) -> str:
    return f"CAST({column} AS TEXT)"


def _written(moment: str | None) -> str:
    """SQLite keeps "2026-03-03 10:00:00.5": written as the canonical body writes it."""
    if moment is None or moment.endswith("Z"):
        return moment or ""
    date, _, time = moment.partition(" ")
    return f"{date}T{time}Z" if "." in time else f"{date}T{time}.000000Z"


def _parsed(text: str | None) -> Any:
    """The value of a JSON column; text that is no JSON stays text, which no body ever held there."""
    try:
        return json.loads(text or "")
    except ValueError:
        return text
