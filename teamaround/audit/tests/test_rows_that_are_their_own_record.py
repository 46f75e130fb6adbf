"""A sealed row is added with its digest, never changed, and covered by an event that the chain covers (design.md 5)."""

import datetime

import pytest
from django.db import DatabaseError, connection, models, transaction

from teamaround.audit import guard, one_sealer, sealed_rows, sealing, sealing_rows, triggers_postgresql, triggers_sqlite
from teamaround.audit.factories import Somebody
from teamaround.audit.models import Event, RowLeaf, Waiting
from teamaround.audit.protected import Unrecorded
from teamaround.audit.recording import recording
from teamaround.audit.sealed_rows import NeverChanged, adding_rows
from teamaround.audit.tests.tiny import Folder, Leaflet, make_tables
from teamaround.audit.tests.verifying import found, words

pytestmark = pytest.mark.django_db
AT = datetime.datetime(2026, 3, 3, 10, 0, tzinfo=datetime.UTC)
T = "tiny_leaflet"


@pytest.fixture(autouse=True)
def tables(monkeypatch):
    make_tables()
    monkeypatch.setattr(sealed_rows, "sealed_models", lambda: [Leaflet])
    monkeypatch.setattr("teamaround.audit.verifying_rows.sealed_models", lambda: [Leaflet])
    guard.install_triggers()


@pytest.fixture
def three():
    with adding_rows():
        return [Leaflet.objects.create(text=text, facts={"b": [1, "é"], "a": None}, at=AT) for text in "abc"]


def test_a_row_is_added_without_an_event_and_waits_for_its_seal(three):
    assert Event.objects.count() == 0
    assert list(Waiting.objects.values_list("row_id", "digest")) == [(row.pk, row.digest) for row in three]
    assert found() == []


def test_many_at_once_are_added_alike():
    with recording(by=Somebody(), action="test"):
        made = Leaflet.objects.bulk_create([Leaflet(text="a", on=AT.date(), kept=True, at=AT), Leaflet(text="b")])
    assert [row.row_id for row in Waiting.objects.order_by("row_id")] == [row.pk for row in made]
    assert found() == []


def test_the_block_that_adds_rows_opens_nothing_else():
    with adding_rows(), pytest.raises(Unrecorded):
        Folder.objects.create(title="x")
    with pytest.raises(Unrecorded):
        Leaflet.objects.create(text="x")


WAYS = {
    "save": lambda row: row.save(),
    "delete": lambda row: row.delete(),
    "update": lambda _row: Leaflet.objects.update(text="x"),
    "delete all": lambda _row: Leaflet.objects.all().delete(),
    "bulk_update": lambda row: Leaflet.objects.bulk_update([row], ["text"]),
    "_update": lambda _row: Leaflet.objects.all()._update([]),
    "_raw_delete": lambda _row: Leaflet.objects.all()._raw_delete("default"),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_row_is_never_changed_not_even_in_a_recording(three, way):
    with recording(by=Somebody(), action="test"), pytest.raises(NeverChanged):
        WAYS[way](three[0])


@pytest.mark.parametrize("sql", ["UPDATE tiny_leaflet SET text = 'x'", "DELETE FROM tiny_leaflet"])
def test_the_table_itself_refuses(three, sql):
    with pytest.raises(DatabaseError, match="tiny_leaflet refuses"), transaction.atomic():
        connection.cursor().execute(sql)


def test_a_fraction_cannot_be_sealed():
    with adding_rows(), pytest.raises(ValueError, match="write fractions as text"):
        Leaflet.objects.create(facts={"much": 1.5})
    assert not Leaflet.objects.exists()


def test_a_row_cannot_be_added_over_another(three):
    with adding_rows(), pytest.raises(NeverChanged):
        Leaflet.objects.bulk_create([Leaflet(pk=three[0].pk)], ignore_conflicts=True)


def test_sealing_binds_the_rows_into_one_event(three):
    sealing.seal_all()
    event = Event.objects.get()
    assert event.codes["count"] == 3
    assert list(RowLeaf.objects.order_by("position").values_list("row_id", "sealed_in")) == [
        (row.pk, event.pk) for row in three
    ]
    assert not Waiting.objects.exists()
    assert found() == []


def test_sealing_goes_in_pieces_and_says_nothing_where_nothing_waits(three):
    assert sealing_rows.seal_waiting(most=2) == 3
    assert sealing_rows.seal_waiting() == 0
    assert [event.codes["count"] for event in Event.objects.order_by("pk")] == [2, 1]
    assert found() == []


def test_a_second_sealer_leaves_the_rows_to_the_first(three, monkeypatch):
    monkeypatch.setattr(one_sealer, "alone", lambda: False)
    assert sealing_rows.seal_waiting() == 0
    assert Waiting.objects.count() == 3


CHANGES = {
    "text": "UPDATE tiny_leaflet SET text = 'x' WHERE id = %s",
    "facts": "UPDATE tiny_leaflet SET facts = '[]' WHERE id = %s",
    "flag": "UPDATE tiny_leaflet SET kept = true WHERE id = %s",
    "day": "UPDATE tiny_leaflet SET \"on\" = '2020-01-01' WHERE id = %s",
    "moment": "UPDATE tiny_leaflet SET at = '2020-01-01 00:00:00' WHERE id = %s",
    "digest": "UPDATE tiny_leaflet SET digest = 'x' WHERE id = %s",
    "version": "UPDATE tiny_leaflet SET schema_version = 7 WHERE id = %s",
    "leaf": "UPDATE audit_rowleaf SET digest = 'x' WHERE row_id = %s",
}


@pytest.mark.parametrize("what", CHANGES)
def test_a_changed_row_is_named(three, by_hand, what):
    sealing.seal_all()
    by_hand("audit_rowleaf" if what == "leaf" else T, CHANGES[what], three[1].pk)
    assert ("changed", "row", three[1].pk) in words()


def test_a_changed_row_is_named_before_it_is_sealed_too(three, by_hand):
    by_hand(T, CHANGES["text"], three[1].pk)
    assert words() == [("changed", "row", three[1].pk)]


@pytest.mark.skipif("connection.vendor == 'postgresql'", reason="PostgreSQL keeps the kind of a column")
@pytest.mark.parametrize("spoilt", ["facts = 'no json'", "facts = '1e999'", "text = x'ff'", "at = 'never'"])
def test_a_row_that_makes_no_sense_is_named_and_not_stumbled_over(three, by_hand, spoilt):
    by_hand(T, f"UPDATE tiny_leaflet SET {spoilt} WHERE id = %s", three[1].pk)
    assert words() == [("changed", "row", three[1].pk)]


def test_a_row_that_is_gone_is_named(three, by_hand):
    by_hand(T, "DELETE FROM tiny_leaflet WHERE id = %s", three[0].pk)
    sealing.seal_all()
    by_hand(T, "DELETE FROM tiny_leaflet WHERE id = %s", three[1].pk)
    assert words() == [("missing", "row", three[0].pk), ("missing", "row", three[1].pk)]


COPY = "INSERT INTO tiny_leaflet (id, text, facts, kept, at, schema_version, nonce, digest) SELECT %s, text, facts, "
COPY += "kept, at, schema_version, nonce, digest FROM tiny_leaflet WHERE id = %s"


def test_a_row_that_was_put_in_is_named(three, by_hand):
    sealing.seal_all()
    by_hand(T, COPY, 99, three[0].pk)
    assert words() == [("inserted", "row", 99)]


def test_a_copy_that_pretends_to_wait_is_never_sealed_and_named(three, by_hand):
    sealing.seal_all()
    by_hand(T, COPY, 99, three[0].pk)
    Waiting.objects.create(table=T, row_id=99, digest=three[0].digest)
    sealing.seal_all()
    assert words() == [("inserted", "row", 99)]
    assert f"copy of row {three[0].pk}" in found()[0].sentence


def test_of_two_that_wait_with_one_digest_the_first_is_sealed(three, by_hand):
    by_hand(T, COPY, 99, three[0].pk)
    Waiting.objects.create(table=T, row_id=99, digest=three[0].digest)
    assert sealing_rows.seal_waiting() == 3
    assert words() == [("inserted", "row", 99)]


def test_two_rows_under_one_number_are_named(three, by_hand, monkeypatch):
    from teamaround.audit import rows

    twice = [row for row in rows.sealed(Leaflet) for _time in range(2 if row.id == three[0].pk else 1)]
    monkeypatch.setattr(rows, "sealed", lambda _model: iter(twice))
    assert words() == [("inserted", "row", three[0].pk)]


def test_leaves_that_were_taken_or_moved_are_named_with_their_event(three, by_hand):
    sealing.seal_all()
    event = Event.objects.get()
    by_hand("audit_rowleaf", "DELETE FROM audit_rowleaf WHERE row_id = %s", three[1].pk)
    assert ("changed", "rows sealed in event", event.pk) in words()
    by_hand("audit_rowleaf", "DELETE FROM audit_rowleaf WHERE sealed_in = %s", event.pk)
    assert ("missing", "rows sealed in event", event.pk) in words()


def test_an_event_that_sealed_rows_and_is_gone_or_senseless_is_named(three, by_hand):
    sealing.seal_all()
    event = Event.objects.get()
    by_hand("audit_event", "UPDATE audit_event SET body = 'x' WHERE id = %s", event.pk)
    assert ("changed", "rows sealed in event", event.pk) in words()
    by_hand("audit_event", "DELETE FROM audit_event WHERE id = %s", event.pk)
    assert ("missing", "event", event.pk) in words()


def test_a_failure_to_seal_undoes_nothing_and_the_row_waits_on(three, monkeypatch):
    def breaks(*given, **more):
        raise RuntimeError("the server was killed")

    monkeypatch.setattr(RowLeaf.objects, "bulk_create", breaks)
    with pytest.raises(RuntimeError), transaction.atomic():
        sealing_rows.seal_waiting()
    assert Waiting.objects.count() == 3
    assert found() == []


def test_without_its_place_in_the_queue_a_row_is_not_written(monkeypatch):
    def breaks(*given, **more):
        raise RuntimeError("no")

    monkeypatch.setattr(Waiting.objects, "bulk_create", breaks)
    with pytest.raises(RuntimeError), adding_rows():
        Leaflet.objects.create(text="x")
    assert not Leaflet.objects.exists()


def test_both_engines_guard_the_tables_of_sealed_rows():
    with connection.cursor() as cursor:
        engine = triggers_postgresql if connection.vendor == "postgresql" else triggers_sqlite
        assert T in {trigger.table for trigger in engine.wanted(cursor, frozenset({T}))}


def test_the_base_of_sealed_rows_is_found_by_its_models(monkeypatch):
    monkeypatch.undo()
    assert all(issubclass(model, models.Model) for model in sealed_rows.sealed_models())
