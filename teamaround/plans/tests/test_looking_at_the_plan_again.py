"""Review: scale moved or not, the child's and the parents' words, what next; close, and open again (DUD-45)."""

import datetime

import pytest
from django.urls import reverse

from teamaround.access.doing import Refused
from teamaround.agencies.factories import sign_in
from teamaround.episodes.actions import close as close_help
from teamaround.episodes.actions import reopen
from teamaround.episodes.models import Entry
from teamaround.kit import clock
from teamaround.kit.problems import Problem
from teamaround.plans import actions, reviews
from teamaround.plans.models import Plan, Review
from teamaround.plans.offers_to_pages import outcomes, reviews_due, still_open
from teamaround.plans.queries import plan_of, shown
from teamaround.plans.tests.plan_cast import agreed, begin, days, need, put, with_brother

pytestmark = pytest.mark.django_db


def voices(cast, child="kayleigh", words="It helps", why=""):
    return [reviews.Comment(cast.episodes[child], whose, words, why) for whose in reviews.VOICES]


def review(cast, plan, by="lead", **more):
    facts = {
        "held_on": clock.today(), "next_step": "go_on", "next_on": days(42), "lines": [], "comments": voices(cast),
    } | more  # fmt: skip
    return reviews.review(by=cast.actors[by], plan=plan, **facts)


def test_a_need_moves_on_its_scale_on_the_day_of_the_review(cast):
    plan, made = agreed(cast)
    put(plan, made_at=clock.now() - datetime.timedelta(days=9))
    review(cast, plan, held_on=days(-2), lines=[reviews.Line(made, 6, "Sleeps", False)])
    readings = list(made.readings.order_by("pk"))
    assert [row.value for row in readings] == [2, 6] and readings[1].on == days(-2)


def test_a_need_that_is_met_has_its_day_once(cast):
    plan, made = agreed(cast)
    review(cast, plan, lines=[reviews.Line(made, 9, "", True)])
    made.refresh_from_db()
    first = made.met_on
    review(cast, plan, lines=[reviews.Line(made, None, "", True)])
    made.refresh_from_db()
    assert first == made.met_on == clock.today() and made.readings.count() == 2


def test_the_next_day_stands_in_the_plan_and_in_the_story(cast):
    plan, _made = agreed(cast)
    review(cast, plan)
    plan.refresh_from_db()
    assert plan.next_review_on == days(42)
    assert Entry.objects.filter(system_key="plans_reviewed").count() == 1


def test_closing_needs_no_next_day_and_keeps_none(cast):
    plan, _made = agreed(cast)
    assert review(cast, plan, next_step="close").next_on is None
    plan.refresh_from_db()
    assert plan.next_review_on is None


@pytest.mark.parametrize(
    ("more", "sentence", "field"),
    [
        ({"held_on": 1}, "lies ahead", "held_on"),
        ({"held_on": -1}, "not begun yet", "held_on"),
        ({"next_step": "dance"}, "what comes next", "next_step"),
        ({"next_on": None}, "look again", "next_on"),
        ({"next_on": 0}, "look again", "next_on"),
    ],
)
def test_bad_days_and_steps_are_turned_away(cast, more, sentence, field):
    plan, _made = agreed(cast)
    given = {name: days(value) if isinstance(value, int) else value for name, value in more.items()}
    with pytest.raises(Problem, match=sentence) as problem:
        review(cast, plan, **given)
    assert problem.value.field == field and not Review.objects.exists()


def test_nobodys_voice_may_be_forgotten(cast):
    plan, _made = agreed(cast)
    with pytest.raises(Problem, match="each child and the parents"):
        review(cast, plan, comments=voices(cast)[:1])


def test_silence_needs_a_reason_from_the_list(cast):
    plan, _made = agreed(cast)
    for why in ("", "no time"):
        with pytest.raises(Problem, match="why there is nothing"):
            review(cast, plan, comments=voices(cast, words=" ", why=why))
    assert review(cast, plan, comments=voices(cast, words="", why="too_young")).comments.count() == 2


def test_a_plan_that_is_not_agreed_cannot_be_reviewed(cast):
    with pytest.raises(Problem, match="not agreed yet"):
        review(cast, begin(cast))


def test_a_closed_plan_cannot_be_reviewed(cast):
    plan, _made = agreed(cast)
    put(plan, state=Plan.State.CLOSED)
    with pytest.raises(Problem, match="closed"):
        review(cast, plan)


@pytest.mark.parametrize("who", ["member", "other_lead", "same_agency", "carer"])
def test_who_does_not_lead_writes_no_review(cast, who):
    """Near miss: `member` is in the team, `other_lead` leads another child."""
    plan, _made = agreed(cast)
    with pytest.raises(Refused):
        review(cast, plan, by=who)


def test_of_two_children_each_lead_hears_their_own(cast):
    plan, _made = agreed(cast)
    with_brother(cast, plan)
    review(cast, plan)
    with pytest.raises(Problem, match="each child and the parents"):
        review(cast, plan, by="other_lead")
    assert review(cast, plan, by="other_lead", comments=voices(cast, "tyler")).comments.count() == 2


def test_the_worktray_asks_for_it_in_time(cast):
    plan, _made = agreed(cast)
    assert reviews_due(cast.actors["lead"]) == []
    put(plan, next_review_on=days(14))
    assert len(reviews_due(cast.actors["lead"])) == 1
    assert reviews_due(cast.actors["member"]) == reviews_due(cast.actors["other_lead"]) == []


def test_agreeing_sets_the_first_day(cast):
    plan, _made = agreed(cast)
    assert plan.next_review_on == days(42)


def form_of(cast, made, **more):
    episode, today = cast.episodes["kayleigh"], clock.today()
    return {
        f"scale_{made.ref}": "8", f"words_{made.ref}": "Calm", f"met_{made.ref}": "yes",
        f"child_{episode.ref}": "I sleep", f"parent_{episode.ref}": "We sleep", "next_step": "close",
        "held_on_0": today.day, "held_on_1": today.month, "held_on_2": today.year,
        "held_on-day": today.day, "held_on-month": today.month, "held_on-year": today.year,
    } | more  # fmt: skip


def test_by_form_the_review_leads_on_to_closing(client, cast):
    _plan, made = agreed(cast)
    address = reverse("plans:review", kwargs={"child_ref": cast.kayleigh.ref})
    sign_in(client, cast.posts["lead"])
    assert "Last time: 2" in client.get(address).content.decode()
    answer = client.post(address, form_of(cast, made))
    assert answer.headers["Location"] == reverse("episodes:close", kwargs={"child_ref": cast.kayleigh.ref})


def test_the_same_review_sent_twice_is_one(client, cast):
    _plan, made = agreed(cast)
    sign_in(client, cast.posts["lead"])
    for _time in range(2):
        client.post(
            reverse("plans:review", kwargs={"child_ref": cast.kayleigh.ref}), form_of(cast, made, submission_key="one")
        )
    assert Review.objects.count() == 1


def test_a_problem_by_form_stands_at_its_field(client, cast):
    _plan, made = agreed(cast)
    sent = form_of(cast, made, next_step="go_on", **{"next_on-day": "", "next_on-month": "", "next_on-year": ""})
    sign_in(client, cast.posts["lead"])
    page = client.post(reverse("plans:review", kwargs={"child_ref": cast.kayleigh.ref}), sent)
    assert "Write the day you will look again" in page.content.decode()


@pytest.mark.parametrize("begun", [True, False])
def test_without_an_agreed_plan_one_is_sent_to_the_plan(client, cast, begun):
    if begun:
        begin(cast)
    sign_in(client, cast.posts["lead"])
    answer = client.get(reverse("plans:review", kwargs={"child_ref": cast.kayleigh.ref}))
    assert answer.headers["Location"] == reverse("plans:plan", kwargs={"child_ref": cast.kayleigh.ref})


def test_outcomes_go_with_the_closing_and_open_actions_are_named(cast):
    plan, made = agreed(cast)
    episode = cast.episodes["kayleigh"]
    review(cast, plan, next_step="close", lines=[reviews.Line(made, 8, "", True)])
    assert outcomes(episode) == [{"need": made.pk, "met": True, "first": 2, "last": 8}]
    assert still_open(episode) == ["1 action is still open."]
    assert outcomes(cast.episodes["tyler"]) == still_open(cast.episodes["tyler"]) == []


def test_opened_again_the_history_stays_and_what_is_needed_is_carried_over(cast):
    plan, made = agreed(cast)
    done = need(cast, plan, words="Breakfast")
    episode, lead = cast.episodes["kayleigh"], cast.actors["lead"]
    review(cast, plan, next_step="close", lines=[reviews.Line(done, 9, "", True), reviews.Line(made, 6, "", False)])
    close_help(by=lead, episode=episode, reason="family_stopped")
    reopen(by=lead, episode=episode, words="Worse again")
    new = actions.begin(by=lead, episode=episode)
    taken = actions.carry_over(by=lead, plan=new, episode=episode)
    assert new != plan and [row.words for row in taken] == ["A room of my own"]
    assert taken[0].readings.get().value == 6
    found = shown(lead, episode)
    assert [row.need.words for row in found.before] == ["A room of my own", "Breakfast"]


def test_carried_over_once(cast):
    plan, _made = agreed(cast)
    put(plan, state=Plan.State.CLOSED)
    episode, lead = cast.episodes["kayleigh"], cast.actors["lead"]
    new = actions.begin(by=lead, episode=episode)
    assert len(actions.carry_over(by=lead, plan=new, episode=episode)) == 1
    assert actions.carry_over(by=lead, plan=new, episode=episode) == []


def test_a_need_without_a_scale_is_carried_over_without(cast):
    plan = begin(cast)
    need(cast, plan, scale=None)
    put(plan, state=Plan.State.CLOSED)
    episode, lead = cast.episodes["kayleigh"], cast.actors["lead"]
    taken = actions.carry_over(by=lead, plan=actions.begin(by=lead, episode=episode), episode=episode)
    assert taken[0].readings.count() == 0


def test_with_one_press_the_new_plan_begins_with_what_is_needed(client, cast):
    plan, _made = agreed(cast)
    put(plan, state=Plan.State.CLOSED)
    sign_in(client, cast.posts["lead"])
    client.post(reverse("plans:begin", kwargs={"child_ref": cast.kayleigh.ref}), {"carry": "yes"})
    assert [row.words for row in plan_of(cast.episodes["kayleigh"]).needs.all()] == ["A room of my own"]
