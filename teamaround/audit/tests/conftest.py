"""A database of one's own for tests that need real commits; nothing is ever flushed (design.md 10)."""

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections
from django.test.utils import setup_databases, teardown_databases


@pytest.fixture(scope="session")
def seeded_database(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The migrated test database, also where no test of the run asked pytest-django for one."""
    if connection.settings_dict["NAME"].startswith(("test_", "file:memorydb")):
        yield
        return
    with django_db_blocker.unblock():
        made = setup_databases(verbosity=0, interactive=False, aliases={"default"})
    yield
    with django_db_blocker.unblock():
        teardown_databases(made, verbosity=0)


@pytest.fixture
def own_database(seeded_database: None, django_db_blocker: Any, tmp_path: Path) -> Iterator[None]:
    """A copy of the test database, thrown away afterwards. Commits are real and other threads see them."""
    if connection.in_atomic_block:
        raise pytest.UsageError("a test with a database of its own must not be marked django_db")
    copying = _postgresql_copy if connection.vendor == "postgresql" else _sqlite_copy
    with django_db_blocker.unblock():
        yield from copying(tmp_path)


def _sqlite_copy(folder: Path) -> Iterator[None]:
    connection.ensure_connection()
    seeded, name = connection.connection, connection.settings_dict["NAME"]
    with sqlite3.connect(folder / "own.sqlite3") as copy:
        seeded.backup(copy)
    copy.close()
    connection.connection, connection.settings_dict["NAME"] = None, str(folder / "own.sqlite3")
    try:
        yield
    finally:
        connection.close()
        connection.connection, connection.settings_dict["NAME"] = seeded, name


def _postgresql_copy(folder: Path) -> Iterator[None]:
    name = connection.settings_dict["NAME"]
    own = f"{name}_own"
    connection.close()
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {own} WITH (FORCE)")
        cursor.execute(f"CREATE DATABASE {own} TEMPLATE {name}")
    connection.settings_dict["NAME"] = own
    try:
        yield
    finally:
        connections.close_all()
        connection.settings_dict["NAME"] = name
        with connection._nodb_cursor() as cursor:
            cursor.execute(f"DROP DATABASE {own} WITH (FORCE)")


@pytest.fixture
def by_hand() -> Callable[..., None]:
    """Change a table as somebody would who rules the database: without its triggers."""

    def tamper(table: str, sql: str, *values: Any) -> None:
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute("SET session_replication_role = replica")
                cursor.execute(sql, values)
                cursor.execute("SET session_replication_role = origin")
            else:
                cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [table])
                triggers = cursor.fetchall()
                for name, _ in triggers:
                    cursor.execute(f"DROP TRIGGER {name}")
                cursor.execute("PRAGMA foreign_keys = OFF")
                cursor.execute(sql, values)
                for _, made in triggers:
                    cursor.execute(made)

    return tamper
