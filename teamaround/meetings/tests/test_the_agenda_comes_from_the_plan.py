"""Made from the plan, youngest child first, without a name outside; changed, sorted and sent again (DER-08, KIR-TM)."""

import datetime

import pytest
from django.core import mail
from django.urls import reverse
from icalendar import Calendar

from teamaround.access.doing import Refused
from teamaround.agencies.factories import sign_in
from teamaround.kit.problems import Problem
from teamaround.meetings import agenda, calendar, notices, rules
from teamaround.meetings.models import AgendaItem, MeetingEpisode
from teamaround.meetings.tests.meeting_cast import brother, call, held, put
from teamaround.notifications.models import Notice
from teamaround.plans.tests.plan_cast import agreed, with_brother

pytestmark = pytest.mark.django_db


def points(*words):
    return [agenda.Point(each, 10) for each in words]


def change(cast, meeting, wanted, by="lead", **more):
    facts = {"based_on": agenda.mark_of(meeting)} | more
    return agenda.change(by=cast.actors[by], meeting=meeting, points=wanted, **facts)


def words_of(meeting):
    return [row.words for row in meeting.agenda.order_by("position")]


def test_a_meeting_begins_with_welcome_and_ends_with_the_next_day(cast):
    agreed(cast)
    meeting = call(cast).meeting
    assert words_of(meeting) == [
        "Welcome, who is here, and what goes well", "1 need and 1 open action of the plan",
        "Who does what by when, and who agrees", "When we meet again",
    ]  # fmt: skip
    assert sum(row.minutes_long for row in meeting.agenda.all()) == meeting.minutes_long


def test_without_a_plan_one_asks_what_is_needed(cast):
    assert "What is needed" in words_of(call(cast).meeting)


def test_the_youngest_child_comes_first_and_each_has_an_own_part(cast):
    brother(cast)
    meeting = call(cast, episodes=("tyler", "kayleigh"), people=[cast.kayleigh, cast.tyler, cast.mother]).meeting
    children = [point.child for point in agenda.timed(meeting) if point.child]
    assert children == [cast.kayleigh, cast.tyler]
    assert [row.minutes_long for row in meeting.agenda.order_by("position")] == [5, 20, 20, 10, 5]


def test_an_unborn_child_is_named_as_such(cast):
    put(cast.kayleigh, born=None, expected_on=datetime.date(2026, 6, 1))
    lines = agenda.outside_lines(call(cast).meeting)
    assert any("Child 1, not born yet" in line for line in lines)


def test_a_child_of_unknown_age_is_told_so(cast):
    put(cast.kayleigh, born=None)
    assert any("age not known" in line for line in agenda.outside_lines(call(cast).meeting))


def test_neither_invitation_nor_calendar_names_a_child(cast):
    brother(cast)
    meeting = call(cast, episodes=("tyler", "kayleigh"), people=[cast.kayleigh, cast.tyler, cast.mother]).meeting
    notice = Notice.objects.filter(kind="meetings.invited").first()
    sent = notices._agenda(notice)["agenda"] + calendar.entry(meeting).decode() + str(notice.values)
    assert "Child 1, five to ten years old" in sent and "Child 2, eleven to fifteen" in sent
    for name in ("Kayleigh", "Moss", "Tyler", "Marsh", "Donna"):
        assert name not in sent


def test_the_calendar_carries_the_agenda_and_a_called_off_one_does_not(cast):
    meeting = call(cast).meeting
    event = Calendar.from_ical(calendar.entry(meeting)).walk("VEVENT")[0]
    assert "Welcome, who is here" in event["DESCRIPTION"]
    put(meeting, state="cancelled")
    assert "DESCRIPTION" not in Calendar.from_ical(calendar.entry(meeting)).walk("VEVENT")[0]


def test_a_message_about_a_meeting_called_off_or_gone_has_none(cast):
    meeting = call(cast).meeting
    notice = Notice.objects.filter(kind="meetings.invited").first()
    put(meeting, state="cancelled")
    assert notices._agenda(notice) == {"agenda": ""}
    notice.values = notice.values | {"meeting": "gone"}
    assert notices._agenda(notice) == {"agenda": ""}


def test_whoever_serves_one_child_is_told_when_to_come(cast):
    brother(cast)
    meeting = call(
        cast, episodes=("tyler", "kayleigh"), people=[cast.kayleigh, cast.tyler, cast.mother], posts=("member", "lead")
    ).meeting
    assert agenda.part_of_post(meeting, cast.posts["member"].pk) == "Your part is from 10.05am to 10.25am."
    assert agenda.part_of_post(meeting, cast.posts["lead"].pk) == ""
    assert agenda.part_of_post(meeting, cast.posts["other_agency"].pk) == ""
    notice = Notice.objects.get(kind="meetings.invited", to_post=cast.posts["member"])
    assert "Your part is from 10.05am" in notices._agenda(notice)["agenda"]


def test_it_is_changed_and_put_in_another_order_by_form(client, cast):
    meeting = call(cast).meeting
    address = reverse("meetings:agenda", kwargs={"meeting_ref": meeting.ref})
    sign_in(client, cast.posts["lead"])
    assert "Point 2, Kayleigh" in client.get(address).content.decode()
    sent = {
        "based_on": agenda.mark_of(meeting), "words_1": "Hello", "place_1": "2", "minutes_1": "5",
        "words_2": "What is needed", "place_2": "1", "minutes_2": "30", "words_3": "", "words_5": "Holidays",
    }  # fmt: skip
    client.post(address, sent)
    assert words_of(meeting) == ["What is needed", "Hello", "Holidays"]
    assert meeting.agenda.get(position=1).episode == cast.episodes["kayleigh"]
    assert not Notice.objects.filter(kind="meetings.changed").exists()


def test_sent_again_the_entry_is_raised_and_everybody_is_told(cast):
    meeting = change(cast, call(cast).meeting, points("Hello"), send=True)
    assert meeting.sequence == 1 and Notice.objects.filter(kind="meetings.changed").count() == 1
    assert mail.outbox == []


def test_two_who_change_it_see_both(client, cast):
    meeting = call(cast).meeting
    mark = agenda.mark_of(meeting)
    change(cast, meeting, points("Theirs"))
    with pytest.raises(agenda.Changed):
        change(cast, meeting, points("Mine"), by="deputy", based_on=mark)
    address = reverse("meetings:agenda", kwargs={"meeting_ref": meeting.ref})
    page = sign_in(client, cast.posts["lead"]).post(address, {"based_on": mark, "words_1": "Mine"})
    text = page.content.decode()
    assert "Theirs" in text and "Mine" in text and words_of(meeting) == ["Theirs"]


@pytest.mark.parametrize(
    ("wanted", "sentence"),
    [
        ([], "at least one point"),
        (["x"] * 21, "too much"),
        (["How Kayleigh sleeps"], "Leave “Kayleigh” out"),
        (["The moss family"], "Leave “Moss” out"),
        (["What donna wants"], "Leave “Donna” out"),
    ],
)
def test_what_cannot_go_out_is_told(cast, wanted, sentence):
    meeting = call(cast).meeting
    with pytest.raises(Problem, match=sentence):
        change(cast, meeting, points(*wanted))
    assert AgendaItem.objects.filter(meeting=meeting).count() == 4


def test_a_word_that_only_holds_a_name_may_stay(cast):
    change(cast, call(cast).meeting, points("Mossy garden", "Madonna songs"))


def test_no_point_lasts_no_time(cast):
    with pytest.raises(Problem, match="at least one minute"):
        change(cast, call(cast).meeting, [agenda.Point("Hello", 0)])


def test_a_meeting_that_was_held_keeps_its_agenda(cast):
    meeting = held(cast)
    with pytest.raises(Problem, match="held or called off"):
        change(cast, meeting, points("Too late"))


@pytest.mark.parametrize("who", ["other_lead", "same_agency", "coordinator", "carer"])
def test_who_may_not_call_changes_no_agenda(cast, who):
    """Near miss: `other_lead` leads another child; `coordinator` may see the meeting."""
    meeting = call(cast).meeting
    with pytest.raises(Refused):
        change(cast, meeting, points("Mine"), by=who)


def test_a_reader_of_one_child_sees_no_other_name(client, cast):
    """Near miss in one family."""
    with_brother(cast, agreed(cast)[0])
    put(cast.episodes["tyler"], group=cast.episodes["kayleigh"].group)
    meeting = call(cast).meeting
    put(MeetingEpisode(meeting=meeting, episode=cast.episodes["tyler"]))
    put(AgendaItem(authority=cast.authority, meeting=meeting, episode=cast.episodes["tyler"], position=9,
                   words="What is needed", minutes_long=5))  # fmt: skip
    text = (
        sign_in(client, cast.posts["lead"])
        .get(reverse("meetings:meeting", kwargs={"meeting_ref": meeting.ref}))
        .content.decode()
    )
    assert "Tyler" not in text and "Child 2, eleven to fifteen" in text


@pytest.mark.parametrize(
    ("years", "band"),
    [(None, "unknown"), (0, "under five"), (4, "under five"), (5, "five to ten"), (10, "five to ten"),
     (11, "eleven to fifteen"), (15, "eleven to fifteen"), (16, "sixteen and over")],
)  # fmt: skip
def test_an_age_is_told_roughly(years, band):
    assert rules.age_band(years) == band


@pytest.mark.parametrize(("long", "children", "share"), [(60, 1, 40), (60, 2, 20), (60, 0, 40), (30, 4, 5)])
def test_children_share_the_time(long, children, share):
    assert rules.share_of_child(minutes_long=long, children=children) == share
