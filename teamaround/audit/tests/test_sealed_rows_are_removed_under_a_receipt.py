"""Retention destroys rows that are their own record; their leaves stay, so the seals still verify (design.md 5)."""

import datetime

import pytest
from django.db import DatabaseError, connection, transaction

from teamaround.audit import guard, removal, sealed_rows, sealing
from teamaround.audit.factories import Somebody
from teamaround.audit.models import Event, RowLeaf, RowRemoval, Waiting
from teamaround.audit.sealed_rows import adding_rows
from teamaround.audit.tests.tiny import Leaflet, make_tables
from teamaround.audit.tests.verifying import found

pytestmark = pytest.mark.django_db
AT = datetime.datetime(2026, 3, 3, 10, 0, tzinfo=datetime.UTC)
JOB = Somebody("job", account_id=None, own_post_id=None, event_name="retention")


@pytest.fixture(autouse=True)
def three(monkeypatch):
    make_tables()
    monkeypatch.setattr(sealed_rows, "sealed_models", lambda: [Leaflet])
    monkeypatch.setattr("teamaround.audit.verifying_rows.sealed_models", lambda: [Leaflet])
    guard.install_triggers()
    with adding_rows():
        made = [Leaflet.objects.create(text=text, at=AT) for text in "abc"]
    sealing.seal_all(everything=True)
    return made


def remove(*rows):
    ids = [row.pk for row in rows]
    return removal.remove_rows(receipt="R-7", by=JOB, model=Leaflet, ids=ids, child_id=12)


def test_the_row_is_gone_the_others_stay_and_every_seal_verifies(three):
    assert remove(three[0], three[2]) == 2
    sealing.seal_all(everything=True)
    assert list(Leaflet.objects.values_list("text", flat=True)) == ["b"]
    assert RowLeaf.objects.filter(row_id=three[0].pk).exists()
    assert [(finding.word, finding.grave) for finding in found()] == [("removed", False)] * 2
    assert "under receipt R-7" in found()[0].sentence


def test_the_removal_is_an_event_about_the_child_that_names_the_rows(three):
    remove(three[1])
    event = Event.objects.get(action=removal.ROWS_ACTION)
    assert (event.children, event.codes["rows"], event.codes["table"]) == ([12], [three[1].pk], "tiny_leaflet")


def test_a_row_that_no_removal_names_is_kept_by_the_trigger(three):
    remove(three[0])
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM tiny_leaflet WHERE id = %s", [three[1].pk])
    assert Leaflet.objects.count() == 2


def test_a_removal_that_no_event_records_is_found_out(three):
    RowRemoval.objects.create(table="tiny_leaflet", row_id=three[0].pk, receipt="R-8", recorded_in=0, at=AT)
    assert "is there" in found()[0].sentence
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM tiny_leaflet WHERE id = %s", [three[0].pk])
    assert [(finding.word, finding.grave) for finding in found()] == [("missing", True)]


def test_a_row_that_still_waits_for_its_seal_goes_too():
    with adding_rows():
        new = Leaflet.objects.create(text="d", at=AT)
    remove(new)
    assert not Waiting.objects.filter(row_id=new.pk).exists()
    assert [finding.word for finding in found()] == ["removed"]
