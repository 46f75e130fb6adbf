"""Nobody changes or deletes what was recorded, not even in SQL (design.md 5)."""

import pytest
from django.db import IntegrityError, connection, transaction

from teamaround.audit import removal
from teamaround.audit.factories import Somebody, look
from teamaround.audit.models import Batch, Detail, Event, Leaf, OwnerKey
from teamaround.kit import clock

pytestmark = pytest.mark.django_db

ON_POSTGRESQL = pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has no such thing")
COLUMN = {
    "audit_event": "basis",
    "audit_about": "outcome",
    "audit_batch": "root",
    "audit_leaf": "digest",
    "audit_removal": "receipt",
    "audit_detail": "sealed",
    "audit_ownerkey": "wrapped",
}


@pytest.fixture(autouse=True)
def rows(db):
    """A row in every table; the detail of the first event has gone."""
    event = look(7, detail={"reason": "x"})
    removal.remove_details(owner="child:7", receipt="R-1", by=Somebody())
    look(8, detail={"reason": "y"})
    Batch.objects.create(id=1, sealed_at=clock.now(), count=1, horizon=0)
    Leaf.objects.create(event_id=event.pk, batch_id=1, position=0, digest=event.digest)
    connection.check_constraints()


def refused(sql, *values):
    with pytest.raises(IntegrityError, match="refuses"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)


@pytest.mark.parametrize("table", COLUMN)
def test_no_row_can_be_changed(table):
    refused(f"UPDATE {table} SET {COLUMN[table]} = 'z'")


@pytest.mark.parametrize("table", COLUMN)
def test_no_row_can_be_deleted(table):
    refused(f"DELETE FROM {table}")


def test_no_event_can_be_put_in_the_place_of_another():
    if connection.vendor == "sqlite":
        refused("REPLACE INTO audit_leaf SELECT * FROM audit_leaf")
        refused("INSERT OR REPLACE INTO audit_event SELECT * FROM audit_event")


@pytest.mark.parametrize("table", COLUMN)
@ON_POSTGRESQL
def test_no_table_can_be_emptied(table):
    refused(f"TRUNCATE {table} CASCADE")


@pytest.mark.parametrize("sql", ["UPDATE {} SET basis = 'z'", "DELETE FROM {}", "TRUNCATE {}"])
@ON_POSTGRESQL
def test_no_month_can_be_changed_by_itself(sql):
    with connection.cursor() as cursor:
        cursor.execute("SELECT tableoid::regclass::text FROM audit_event LIMIT 1")
        month = cursor.fetchone()[0]
    assert month.startswith("audit_event_")
    refused(sql.format(month))


def test_django_cannot_change_an_event_either():
    event = Event.objects.first()
    event.basis = "z"
    with pytest.raises(IntegrityError), transaction.atomic():
        event.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        event.delete()


def test_a_detail_goes_only_when_its_removal_is_on_record():
    refused("DELETE FROM audit_detail")
    removal.remove_details(owner="child:8", receipt="R-2", by=Somebody())
    assert not Detail.objects.exists()


def test_a_key_stays_as_long_as_a_detail_needs_it():
    refused("DELETE FROM audit_ownerkey WHERE owner = 'child:8'")
    removal.remove_details(owner="child:8", receipt="R-2", by=Somebody())
    assert not OwnerKey.objects.exists()
