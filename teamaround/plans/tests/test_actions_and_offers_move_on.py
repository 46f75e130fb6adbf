"""Doing things: progress in one press, lateness, offers the family answers, stale edits, nothing on a closed plan."""

import datetime
from types import SimpleNamespace

import pytest
from django.urls import reverse

from teamaround.access.doing import Refused
from teamaround.agencies.announcements import hangs_on_post
from teamaround.agencies.factories import sign_in
from teamaround.kit import clock
from teamaround.kit.problems import Problem
from teamaround.plans import actions, doing_things, offers
from teamaround.plans.models import Action, ActionProgress, Offer
from teamaround.plans.offers_to_pages import my_actions
from teamaround.plans.tests.plan_cast import action, agreed, begin, close, days, need, put

pytestmark = pytest.mark.django_db


def at(made, name="progress"):
    kind = "offer" if isinstance(made, Offer) else "action"
    return reverse(f"plans:{name}", kwargs={f"{kind}_ref": made.ref})


def offered(cast, of_need, agency="housing"):
    return offers.offer(by=cast.actors["lead"], need=of_need, what="Bunk beds", agency=cast.agencies[agency])


class TestSayingHowItWent:
    def test_nothing_is_chosen_beforehand(self, client, cast):
        _plan, made = agreed(cast)
        text = sign_in(client, cast.posts["lead"]).get(at(made.actions.get())).content.decode()
        assert "checked" not in text and 'name="state" value="done"' in text

    def test_from_the_worktray_it_takes_two_clicks(self, client, cast):
        _plan, made = agreed(cast)
        row = my_actions(cast.actors["lead"])[0]
        sign_in(client, cast.posts["lead"])
        assert client.get(row.url).status_code == 200
        client.post(row.url, {"state": "done", "words": "They came on Tuesday"})
        done = made.actions.get()
        assert (done.state, done.done_on, done.progress.get().words) == ("done", clock.today(), "They came on Tuesday")

    @pytest.mark.parametrize("state", ["under_way", "to_do", "done"])
    def test_each_word_is_appended(self, cast, state):
        _plan, made = agreed(cast)
        doing_things.say_progress(by=cast.actors["lead"], action=made.actions.get(), state=state)
        assert made.actions.get().state == state and ActionProgress.objects.count() == 1

    def test_done_and_then_not_done_has_no_day(self, cast):
        _plan, made = agreed(cast)
        for state in ("done", "under_way"):
            doing_things.say_progress(by=cast.actors["lead"], action=made.actions.get(), state=state)
        assert made.actions.get().done_on is None and ActionProgress.objects.count() == 2

    @pytest.mark.parametrize(("state", "sentence"), [("dropped", "no longer needed"), ("eaten", "how it went")])
    def test_what_is_missing_is_said(self, cast, state, sentence):
        _plan, made = agreed(cast)
        with pytest.raises(Problem, match=sentence):
            doing_things.say_progress(by=cast.actors["lead"], action=made.actions.get(), state=state)

    def test_a_button_that_is_none_of_the_four_is_told(self, client, cast):
        _plan, made = agreed(cast)
        page = sign_in(client, cast.posts["lead"]).post(at(made.actions.get()), {"words": "Lost"})
        assert page.status_code == 200 and "Lost" in page.content.decode()

    def test_the_owner_outside_the_team_says_it_and_reads_no_more(self, client, cast):
        _plan, made = agreed(cast)
        mine = action(cast, made, owner="other_agency")
        sign_in(client, cast.posts["other_agency"])
        text = client.get(at(mine)).content.decode()
        assert "Ask housing" in text and "A room of my own" not in text
        answer = client.post(at(mine), {"state": "under_way"})
        assert answer.headers["Location"] == reverse("desks:worktray")

    def test_the_owner_of_another_action_may_not(self, client, cast):
        """Near miss: the same role, outside the team, with an action of another child."""
        _plan, made = agreed(cast)
        assert sign_in(client, cast.posts["other_lead"]).get(at(made.actions.get())).status_code == 404

    def test_sent_twice_is_said_once(self, client, cast):
        _plan, made = agreed(cast)
        sign_in(client, cast.posts["lead"])
        for _time in range(2):
            client.post(at(made.actions.get()), {"state": "done", "submission_key": "one"})
        assert ActionProgress.objects.count() == 1


class TestOffers:
    def test_the_family_answers_and_may_change_its_mind(self, cast):
        _plan, made = agreed(cast)
        bed = offered(cast, made)
        for answer in Offer.FamilyAnswer.values:
            offers.answer_offer(by=cast.actors["carer"], offer=bed, answer=answer)
        bed.refresh_from_db()
        assert (bed.family_answer, bed.state, bed.changes.count()) == ("no_longer", "offered", 4)
        assert bed.changes.last().by_person == cast.mother

    def test_an_answer_outside_the_three_is_turned_away(self, cast):
        _plan, made = agreed(cast)
        with pytest.raises(Problem, match="three answers"):
            offers.answer_offer(by=cast.actors["carer"], offer=offered(cast, made), answer="maybe")

    def test_whoever_leads_writes_down_what_the_family_said(self, client, cast):
        _plan, made = agreed(cast)
        bed = offered(cast, made)
        sign_in(client, cast.posts["lead"]).post(at(bed, "offer"), {"state": "started", "answer": "have_it"})
        bed.refresh_from_db()
        assert (bed.state, bed.started_on, bed.family_answer) == ("started", clock.today(), "have_it")
        text = client.get(reverse("plans:plan", kwargs={"child_ref": cast.kayleigh.ref})).content.decode()
        assert "The family says: yes, we have it" in text
        assert "The family said" in client.get(at(bed, "offer")).content.decode()

    def test_a_member_moves_it_and_is_not_asked_for_the_familys_word(self, client, cast):
        _plan, made = agreed(cast)
        bed = offered(cast, made)
        text = sign_in(client, cast.posts["member"]).get(at(bed, "offer")).content.decode()
        assert "How does it stand?" in text and "What do they say?" not in text

    def test_a_manager_who_reads_the_plan_may_not_move_it(self, client, cast):
        _plan, made = agreed(cast)
        bed = offered(cast, made)
        assert sign_in(client, cast.posts["coordinator"]).get(at(bed, "offer")).status_code == 403

    def test_nothing_chosen_is_told(self, client, cast):
        _plan, made = agreed(cast)
        page = sign_in(client, cast.posts["lead"]).post(at(offered(cast, made), "offer"), {"submission_key": "x"})
        assert "Choose one of these." in page.content.decode()

    def test_a_move_the_table_does_not_have_is_told(self, cast):
        _plan, made = agreed(cast)
        bed = offered(cast, made)
        offers.move_offer(by=cast.actors["lead"], offer=bed, state="started")
        with pytest.raises(Problem, match="moved on meanwhile"):
            offers.move_offer(by=cast.actors["deputy"], offer=bed, state="accepted")

    def test_an_offer_that_is_accepted_has_not_started(self, cast):
        _plan, made = agreed(cast)
        bed = offers.move_offer(by=cast.actors["lead"], offer=offered(cast, made), state="accepted")
        assert bed.started_on is None

    def test_who_does_not_lead_may_not_answer_for_the_family(self, cast):
        _plan, made = agreed(cast)
        with pytest.raises(Refused):
            offers.answer_offer(by=cast.actors["member"], offer=offered(cast, made), answer="have_it")


class TestChangingAnAction:
    def test_a_late_action_may_keep_its_day_and_a_new_day_lies_ahead(self, cast):
        _plan, made = agreed(cast)
        late = put(made.actions.get(), due_on=days(-3))
        facts = {"by": cast.actors["lead"], "action": late, "what": "Ring housing", "outcome": "A date"}
        kept = doing_things.change_action(due_on=days(-3), version=late.version, **facts)
        with pytest.raises(Problem, match="has passed"):
            doing_things.change_action(due_on=days(-1), version=kept.version, **facts)
        assert doing_things.change_action(due_on=days(5), version=kept.version, **facts).due_on == days(5)

    def test_a_stale_change_shows_both_and_loses_neither(self, client, cast):
        _plan, made = agreed(cast)
        one = made.actions.get()
        doing_things.change_action(
            by=cast.actors["deputy"], action=one, what="Write to housing", outcome="x", due_on=days(7), version=1
        )
        day = days(8)
        sent = {"what": "Ring housing", "outcome": "y", "version": "1", "due_on-day": day.day,
                "due_on-month": day.month, "due_on-year": day.year}  # fmt: skip
        text = sign_in(client, cast.posts["lead"]).post(at(one, "change_action"), sent).content.decode()
        assert "Write to housing" in text and "Ring housing" in text

    def test_two_owners_are_one_too_many(self, cast):
        with pytest.raises(Problem, match="one person"):
            action(cast, need(cast, begin(cast)), owner_person=cast.mother)

    def test_the_mother_may_own_an_action(self, cast):
        made = action(cast, need(cast, begin(cast)), owner_post=None, owner_person=cast.mother)
        assert made.owner_person == cast.mother and made.agency == cast.housing


def test_an_action_of_a_closed_plan_leaves_the_worktray(cast):
    plan, made = agreed(cast)
    action(cast, made, owner="other_agency")
    assert len(my_actions(cast.actors["other_agency"])) == 1
    close(plan)
    assert my_actions(cast.actors["other_agency"]) == my_actions(cast.actors["lead"]) == []


def test_when_a_post_ends_its_open_actions_are_counted(cast):
    agreed(cast)
    sentences = hangs_on_post.ask(cast.posts["lead"])
    assert "1 open action of a plan is this person's." in sentences
    assert not any("action" in one for one in hangs_on_post.ask(cast.posts["same_agency"]))


ON_A_CLOSED_PLAN = {
    "add_need": lambda on: need(on.cast, on.plan),
    "change_need": lambda on: actions.change_need(
        by=on.cast.actors["lead"], need=on.made, words="x", type_key="housing", version=1
    ),
    "rank_need": lambda on: actions.rank_need(by=on.cast.actors["lead"], need=on.made, step=1),
    "going_well": lambda on: actions.say_going_well(
        by=on.cast.actors["lead"], plan=on.plan, words="x", before=actions.mark_of("")
    ),
    "agree": lambda on: actions.agree_plan(by=on.cast.actors["lead"], plan=on.plan),
    "say_agreement": lambda on: actions.say_agreement(
        by=on.cast.actors["lead"], plan=on.plan, answer="agrees", person=on.cast.mother
    ),
    "add_action": lambda on: action(on.cast, on.made),
    "say_progress": lambda on: doing_things.say_progress(
        by=on.cast.actors["lead"], action=on.made.actions.get(), state="done"
    ),
    "offer": lambda on: offered(on.cast, on.made),
}


@pytest.mark.parametrize("name", list(ON_A_CLOSED_PLAN))
def test_a_closed_plan_stays_as_it_was(cast, name):
    plan, made = agreed(cast)
    close(plan)
    before = list(Action.objects.values("pk", "state", "version"))
    with pytest.raises(Problem, match="closed"):
        ON_A_CLOSED_PLAN[name](SimpleNamespace(cast=cast, plan=plan, made=made))
    assert list(Action.objects.values("pk", "state", "version")) == before


def test_a_link_of_a_closed_plan_says_why_nothing_moves(client, cast):
    plan, made = agreed(cast)
    close(plan)
    sign_in(client, cast.posts["lead"])
    answer = client.post(reverse("plans:rank", kwargs={"need_ref": made.ref}), {"step": "1"}, follow=True)
    assert "This plan is closed and stays as it was." in answer.content.decode()


@pytest.mark.parametrize("who", ["other_lead", "same_agency", "other_agency", "carer", "nobody"])
def test_who_is_not_in_the_team_changes_nothing(cast, who):
    """Near miss: `other_lead` leads a child of the same authority."""
    plan, made = agreed(cast)
    with pytest.raises(Refused):
        need(cast, plan, by=who)
    with pytest.raises(Refused):
        action(cast, made, by=who)
    with pytest.raises(Refused):
        actions.say_going_well(by=cast.actors[who], plan=plan, words="x", before=actions.mark_of(""))


def test_a_day_is_a_day(cast):
    with pytest.raises(Problem, match="has passed"):
        action(cast, need(cast, begin(cast)), due_on=clock.today() - datetime.timedelta(days=1))
