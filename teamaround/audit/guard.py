"""Triggers that keep the audit tables append-only on both engines, and the check that they are there.

Events, their rows by child, batches, leaves and removals are never changed and never deleted. A detail or a
sealed row may go once its removal is on record, an owner's key once no detail of that owner is left (design.md 5).
"""

from collections.abc import Iterable
from typing import Any

from django.core import checks
from django.db import connection

from teamaround.audit import triggers_postgresql, triggers_sqlite
from teamaround.audit.models import Event
from teamaround.audit.sealed_rows import sealed_tables
from teamaround.audit.triggers import Trigger


def install_triggers() -> list[Trigger]:
    """Put back every trigger that is missing or not as it should be. Returns those."""
    repaired = missing_triggers()
    with connection.cursor() as cursor:
        for trigger in repaired:
            for statement in trigger.statements:
                cursor.execute(statement)
    return repaired


def missing_triggers() -> list[Trigger]:
    """Triggers of tables that exist which are absent, switched off, or were replaced by others."""
    with connection.cursor() as cursor:
        tables = frozenset(connection.introspection.table_names(cursor))
        engine = triggers_postgresql if connection.vendor == "postgresql" else triggers_sqlite
        there = engine.there(cursor)
        return [trigger for trigger in engine.wanted(cursor, tables) if there.get(trigger.place) != trigger.shape]


def missing_by_table() -> dict[str, list[str]]:
    """The names of missing triggers under their tables."""
    names: dict[str, list[str]] = {}
    for trigger in missing_triggers():
        names.setdefault(trigger.table, []).append(trigger.name)
    return names


def step_aside() -> None:
    """SQLite rebuilds a table by renaming, which fails while a trigger of another table names it."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for table, name in triggers_sqlite.there(cursor):
                if table in triggers_sqlite.KEPT_UNTIL or table in sealed_tables():
                    cursor.execute(f"DROP TRIGGER {name}")


@checks.register(checks.Tags.database)
def check_triggers(databases: Iterable[str] | None = None, **kwargs: Any) -> list[checks.CheckMessage]:
    """audit.E001: the rows of a table of the audit could be changed.

    Before the first event there is nothing to guard: an interrupted first migrate can simply be repeated.
    """
    if "default" not in (databases or ()):
        return []
    missing = missing_by_table()
    if not missing or not Event.objects.exists():
        return []
    return [
        checks.Error(
            f"Rows of {table} could be changed unnoticed: missing or altered are {', '.join(names)}.",
            hint="Find out who did it and run audit_verify. `manage migrate --skip-checks` puts them back.",
            id="audit.E001",
        )
        for table, names in missing.items()
    ]
