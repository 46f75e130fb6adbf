"""The rights that the README gives the application's role on PostgreSQL are enough, and are not too many."""

import datetime
import re
from pathlib import Path

import pytest
from django.db import ProgrammingError, connection, transaction

from teamaround.audit import events, looks, removal
from teamaround.audit.factories import Somebody, look
from teamaround.audit.partitions import ensure_partitions
from teamaround.audit.submissions import once
from teamaround.kit.clock import freeze

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has no roles"),
]
README = Path(__file__).resolve().parent.parent / "README.md"


@pytest.fixture(autouse=True)
def as_the_application(db):
    """For the rest of the test's transaction."""
    [grants] = re.findall(r"```sql\n(.*?)```", README.read_text(), re.DOTALL)
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE teamaround_app")
        cursor.execute(grants)
        cursor.execute("SET LOCAL ROLE teamaround_app")
    yield
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")


def test_events_are_written_read_and_their_details_removed():
    event = look(7, detail={"reason": "x"})
    connection.check_constraints()
    assert events.read_detail(event) == {"reason": "x"}
    assert looks.looks_at(7).events == [event]
    assert once(1, "k", lambda: "/done") == "/done"
    assert removal.remove_details(owner="child:7", receipt="R-1", by=Somebody()) == 1


def test_months_are_made_ahead(clock):
    with freeze(clock + datetime.timedelta(days=5000)):
        assert ensure_partitions(0) == 1


TABLES = {"audit_event": "basis", "audit_event_default": "basis", "audit_leaf": "digest", "audit_removal": "receipt"}


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("sql", ["UPDATE {} SET {} = ''", "DELETE FROM {}", "TRUNCATE {}", "DROP TABLE {}"])
def test_nothing_can_be_changed(table, sql):
    refused = pytest.raises(ProgrammingError, match="permission denied|must be owner")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql.format(table, TABLES[table]))


def test_a_trigger_cannot_be_taken_off():
    refused = pytest.raises(ProgrammingError, match="must be owner")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER audit_event_no_update ON audit_event")
