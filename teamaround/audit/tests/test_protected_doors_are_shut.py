"""A protected model changes only inside a recording, whichever door somebody tries (design.md 6)."""

from types import SimpleNamespace

import pytest
from asgiref.sync import async_to_sync
from django.core.serializers.base import DeserializedObject
from django.db import models, transaction

from teamaround.audit.factories import Somebody
from teamaround.audit.protected import Unrecorded
from teamaround.audit.recording import recording
from teamaround.audit.tests.tiny import Folder, Label, Labelled, Note, make_tables

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept():
    """One folder with a note that has a label, and a note and a label that lie loose."""
    make_tables()
    with recording(by=Somebody(), action="test.make"):
        folder = Folder.objects.create(title="kept")
        note = Note.objects.create(folder=folder, text="kept")
        label = Label.objects.create(word="kept")
        Labelled.objects.create(note=note, label=label)
        loose = Note.objects.create(text="loose")
        other = Label.objects.create(word="other")
    return SimpleNamespace(folder=folder, note=note, label=label, loose=loose, other=other)


def everything():
    return [list(model.objects.order_by("pk").values()) for model in (Folder, Note, Label, Labelled)]


def changed(note):
    note.text = "changed"
    return note


def raw_save(note):
    models.Model.save_base(changed(note), raw=True)


DOORS = {
    "save": lambda it: changed(it.note).save(),
    "save of a new one": lambda _: Note(text="new").save(),
    "save forced in": lambda _: Note(text="new").save(force_insert=True),
    "save of named fields": lambda it: changed(it.note).save(update_fields=["text"]),
    "save of a half-read one": lambda it: changed(Note.objects.only("pk").get(pk=it.note.pk)).save(),
    "save_base": lambda it: changed(it.note).save_base(),
    "save_base, raw": lambda it: changed(it.note).save_base(raw=True),
    "Django's own save_base, raw": lambda it: raw_save(it.note),
    "a fixture": lambda it: DeserializedObject(changed(it.note)).save(),
    "create": lambda _: Note.objects.create(text="new"),
    "get_or_create": lambda _: Note.objects.get_or_create(text="new"),
    "update_or_create": lambda _: Note.objects.update_or_create(text="kept", defaults={"text": "changed"}),
    "bulk_create": lambda _: Note.objects.bulk_create([Note(text="new")]),
    "bulk_create that updates": lambda it: Note.objects.bulk_create(
        [changed(it.note)], update_conflicts=True, unique_fields=["id"], update_fields=["text"]
    ),
    "bulk_update": lambda it: Note.objects.bulk_update([changed(it.note)], ["text"]),
    "update": lambda _: Note.objects.update(text="changed"),
    "update of a filter": lambda _: Note.objects.filter(text="kept").order_by("pk").update(text="changed"),
    "_update": lambda _: Note.objects.all()._update([(Note._meta.get_field("text"), None, "changed")]),
    "_insert": lambda _: Note.objects.all()._insert([Note(text="new")], [Note._meta.get_field("text")]),
    "manager._insert": lambda _: Note.objects._insert([Note(text="new")], [Note._meta.get_field("text")]),
    "delete": lambda it: it.loose.delete(),
    "delete of a filter": lambda _: Note.objects.filter(text="loose").delete(),
    "_raw_delete": lambda _: Note.objects.filter(text="loose")._raw_delete("default"),
    "raw": lambda _: list(Note.objects.raw("DELETE FROM tiny_note RETURNING id")),
    "base manager: create": lambda _: Note._base_manager.create(text="new"),
    "base manager: update": lambda _: Note._base_manager.update(text="changed"),
    "base manager: delete": lambda _: Note._base_manager.filter(text="loose").delete(),
    "base manager: bulk_create": lambda _: Note._base_manager.bulk_create([Note(text="new")]),
    "base manager: _raw_delete": lambda _: Note._base_manager.filter(text="loose")._raw_delete("default"),
    "default manager: update": lambda _: Note._default_manager.update(text="changed"),
    "managers of another database": lambda _: Note.objects.using("default").update(text="changed"),
    "related: create": lambda it: it.folder.notes.create(text="new"),
    "related: get_or_create": lambda it: it.folder.notes.get_or_create(text="new"),
    "related: update_or_create": lambda it: it.folder.notes.update_or_create(text="new"),
    "related: add": lambda it: it.folder.notes.add(it.loose),
    "related: add, one by one": lambda it: it.folder.notes.add(it.loose, bulk=False),
    "related: add, new": lambda it: it.folder.notes.add(Note(text="new"), bulk=False),
    "related: remove": lambda it: it.folder.notes.remove(it.note),
    "related: remove, one by one": lambda it: it.folder.notes.remove(it.note, bulk=False),
    "related: clear": lambda it: it.folder.notes.clear(),
    "related: set": lambda it: it.folder.notes.set([it.loose]),
    "related: update": lambda it: it.folder.notes.update(text="changed"),
    "related: delete": lambda it: it.folder.notes.filter(labels=None).delete(),
    "many: add": lambda it: it.note.labels.add(it.other),
    "many: create": lambda it: it.note.labels.create(word="new"),
    "many: remove": lambda it: it.note.labels.remove(it.label),
    "many: clear": lambda it: it.note.labels.clear(),
    "many: set": lambda it: it.note.labels.set([it.other]),
    "many, from the other side": lambda it: it.label.note_set.clear(),
}

NEVER_OPEN = {"save_base, raw", "Django's own save_base, raw", "a fixture"}
"""Fixtures say nothing of who, so not even a recording lets them in."""

ASYNC_DOORS = {
    "asave": lambda it: changed(it.note).asave(),
    "adelete": lambda it: it.loose.adelete(),
    "acreate": lambda _: Note.objects.acreate(text="new"),
    "aget_or_create": lambda _: Note.objects.aget_or_create(text="new"),
    "aupdate_or_create": lambda _: Note.objects.aupdate_or_create(text="new"),
    "abulk_create": lambda _: Note.objects.abulk_create([Note(text="new")]),
    "abulk_update": lambda it: Note.objects.abulk_update([changed(it.note)], ["text"]),
    "aupdate": lambda _: Note.objects.aupdate(text="changed"),
    "adelete of a filter": lambda _: Note.objects.filter(text="loose").adelete(),
    "related: acreate": lambda it: it.folder.notes.acreate(text="new"),
    "related: aadd": lambda it: it.folder.notes.aadd(it.loose),
    "related: aset": lambda it: it.folder.notes.aset([it.loose]),
    "many: aadd": lambda it: it.note.labels.aadd(it.other),
}


@pytest.mark.parametrize("door", DOORS)
def test_no_door_opens_without_a_recording(kept, door):
    before = everything()
    with pytest.raises(Unrecorded), transaction.atomic():
        DOORS[door](kept)
    assert everything() == before


@pytest.mark.parametrize("door", sorted(DOORS.keys() - NEVER_OPEN))
def test_every_door_opens_inside_a_recording(kept, door):
    with recording(by=Somebody(), action="test.change"):
        DOORS[door](kept)


@pytest.mark.parametrize("door", ASYNC_DOORS)
def test_no_door_opens_asynchronously(kept, door):
    before = everything()

    async def knock():
        await ASYNC_DOORS[door](kept)

    with pytest.raises(Unrecorded), transaction.atomic():
        async_to_sync(knock)()
    assert everything() == before


@pytest.mark.parametrize("door", sorted(NEVER_OPEN))
def test_a_fixture_is_refused_even_inside_a_recording(kept, door):
    with (
        pytest.raises(Unrecorded, match="may not be loaded from a fixture"),
        recording(by=Somebody(), action="test.load"),
    ):
        DOORS[door](kept)


def test_reading_needs_no_recording(kept):
    assert Note.rows().filter(text="kept").get() == kept.note
    assert [note.pk for note in Note.objects.raw("SELECT id FROM tiny_note WHERE text = 'kept'")] == [kept.note.pk]
    assert list(kept.folder.notes.all()) == [kept.note]


def test_the_doors_shut_again_after_a_recording_that_failed(kept):
    with pytest.raises(ValueError, match="on purpose"), recording(by=Somebody(), action="test.change"):
        raise ValueError("on purpose")
    with pytest.raises(Unrecorded):
        kept.note.save()
