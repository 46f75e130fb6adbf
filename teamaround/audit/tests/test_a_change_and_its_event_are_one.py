"""A change without its event does not happen, nor an event without its change (design.md 5 and 6)."""

import pytest
from django.db import DatabaseError, IntegrityError, connection

from teamaround.audit import events
from teamaround.audit.factories import Somebody, look
from teamaround.audit.models import About, Detail, Event, OwnerKey
from teamaround.audit.recording import recording
from teamaround.audit.tests.tiny import Note, make_tables

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def tables(db):
    make_tables()


def written():
    return [model.objects.count() for model in (Note, Event, About, OwnerKey, Detail)]


def failing(table):
    """The database takes no row into this table, as if the disk were full."""

    def refuse(execute, sql, params, many, context):
        if sql.startswith("INSERT") and f'"{table}"' in sql:
            raise DatabaseError("on purpose")
        return execute(sql, params, many, context)

    return connection.execute_wrapper(refuse)


TABLES_OF_AN_EVENT = ["audit_event", "audit_about", "audit_ownerkey", "audit_detail"]


def test_a_change_writes_one_event_with_what_was_added_inside():
    with recording(by=Somebody(), action="test.note", children=[7]) as draft:
        note = Note.objects.create(text="kept")
        draft.about(12)
        draft.codes["note"] = note.pk
    event = Event.objects.get()
    assert (event.action, event.outcome, event.children, event.codes) == (
        "test.note",
        "change",
        [7, 12],
        {"note": note.pk},
    )


@pytest.mark.parametrize("table", TABLES_OF_AN_EVENT)
def test_a_change_whose_event_cannot_be_written_has_not_happened(table):
    refused = pytest.raises(DatabaseError, match="on purpose")
    with failing(table), refused:  # noqa: SIM117
        with recording(by=Somebody(), action="test.note", children=[7], detail={"reason": "x"}):
            Note.objects.create(text="lost")
    assert written() == [0, 0, 0, 0, 0]


@pytest.mark.parametrize("table", TABLES_OF_AN_EVENT)
def test_a_look_that_cannot_be_written_fails_and_leaves_nothing(table):
    with failing(table), pytest.raises(DatabaseError, match="on purpose"):
        look(7, detail={"reason": "x"})
    assert written() == [0, 0, 0, 0, 0]


def test_a_change_that_fails_leaves_no_event():
    with pytest.raises(ZeroDivisionError), recording(by=Somebody(), action="test.note"):
        Note.objects.create(text="lost")
        raise ZeroDivisionError
    assert written() == [0, 0, 0, 0, 0]


def test_a_recording_inside_another_joins_it_and_both_write_their_events():
    with recording(by=Somebody(), action="test.outer"):
        Note.objects.create(text="outer")
        with recording(by=Somebody(), action="test.inner"):
            Note.objects.create(text="inner")
        Note.objects.create(text="outer again")
    assert list(Event.objects.order_by("id").values_list("action", flat=True)) == ["test.inner", "test.outer"]
    assert Note.objects.count() == 3


def test_when_the_outer_one_fails_the_inner_one_has_not_happened():
    with pytest.raises(ZeroDivisionError), recording(by=Somebody(), action="test.outer"):
        with recording(by=Somebody(), action="test.inner"):
            Note.objects.create(text="lost")
        raise ZeroDivisionError
    assert written() == [0, 0, 0, 0, 0]


def test_when_the_inner_one_fails_neither_has_happened():
    with pytest.raises(ZeroDivisionError), recording(by=Somebody(), action="test.outer"):
        Note.objects.create(text="lost")
        with recording(by=Somebody(), action="test.inner"):
            raise ZeroDivisionError
    assert written() == [0, 0, 0, 0, 0]


def test_an_outer_one_that_catches_the_failure_keeps_its_own_part_only():
    with recording(by=Somebody(), action="test.outer"):
        Note.objects.create(text="outer")
        with pytest.raises(ZeroDivisionError), recording(by=Somebody(), action="test.inner"):
            Note.objects.create(text="lost")
            raise ZeroDivisionError
    assert list(Event.objects.values_list("action", flat=True)) == ["test.outer"]
    assert list(Note.objects.values_list("text", flat=True)) == ["outer"]


def test_an_event_may_not_be_put_in_the_place_of_another():
    event = look(7)
    with pytest.raises(IntegrityError):
        Event(**{field.attname: getattr(event, field.attname) for field in Event._meta.fields}).save(force_insert=True)


def test_only_known_outcomes_are_written():
    with pytest.raises(ValueError, match="peek"):
        events.write(events.Draft(Somebody(), "test.look", "peek"))
