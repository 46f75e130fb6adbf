"""Every migrate ends with all triggers in place, whatever was rebuilt in it (design.md 5)."""

from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.db import connection

from teamaround.audit import apps, guard
from teamaround.audit.factories import look
from teamaround.audit.models import Event, Removal

pytestmark = pytest.mark.usefixtures("own_database")


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL changes tables in place")
@pytest.mark.parametrize("model", [Event, Removal])
def test_a_table_that_sqlite_rebuilds_keeps_its_guard(model):
    """By the handlers that run before and after every migrate with something of the audit in its plan."""
    look(7, detail={"reason": "x"})
    apps.before_migrating(plan=[(SimpleNamespace(app_label="audit"), False)])
    with connection.schema_editor() as editor:
        editor.alter_field(model, model._meta.get_field("at"), nullable(model._meta.get_field("at")))
    assert guard.missing_triggers() != []
    apps.after_migrating()
    assert guard.missing_triggers() == []


def nullable(field):
    other = field.clone()
    other.null = True
    other.set_attributes_from_name(field.name)
    other.model = field.model
    return other


def test_migrating_back_and_forth_ends_guarded():
    call_command("migrate", "audit", "0001", verbosity=0, skip_checks=True)
    call_command("migrate", "audit", "zero", verbosity=0, skip_checks=True)
    assert guard.missing_triggers() == []
    call_command("migrate", "audit", verbosity=0, skip_checks=True)
    assert guard.missing_triggers() == []
    assert look(7).children == [7]
