"""Asked to come, answered from the own page, minutes read there and on paper; nobody else's (issue 2 step 9)."""

import datetime

import pytest
from django.urls import reverse

from teamaround.agencies.factories import enter_by_link, sign_in
from teamaround.audit.models import Event
from teamaround.desks import family_meetings
from teamaround.families import enrolment
from teamaround.families.models import Enrolment
from teamaround.kit import clock
from teamaround.meetings import actions, minutes
from teamaround.meetings.tests.meeting_cast import begun, call, held

pytestmark = pytest.mark.django_db


def enrolled(cast, who="mother"):
    return Enrolment.objects.get(person=cast.people[who])


def at(meeting, name="meeting_answer"):
    return reverse(f"family:{name}", kwargs={"meeting_ref": meeting.ref})


@pytest.fixture
def mother(client, cast):
    return enter_by_link(client, "family", enrolled(cast).pk)


def sent(cast):
    """A held meeting whose minutes are out: one point for everyone, one for the team."""
    meeting, lead = held(cast, came=["member"]), cast.actors["lead"]
    minutes.add_item(by=lead, meeting=meeting, words="Breakfast club each day", decision=True)
    minutes.add_item(by=lead, meeting=meeting, words="For the team alone", audience="team")
    return minutes.send_minutes(by=lead, meeting=meeting)


def test_the_page_asks_whether_she_will_come(cast, mother):
    meeting = call(cast).meeting
    text = mother.get(reverse("desks:family_page")).content.decode()
    assert "Tell us if you will come" in text and at(meeting) in text


def test_she_says_yes_and_what_would_help_and_the_worker_sees_it(client, cast, mother):
    meeting = call(cast).meeting
    mother.post(at(meeting), {"answer": "coming", "would_help": "After half past three", "written_part": "Ask Gran"})
    assert "You said you will come." in mother.get(reverse("desks:family_page")).content.decode()
    page = sign_in(client, cast.posts["lead"]).get(reverse("meetings:meeting", kwargs={"meeting_ref": meeting.ref}))
    text = page.content.decode()
    assert "After half past three" in text and "Ask Gran" in text


def test_she_cannot_come_and_her_words_count(cast, mother):
    meeting = call(cast).meeting
    mother.post(at(meeting), {"answer": "declined", "written_part": "I work nights"})
    row = meeting.invitees.get(person=cast.mother)
    assert (row.answer, row.written_part) == ("declined", "I work nights")


def test_without_an_answer_the_form_comes_back(cast, mother):
    page = mother.post(at(call(cast).meeting), {"written_part": "Hello"})
    assert page.status_code == 200 and "Hello" in page.content.decode()


def test_another_familys_mother_finds_nothing(client, cast):
    """Near miss: a carer too, with a child of her own."""
    meeting = call(cast).meeting
    enter_by_link(client, "family", enrolled(cast, "other_mother").pk)
    assert client.get(at(meeting)).status_code == 404
    assert client.post(at(meeting), {"answer": "coming"}).status_code == 404


def test_whoever_was_not_asked_does_not_see_the_meeting(cast, mother):
    meeting = call(cast, people=[cast.kayleigh], no_family_code="not_reached").meeting
    assert mother.get(at(meeting)).status_code == 404


def test_a_practitioner_has_no_such_page(client, cast):
    assert sign_in(client, cast.posts["lead"]).get(at(call(cast).meeting)).status_code == 404


def test_she_reads_what_is_for_everyone(cast, mother):
    meeting = sent(cast)
    assert "Read what we wrote" in mother.get(reverse("desks:family_page")).content.decode()
    text = mother.get(at(meeting, "minutes")).content.decode()
    assert "Breakfast club each day" in text and "For the team alone" not in text


def test_before_they_are_sent_the_minutes_are_not_hers(cast, mother):
    meeting = held(cast)
    minutes.add_item(by=cast.actors["lead"], meeting=meeting, words="Draft words")
    assert mother.get(at(meeting, "minutes")).status_code == 404
    assert "Draft words" not in mother.get(reverse("desks:family_page")).content.decode()


def test_her_copy_on_paper_is_recorded_as_a_print(cast, mother):
    answer = mother.get(at(sent(cast), "minutes_paper"))
    assert answer.content.startswith(b"%PDF")
    assert Event.objects.filter(action="meetings.own", outcome="print").count() == 1


@pytest.mark.parametrize("name", ["minutes", "minutes_paper"])
def test_a_meeting_to_come_has_no_minutes(cast, mother, name):
    assert mother.get(at(call(cast).meeting, name)).status_code == 404


def test_a_meeting_that_was_held_is_not_answered(cast, mother):
    assert mother.get(at(sent(cast))).status_code == 404


def test_next_time_is_told_when_it_is_agreed(cast, mother):
    meeting = sent(cast)
    minutes.agree_next_day(by=cast.actors["lead"], meeting=meeting, next_on=clock.today() + datetime.timedelta(days=20))
    assert "When we meet again" in mother.get(at(meeting, "minutes")).content.decode()


def test_a_meeting_called_off_is_gone(cast, mother):
    meeting = call(cast).meeting
    actions.call_off(by=cast.actors["lead"], meeting=meeting)
    assert mother.get(at(meeting)).status_code == 404


def test_a_meeting_whose_time_has_come_is_not_asked_about_any_more(cast):
    begun(cast, call(cast).meeting)
    assert family_meetings.of(enrolled(cast), cast.episodes["kayleigh"]) == []


def test_when_the_page_has_ended_so_has_the_invitation(cast, mother):
    meeting = call(cast).meeting
    enrolment.end(by=cast.actors["lead"], enrolment=enrolled(cast), because="worker")
    assert mother.get(at(meeting)).status_code in {302, 404}
