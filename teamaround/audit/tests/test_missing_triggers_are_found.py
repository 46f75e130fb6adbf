"""Triggers are put back after every migrate, and a missing one is named (audit.E001; SQLite drops them silently)."""

from types import SimpleNamespace

import pytest
from django.db import IntegrityError, connection, transaction

from teamaround.audit import apps, guard
from teamaround.audit.factories import look
from teamaround.audit.models import Event

pytestmark = pytest.mark.django_db


def run(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)


def drop(table, name):
    run(f"DROP TRIGGER {name} ON {table}" if connection.vendor == "postgresql" else f"DROP TRIGGER {name}")


def found():
    return [(problem.id, problem.msg) for problem in guard.check_triggers(databases=["default"])]


def test_with_all_triggers_there_is_no_finding():
    look(7)
    assert guard.missing_triggers() == []
    assert found() == []


def test_a_trigger_that_somebody_dropped_is_named():
    look(7)
    drop("audit_leaf", "audit_leaf_no_delete")
    [(number, sentence)] = found()
    assert number == "audit.E001"
    assert "audit_leaf" in sentence
    assert "audit_leaf_no_delete" in sentence


def test_without_any_event_there_is_nothing_to_guard_yet():
    drop("audit_leaf", "audit_leaf_no_delete")
    assert found() == []


def test_other_databases_are_not_asked():
    look(7)
    drop("audit_leaf", "audit_leaf_no_delete")
    assert guard.check_triggers(databases=None) == []
    assert guard.check_triggers(databases=["other"]) == []


def test_a_trigger_of_the_same_name_that_does_nothing_is_found():
    drop("audit_batch", "audit_batch_no_update")
    if connection.vendor == "postgresql":
        run("CREATE FUNCTION nothing() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'")
        run("CREATE TRIGGER audit_batch_no_update BEFORE UPDATE ON audit_batch FOR EACH ROW EXECUTE FUNCTION nothing()")
    else:
        run("CREATE TRIGGER audit_batch_no_update BEFORE UPDATE ON audit_batch BEGIN SELECT 1; END")
    assert guard.missing_by_table() == {"audit_batch": ["audit_batch_no_update"]}


def test_after_a_migrate_all_are_back():
    drop("audit_batch", "audit_batch_no_update")
    drop("audit_event", "audit_event_no_update")
    apps.after_migrating()
    assert guard.missing_triggers() == []
    event = look(7)
    with pytest.raises(IntegrityError), transaction.atomic():
        Event.objects.filter(pk=event.pk).update(basis="z")


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite cannot switch a trigger off")
@pytest.mark.parametrize("table", ["audit_event", "audit_event_default"])
def test_a_trigger_that_is_switched_off_is_found_and_switched_on(table):
    run(f"ALTER TABLE {table} DISABLE TRIGGER audit_event_no_delete")
    assert guard.missing_by_table()[table] == ["audit_event_no_delete"]
    guard.install_triggers()
    assert guard.missing_triggers() == []


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has no functions")
def test_a_function_that_was_emptied_is_found_and_filled():
    run("CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'")
    assert "audit_event" in guard.missing_by_table()
    guard.install_triggers()
    assert guard.missing_triggers() == []


def test_a_migrate_of_others_leaves_the_triggers_where_they_are():
    apps.before_migrating(plan=[(SimpleNamespace(app_label="families"), False)])
    assert guard.missing_triggers() == []


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="only SQLite rebuilds tables")
def test_on_postgresql_no_trigger_steps_aside():
    apps.before_migrating(plan=[(SimpleNamespace(app_label="audit"), False)])
    assert guard.missing_triggers() == []
