"""Asked, seen, yes or no with a reason, begun, over: by the table, once, and told in the story (DER-13)."""

import datetime

import pytest

from teamaround.access.doing import Refused
from teamaround.audit import events
from teamaround.audit.models import Event
from teamaround.child_index.models import Involvement
from teamaround.episodes.models import Entry
from teamaround.kit import clock
from teamaround.kit.problems import Problem
from teamaround.referrals import actions, answering, rules
from teamaround.referrals.factories import prepared, sent
from teamaround.referrals.models import Referral, State

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(cast):
    """Sam asks housing for Kayleigh."""
    return sent(cast.actors["lead"], cast.episodes["kayleigh"], cast.agencies["housing"])


def told(cast):
    return list(
        Entry.objects.filter(episode=cast.episodes["kayleigh"], system_key__startswith="referrals_")
        .order_by("pk")
        .values_list("system_key", flat=True)
    )


def test_sending_sets_the_day_of_the_answer_ten_working_days_on(cast, asked):
    assert (asked.state, asked.due_on) == (State.ASKED, datetime.date(2026, 3, 17))
    assert asked.basis == "said"


def test_urgent_is_due_in_three_working_days(cast):
    made = sent(cast.actors["lead"], cast.episodes["kayleigh"], cast.agencies["housing"], urgency="urgent")
    assert made.due_on == datetime.date(2026, 3, 6)


def test_the_whole_way_from_sent_to_ended_is_told_in_the_story(cast, asked):
    by = cast.actors["other_agency"]
    answering.see(by=by, referral=asked)
    answering.accept(by=by, referral=asked, words="I will ring on Monday")
    answering.start(by=by, referral=asked)
    ended = answering.end(by=by, referral=asked, outcome="helped", words="Dry again")
    assert (ended.state, ended.outcome) == (State.ENDED, "helped")
    assert [row.verb for row in ended.changes.order_by("pk")] == ["send", "see", "accept", "start", "end"]
    assert told(cast) == ["referrals_send", "referrals_accept", "referrals_start", "referrals_end"]


def test_only_a_yes_makes_the_service_involved_and_the_end_ends_it(cast, asked):
    by = cast.actors["other_agency"]
    named = Involvement.objects.filter(child=cast.kayleigh, post=cast.posts["other_agency"])
    answering.see(by=by, referral=asked)
    assert not named.exists()
    answering.accept(by=by, referral=asked)
    assert named.get().ends is None
    answering.start(by=by, referral=asked)
    answering.end(by=by, referral=asked, outcome="helped")
    assert named.get().ends == clock.today()


def test_somebody_involved_before_is_not_named_twice_and_stays(cast):
    made = sent(cast.actors["lead"], cast.episodes["kayleigh"], cast.agencies["health_visiting"])
    answering.accept(by=cast.actors["member"], referral=made)
    answering.decline(by=cast.actors["member"], referral=made, reason="full", instead="Ask again in May")
    assert Involvement.objects.get(child=cast.kayleigh, post=cast.posts["member"]).ends is None


@pytest.mark.parametrize("reason", sorted(rules.DECLINE_REASONS))
def test_a_no_has_a_reason_of_the_list_and_what_instead(cast, asked, reason):
    made = answering.decline(
        by=cast.actors["other_agency"], referral=asked, reason=reason, instead="Ask the family hub"
    )
    assert (made.state, made.decline_reason, made.instead) == (State.DECLINED, reason, "Ask the family hub")
    assert told(cast)[-1] == "referrals_decline"


@pytest.mark.parametrize(("reason", "instead"), [("because", "Ask the hub"), ("full", "  ")])
def test_a_no_without_reason_or_way_on_is_turned_back(cast, asked, reason, instead):
    with pytest.raises(Problem):
        answering.decline(by=cast.actors["other_agency"], referral=asked, reason=reason, instead=instead)
    asked.refresh_from_db()
    assert asked.state == State.ASKED


def test_whoever_asked_reads_the_no_and_it_is_settled_once(cast, asked):
    answering.decline(by=cast.actors["other_agency"], referral=asked, reason="full", instead="Ask again in May")
    assert actions.settle(by=cast.actors["lead"], referral=asked).settled_at == clock.now()


def test_two_who_answer_at_once_the_second_is_told(cast, asked):
    answering.accept(by=cast.actors["other_agency"], referral=asked)
    with pytest.raises(Refused):
        answering.accept(by=cast.actors["former"], referral=asked)
    with pytest.raises(Problem, match="They said yes"):
        answering.accept(by=cast.actors["other_agency"], referral=asked)


def test_taken_back_it_can_no_longer_be_answered(cast, asked):
    actions.withdraw(by=cast.actors["lead"], referral=asked, words="They moved")
    assert told(cast)[-1] == "referrals_withdraw"
    with pytest.raises(Refused):
        answering.accept(by=cast.actors["other_agency"], referral=asked)


def test_a_draft_thrown_away_leaves_no_row_in_the_story(cast):
    made = prepared(cast.actors["lead"], cast.episodes["kayleigh"], cast.agencies["housing"])
    assert actions.withdraw(by=cast.actors["lead"], referral=made).state == State.WITHDRAWN
    assert told(cast) == []


def test_asking_again_gives_a_new_day(cast, asked, freeze_at):
    freeze_at(days=20)
    made = actions.chase(by=cast.actors["lead"], referral=asked)
    assert made.due_on == rules.working_days_after(clock.today(), 10)
    assert told(cast)[-1] == "referrals_chase"


def test_begun_cannot_lie_ahead_nor_before_the_asking(cast, asked):
    by = cast.actors["other_agency"]
    answering.accept(by=by, referral=asked)
    for days in (1, -1):
        with pytest.raises(Problem):
            answering.start(by=by, referral=asked, on=clock.today() + datetime.timedelta(days=days))


def test_an_end_needs_an_outcome_of_the_list(cast, asked):
    with pytest.raises(Problem, match="what came of"):
        answering.end(by=cast.actors["other_agency"], referral=asked, outcome="fine")


def test_what_was_never_sent_cannot_be_begun(cast):
    draft = prepared(cast.actors["lead"], cast.episodes["kayleigh"], cast.agencies["housing"])
    with pytest.raises(Refused):
        answering.start(by=cast.actors["other_agency"], referral=draft)


def test_an_answer_whose_event_cannot_be_written_changes_nothing(cast, asked, monkeypatch):
    def disk_full(_draft):
        raise RuntimeError("disk full")

    monkeypatch.setattr(events, "write", disk_full)
    with pytest.raises(RuntimeError):
        answering.accept(by=cast.actors["other_agency"], referral=asked)
    assert Referral.objects.get().state == State.ASKED


def test_each_step_is_one_event_with_its_verb(cast, asked):
    answering.accept(by=cast.actors["other_agency"], referral=asked)
    event = Event.objects.filter(action="referrals.answer").get()
    assert (event.children, event.codes["verb"]) == ([cast.kayleigh.pk], "accept")
