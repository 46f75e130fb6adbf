"""Batches and leaves that were changed, moved, taken away or put in are named (design.md 5)."""

import json

import pytest
from django.db import connection  # noqa: F401  named in a mark

from teamaround.audit import merkle, sealing, signatures
from teamaround.audit.events import moment
from teamaround.audit.factories import look
from teamaround.audit.models import Batch, Leaf
from teamaround.audit.tests.verifying import found, words

pytestmark = pytest.mark.usefixtures("own_database")


@pytest.fixture
def sealed():
    """Three batches of four events."""
    made = []
    for _batch in range(3):
        made.append([look(child) for child in (1, 2, 3, 4)])
        sealing.seal_all()
    return made


def swap(by_hand, batch, one, other):
    for old, new in [(one, 99), (other, one), (99, other)]:
        sql = "UPDATE audit_leaf SET position = %s WHERE batch_id = %s AND position = %s"
        by_hand("audit_leaf", sql, new, batch, old)


def test_sound_seals_have_no_finding(sealed):
    assert words() == []


def test_two_leaves_that_changed_places_are_named(sealed, by_hand):
    swap(by_hand, 2, 0, 2)
    expected = [("reordered", "event", sealed[1][2].pk), ("reordered", "event", sealed[1][0].pk)]
    assert words() == expected


def test_places_that_are_not_numbered_through_are_named(sealed, by_hand):
    by_hand("audit_leaf", "UPDATE audit_leaf SET position = 7 WHERE batch_id = 2 AND position = 3")
    assert words() == [("changed", "batch", 2)]


@pytest.mark.parametrize("position", [0, 3])
def test_a_leaf_missing_at_either_end_is_found(sealed, by_hand, position):
    by_hand("audit_leaf", "DELETE FROM audit_leaf WHERE batch_id = 1 AND position = %s", position)
    assert ("missing", "batch", 1) in words()


def test_a_leaf_put_in_is_found(sealed, by_hand):
    new = look(5)
    by_hand("audit_leaf", "INSERT INTO audit_leaf VALUES (%s, 2, 4, %s)", new.pk, new.digest)
    assert words() == [("inserted", "batch", 2)]


def test_another_leaf_in_the_place_of_one_is_found(sealed, by_hand):
    new = look(5)
    by_hand("audit_leaf", "UPDATE audit_leaf SET digest = 'x' WHERE event_id = %s", sealed[1][1].pk)
    by_hand("audit_leaf", "UPDATE audit_leaf SET event_id = %s, digest = %s WHERE digest = 'x'", new.pk, new.digest)
    assert words() == [("changed", "batch", 2), ("inserted", "event", sealed[1][1].pk)]


@pytest.mark.parametrize("column", ["sealed_at", "count", "root", "previous", "chain"])
def test_a_changed_field_of_a_batch_is_found(sealed, by_hand, column):
    value = {"sealed_at": "'2026-03-03 09:00:00+00'", "count": "9"}.get(column, "'ab'")
    by_hand("audit_batch", f"UPDATE audit_batch SET {column} = {value} WHERE id = 2")
    assert ("changed", "batch", 2) in words()


def test_a_batch_chained_anew_without_the_key_is_found(sealed, by_hand):
    batch = Batch.objects.get(pk=3)
    chain = merkle.chained("x", 3, 4, batch.root, moment(batch.sealed_at))
    by_hand("audit_batch", "UPDATE audit_batch SET previous = 'x', chain = %s WHERE id = 3", chain)
    [finding] = found()
    assert (finding.word, finding.id) == ("changed", 3)
    assert "key" in finding.sentence


def test_a_batch_chained_anew_with_the_key_does_not_follow(sealed, by_hand):
    batch = Batch.objects.get(pk=3)
    chain = merkle.chained("x", 3, 4, batch.root, moment(batch.sealed_at))
    sql = "UPDATE audit_batch SET previous = 'x', chain = %s, signature = %s WHERE id = 3"
    by_hand("audit_batch", sql, chain, signatures.sign(chain))
    [finding] = found()
    assert (finding.word, finding.id) == ("changed", 3)
    assert "follow" in finding.sentence


def test_a_batch_cut_out_of_the_middle_is_found(sealed, by_hand):
    by_hand("audit_batch", "DELETE FROM audit_batch WHERE id = 2")
    assert words() == [("missing", "batch", 2), ("missing", "batch", 2)]


def test_the_last_batch_cut_off_is_found_by_its_leaves(sealed, by_hand):
    by_hand("audit_batch", "DELETE FROM audit_batch WHERE id = 3")
    assert words() == [("missing", "batch", 3)]


def test_a_batch_without_any_leaf_is_found(sealed, by_hand):
    by_hand("audit_leaf", "DELETE FROM audit_leaf WHERE batch_id = 3")
    assert words()[0] == ("missing", "batch", 3)


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL keeps types")
def test_a_moment_of_sealing_that_is_no_moment_is_found(sealed, by_hand):
    by_hand("audit_batch", "UPDATE audit_batch SET sealed_at = 'soon' WHERE id = 3")
    assert words() == [("changed", "batch", 3)]


def cut_off_everything_after(by_hand, batch, last_kept):
    for table, column, value in [
        ("audit_batch", "id", batch),
        ("audit_leaf", "batch_id", batch),
        ("audit_about", "event_id", last_kept),
        ("audit_event", "id", last_kept),
    ]:
        by_hand(table, f"DELETE FROM {table} WHERE {column} > %s", value)


def test_a_record_cut_off_cleanly_shows_only_against_a_deposited_head(sealed, by_hand, tmp_path):
    sealing.deposit(tmp_path)
    cut_off_everything_after(by_hand, 1, sealed[0][-1].pk)
    assert words() == []
    assert words(tmp_path) == [("missing", "batch", 3)]


def test_another_batch_in_the_place_of_a_deposited_one_is_found(sealed, by_hand, tmp_path):
    sealing.deposit(tmp_path)
    cut_off_everything_after(by_hand, 2, sealed[1][-1].pk)
    new = look(5)
    sealing.seal_all(everything=True)
    assert Leaf.objects.get(event_id=new.pk).batch_id == 3
    assert words(tmp_path) == [("changed", "batch", 3)]


def test_an_untouched_record_agrees_with_its_deposits(sealed, tmp_path):
    sealing.deposit(tmp_path)
    assert words(tmp_path) == []


def test_a_deposited_head_that_we_did_not_sign_is_named(sealed, tmp_path):
    path = sealing.deposit(tmp_path)
    head = json.loads(path.read_text()) | {"chain": "ab" * 32}
    path.write_text(json.dumps(head) + "\n")
    assert words(tmp_path) == [("changed", "deposited head of batch", 3)]
