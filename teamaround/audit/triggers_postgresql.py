"""The audit's triggers on PostgreSQL. Row triggers of `audit_event` reach its partitions, TRUNCATE ones do not."""

from typing import Any

from teamaround.audit.sealed_rows import sealed_tables
from teamaround.audit.triggers import FOREVER, Trigger

REFUSE = "RAISE EXCEPTION '% refuses %', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation'"
STILL_NEEDED = {
    "audit_keep_detail": "NOT EXISTS (SELECT 1 FROM audit_removal WHERE event_id = OLD.event_id)",
    "audit_keep_key": "EXISTS (SELECT 1 FROM audit_detail WHERE key_id = OLD.id)",
    "audit_keep_row": 'NOT EXISTS (SELECT 1 FROM audit_rowremoval WHERE "table" = TG_TABLE_NAME AND row_id = OLD.id)',
}
BODIES = {"audit_refuse": f"BEGIN {REFUSE}; END"} | {
    name: f"BEGIN IF {condition} THEN {REFUSE}; END IF; RETURN OLD; END" for name, condition in STILL_NEEDED.items()
}
"""Trigger function -> its body."""

KEPT_UNTIL = {"audit_detail": "audit_keep_detail", "audit_ownerkey": "audit_keep_key"}
"""Table -> the function that says whether a row may be deleted now."""

SHAPES = {"update": ("ROW", 19), "delete": ("ROW", 11), "truncate": ("STATEMENT", 34)}
"""Verb -> what it runs for, and how pg_trigger.tgtype writes "before", the verb and that."""

PRESENT = """
SELECT c.relname, t.tgname, p.proname || ' ' || t.tgtype || ' ' || p.prosrc
FROM pg_trigger t
JOIN pg_class c ON c.oid = t.tgrelid
JOIN pg_proc p ON p.oid = t.tgfoid
WHERE NOT t.tgisinternal AND pg_table_is_visible(c.oid)
    AND t.tgenabled IN ('O', 'A') AND t.tgqual IS NULL
"""

PARTITIONS = """
SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
WHERE i.inhparent = to_regclass('audit_event')
"""


def wanted(cursor: Any, tables: frozenset[str]) -> list[Trigger]:
    """The triggers that should be on the given tables and on the partitions of `audit_event`."""
    cursor.execute(PARTITIONS)
    partitions = [name for (name,) in cursor.fetchall()]
    made = []
    keeping = KEPT_UNTIL | dict.fromkeys(sealed_tables(), "audit_keep_row")
    for table in (*FOREVER, *keeping):
        deleting = keeping.get(table, "audit_refuse")
        made += [_made(table, "update"), _made(table, "delete", deleting), _made(table, "truncate")]
    for partition in partitions:
        made += [_inherited(partition, "update"), _inherited(partition, "delete"), _made(partition, "truncate")]
    return [trigger for trigger in made if trigger.table in tables or trigger.table in partitions]


def there(cursor: Any) -> dict[tuple[str, str], str]:
    """(table, name) -> function, kind and body of the triggers that are there and switched on."""
    cursor.execute(PRESENT)
    return {(table, name): shape for table, name, shape in cursor.fetchall()}


def function(name: str) -> str:
    """The statement that makes a trigger function, deaf to the caller's search path."""
    return (
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT "
        f"AS $body${BODIES[name]}$body$"
    )


def _made(table: str, verb: str, calling: str = "audit_refuse") -> Trigger:
    name = f"{table}_no_{verb}"
    each, kind = SHAPES[verb]
    return Trigger(
        table,
        name,
        f"{calling} {kind} {BODIES[calling]}",
        (
            function(calling),
            f"CREATE OR REPLACE TRIGGER {name} BEFORE {verb.upper()} ON {table} "
            f"FOR EACH {each} EXECUTE FUNCTION {calling}()",
            f"ALTER TABLE {table} ENABLE TRIGGER {name}",
        ),
    )


def _inherited(partition: str, verb: str) -> Trigger:
    name = f"audit_event_no_{verb}"
    _each, kind = SHAPES[verb]
    shape = f"audit_refuse {kind} {BODIES['audit_refuse']}"
    return Trigger(partition, name, shape, (f"ALTER TABLE {partition} ENABLE TRIGGER {name}",))
