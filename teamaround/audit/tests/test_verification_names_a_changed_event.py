"""An event that was changed, taken away or put in by hand is named with its number (issue: tamper with one row)."""

import datetime

import pytest
from django.conf import settings
from django.db import connection

from teamaround.audit import events, sealing
from teamaround.audit.factories import Somebody, look
from teamaround.audit.models import Event, Leaf
from teamaround.audit.tests.verifying import found
from teamaround.kit.clock import freeze

pytestmark = pytest.mark.usefixtures("own_database")

OTHER_VALUES = {
    "at": "'2026-03-03 10:00:01+00'",
    "authority_id": "5",
    "actor_kind": "'job'",
    "account_id": "NULL",
    "post_id": "11",
    "on_behalf_of_id": "4",
    "actor_name": "'x'",
    "action": "'child_index.search'",
    "outcome": "'print'",
    "children": "'[9]'",
    "basis": "'duty'",
    "codes": """'{"a": 1}'""",
    "policy_version": "'2'",
    "commitment": "'ab'",
    "nonce": "'ab'",
    "schema_version": "2",
    "body": "'{}'",
    "digest": "'ab'",
}


@pytest.fixture
def sealed():
    """Three events under one seal; the middle one is the one to be spoilt."""
    made = [look(7), look(8), look(9)]
    sealing.seal_all()
    return made


def words(what="event"):
    return [(finding.word, finding.id) for finding in found() if finding.what == what]


def test_an_untouched_record_has_no_finding(sealed):
    look(10)
    assert found() == []


@pytest.mark.parametrize("column", OTHER_VALUES)
def test_a_changed_column_is_named(sealed, by_hand, column):
    value = OTHER_VALUES[column]
    by_hand("audit_event", f"UPDATE audit_event SET {column} = {value} WHERE id = %s", sealed[1].pk)
    assert words() == [("changed", sealed[1].pk)]


def test_a_changed_event_that_is_not_sealed_yet_is_named(sealed, by_hand):
    new = look(10)
    by_hand("audit_event", "UPDATE audit_event SET basis = 'duty' WHERE id = %s", new.pk)
    assert words() == [("changed", new.pk)]


def test_an_event_written_anew_without_the_key_is_named(sealed, by_hand):
    event = sealed[1]
    event.basis = "duty"
    body = events.body_of(event, events.moment(event.at))
    by_hand("audit_event", "UPDATE audit_event SET basis = 'duty', body = %s WHERE id = %s", body, event.pk)
    assert words() == [("changed", event.pk)]


def test_an_event_written_anew_with_the_key_is_not_the_sealed_one(sealed, by_hand):
    event = sealed[1]
    event.basis = "duty"
    body = events.body_of(event, events.moment(event.at))
    sql = "UPDATE audit_event SET basis = 'duty', body = %s, digest = %s WHERE id = %s"
    by_hand("audit_event", sql, body, events.digest_of(body), event.pk)
    [finding] = found()
    assert (finding.word, finding.id) == ("changed", event.pk)
    assert "sealed" in finding.sentence


def test_two_events_that_changed_numbers_are_both_named(sealed, by_hand):
    first, second = sealed[0].pk, sealed[1].pk
    for old, new in [(first, -1), (second, first), (-1, second)]:
        by_hand("audit_event", "UPDATE audit_event SET id = %s WHERE id = %s", new, old)
    assert words() == [("changed", first), ("changed", second)]


def test_a_deleted_event_is_named(sealed, by_hand):
    by_hand("audit_event", "DELETE FROM audit_event WHERE id = %s", sealed[1].pk)
    assert [str(finding) for finding in found()] == [f"missing: event {sealed[1].pk}: It was sealed and is gone."]


def test_a_deleted_event_that_was_not_sealed_is_named_by_its_row_for_the_child(sealed, by_hand):
    new = look(10)
    by_hand("audit_event", "DELETE FROM audit_event WHERE id = %s", new.pk)
    assert words() == [("missing", new.pk)]


def test_a_copied_event_is_named(sealed, by_hand):
    fields = ", ".join(field.column for field in Event._meta.fields if field.column not in {"id", "transaction"})
    copy = f"INSERT INTO audit_event (id, {fields}) SELECT id + %s, {fields} FROM audit_event WHERE id = {sealed[1].pk}"
    by_hand("audit_event", copy, 100)
    sealing.seal_all()
    assert ("inserted", sealed[1].pk + 100) in words()


def test_two_copies_of_an_unsealed_event_are_told_apart_from_it(by_hand):
    new = look(10)
    fields = ", ".join(field.column for field in Event._meta.fields if field.column not in {"id", "transaction"})
    copy = f"INSERT INTO audit_event (id, {fields}) SELECT id + %s, {fields} FROM audit_event WHERE id = {new.pk}"
    by_hand("audit_event", copy, 100)
    assert words() == [("inserted", new.pk + 100)]


def test_an_event_put_in_without_the_key_is_named(sealed, by_hand):
    settings.AUDIT_KEY, kept = "another", settings.AUDIT_KEY
    forged = look(7)
    settings.AUDIT_KEY = kept
    assert words() == [("changed", forged.pk)]


def test_an_event_put_in_for_a_moment_long_before_the_newest_seal_is_named(sealed, clock):
    with freeze(clock + datetime.timedelta(minutes=20)):
        look(10)
        sealing.seal_all()
    forged = look(7)
    assert words() == [("inserted", forged.pk)]


def test_an_event_of_nine_minutes_before_is_only_late(sealed, clock):
    with freeze(clock + datetime.timedelta(minutes=9)):
        look(10)
        sealing.seal_all()
    look(7)
    assert words() == []


def test_an_event_put_in_where_the_sealer_has_been_is_named(sealed, by_hand):
    forged = look(7)
    if connection.vendor == "postgresql":
        by_hand("audit_event", 'UPDATE audit_event SET "transaction" = 1 WHERE id = %s', forged.pk)
    else:
        by_hand("audit_event", "UPDATE audit_event SET id = 0 WHERE id = %s", forged.pk)
        by_hand("audit_about", "UPDATE audit_about SET event_id = 0 WHERE event_id = %s", forged.pk)
        forged.pk = 0
    assert words() == [("inserted", forged.pk)]


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="on SQLite a number is given once")
def test_a_second_event_under_the_same_number_is_named(sealed, by_hand):
    event = Event.objects.get(pk=sealed[1].pk)
    with freeze(event.at + datetime.timedelta(seconds=1)):
        second = look(8, by=Somebody(account_id=2))
    by_hand("audit_event", "UPDATE audit_event SET id = %s WHERE id = %s", event.pk, second.pk)
    by_hand("audit_about", "DELETE FROM audit_about WHERE event_id = %s", second.pk)
    assert words() == [("inserted", event.pk)]


def test_a_leaf_that_was_taken_away_leaves_its_event_without_a_seal(sealed, by_hand):
    by_hand("audit_leaf", "DELETE FROM audit_leaf WHERE event_id = %s", sealed[1].pk)
    if connection.vendor == "postgresql":
        look(10)
        sealing.seal_all()
    assert words() == [("inserted", sealed[1].pk)]
    assert [(finding.word, finding.id) for finding in found() if finding.what == "batch"] == [("missing", 1)]
    assert f"between the events {sealed[0].pk} and {sealed[2].pk}" in found()[0].sentence


def test_a_leaf_with_another_digest_is_named(sealed, by_hand):
    by_hand("audit_leaf", "UPDATE audit_leaf SET digest = 'ab' WHERE event_id = %s", sealed[1].pk)
    assert words() == [("changed", sealed[1].pk)]
    assert Leaf.objects.count() == 3
