"""Who came, decisions, new actions, the next day, in one form; each copy by what one may read (DER-08, KIR-ME)."""

import datetime

import pytest
from django.db import DatabaseError
from django.urls import reverse

from teamaround.access.doing import Refused
from teamaround.agencies.factories import set_rows, sign_in
from teamaround.agencies.models import Post
from teamaround.consent.models import Decision
from teamaround.episodes.models import Entry
from teamaround.kit import clock
from teamaround.kit.problems import Problem
from teamaround.meetings import actions, copies, minutes, rules
from teamaround.meetings.models import Invitee, Item
from teamaround.meetings.queries import items_for, next_day
from teamaround.meetings.tests.meeting_cast import begun, brother, call, held, put, somebody
from teamaround.notifications.models import Notice
from teamaround.plans.models import Action, NeedType
from teamaround.plans.tests.plan_cast import agreed, days

pytestmark = pytest.mark.django_db


def at(meeting, name="minutes"):
    return reverse(f"meetings:{name}", kwargs={"meeting_ref": meeting.ref})


def day_of(name, day):
    return {f"{name}-day": day.day, f"{name}-month": day.month, f"{name}-year": day.year}


def action_row(cast, need, **more):
    facts = {"what_1": "Ring housing", "outcome_1": "A date", "need_1": need.ref,
             "owner_1": f"post:{cast.posts['member'].ref}", **day_of("due_1", days(9))}  # fmt: skip
    return facts | more


def item(cast, meeting, words, by="lead", **more):
    return minutes.add_item(by=cast.actors[by], meeting=meeting, words=words, **more)


class TestOneScreen:
    def test_one_press_writes_all_and_sends(self, client, cast):
        _plan, need = agreed(cast)
        meeting = begun(cast, call(cast).meeting)
        came = meeting.invitees.get(post=cast.posts["member"])
        sent = {"came": [came.pk], "words_1": "She sleeps", "words_2": "Breakfast club", "decision_2": "on",
                "then": "send", **action_row(cast, need), **day_of("next_on", days(30))}  # fmt: skip
        sign_in(client, cast.posts["lead"]).post(at(meeting), sent)
        meeting.refresh_from_db()
        assert (meeting.state, meeting.next_on, meeting.minutes_sent_at) == ("held", days(30), clock.now())
        assert [row.decision for row in meeting.items.order_by("position")] == [False, True, True]
        made = Action.objects.get(what="Ring housing")
        assert (made.agency, made.owner_post) == (cast.health_visiting, cast.posts["member"])
        assert Notice.objects.filter(kind="meetings.minutes").count() == 1

    def test_a_problem_in_the_last_part_leaves_nothing_half_written(self, client, cast):
        meeting = begun(cast, call(cast).meeting)
        sent = {"words_1": "She sleeps", **day_of("next_on", days(-3))}
        page = sign_in(client, cast.posts["lead"]).post(at(meeting), sent)
        assert "Write a later one" in page.content.decode() and "She sleeps" in page.content.decode()
        assert not Item.objects.exists()

    def test_half_an_action_is_told_at_its_field(self, client, cast):
        _plan, need = agreed(cast)
        meeting = begun(cast, call(cast).meeting)
        page = sign_in(client, cast.posts["lead"]).post(at(meeting), action_row(cast, need, outcome_1=""))
        assert "An action needs this too" in page.content.decode()
        assert not Action.objects.filter(what="Ring housing").exists()

    def test_sent_twice_it_is_written_once(self, client, cast):
        meeting = begun(cast, call(cast).meeting)
        sign_in(client, cast.posts["lead"])
        for _time in range(2):
            client.post(at(meeting), {"words_1": "She sleeps", "submission_key": "one"})
        assert Item.objects.count() == 1

    def test_saving_again_keeps_who_came(self, client, cast):
        meeting = held(cast, came=["member"])
        sign_in(client, cast.posts["lead"])
        client.post(at(meeting), {"came": [meeting.invitees.get(attended=True).pk], "words_1": "More"})
        assert meeting.invitees.filter(attended=True).count() == 1 and Item.objects.count() == 1

    def test_who_came_may_be_put_right_and_the_story_tells_it_once(self, cast):
        meeting = held(cast, came=["member"])
        mother = meeting.invitees.get(person=cast.mother)
        minutes.note_attendance(by=cast.actors["deputy"], meeting=meeting, came=[mother.pk])
        assert [row.person for row in meeting.invitees.filter(attended=True)] == [cast.mother]
        assert Entry.objects.filter(system_key="meetings_held").count() == 1

    def test_before_it_begins_points_may_be_prepared_and_nobody_came(self, client, cast):
        meeting = call(cast).meeting
        came = [row.pk for row in meeting.invitees.all()]
        sign_in(client, cast.posts["lead"]).post(at(meeting), {"came": came, "words_1": "Prepared"})
        assert Item.objects.count() == 1 and not meeting.invitees.filter(attended=True).exists()

    def test_sending_before_anybody_came_is_told_and_loses_nothing(self, client, cast):
        meeting = begun(cast, call(cast).meeting)
        page = sign_in(client, cast.posts["lead"]).post(at(meeting), {"words_1": "She sleeps", "then": "send"})
        assert "First write down who came" in page.content.decode() and "She sleeps" in page.content.decode()

    def test_without_a_need_it_says_where_actions_come_from(self, client, cast):
        text = sign_in(client, cast.posts["lead"]).get(at(begun(cast, call(cast).meeting))).content.decode()
        assert "New actions belong to a need" in text

    def test_it_takes_few_statements(self, client, cast, django_assert_max_num_queries):
        agreed(cast)
        meeting = held(cast, came=["member"])
        item(cast, meeting, "She sleeps")
        sign_in(client, cast.posts["lead"])
        with django_assert_max_num_queries(24):
            client.get(at(meeting))
        with django_assert_max_num_queries(24):
            client.get(at(meeting, "meeting"))


class TestActionsOfTheMeeting:
    def new(self, need, **more):
        facts = {"what": "Ring housing.", "outcome": "A date", "due_on": days(9)} | more
        return minutes.NewAction(need, **facts)

    def test_for_the_mother_the_writers_agency_answers(self, cast):
        _plan, need = agreed(cast)
        made = minutes.decide_action(
            by=cast.actors["lead"], meeting=held(cast), wanted=self.new(need, owner_person=cast.mother)
        )
        assert made.agency == cast.school
        assert "Ring housing: Donna Moss, by" in Item.objects.get().words

    def test_with_a_sensitive_service_it_stands_in_the_plan_alone(self, cast):
        _plan, need = agreed(cast)
        wanted = self.new(need, owner_post=cast.posts["sensitive_worker"])
        minutes.decide_action(by=cast.actors["lead"], meeting=held(cast), wanted=wanted)
        assert not Item.objects.exists() and Action.objects.filter(agency=cast.camhs).exists()

    def test_an_action_for_two_children_is_about_both(self, cast):
        _plan, need = agreed(cast)
        brother(cast)
        put(need.serves.model(need=need, episode=cast.episodes["tyler"]))
        meeting = held(cast, episodes=("kayleigh", "tyler"), people=[cast.kayleigh, cast.tyler, cast.mother])
        minutes.decide_action(
            by=cast.actors["lead"], meeting=meeting, wanted=self.new(need, owner_post=cast.posts["lead"])
        )
        assert Item.objects.get().episode is None

    @pytest.mark.parametrize(("aim", "found"), [("stay_safe", "stay_safe"), ("fame", "enjoy_achieve")])
    def test_the_aim_is_that_of_the_needs_type(self, cast, aim, found):
        _plan, need = agreed(cast)
        NeedType.objects.create(key="housing", area="Home", name="Room", element="x", aim=aim)
        assert minutes.aim_of(need) == found


class TestWhoReadsWhat:
    def test_every_copy_is_looked_at_before_it_goes(self, client, cast):
        meeting = held(cast, came=["member"])
        for words, audience in (("For all", "everyone"), ("Team only", "team"), ("Leads only", "managers")):
            item(cast, meeting, words, audience=audience)
        found = {copy.name: (len(copy.items), copy.left_out) for copy in copies.copies_of(meeting)}
        assert found == {"Priya Nair": (2, 1), "Kayleigh Moss": (1, 2), "Donna Moss": (1, 2)}
        text = sign_in(client, cast.posts["lead"]).get(at(meeting, "copies")).content.decode()
        assert "Priya Nair" in text and "2 points are not in this copy." in text

    def test_looking_at_a_copy_shows_no_more_than_ones_own(self, client, cast):
        """Near miss: the deputy may not read what the member wrote for her own agency."""
        meeting = held(cast)
        item(cast, meeting, "Weighed twice", by="member", audience="agency")
        assert "Weighed twice" not in sign_in(client, cast.posts["deputy"]).get(at(meeting, "copies")).content.decode()

    def test_somebody_from_outside_reads_the_copy_once_it_is_sent(self, client, cast):
        meeting = held(cast, posts=("member", "other_agency"))
        item(cast, meeting, "For all")
        outside = sign_in(client, cast.posts["other_agency"])
        assert outside.get(at(meeting, "meeting")).status_code == 404
        minutes.send_minutes(by=cast.actors["lead"], meeting=meeting)
        assert "For all" in outside.get(at(meeting, "meeting")).content.decode()
        with clock.freeze(clock.now() + datetime.timedelta(days=29)):
            assert items_for(cast.actors["other_agency"], meeting) == []

    def test_an_agency_the_family_refused_gets_nothing(self, cast):
        meeting = held(cast, posts=("member", "other_agency"))
        item(cast, meeting, "For all")
        asking = Decision.objects.filter(child=cast.kayleigh).first().asking
        put(Decision(authority=cast.authority, asking=asking, child=cast.kayleigh, purpose="share", answer="refused",
                     agency=cast.housing, information="needs", made_at=clock.now()))  # fmt: skip
        assert copies.copy_for(meeting, meeting.invitees.get(post=cast.posts["other_agency"])) == []

    def test_a_post_that_has_ended_gets_no_copy(self, cast):
        meeting = held(cast)
        item(cast, meeting, "For all")
        set_rows(Post.objects.filter(pk=cast.posts["member"].pk), ends=clock.today() - datetime.timedelta(days=1))
        assert copies.copy_for(meeting, meeting.invitees.get(post=cast.posts["member"])) == []

    def test_of_two_children_each_reads_about_theirs(self, cast):
        """Near miss in one family: the member is in Kayleigh's team, not in Tyler's."""
        brother(cast)
        meeting = held(cast, episodes=("kayleigh", "tyler"), people=[cast.kayleigh, cast.tyler, cast.mother])
        for words, child in (("Hers", "kayleigh"), ("His", "tyler"), ("Both", None)):
            item(cast, meeting, words, episode=cast.episodes[child] if child else None)
        assert [row.words for row in items_for(cast.actors["member"], meeting)] == ["Hers"]
        assert [row.words for row in items_for(cast.actors["lead"], meeting)] == ["Hers", "His", "Both"]
        assert [row.words for row in copies.items_for_person(meeting, cast.mother)] == ["Hers"]

    def test_whom_a_child_may_be_known_to(self, cast):
        assert copies.may_know(cast.kayleigh, cast.kayleigh) and copies.may_know(cast.mother, cast.kayleigh)
        assert copies.may_know(cast.father, cast.kayleigh)
        assert not copies.may_know(cast.other_mother, cast.kayleigh) and not copies.may_know(
            somebody(cast), cast.kayleigh
        )

    def test_where_the_young_person_decided_alone_no_parent_reads(self, cast, monkeypatch):
        monkeypatch.setattr(copies, "hidden_from_parents", lambda _child: True)
        assert not copies.may_know(cast.mother, cast.kayleigh) and copies.may_know(cast.kayleigh, cast.kayleigh)

    def test_behind_a_shield_only_the_home_reads(self, cast, monkeypatch):
        monkeypatch.setattr(copies, "shielded", lambda _actor: _Everybody())
        assert copies.may_know(cast.mother, cast.kayleigh) and not copies.may_know(cast.father, cast.kayleigh)

    def test_the_familys_paper_has_decisions_first_and_the_next_day(self, cast):
        meeting = put(held(cast), next_on=days(20))
        assert "Nothing was written down" in copies.family_document(meeting, cast.mother).blocks[0].text
        item(cast, meeting, "She sleeps")
        item(cast, meeting, "Breakfast club", decision=True)
        words = [block.text for block in copies.family_document(meeting, cast.mother).blocks]
        assert words[:4] == ["What we decided", "Breakfast club", "What was said", "She sleeps"]


class _Everybody:
    def filter(self, **_facts):
        return self

    def exists(self):
        return True


class TestKeptForGood:
    @pytest.mark.parametrize(
        ("held_", "answer", "attended", "word"),
        [
            (False, "", None, "no answer"), (False, "coming", None, "coming"), (True, "coming", True, "came"),
            (True, "declined", False, "apologies"), (True, "writing", False, "written part"),
            (True, "coming", False, "missed"), (True, "", False, "no answer, did not come"), (True, "", True, "came"),
        ],
    )  # fmt: skip
    def test_how_somebody_invited_stands(self, held_, answer, attended, word):
        assert rules.attendance_word(held=held_, answer=answer, attended=attended) == word

    def test_refusals_and_drop_outs_stay_on_the_page(self, client, cast):
        meeting = call(cast, posts=("member", "deputy")).meeting
        put(meeting.invitees.get(post=cast.posts["member"]), answer="coming")
        put(meeting.invitees.get(post=cast.posts["deputy"]), answer="declined", written_part="She laughs more")
        begun(cast, meeting)
        minutes.note_attendance(by=cast.actors["lead"], meeting=meeting, came=[])
        text = sign_in(client, cast.posts["lead"]).get(at(meeting, "meeting")).content.decode()
        assert "Said yes, did not come" in text and "Sent apologies" in text and "She laughs more" in text
        assert "No answer, did not come" in text
        assert Invitee.objects.filter(answer="declined").exists()


class TestWhatIsTurnedAway:
    def test_nobody_came_to_a_meeting_that_has_not_begun(self, cast):
        with pytest.raises(Problem, match="not begun yet"):
            minutes.note_attendance(by=cast.actors["lead"], meeting=call(cast).meeting, came=[])

    @pytest.mark.parametrize("what", ["attendance", "item", "next"])
    def test_a_meeting_called_off_has_no_minutes(self, cast, what):
        meeting = call(cast).meeting
        meeting = begun(cast, actions.call_off(by=cast.actors["lead"], meeting=meeting))
        lead = cast.actors["lead"]
        with pytest.raises(Problem, match="called off"):
            if what == "attendance":
                minutes.note_attendance(by=lead, meeting=meeting, came=[])
            elif what == "item":
                item(cast, meeting, "x")
            else:
                minutes.agree_next_day(by=lead, meeting=meeting, next_on=days(20))

    def test_an_empty_point_and_a_child_of_another_family(self, cast):
        meeting = held(cast)
        with pytest.raises(Problem, match="Write what was said"):
            item(cast, meeting, "  ")
        with pytest.raises(Problem, match="not about this child"):
            item(cast, meeting, "x", episode=cast.episodes["tyler"])

    def test_empty_minutes_are_not_sent(self, cast):
        with pytest.raises(Problem, match="nothing in the minutes"):
            minutes.send_minutes(by=cast.actors["lead"], meeting=held(cast))

    def test_by_button_the_same_is_said(self, client, cast):
        answer = sign_in(client, cast.posts["lead"]).post(at(held(cast), "send"), follow=True)
        assert "There is nothing in the minutes yet" in answer.content.decode()

    def test_sent_by_button_and_again(self, client, cast):
        meeting = held(cast)
        item(cast, meeting, "x")
        sign_in(client, cast.posts["lead"])
        for _time in range(2):
            assert "Everybody invited is told" in client.post(at(meeting, "send"), follow=True).content.decode()

    @pytest.mark.parametrize("who", ["other_lead", "coordinator", "same_agency", "guest", "carer"])
    def test_who_may_not_minute_writes_nothing(self, cast, who):
        """Near miss: `other_lead` leads another child; `coordinator` may read."""
        meeting = held(cast)
        with pytest.raises(Refused):
            item(cast, meeting, "x", by=who)
        with pytest.raises(Refused):
            minutes.note_attendance(by=cast.actors[who], meeting=meeting, came=[])

    def test_when_the_event_cannot_be_written_no_minute_is(self, cast, monkeypatch):
        meeting = held(cast)

        def full(*_args, **_facts):
            raise DatabaseError("disk full")

        monkeypatch.setattr("teamaround.audit.models.Event.save", full)
        with pytest.raises(DatabaseError):
            item(cast, meeting, "x")
        assert not Item.objects.exists()


def test_the_next_day_waits_for_its_meeting(client, cast):
    meeting = put(held(cast), next_on=days(30))
    assert next_day(cast.episodes["kayleigh"]) == days(30)
    assert "Call that meeting" in sign_in(client, cast.posts["lead"]).get(at(meeting, "meeting")).content.decode()
    call(cast)
    assert next_day(cast.episodes["kayleigh"]) is None
