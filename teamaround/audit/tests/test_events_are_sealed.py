"""Each minute the waiting events are sealed in batches, chained and signed (design.md 5)."""

import json
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from teamaround.audit import merkle, sealing, signatures
from teamaround.audit.events import moment
from teamaround.audit.factories import look
from teamaround.audit.models import Batch, Event, Leaf

pytestmark = pytest.mark.usefixtures("own_database")


def sealed_ids():
    return list(Leaf.objects.order_by("batch_id", "position").values_list("event_id", flat=True))


def test_nothing_waiting_makes_no_batch():
    assert sealing.seal_all() == 0
    assert not Batch.objects.exists()


def test_every_event_gets_a_place_under_a_root_that_can_be_worked_out_again(clock):
    events = [look(child) for child in range(5)]
    assert sealing.seal_all() == 5
    batch = Batch.objects.get()
    assert (batch.id, batch.count, batch.sealed_at) == (1, 5, clock)
    assert batch.root == merkle.root(merkle.leaf(event.pk, event.digest) for event in events)
    assert sealed_ids() == [event.pk for event in events]


def test_batches_are_chained_and_signed():
    for child in (1, 2):
        look(child)
        sealing.seal_all()
    first, second = Batch.objects.order_by("id")
    assert (first.previous, second.previous) == (sealing.FIRST_PREVIOUS, first.chain)
    assert second.chain == merkle.chained(first.chain, 2, 1, second.root, moment(second.sealed_at))
    assert signatures.holds(second.chain, second.signature)
    assert not signatures.holds(first.chain, second.signature)
    assert not signatures.holds(first.chain, "not hex")


def test_another_key_signs_otherwise(settings):
    chain = "ab" * 32
    signature, key = signatures.sign(chain), signatures.public_key()
    settings.AUDIT_KEY = "another"
    assert not signatures.holds(chain, signature)
    assert signatures.public_key() != key


def test_many_are_sealed_in_several_batches_without_losing_any(monkeypatch):
    with transaction.atomic():
        ids = [look(child).pk for child in range(7)]
    ids += [look(child).pk for child in range(3)]
    while sealing.seal_next(most=3):
        pass
    assert [batch.count for batch in Batch.objects.order_by("id")] == [3, 3, 3, 1]
    assert sorted(sealed_ids()) == ids


def test_an_event_is_sealed_once():
    look(1)
    assert [sealing.seal_all(), sealing.seal_all(), sealing.seal_all(everything=True)] == [1, 0, 0]


def test_a_copy_of_an_event_is_not_sealed(by_hand):
    event = look(1)
    fields = ", ".join(field.column for field in Event._meta.fields if field.column not in {"id", "transaction"})
    copy = f"INSERT INTO audit_event (id, {fields}) SELECT id + %s, {fields} FROM audit_event WHERE id = {event.pk}"
    by_hand("audit_event", copy, 100)
    assert sealing.seal_all() == 1
    by_hand("audit_event", copy, 200)
    assert sealing.seal_all(everything=True) == 0
    assert sealed_ids() == [event.pk]


def test_an_event_that_was_passed_over_is_found_by_looking_through_everything(by_hand):
    events = [look(child) for child in (1, 2, 3)]
    sealing.seal_all()
    by_hand("audit_leaf", "DELETE FROM audit_leaf WHERE event_id = %s", events[1].pk)
    if connection.vendor == "postgresql":
        look(4)
        sealing.seal_all()
    assert sealing.seal_all() == 0
    assert sealing.seal_next(everything=True, most=1).count == 1
    assert sealing.seal_all(everything=True) == 0


def test_the_search_does_not_read_what_is_sealed():
    for child in range(50):
        look(child)
    sealing.seal_all()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET enable_seqscan = off")
            explained = "EXPLAIN SELECT id FROM audit_event WHERE transaction >= 5 AND transaction < 9"
            wanted = "Index"
        else:
            explained = f"EXPLAIN QUERY PLAN SELECT id FROM audit_event WHERE id >= 5 AND {sealing.NOT_SEALED}"
            wanted = "SEARCH audit_event USING INTEGER PRIMARY KEY"
        cursor.execute(explained)
        assert wanted in str(cursor.fetchall())


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="a copy of SQLite has no transactions of its own")
def test_events_restored_on_a_younger_server_are_sealed(by_hand):
    event = look(1)
    sealing.seal_all()
    by_hand("audit_batch", "UPDATE audit_batch SET horizon = 4000000000")
    restored, new = look(2), look(3)
    by_hand("audit_event", "UPDATE audit_event SET transaction = 4000000001 WHERE id = %s", restored.pk)
    assert sealing.searched_below() == 0
    assert sealing.seal_all() == 2
    assert sealed_ids() == [event.pk, restored.pk, new.pk]
    assert 0 < Batch.objects.get(pk=2).horizon < 4000000000


def test_the_head_is_deposited_in_a_folder_outside(tmp_path):
    folder = tmp_path / "outside"
    assert sealing.deposit(folder) is None
    look(1)
    sealing.seal_all()
    path = sealing.deposit(folder)
    sealing.deposit(folder)
    assert path == folder / "audit-heads-2026-03.jsonl"
    [head] = sealing.deposited(folder)
    batch = Batch.objects.get()
    assert (head["batch"], head["chain"], head["signature"]) == (1, batch.chain, batch.signature)
    assert json.loads(path.read_text())["public_key"] == signatures.public_key()


def test_the_command_seals_and_deposits(tmp_path, capsys):
    call_command("audit_seal", deposit=tmp_path)
    look(1)
    call_command("audit_seal", deposit=tmp_path)
    call_command("audit_seal")
    said = capsys.readouterr().out
    assert "0 events sealed." in said
    assert "1 events sealed." in said
    assert str(Path(tmp_path) / "audit-heads-2026-03.jsonl") in said
