"""The audit's triggers on SQLite. REPLACE needs `recursive_triggers` to meet them: see config/environment.py."""

from typing import Any

from teamaround.audit.sealed_rows import sealed_tables
from teamaround.audit.triggers import FOREVER, Trigger

KEPT_UNTIL = {
    "audit_detail": "NOT EXISTS (SELECT 1 FROM audit_removal WHERE event_id = OLD.event_id)",
    "audit_ownerkey": "EXISTS (SELECT 1 FROM audit_detail WHERE key_id = OLD.id)",
}
"""Table -> when a deletion is refused."""

NOT_REMOVED = "NOT EXISTS (SELECT 1 FROM audit_rowremoval WHERE \"table\" = '{table}' AND row_id = OLD.id)"
"""Of a sealed row: it goes only once its removal is on record."""


def wanted(cursor: Any, tables: frozenset[str]) -> list[Trigger]:
    """The triggers that should be on the given tables."""
    made = []
    conditions = KEPT_UNTIL | {table: NOT_REMOVED.format(table=table) for table in sealed_tables()}
    for table in (*FOREVER, *conditions):
        when = f"WHEN {conditions[table]} " if table in conditions else ""
        made += [_refusing(table, "update", ""), _refusing(table, "delete", when)]
    return [trigger for trigger in made if trigger.table in tables]


def there(cursor: Any) -> dict[tuple[str, str], str]:
    """(table, name) -> statement of the triggers that are there."""
    cursor.execute("SELECT tbl_name, name, sql FROM sqlite_master WHERE type = 'trigger'")
    return {(table, name): sql for table, name, sql in cursor.fetchall()}


def _refusing(table: str, verb: str, when: str) -> Trigger:
    name = f"{table}_no_{verb}"
    refusal = f"SELECT RAISE(ABORT, '{table} refuses {verb.upper()}')"
    sql = f"CREATE TRIGGER {name} BEFORE {verb.upper()} ON {table} {when}BEGIN {refusal}; END"
    return Trigger(table, name, sql, (f"DROP TRIGGER IF EXISTS {name}", sql))
