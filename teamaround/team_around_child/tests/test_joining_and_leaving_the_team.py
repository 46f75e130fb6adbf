"""Who joins, what they do, and why they leave; nobody just disappears (CWA-TAC)."""

import datetime

import pytest

from teamaround.access import engine
from teamaround.access.doing import Refused
from teamaround.audit.models import Event
from teamaround.audit.recording import recording
from teamaround.episodes.models import Entry
from teamaround.kit import clock
from teamaround.kit.problems import Problem
from teamaround.lead_professional.announcements import LeadChanged
from teamaround.lead_professional.models import Appointment
from teamaround.notifications.models import Notice
from teamaround.practice_data.cast import MAKER, lead
from teamaround.team_around_child import access, actions, rules
from teamaround.team_around_child.models import Member, Serving
from teamaround.team_around_child.queries import posts_by_words, team_of

pytestmark = pytest.mark.django_db


def add(cast, by="lead", post="other_agency", child="kayleigh", part="Looks at the house", **more):
    who = {"post": cast.posts[post]} if post else {}
    return actions.add_member(by=cast.actors[by], episodes=[cast.episodes[child]], part=part, **who, **more)


def serving_of(cast, who, child="kayleigh"):
    return Serving.objects.get(member__post=cast.posts[who], episode=cast.episodes[child], ends__isnull=True)


def in_team(cast):
    return [row.member.post or row.member.person for row in team_of(cast.episodes["kayleigh"]).now]


def test_a_practitioner_joins_with_their_part_and_the_story_says_so(cast):
    member = add(cast)
    assert member.part == "Looks at the house" and cast.posts["other_agency"] in in_team(cast)
    assert Entry.objects.filter(episode=cast.episodes["kayleigh"], system_key="team_around_child_joined").count() == 1


def test_a_member_of_the_family_joins(cast):
    add(cast, post=None, person=cast.mother, part="Mum")
    assert cast.mother in in_team(cast)
    assert not Notice.objects.filter(kind="team_around_child.joined").exists()


def test_whoever_joins_is_told_without_a_childs_name(cast):
    add(cast)
    notice = Notice.objects.get(kind="team_around_child.joined", to_post=cast.posts["other_agency"])
    assert "Kayleigh" not in str(notice.values) and "Moss" not in str(notice.values)


def test_whoever_adds_oneself_is_not_told(cast):
    add(cast, by="coordinator", post="coordinator")
    assert not Notice.objects.filter(kind="team_around_child.joined").exists()


def test_whoever_is_in_the_team_keeps_their_place(cast):
    first, second = add(cast), add(cast, part="Something else")
    assert first == second and Serving.objects.filter(member=first).count() == 1
    assert Notice.objects.filter(kind="team_around_child.joined").count() == 1


def test_whoever_left_may_come_back_and_both_times_are_kept(cast):
    add(cast)
    actions.end_serving(by=cast.actors["lead"], serving=serving_of(cast, "other_agency"), reason="part_done")
    member = add(cast, part="Now the garden")
    assert Serving.objects.filter(member=member).count() == 2
    assert member.part == "Now the garden"


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"episodes": []}, "for which child"),
        ({"part": "  "}, "what they do"),
        ({"post": None}, "a practitioner or a family member"),
    ],
)
def test_what_is_missing_is_said(cast, more, sentence):
    facts = {"episodes": [cast.episodes["kayleigh"]], "part": "Helps", "post": cast.posts["other_agency"]} | more
    with pytest.raises(Problem, match=sentence):
        actions.add_member(by=cast.actors["lead"], **facts)


def test_a_practitioner_and_a_relative_at_once_is_one_too_many(cast):
    with pytest.raises(Problem, match="a practitioner or a family member"):
        add(cast, person=cast.mother)


def test_one_team_is_round_one_family(cast):
    both = [cast.episodes["kayleigh"], cast.episodes["tyler"]]
    with pytest.raises(Problem, match="one family"):
        actions.add_member(by=cast.actors["lead"], episodes=both, part="Helps", post=cast.posts["other_agency"])


@pytest.mark.parametrize("who", ["other_lead", "member", "same_agency", "other_coordinator", "untrained", "nobody"])
def test_who_may_not_add_changes_nothing(cast, who):
    """Near miss: `other_lead` leads another child, `member` is in this very team."""
    with pytest.raises(Refused):
        add(cast, by=who)
    assert not Member.objects.filter(post=cast.posts["other_agency"]).exists()


@pytest.mark.parametrize("reason", list(rules.LEAVE_REASONS))
def test_every_reason_for_leaving_is_kept(cast, reason):
    left = actions.end_serving(by=cast.actors["lead"], serving=serving_of(cast, "member"), reason=reason)
    assert (left.ends, left.leave_reason) == (clock.today(), reason)
    assert left in team_of(cast.episodes["kayleigh"]).past


def test_leaving_needs_a_reason_from_the_list(cast):
    with pytest.raises(Problem, match="why they leave"):
        actions.end_serving(by=cast.actors["lead"], serving=serving_of(cast, "member"), reason="bored")


def test_one_may_leave_oneself(cast):
    actions.end_serving(by=cast.actors["member"], serving=serving_of(cast, "member"), reason="own_wish")
    assert cast.posts["member"] not in in_team(cast)
    assert Event.objects.filter(action="team_around_child.leave").count() == 1


def test_a_member_may_not_send_another_away(cast):
    with pytest.raises(Refused):
        actions.end_serving(by=cast.actors["member"], serving=serving_of(cast, "deputy"), reason="part_done")


def test_a_former_member_leaves_no_second_time(cast):
    serving = serving_of(cast, "member")
    first = actions.end_serving(by=cast.actors["lead"], serving=serving, reason="part_done")
    again = actions.end_serving(by=cast.actors["deputy"], serving=serving, reason="family_wish")
    assert (again.leave_reason, first.pk) == ("part_done", again.pk)


def test_whoever_left_is_a_stranger_from_that_day(cast):
    actions.end_serving(by=cast.actors["member"], serving=serving_of(cast, "member"), reason="own_wish")
    assert cast.kayleigh.pk not in set(engine.child_ids(cast.actors["member"], access.LEAVE))
    assert not engine.check(cast.actors["member"], access.LEAVE, cast.kayleigh.pk).allowed


def test_a_place_that_begins_tomorrow_opens_nothing_today(cast):
    with recording(by=MAKER, action="test.later"):
        serving = serving_of(cast, "member")
        serving.starts = clock.today() + datetime.timedelta(days=1)
        serving.save()
    assert not engine.check(cast.actors["member"], access.LEAVE, cast.kayleigh.pk).allowed


def test_whoever_leads_says_what_another_does(cast):
    member = actions.change_part(by=cast.actors["lead"], serving=serving_of(cast, "member"), part="Weighs Alfie")
    assert member.part == "Weighs Alfie"


def test_one_says_the_own_part_and_nobody_elses(cast):
    own = serving_of(cast, "member")
    assert actions.change_part(by=cast.actors["member"], serving=own, part="Sleep").part == "Sleep"
    with pytest.raises(Refused):
        actions.change_part(by=cast.actors["member"], serving=serving_of(cast, "deputy"), part="Sleep")


def test_the_near_miss_says_no_part(cast):
    with pytest.raises(Refused):
        actions.change_part(by=cast.actors["other_lead"], serving=serving_of(cast, "member"), part="Sleep")


def test_an_empty_part_or_somebody_who_left_is_told(cast):
    serving = serving_of(cast, "member")
    with pytest.raises(Problem, match="what they do"):
        actions.change_part(by=cast.actors["lead"], serving=serving, part=" ")
    actions.end_serving(by=cast.actors["lead"], serving=serving, reason="part_done")
    with pytest.raises(Problem, match="have left"):
        actions.change_part(by=cast.actors["lead"], serving=serving, part="Sleep")


def test_a_new_lead_is_in_the_team_from_that_moment(cast):
    with recording(by=MAKER, action="test.lead"):
        made = lead(cast.episodes["teenager"], cast.posts["same_agency"], Appointment.Part.LEAD)
        actions.lead_joins(LeadChanged(cast.episodes["teenager"], "lead", None, made, cast.actors["deputy"]))
        actions.lead_joins(LeadChanged(cast.episodes["teenager"], "lead", made, None, cast.actors["deputy"]))
    now = [row.member.post for row in team_of(cast.episodes["teenager"]).now]
    assert cast.posts["same_agency"] in now


@pytest.mark.parametrize(("words", "found"), [("hinchliffe", 1), ("housing officer", 1), ("homes dave", 1), ("zz", 0)])
def test_people_are_found_by_name_job_or_agency(cast, words, found):
    posts = posts_by_words(cast.actors["lead"], words)
    assert len([post for post in posts if post == cast.posts["other_agency"]]) == found


def test_nobody_of_another_authority_is_offered(cast):
    assert list(posts_by_words(cast.actors["lead"], "Abbas")) == []
