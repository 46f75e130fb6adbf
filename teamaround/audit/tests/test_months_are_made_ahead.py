"""On PostgreSQL every month of events has a partition of its own, made ahead by the tick (design.md 3)."""

import datetime

import pytest
from django.db import connection

from teamaround.audit import guard
from teamaround.audit.factories import look
from teamaround.audit.partitions import ensure_partitions
from teamaround.kit.clock import freeze

pytestmark = pytest.mark.django_db
ON_POSTGRESQL = pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has no partitions")
SPRING = datetime.datetime(2031, 4, 30, 23, 30, tzinfo=datetime.UTC)


def month_of(event):
    with connection.cursor() as cursor:
        cursor.execute("SELECT tableoid::regclass::text FROM audit_event WHERE id = %s", [event.pk])
        return cursor.fetchone()[0]


@ON_POSTGRESQL
def test_this_month_and_the_coming_ones_are_made_once():
    with freeze(SPRING):
        assert ensure_partitions(2) == 3
        assert ensure_partitions(2) == 0
        assert ensure_partitions(3) == 1
        assert month_of(look(7)) == "audit_event_2031_04"
    with freeze(SPRING + datetime.timedelta(hours=1)):
        assert month_of(look(7)) == "audit_event_2031_05"


@ON_POSTGRESQL
def test_a_new_month_is_guarded_at_once():
    with freeze(SPRING):
        ensure_partitions(1)
    assert guard.missing_triggers() == []


@ON_POSTGRESQL
def test_a_month_without_a_partition_goes_to_the_common_one_and_stays_there():
    with freeze(SPRING):
        event = look(7)
        assert month_of(event) == "audit_event_default"
        assert ensure_partitions(1) == 1
        assert month_of(event) == "audit_event_default"


@ON_POSTGRESQL
def test_a_table_made_without_its_migration_has_no_months():
    with connection.cursor() as cursor:
        cursor.execute("DROP FUNCTION audit_ensure_partitions")
    assert ensure_partitions() == 0


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL has partitions")
def test_sqlite_needs_no_months():
    assert ensure_partitions() == 0
