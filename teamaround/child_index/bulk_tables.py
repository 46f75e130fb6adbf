"""Writing prepared rows of many children in one go: COPY on PostgreSQL, many rows a statement on SQLite.

The models stay the masters: what a bulk row does not name gets the default of its field, worked out once. The doors of
protected models (audit/protected.py) do not see such statements, so `write` asks for an open recording itself.
"""

import datetime
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection, models
from django.db.models.fields import NOT_PROVIDED

from teamaround.audit.protected import demand_recording
from teamaround.child_index import bulk_rows
from teamaround.child_index.models import Entry, SearchCard, SearchName, SearchValue
from teamaround.families.models import Address, Identifier, Name, Person

MODELS: dict[str, type[models.Model]] = {
    bulk_rows.PERSON: Person,
    bulk_rows.NAME: Name,
    bulk_rows.ADDRESS: Address,
    bulk_rows.NUMBER: Identifier,
    bulk_rows.ENTRY: Entry,
    bulk_rows.SEARCH_NAME: SearchName,
    bulk_rows.SEARCH_VALUE: SearchValue,
    bulk_rows.CARD: SearchCard,
}


class Tables:
    """The statements that fill the tables of the index for one source, and what all rows have in common."""

    def __init__(self, authority_id: int, source: str, at: datetime.datetime) -> None:
        told = {
            "authority_id": authority_id,
            "source": source,
            "recorded_at": at,
            "entered_at": at,
        }
        self.constants = {name: _constants(name, told) for name in MODELS}

    @property
    def copy_endings(self) -> dict[str, str]:
        """The same end of every line, for COPY."""
        return {
            name: "".join(f"\t{bulk_rows.NULL if value is None else _as_text(value)}" for value in constants.values())
            for name, constants in self.constants.items()
        }

    def write(self, made: bulk_rows.Made) -> None:
        """All rows of a chunk, parents before children. Call inside a recording."""
        demand_recording("a child of a large file")
        with connection.cursor() as cursor:
            for name, rows in made.tables.items():
                if rows and isinstance(rows, bytes):
                    with cursor.copy(self._copy(name)) as copy:
                        copy.write(rows)
                elif rows:
                    cursor.executemany(self._insert(name), rows)

    def _copy(self, name: str) -> str:
        columns = ", ".join([f'"{column}"' for column in (*bulk_rows.COLUMNS[name], *self.constants[name])])
        return f"COPY {_table(name)} ({columns}) FROM STDIN WITH (NULL E'\\x01')"

    def _insert(self, name: str) -> str:
        given, constants = bulk_rows.COLUMNS[name], self.constants[name]
        columns = ", ".join(f'"{column}"' for column in (*given, *constants))
        values = ", ".join([*("%s" for _ in given), *(_literal(value) for value in constants.values())])
        return f"INSERT INTO {_table(name)} ({columns}) VALUES ({values})"  # noqa: S608


def reserve(count: int) -> Sequence[int]:
    """So many ids for people, which nobody else will be given. Short: call it outside the transaction that writes."""
    table = Person._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [table, count]
            )
            return [int(row[0]) for row in cursor.fetchall()]
        cursor.execute("INSERT INTO sqlite_sequence (name, seq) SELECT %s, 0 WHERE NOT EXISTS "
                       "(SELECT 1 FROM sqlite_sequence WHERE name = %s)", [table, table])  # fmt: skip
        cursor.execute("UPDATE sqlite_sequence SET seq = seq + %s WHERE name = %s RETURNING seq", [count, table])
        last = int(cursor.fetchone()[0])
        return range(last - count + 1, last + 1)


@contextmanager
def room_for_pages() -> Iterator[None]:
    """On SQLite half a gigabyte of changed pages may wait in memory for the end of a batch, instead of 64 MiB."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        before = cursor.execute("PRAGMA cache_size").fetchone()[0]
        cursor.execute("PRAGMA cache_size = -524288")
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA cache_size = {int(before)}")


def tell_the_planner() -> None:
    """After many new rows: let the database look at its tables anew."""
    with connection.cursor() as cursor:
        for model in MODELS.values():
            cursor.execute(f'ANALYZE "{model._meta.db_table}"')


def _table(name: str) -> str:
    return f'"{MODELS[name]._meta.db_table}"'


def _constants(name: str, told: dict[str, Any]) -> dict[str, Any]:
    """Column -> value for every column that rows do not name, but the key that the database gives."""
    found: dict[str, Any] = {}
    for field in MODELS[name]._meta.concrete_fields:
        if field.column is None or field.column in bulk_rows.COLUMNS[name] or isinstance(field, models.AutoField):
            continue
        value = told[field.column] if field.column in told else _default(field)
        found[field.column] = field.get_db_prep_save(value, connection)
    return found


def _default(field: models.Field) -> Any:
    if field.default is NOT_PROVIDED:
        return None if field.null else ""
    return field.get_default()


def _as_text(value: Any) -> str:
    return "t" if value is True else "f" if value is False else str(value)


def _literal(value: Any) -> str:
    """A constant of ours (source, moment, defaults) in a statement; never something of a file."""
    if value is None:
        return "NULL"
    if isinstance(value, bool | int):
        return str(int(value))
    text = value if isinstance(value, str) else str(value) if not isinstance(value, list | dict) else json.dumps(value)
    return "'" + text.replace("'", "''").replace("%", "%%") + "'"
