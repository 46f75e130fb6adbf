"""Every event keeps its canonical body and a keyed digest of it (design.md 5)."""

import datetime
import json
from decimal import Decimal

import pytest

from teamaround.audit import events
from teamaround.audit.factories import Somebody, look
from teamaround.audit.models import About, Event

pytestmark = pytest.mark.django_db


def test_the_event_says_who_did_what_when_and_to_whom(clock):
    by = Somebody("delegate", account_id=3, own_post_id=4, on_behalf_of_id=5, authority_id=6, event_name="")
    event = look(12, 7, by=by, basis="team:consent", codes={"episode": 9})
    assert (event.actor_kind, event.account_id, event.post_id, event.on_behalf_of_id) == ("delegate", 3, 4, 5)
    assert (event.authority_id, event.children, event.basis, event.codes) == (
        6,
        [7, 12],
        "team:consent",
        {"episode": 9},
    )
    assert event.at == clock


def test_the_body_can_be_worked_out_again_from_what_the_database_gives_back():
    event = look(12, codes={"b": [1, None, True], "a": {"ü": "x"}, "n": 10**15})
    assert events.body_of(event, events.moment(event.at)) == event.body
    assert events.digest_of(event.body) == event.digest


def test_the_body_holds_ids_and_codes_and_no_word_of_the_detail():
    event = look(12, detail={"reason": "Mum rang in tears"})
    assert "tears" not in event.body
    assert json.loads(event.body)["commitment"] == event.commitment != ""


def test_two_events_alike_have_different_digests():
    assert look(12).digest != look(12).digest


def test_each_child_has_a_row_of_its_own():
    event = look(12, 7)
    rows = About.objects.filter(event_id=event.pk).order_by("child_id").values_list("child_id", "at", "outcome")
    assert list(rows) == [(7, event.at, "read"), (12, event.at, "read")]


def test_keys_that_are_numbers_are_kept_as_the_database_will_give_them_back():
    event = look(codes={"marks": {10: "a", 9: "b"}})
    assert event.codes == {"marks": {"10": "a", "9": "b"}}
    assert events.body_of(event, events.moment(event.at)) == event.body


@pytest.mark.parametrize("fraction", [0.5, 1e30, float("nan"), Decimal("0.5")])
def test_fractions_are_refused_because_engines_write_them_differently(fraction):
    with pytest.raises((ValueError, TypeError)):
        look(codes={"score": fraction})


def test_a_name_too_long_is_refused_on_every_engine():
    with pytest.raises(ValueError, match="actor_name of the event child_index.open is longer than 60"):
        look(by=Somebody(event_name="x" * 61))
    assert not Event.objects.exists()


def test_the_authority_may_be_named_where_the_actor_has_none():
    assert look(by=Somebody(authority_id=None), authority_id=8).authority_id == 8
    assert look(by=Somebody(authority_id=None)).authority_id is None


def test_a_body_is_written_the_same_wherever_the_clock_stands():
    summer = datetime.datetime(2026, 7, 1, 9, 30, tzinfo=datetime.timezone(datetime.timedelta(hours=1)))
    assert events.moment(summer) == "2026-07-01T08:30:00.000000Z"


def test_a_version_nobody_ever_wrote_has_no_body():
    event = look(12)
    event.schema_version = 99
    assert events.body_of(event, "") == ""


def test_a_look_at_one_child_takes_two_statements(django_assert_num_queries):
    draft = events.Draft(Somebody(), "child_index.open", "read", {12})
    with django_assert_num_queries(2):
        events.write(draft)


def test_a_reason_about_a_child_who_has_a_key_takes_four_statements(django_assert_num_queries):
    look(12, detail={"reason": "x"})
    draft = events.Draft(Somebody(), "child_index.open", "read", {12}, detail={"reason": "y"})
    with django_assert_num_queries(4):
        events.write(draft)


def test_a_search_with_its_terms_takes_three_statements(django_assert_num_queries):
    draft = events.Draft(Somebody(), "child_index.search", "search", detail={"name": "Kayleigh"})
    with django_assert_num_queries(3):
        events.write(draft)
