"""Invited by default, answered with or without an account, minutes with their readers (DER-08, KIR-ME)."""

import datetime

import pytest
from icalendar import Calendar

from teamaround.access.doing import Refused
from teamaround.kit import clock
from teamaround.kit.problems import Problem
from teamaround.meetings import actions, answers, calendar, minutes
from teamaround.meetings.offers import guest
from teamaround.meetings.queries import items_for
from teamaround.meetings.tests.meeting_cast import call, held
from teamaround.notifications.models import Notice

pytestmark = pytest.mark.django_db


def test_without_the_family_a_reason_is_needed(cast):
    with pytest.raises(Problem, match="Nobody of the family"):
        call(cast, people=[])
    assert call(cast, people=[], no_family_code="harm").meeting.no_family_code == "harm"


def test_a_time_that_has_passed_is_turned_away(cast):
    with pytest.raises(Problem, match="has passed"):
        call(cast, days=-1)


def test_the_near_miss_may_not_call(cast):
    with pytest.raises(Refused):
        call(cast, by="other_lead")


def test_no_message_and_no_calendar_names_the_child(cast):
    meeting = call(cast).meeting
    text = calendar.entry(meeting).decode() + "".join(str(row.values) for row in Notice.objects.all())
    assert "Kayleigh" not in text and "Moss" not in text
    event = Calendar.from_ical(calendar.entry(meeting)).walk("VEVENT")[0]
    assert (event["SUMMARY"], event["SEQUENCE"]) == ("Team meeting", 0)


def test_a_moved_meeting_raises_its_calendar_entry(cast):
    meeting = call(cast).meeting
    moved = actions.move(
        by=cast.actors["lead"], meeting=meeting, starts_at=clock.now() + datetime.timedelta(days=10), place="Hall"
    )
    assert moved.sequence == 1


def test_a_guest_answers_their_own_invitation_only(cast):
    called = call(cast)
    own = called.meeting.invitees.get(post=cast.posts["member"])
    by = guest(own.pk)
    answers.answer(by=by, invitee=own, word="writing", written_part="He talks of his dog.")
    with pytest.raises(Problem, match="somebody else"):
        answers.answer(by=by, invitee=called.meeting.invitees.get(person=cast.mother), word="coming")


def test_a_link_is_dead_once_the_meeting_is_called_off(cast):
    called = call(cast)
    own = called.meeting.invitees.get(post=cast.posts["member"])
    actions.call_off(by=cast.actors["lead"], meeting=called.meeting)
    assert guest(own.pk) is None


def test_a_second_meeting_called_by_another_tells_the_lead(cast):
    call(cast, by="member")
    assert Notice.objects.filter(kind="meetings.second", to_post=cast.posts["lead"]).count() == 1


def test_each_reader_gets_their_copy(cast):
    meeting = held(cast)
    for audience in ("everyone", "team", "managers", "agency"):
        minutes.add_item(by=cast.actors["lead"], meeting=meeting, words=audience, audience=audience)
    copies = {who: [row.words for row in items_for(cast.actors[who], meeting)] for who in ("lead", "member")}
    assert copies == {"lead": ["everyone", "team", "managers", "agency"], "member": ["everyone", "team"]}


def test_minutes_are_sent_only_after_the_meeting(cast):
    with pytest.raises(Problem, match="who came"):
        minutes.send_minutes(by=cast.actors["lead"], meeting=call(cast).meeting)
    meeting = held(cast)
    minutes.add_item(by=cast.actors["lead"], meeting=meeting, words="Agreed", decision=True)
    assert minutes.send_minutes(by=cast.actors["lead"], meeting=meeting).minutes_sent_at == clock.now()
