"""Retention removes words, never events; the seal still verifies and names the receipt (design.md 5)."""

import pytest

from teamaround.audit import events, removal, sealing
from teamaround.audit.factories import Somebody, look
from teamaround.audit.models import Detail, Event, OwnerKey, Removal
from teamaround.audit.tests.verifying import found

pytestmark = pytest.mark.usefixtures("own_database")
JOB = Somebody("job", account_id=None, own_post_id=None, event_name="retention")


def remove(**what):
    return removal.remove_details(receipt="R-1", by=JOB, **what)


def test_all_details_of_a_child_go_with_their_key():
    gone = [look(7, detail={"reason": "one"}).pk, look(7, detail={"reason": "two"}).pk]
    kept = look(8, detail={"reason": "near miss: another child"})
    assert remove(owner="child:7") == 2
    assert list(Detail.objects.values_list("event_id", flat=True)) == [kept.pk]
    assert list(OwnerKey.objects.values_list("owner", flat=True)) == ["child:8"]
    assert list(Removal.objects.values_list("event_id", "receipt")) == [(gone[0], "R-1"), (gone[1], "R-1")]


def test_the_events_stay_and_verify_and_name_the_receipt():
    event = look(7, detail={"reason": "one"})
    sealing.seal_all()
    remove(owner="child:7")
    sealing.seal_all()
    assert events.read_detail(event) is None
    assert [finding.sentence for finding in found()] == ["detail removed under receipt R-1"]


def test_the_removal_is_itself_an_event_about_the_child():
    gone = look(7, detail={"reason": "one"})
    remove(owner="child:7")
    event = Event.objects.get(action=removal.ACTION)
    assert (event.children, event.actor_name, event.codes) == (
        [7],
        "retention",
        {"receipt": "R-1", "events": [gone.pk]},
    )


def test_details_of_given_events_go_and_the_key_stays_while_it_is_needed():
    first, second = look(7, detail={"reason": "one"}), look(7, detail={"reason": "two"})
    assert remove(event_ids=[first.pk]) == 1
    assert events.read_detail(second) == {"reason": "two"}
    assert remove(event_ids=[second.pk, first.pk]) == 1
    assert not OwnerKey.objects.exists()


def test_an_event_without_a_detail_is_left_alone():
    assert remove(event_ids=[look(7).pk]) == 0
    assert not Event.objects.filter(action=removal.ACTION).exists()


def test_many_go_in_several_events_of_which_each_names_its_own(monkeypatch):
    monkeypatch.setattr(removal, "MOST_IN_ONE_EVENT", 2)
    ids = [look(7, detail={"reason": "x"}).pk for _ in range(5)]
    assert remove(owner="child:7") == 5
    named = [event.codes["events"] for event in Event.objects.filter(action=removal.ACTION).order_by("id")]
    assert named == [ids[:2], ids[2:4], ids[4:]]
    assert not [finding for finding in found() if finding.grave]


def test_a_search_that_showed_the_child_is_among_the_details_about_it():
    own, search = look(7, detail={"reason": "x"}), look(7, 8, detail={"name": "y"})
    look(8, detail={"reason": "another child"})
    look(7)
    assert removal.details_about(7) == [own.pk, search.pk]
    assert remove(event_ids=removal.details_about(7)) == 2


def test_a_removal_that_fails_removes_nothing(monkeypatch):
    look(7, detail={"reason": "x"})
    monkeypatch.setattr(removal, "_shred_keys", lambda _: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        remove(owner="child:7")
    assert (Detail.objects.count(), Removal.objects.count(), Event.objects.count()) == (1, 0, 1)
