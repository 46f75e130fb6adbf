"""Needs ranked by the family, actions, offers, disagreement kept (DER-02, DER-03, DER-11)."""

import datetime

import pytest

from teamaround.access.doing import Refused
from teamaround.audit.recording import recording
from teamaround.episodes.models import State
from teamaround.kit import clock
from teamaround.kit.problems import Problem
from teamaround.plans import actions, doing_things, offers, rules
from teamaround.plans.models import Need, Plan
from teamaround.plans.queries import my_actions, needs_for, plan_of
from teamaround.practice_data.cast import MAKER

pytestmark = pytest.mark.django_db
SOON = datetime.timedelta(days=7)


@pytest.fixture
def plan(cast):
    return actions.begin(by=cast.actors["lead"], episode=cast.episodes["kayleigh"])


def need(cast, plan, words="A room of my own", child="kayleigh"):
    return actions.add_need(
        by=cast.actors["lead"], plan=plan, episodes=[cast.episodes[child]], words=words, whose_words="child",
        type_key="housing", scale=2,
    )  # fmt: skip


def action(cast, plan, owner="lead", **more):
    facts = {
        "need": need(cast, plan), "what": "Ask housing", "outcome": "A date", "aim": "stay_safe",
        "agency": cast.housing, "due_on": clock.today() + SOON, "owner_post": cast.posts[owner],
    } | more  # fmt: skip
    return doing_things.add_action(by=cast.actors["lead"], **facts)


def test_two_who_begin_at_once_get_one_plan(cast, plan):
    assert actions.begin(by=cast.actors["deputy"], episode=cast.episodes["kayleigh"]) == plan


def test_the_family_puts_needs_in_another_order(cast, plan):
    first, second = need(cast, plan), need(cast, plan, words="Breakfast club")
    assert actions.rank_need(by=cast.actors["lead"], need=second, step=-1) == [second.pk, first.pk]
    assert [row.need.words for row in needs_for(cast.actors["member"], plan)] == ["Breakfast club", "A room of my own"]


def test_a_need_of_a_brother_one_may_not_see_is_not_there(cast, plan):
    """Near miss within one family: the plan serves two children, the reader is in the team of one."""
    with recording(by=MAKER, action="test.group"):
        cast.episodes["tyler"].group = plan.group
        cast.episodes["tyler"].save()
        plan.serves.create(episode=cast.episodes["tyler"])
        row = Need.objects.create(
            authority=cast.authority, plan=plan, words="Tyler's", whose_words="x", type_key="x", rank=9,
            added_at=clock.now(),
        )  # fmt: skip
        row.serves.create(episode=cast.episodes["tyler"])
    need(cast, plan)
    assert [each.need.words for each in needs_for(cast.actors["lead"], plan)] == ["A room of my own"]
    assert [each.need.words for each in needs_for(cast.actors["other_lead"], plan)] == ["Tyler's"]


def test_a_stale_edit_is_shown_both_texts(cast, plan):
    made = need(cast, plan)
    actions.change_need(by=cast.actors["lead"], need=made, words="Mine", type_key="housing", version=1)
    with pytest.raises(actions.Stale) as stale:
        actions.change_need(by=cast.actors["deputy"], need=made, words="Yours", type_key="housing", version=1)
    assert stale.value.now.words == "Mine"


def test_an_owner_outside_the_team_sees_only_that_action(cast, plan):
    action(cast, plan, owner="other_agency")
    assert [each.what for each in my_actions(cast.actors["other_agency"])] == ["Ask housing"]
    assert needs_for(cast.actors["other_agency"], plan) == []


def test_done_is_appended_and_dated(cast, plan):
    made = action(cast, plan)
    doing_things.say_progress(by=cast.actors["lead"], action=made, state="done", words="They came")
    made.refresh_from_db()
    assert (made.state, made.done_on, made.progress.get().words) == ("done", clock.today(), "They came")


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"aim": "fame"}, "five outcomes"),
        ({"owner_post": None}, "one person"),
        ({"due_on": datetime.date(2020, 1, 1)}, "has passed"),
    ],
)
def test_what_an_action_needs_is_said(cast, plan, more, sentence):
    with pytest.raises(Problem, match=sentence):
        action(cast, plan, **more)


def test_the_family_answers_an_offer_and_the_state_stays_the_agencys(cast, plan):
    made = offers.offer(by=cast.actors["lead"], need=need(cast, plan), what="A bed", agency=cast.housing)
    offers.answer_offer(by=cast.actors["carer"], offer=made, answer="not_yet")
    made.refresh_from_db()
    assert (made.state, made.family_answer, made.changes.count()) == ("offered", "not_yet", 2)


def test_another_familys_carer_cannot_answer(cast, plan):
    made = offers.offer(by=cast.actors["lead"], need=need(cast, plan), what="A bed", agency=cast.housing)
    with pytest.raises(Refused):
        offers.answer_offer(by=cast.actors["other_carer"], offer=made, answer="have_it")


def test_agreeing_needs_a_need_with_an_action(cast, plan):
    with pytest.raises(Problem, match="at least one need"):
        actions.agree_plan(by=cast.actors["lead"], plan=plan)
    action(cast, plan)
    assert actions.agree_plan(by=cast.actors["lead"], plan=plan).state == Plan.State.AGREED


def test_disagreement_has_words_and_stays(cast, plan):
    with pytest.raises(Problem, match="in their words|In their words|their words"):
        actions.say_agreement(by=cast.actors["lead"], plan=plan, answer="does_not", person=cast.mother)
    assert rules.agreement_word(["agrees", "in_part"]) == "agreed in part"


def test_closing_the_help_closes_the_plan(cast, plan):
    from teamaround.episodes.actions import close

    close(by=cast.actors["lead"], episode=cast.episodes["kayleigh"], reason="outcomes_met")
    assert plan_of(cast.episodes["kayleigh"]).state == Plan.State.CLOSED
    assert cast.episodes["kayleigh"].state == State.CLOSED


@pytest.mark.parametrize(
    ("days", "state", "word"),
    [(-1, "to_do", "late"), (0, "to_do", "today"), (7, "to_do", "soon"), (8, "to_do", "later"), (-9, "done", "done")],
)
def test_where_an_action_stands_in_a_word(days, state, word):
    today = datetime.date(2026, 3, 3)
    assert rules.timing(state=state, due_on=today + datetime.timedelta(days=days), today=today) == word
