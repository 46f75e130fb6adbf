"""Rows by child, details and removals must agree with their event (design.md 5)."""

import pytest
from django.db import connection

from teamaround.audit import events, removal, sealing
from teamaround.audit.factories import Somebody, look
from teamaround.audit.models import Detail
from teamaround.audit.tests.verifying import found, words
from teamaround.kit import crypto

pytestmark = pytest.mark.usefixtures("own_database")


@pytest.fixture
def event():
    made = look(7, 8, detail={"reason": "x"})
    sealing.seal_all()
    return made


@pytest.fixture
def without():
    made = look(7)
    sealing.seal_all()
    return made


def test_what_was_written_agrees(event, without):
    assert words() == []


def test_a_missing_row_by_child_is_named(event, by_hand):
    by_hand("audit_about", "DELETE FROM audit_about WHERE child_id = 8")
    assert words() == [("missing", "child of event", event.pk)]
    assert "child 8" in found()[0].sentence


def test_a_row_for_a_child_it_was_not_about_is_named(event, by_hand):
    by_hand("audit_about", "UPDATE audit_about SET child_id = 9 WHERE child_id = 8")
    assert words() == [("missing", "child of event", event.pk), ("inserted", "child of event", event.pk)]


@pytest.mark.parametrize("change", ["at = '2026-03-03 10:00:01+00'", "outcome = 'print'"])
def test_a_row_by_child_with_another_moment_or_outcome_is_named(event, by_hand, change):
    by_hand("audit_about", f"UPDATE audit_about SET {change} WHERE child_id = 8")
    assert words() == [("changed", "child of event", event.pk)]


def test_a_row_by_child_of_no_event_is_named(event, by_hand):
    by_hand("audit_about", "UPDATE audit_about SET event_id = 900000000 WHERE child_id = 8")
    assert words() == [("missing", "child of event", event.pk), ("missing", "event", 900_000_000)]


def test_a_detail_that_is_gone_without_a_receipt_is_named(event, by_hand):
    by_hand("audit_detail", "DELETE FROM audit_detail")
    assert words() == [("missing", "detail of event", event.pk)]


def test_a_detail_with_other_words_is_named(event, by_hand):
    other = look(1, 2, detail={"reason": "y"})
    by_hand("audit_detail", "DELETE FROM audit_detail WHERE event_id = %s", other.pk)
    by_hand("audit_detail", "UPDATE audit_detail SET sealed = 'v1:0:nonsense'")
    assert ("changed", "detail of event", event.pk) in words()


def test_a_detail_with_other_words_under_its_own_key_is_named(event, by_hand):
    row = Detail.objects.select_related("key").get()
    sealed = crypto.seal_with(events.unwrapped(row.key), '{"detail":{"reason":"y"},"salt":""}', f"audit:{event.pk}")
    by_hand("audit_detail", "UPDATE audit_detail SET sealed = %s", sealed)
    assert words() == [("changed", "detail of event", event.pk)]


def test_a_detail_whose_key_was_destroyed_without_it_is_named(event, by_hand):
    by_hand("audit_ownerkey", "DELETE FROM audit_ownerkey")
    assert words() == [("changed", "detail of event", event.pk)]


def test_a_detail_put_beside_an_event_that_had_none_is_named(event, without, by_hand):
    by_hand("audit_detail", "UPDATE audit_detail SET event_id = %s", without.pk)
    assert words() == [("missing", "detail of event", event.pk), ("inserted", "detail of event", without.pk)]


def test_a_detail_of_no_event_is_named(event, by_hand):
    by_hand("audit_detail", "UPDATE audit_detail SET event_id = 900000000")
    assert words() == [("missing", "detail of event", event.pk), ("missing", "event", 900_000_000)]


def test_a_detail_removed_under_a_receipt_is_a_note_and_no_fault(event):
    removal.remove_details(event_ids=[event.pk], receipt="R-12", by=Somebody())
    [finding] = found()
    assert not finding.grave
    assert str(finding) == f"removed: detail of event {event.pk}: detail removed under receipt R-12"


REMOVAL = (
    "INSERT INTO audit_removal (event_id, receipt, recorded_in, at) VALUES (%s, 'R-1', %s, '2026-03-03 10:00:00+00')"
)


def test_a_removal_that_no_event_records_is_named(event, without, by_hand):
    by_hand("audit_removal", REMOVAL, event.pk, without.pk)
    by_hand("audit_detail", "DELETE FROM audit_detail")
    assert words() == [("inserted", "removal from event", event.pk)]


def test_a_removal_recorded_under_another_receipt_is_named(event, by_hand):
    removal.remove_details(event_ids=[event.pk], receipt="R-12", by=Somebody())
    by_hand("audit_removal", "UPDATE audit_removal SET receipt = 'R-13'")
    assert words() == [("inserted", "removal from event", event.pk)]


def test_a_removal_beside_a_detail_that_is_still_there_is_named(event, by_hand):
    by_hand("audit_removal", REMOVAL, event.pk, event.pk)
    assert words() == [("inserted", "removal from event", event.pk)]


def test_a_removal_from_an_event_that_had_no_detail_is_named(without, by_hand):
    by_hand("audit_removal", REMOVAL, without.pk, without.pk)
    assert words() == [("inserted", "removal from event", without.pk)]


def test_a_removal_of_no_event_is_named(without, by_hand):
    by_hand("audit_removal", REMOVAL, 900_000_000, without.pk)
    assert words() == [("missing", "event", 900_000_000)]


SPOILT = {"children": "'nonsense'", "codes": "'{'", "at": "'some day'", "body": "x'00ff'", "digest": "7"}


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL keeps types")
@pytest.mark.parametrize("column", SPOILT)
def test_a_row_that_makes_no_sense_is_named_and_not_stumbled_over(event, by_hand, column):
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA ignore_check_constraints = ON")
    by_hand("audit_event", f"UPDATE audit_event SET {column} = {SPOILT[column]}")
    assert ("changed", "event", event.pk) in words()
