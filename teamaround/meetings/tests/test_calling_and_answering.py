"""Called with the family by default, answered with or without an account, moved, called off (CWA-TAC, DER-08)."""

import datetime

import pytest
from django.urls import reverse

from teamaround.access.doing import Refused
from teamaround.agencies.factories import enter_by_link, sign_in
from teamaround.audit.recording import recording
from teamaround.kit import clock
from teamaround.kit.problems import Problem
from teamaround.meetings import actions, answers, rules
from teamaround.meetings.actions import digest
from teamaround.meetings.models import Invitee, Meeting
from teamaround.meetings.offers import guest, invitations, next_card
from teamaround.meetings.queries import invitations_for, my_meetings
from teamaround.meetings.tests.meeting_cast import begun, brother, call, held, put
from teamaround.notifications.models import Notice
from teamaround.practice_data.cast import MAKER, join

pytestmark = pytest.mark.django_db


def of_child(cast, name="call"):
    return reverse(f"meetings:{name}", kwargs={"child_ref": cast.kayleigh.ref})


def at(meeting, name="meeting"):
    return reverse(f"meetings:{name}", kwargs={"meeting_ref": meeting.ref})


def form(cast, days=9, **more):
    day = clock.today() + datetime.timedelta(days=days)
    return {
        "purpose": "first", "day-day": day.day, "day-month": day.month, "day-year": day.year, "time": "3.45pm",
        "place": "Family room", "children": [cast.episodes["kayleigh"].ref], "posts": [cast.posts["member"].ref],
        "people": [cast.kayleigh.ref, cast.mother.ref], "no_family_code": "", "no_family_words": "",
    } | more  # fmt: skip


class TestWhoIsAsked:
    def test_the_child_and_whoever_they_live_with_are_ticked(self, client, cast):
        text = sign_in(client, cast.posts["lead"]).get(of_child(cast)).content.decode()
        for person, ticked in ((cast.kayleigh, True), (cast.mother, True), (cast.father, False)):
            box = text.split(f'value="{person.ref}"')[1].split(">")[0]
            assert ("checked" in box) is ticked

    @pytest.mark.parametrize(
        ("people", "left_out", "sentence"),
        [
            ((), "both", "Nobody of the family"),
            (("mother",), "a child", "The child is not invited"),
            (("kayleigh",), "the parents", "No parent or carer"),
        ],
    )
    def test_without_them_a_coded_reason_is_needed(self, cast, people, left_out, sentence):
        persons = [cast.people[name] for name in people]
        with pytest.raises(Problem, match=sentence) as problem:
            call(cast, people=persons, no_family_code="because")
        assert problem.value.field == "no_family_code" and not Meeting.objects.exists()
        asked = {person.pk for person in persons}
        assert rules.left_out(children={cast.kayleigh.pk}, invited=asked) == left_out

    @pytest.mark.parametrize("code", list(rules.NO_FAMILY_CODES))
    def test_each_reason_is_kept_and_shown(self, client, cast, code):
        meeting = call(cast, people=[], no_family_code=code, no_family_words="Told by telephone").meeting
        text = sign_in(client, cast.posts["lead"]).get(at(meeting)).content.decode()
        assert meeting.no_family_code == code and "Told by telephone" in text

    def test_with_all_of_them_no_reason_is_kept(self, cast):
        meeting = call(cast, no_family_code="harm", no_family_words="x").meeting
        assert (meeting.no_family_code, meeting.no_family_words) == ("", "")
        assert rules.left_out(children={1}, invited={1, 2}) == "nobody"

    def test_by_form_invitations_go_to_the_team_and_the_family_is_asked(self, client, cast):
        answer = sign_in(client, cast.posts["lead"]).post(of_child(cast), form(cast), follow=True)
        assert "Invitations and agenda are on their way" in answer.content.decode()
        assert {row.person for row in Invitee.objects.filter(post=None)} == {cast.kayleigh, cast.mother}
        assert Notice.objects.filter(kind="meetings.invited").count() == 1

    def test_sent_twice_there_is_one_meeting(self, client, cast):
        sign_in(client, cast.posts["lead"])
        for _time in range(2):
            client.post(of_child(cast), form(cast, submission_key="one"))
        assert Meeting.objects.count() == 1

    def test_a_day_that_has_passed_is_told_at_its_field(self, client, cast):
        page = sign_in(client, cast.posts["lead"]).post(of_child(cast), form(cast, days=-1))
        assert "The time has passed" in page.content.decode() and not Meeting.objects.exists()

    def test_it_is_about_somebody_and_about_one_family(self, cast):
        with pytest.raises(Problem, match="which child"):
            call(cast, episodes=())
        with pytest.raises(Problem, match="one family"):
            call(cast, episodes=("kayleigh", "tyler"))

    def test_a_brother_of_the_group_is_offered_to_whoever_may_know_him(self, client, cast):
        brother(cast)
        assert "Tyler Marsh" in sign_in(client, cast.posts["lead"]).get(of_child(cast)).content.decode()
        assert "Tyler Marsh" not in sign_in(client, cast.posts["member"]).get(of_child(cast)).content.decode()

    def test_a_sensitive_colleague_is_not_named_to_the_uncovered(self, client, cast):
        with recording(by=MAKER, action="test.join"):
            join(cast.episodes["kayleigh"], cast.posts["sensitive_worker"])
        assert "Esther Vane" not in sign_in(client, cast.posts["lead"]).get(of_child(cast)).content.decode()
        meeting = call(cast, posts=("member", "sensitive_worker")).meeting
        assert "Esther Vane" not in client.get(at(meeting)).content.decode()
        assert "Esther Vane" in sign_in(client, cast.posts["sensitive_worker"]).get(at(meeting)).content.decode()


class TestTheSecondMeeting:
    def test_the_caller_is_warned_and_the_lead_is_told(self, client, cast):
        call(cast)
        sign_in(client, cast.posts["member"])
        text = client.get(of_child(cast)).content.decode()
        assert "Sam Okafor leads for this child and will be told" in text
        assert "Another meeting about this child is planned already" in text
        client.post(of_child(cast), form(cast, place="Clinic"))
        assert Notice.objects.filter(kind="meetings.second", to_post=cast.posts["lead"]).count() == 1

    def test_the_lead_calling_the_first_is_not_warned(self, client, cast):
        text = sign_in(client, cast.posts["lead"]).get(of_child(cast)).content.decode()
        assert "will be told" not in text and "planned already" not in text
        call(cast)
        assert not Notice.objects.filter(kind="meetings.second").exists()

    def test_moving_it_is_no_second_meeting(self, cast):
        meeting = call(cast).meeting
        when = clock.now() + datetime.timedelta(days=10)
        actions.move(by=cast.actors["member"], meeting=meeting, starts_at=when, place="Hall")
        assert not Notice.objects.filter(kind="meetings.second").exists()

    @pytest.mark.parametrize(
        ("has_lead", "leads", "planned", "warns"),
        [(False, False, 1, True), (True, True, 0, False), (False, False, 0, False), (True, False, 0, True)],
    )
    def test_when_there_is_a_warning(self, has_lead, leads, planned, warns):
        assert rules.warn_second_meeting(has_lead=has_lead, caller_leads=leads, other_planned=planned) is warns


class TestAnswering:
    def test_signed_in_an_apology_carries_a_written_part(self, client, cast):
        meeting = call(cast).meeting
        sent = {"answer": "declined", "written_part": "He laughs more", "would_help": "By telephone"}
        sign_in(client, cast.posts["member"]).post(at(meeting, "answer"), sent)
        row = meeting.invitees.get(post=cast.posts["member"])
        assert (row.answer, row.written_part, row.would_help) == ("declined", "He laughs more", "By telephone")
        assert "By telephone" in client.get(at(meeting)).content.decode()

    def test_changing_the_answer_keeps_the_written_part(self, cast):
        row = call(cast).meeting.invitees.get(post=cast.posts["member"])
        answers.answer(by=cast.actors["member"], invitee=row, word="writing", written_part="Words")
        answers.answer(by=cast.actors["member"], invitee=row, word="coming")
        row.refresh_from_db()
        assert (row.answer, row.written_part) == ("coming", "Words")

    @pytest.mark.parametrize(("word", "part", "field"), [("maybe", "", "answer"), ("writing", " ", "written_part")])
    def test_what_is_missing_is_told_at_its_field(self, cast, word, part, field):
        row = call(cast).meeting.invitees.get(post=cast.posts["member"])
        with pytest.raises(Problem) as problem:
            answers.answer(by=cast.actors["member"], invitee=row, word=word, written_part=part)
        assert problem.value.field == field

    def test_somebody_elses_invitation_is_not_ones_own(self, cast):
        """Near miss: both are invited to this very meeting."""
        meeting = call(cast, posts=("member", "deputy")).meeting
        with pytest.raises(Problem, match="somebody else"):
            answers.answer(
                by=cast.actors["deputy"], invitee=meeting.invitees.get(post=cast.posts["member"]), word="coming"
            )

    def test_the_mother_answers_hers_and_not_the_childs(self, cast):
        meeting = call(cast).meeting
        hers = answers.answer(by=cast.actors["carer"], invitee=meeting.invitees.get(person=cast.mother), word="coming")
        assert hers.answer == "coming"
        with pytest.raises(Problem, match="somebody else"):
            answers.answer(by=cast.actors["carer"], invitee=meeting.invitees.get(person=cast.kayleigh), word="coming")

    def test_another_familys_carer_is_refused(self, cast):
        row = call(cast).meeting.invitees.get(person=cast.mother)
        with pytest.raises(Refused):
            answers.answer(by=cast.actors["other_carer"], invitee=row, word="coming")

    def test_after_the_meeting_no_answer_is_taken(self, cast):
        meeting = held(cast)
        row = meeting.invitees.get(person=cast.mother)
        with pytest.raises(Problem, match="held or called off"):
            answers.answer(by=cast.actors["carer"], invitee=row, word="coming")

    def test_the_invitation_tells_what_about_and_by_whose_authority(self, client, cast):
        brother(cast)
        meeting = call(cast, episodes=("kayleigh", "tyler"), people=[cast.kayleigh, cast.tyler, cast.mother]).meeting
        text = sign_in(client, cast.posts["member"]).get(at(meeting, "answer")).content.decode()
        assert "with the agreement of the family" in text and "What we talk about" in text and "Your part is" in text


class TestByLink:
    def test_the_link_opens_one_invitation_and_names_nobody(self, client, cast):
        called = call(cast)
        own = called.meeting.invitees.get(post=cast.posts["member"])
        token = called.tokens[own.pk]
        answer = client.get(reverse("meetings:by_link", kwargs={"token": token}), follow=True)
        text = answer.content.decode()
        assert "Will you come?" in text and "Kayleigh" not in text
        client.post(reverse("meetings:answer_by_link"), {"answer": "coming"})
        own.refresh_from_db()
        assert own.answer == "coming" and own.token_digest == digest(token)

    def test_whoever_is_signed_in_goes_to_the_own_answer(self, client, cast):
        called = call(cast)
        token = called.tokens[called.meeting.invitees.get(post=cast.posts["member"]).pk]
        answer = sign_in(client, cast.posts["member"]).get(reverse("meetings:by_link", kwargs={"token": token}))
        assert answer.headers["Location"] == at(called.meeting, "answer")

    @pytest.mark.parametrize("late", [True, False])
    def test_a_wrong_or_late_link_is_nothing(self, client, cast, late):
        called = call(cast)
        token = called.tokens[called.meeting.invitees.get(post=cast.posts["member"]).pk]
        if late:
            put(called.meeting, starts_at=clock.now() - datetime.timedelta(hours=7))
        assert (
            client.get(reverse("meetings:by_link", kwargs={"token": token if late else token[:-2] + "zz"})).status_code
            == 404
        )

    def test_a_guest_of_another_meeting_is_nobody_here(self, client, cast):
        called = call(cast)
        own = called.meeting.invitees.get(post=cast.posts["member"])
        enter_by_link(client, "guest", own.pk)
        assert client.get(at(called.meeting, "answer")).status_code in {302, 404}
        assert client.get(reverse("meetings:thanks")).status_code == 200
        assert guest(own.pk) is not None and guest(own.pk + 999) is None


class TestMovingAndCallingOff:
    def test_by_form_everybody_is_told(self, client, cast):
        meeting = call(cast).meeting
        day = clock.today() + datetime.timedelta(days=12)
        sent = {"day-day": day.day, "day-month": day.month, "day-year": day.year, "time": "9am", "place": "The hall"}
        sign_in(client, cast.posts["lead"])
        assert client.get(at(meeting, "move")).status_code == 200
        client.post(at(meeting, "move"), sent)
        meeting.refresh_from_db()
        assert (meeting.place, meeting.sequence) == ("The hall", 1)
        assert Notice.objects.filter(kind="meetings.changed").count() == 1

    def test_not_into_the_past(self, cast):
        with pytest.raises(Problem, match="has passed"):
            actions.move(by=cast.actors["lead"], meeting=call(cast).meeting, starts_at=clock.now()
                         - datetime.timedelta(days=1), place="x")  # fmt: skip

    def test_called_off_by_button_once(self, client, cast):
        meeting = call(cast).meeting
        sign_in(client, cast.posts["lead"])
        assert "Called off" in client.post(at(meeting, "call_off"), follow=True).content.decode()
        assert "held or called off already" in client.post(at(meeting, "call_off"), follow=True).content.decode()

    @pytest.mark.parametrize("who", ["other_lead", "coordinator", "same_agency", "carer"])
    def test_who_may_not_call_moves_nothing(self, cast, who):
        meeting = call(cast).meeting
        with pytest.raises(Refused):
            actions.call_off(by=cast.actors[who], meeting=meeting)


class TestListsAndWorktray:
    def test_an_unanswered_invitation_waits(self, cast):
        meeting = call(cast).meeting
        rows = invitations(cast.actors["member"])
        assert [row.url for row in rows] == [at(meeting, "answer")]
        put(meeting.invitees.get(post=cast.posts["member"]), answer="coming")
        assert list(invitations_for(cast.actors["member"])) == []

    def test_the_next_meeting_stands_at_the_side_for_its_readers(self, cast):
        call(cast)
        assert len(next_card(cast.actors["lead"])) == 1 and next_card(cast.actors["other_lead"]) == []

    def test_my_meetings_are_those_of_my_children(self, client, cast):
        meeting = call(cast).meeting
        assert list(my_meetings(cast.actors["lead"])) == [meeting]
        assert list(my_meetings(cast.actors["other_lead"])) == []
        assert "Kayleigh Moss" in sign_in(client, cast.posts["lead"]).get(reverse("meetings:list")).content.decode()

    def test_the_childs_meetings_and_the_near_miss(self, client, cast):
        call(cast)
        address = of_child(cast, "of_child")
        assert "First team meeting" in sign_in(client, cast.posts["lead"]).get(address).content.decode()
        assert sign_in(client, cast.posts["other_lead"]).get(address).status_code == 404

    def test_once_it_has_begun_the_minutes_are_the_main_thing(self, client, cast):
        meeting = begun(cast, call(cast).meeting)
        assert "Write the minutes" in sign_in(client, cast.posts["lead"]).get(at(meeting)).content.decode()
