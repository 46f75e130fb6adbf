"""Typed reasons and search terms lie beside the event, sealed under a key that can be destroyed (design.md 5)."""

import pytest

from teamaround.audit import events
from teamaround.audit.factories import look
from teamaround.audit.models import Detail, OwnerKey
from teamaround.kit.crypto import CannotOpen

pytestmark = pytest.mark.django_db


def test_the_words_can_be_read_back():
    event = look(7, detail={"reason": "Grandmother asked"})
    assert events.read_detail(event) == {"reason": "Grandmother asked"}


def test_the_words_are_in_no_table_as_they_were_typed():
    event = look(7, detail={"reason": "Grandmother asked"})
    row = Detail.objects.select_related("key").get()
    assert "Grandmother" not in event.body + row.sealed + row.key.wrapped


def test_an_event_without_words_has_no_detail():
    assert events.read_detail(look(7)) is None
    assert not Detail.objects.exists()


def test_the_details_of_one_child_share_a_key():
    look(7, detail={"reason": "one"})
    look(7, detail={"reason": "two"})
    assert list(OwnerKey.objects.values_list("owner", flat=True)) == ["child:7"]


def test_a_detail_about_several_children_or_none_has_a_key_of_its_own():
    several, none = look(7, 8, detail={"reason": "one"}), look(detail={"name": "two"})
    owners = set(OwnerKey.objects.values_list("owner", flat=True))
    assert owners == {f"event:{several.pk}", f"event:{none.pk}"}


def test_words_moved_to_another_event_do_not_open():
    event, other = look(7, detail={"reason": "one"}), look(7, detail={"reason": "two"})
    row = Detail.objects.select_related("key").get(event_id=other.pk)
    with pytest.raises(CannotOpen):
        events.open_detail(event.pk, row.sealed, events.unwrapped(row.key))


def test_a_key_given_to_another_owner_does_not_open():
    look(7, detail={"reason": "one"})
    row = OwnerKey.objects.get()
    row.owner = "child:8"
    with pytest.raises(CannotOpen):
        events.unwrapped(row)


def test_of_two_first_keys_for_a_child_one_stays_and_is_used(monkeypatch):
    look(7, detail={"reason": "the other one was first"})
    kept = OwnerKey.objects.get()
    monkeypatch.setattr(OwnerKey.objects, "filter", lambda **_: OwnerKey.objects.none())
    assert events._kept_key("child:7") == kept
