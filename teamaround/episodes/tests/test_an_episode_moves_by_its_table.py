"""Open, move, close, reopen: by the table of rules.py, two at once get one, and nothing unaudited stays."""

import pytest

from teamaround.access.doing import Refused
from teamaround.audit import events
from teamaround.audit.models import Event
from teamaround.audit.recording import recording
from teamaround.episodes import actions, rules
from teamaround.episodes.models import Episode, State
from teamaround.kit.problems import Problem
from teamaround.practice_data.cast import MAKER, make_child, make_involvement

pytestmark = pytest.mark.django_db


@pytest.fixture
def newcomer(cast):
    """A child without help, whose involvement names the housing officer."""
    with recording(by=MAKER, action="test.child"):
        child = make_child(cast.authority, "Ash", "Reed", None)
        make_involvement(child, cast.housing, cast.posts["other_agency"])
    return child


def _disk_full(_draft):
    raise RuntimeError("disk full")


def test_opening_twice_gives_one_episode(cast, newcomer):
    first = actions.open_episode(by=cast.actors["other_agency"], child=newcomer)
    assert actions.open_episode(by=cast.actors["other_agency"], child=newcomer) == first
    assert first.state == State.CHECKING


def test_who_is_not_involved_and_has_not_searched_may_not_open(cast, newcomer):
    with pytest.raises(Refused):
        actions.open_episode(by=cast.actors["other_lead"], child=newcomer)


def test_closing_needs_a_reason_of_the_list(cast):
    with pytest.raises(Problem):
        actions.close(by=cast.actors["lead"], episode=cast.episodes["kayleigh"], reason="because")


def test_a_closed_episode_can_be_opened_again_and_keeps_its_history(cast):
    episode = cast.episodes["kayleigh"]
    actions.close(by=cast.actors["lead"], episode=episode, reason="outcomes_met")
    again = actions.reopen(by=cast.actors["lead"], episode=episode, words="It came back")
    assert (again.pk, again.state, again.state_changes.count()) == (episode.pk, State.CHECKING, 3)


def test_the_near_miss_may_not_close(cast):
    with pytest.raises(Refused):
        actions.close(by=cast.actors["other_lead"], episode=cast.episodes["kayleigh"], reason="outcomes_met")


def test_when_the_event_cannot_be_written_nothing_has_changed(cast, monkeypatch):
    monkeypatch.setattr(events, "write", _disk_full)
    with pytest.raises(RuntimeError):
        actions.close(by=cast.actors["lead"], episode=cast.episodes["kayleigh"], reason="outcomes_met")
    assert Episode.objects.get(child=cast.kayleigh).state == State.HELPING


def test_closing_is_one_event_with_its_reason(cast):
    actions.close(by=cast.actors["lead"], episode=cast.episodes["kayleigh"], reason="outcomes_met")
    event = Event.objects.filter(action="episodes.close").get()
    assert (event.children, event.codes["reason"]) == ([cast.kayleigh.pk], "outcomes_met")


def test_every_move_leads_to_a_state_that_exists():
    assert all(move.to in State.values for move in rules.MOVES if move.to is not None)


def test_waiting_ends_only_by_social_care():
    assert {move.verb for move in rules.MOVES if move.state == State.WAITING} == {"take", "return"}


@pytest.mark.parametrize(("verb", "to"), [("close", State.CLOSED), ("assess", None), ("safeguard", State.WAITING)])
def test_from_a_plan_under_way(verb, to):
    assert rules.next_state(State.HELPING, verb, "") == to
