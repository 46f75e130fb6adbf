"""Who looked: told by default, kept back where telling could harm (issue 2 step 13, DUD-23)."""

import datetime

import pytest

from teamaround.access.roles import Role
from teamaround.agencies.models import AgencyKind
from teamaround.audit.recording import record
from teamaround.desks import family_looks
from teamaround.families.models import Enrolment

pytestmark = pytest.mark.django_db


def looks(cast):
    own = Enrolment.objects.get(person=cast.people["mother"], child=cast.kayleigh)
    return family_looks.who_looked(own, cast.episodes["kayleigh"], [cast.posts["lead"], cast.posts["member"]])


def look(cast, who, action="child_index.see", basis="", child="kayleigh"):
    record(by=cast.actors[who], action=action, outcome="read", children=[cast.people[child].pk], basis=basis)


def test_a_helpers_look_is_told_by_name_and_in_plain_words(cast):
    look(cast, "member", "plans.read")
    assert [(each.who, each.agency, each.what) for each in looks(cast)] == [
        ("Priya Nair", "Marlbeck Health Visiting", "the plan")
    ]


def test_a_look_from_outside_the_team_is_told_by_agency_alone(cast):
    look(cast, "other_agency")
    assert [(each.who, each.agency) for each in looks(cast)] == [("", "Marlbeck Homes")]


@pytest.mark.parametrize("who", ["social_worker", "sensitive_worker", "reviewer", "index_team"])
def test_looks_of_those_who_might_be_enquiring_are_kept_back(cast, who):
    look(cast, who)
    assert looks(cast) == []


@pytest.mark.parametrize("basis", ["break_glass", "social_care_case", "team_member:duty", "involved:sensitive_cover"])
def test_an_ordinary_worker_under_an_enquiry_or_override_is_kept_back(cast, basis):
    look(cast, "member", basis=basis)
    assert looks(cast) == []


@pytest.mark.parametrize("action", ["episodes.decide_safeguarding", "episodes.report_safeguarding",
                                    "child_index.break_glass", "child_index.shield_override"])  # fmt: skip
def test_section_47_looks_and_shield_overrides_are_kept_back(cast, action):
    look(cast, "member", action)
    assert looks(cast) == []


def test_a_look_at_another_child_is_not_told(cast):
    look(cast, "member", child="tyler")
    assert looks(cast) == []


def test_the_same_look_twice_a_day_is_told_once(cast):
    look(cast, "member")
    look(cast, "member")
    assert len(looks(cast)) == 1


def test_every_kind_of_agency_that_could_be_enquiring_is_on_the_list(cast):
    kinds = {AgencyKind.SOCIAL_CARE, AgencyKind.POLICE_JUSTICE, AgencyKind.MENTAL_HEALTH}
    assert kinds <= family_looks.NOT_TOLD_KINDS
    assert Role.SOCIAL_WORKER in family_looks.NOT_TOLD_ROLES


def test_a_look_kept_back_is_looked_at_again_after_a_year():
    assert family_looks.review_on(datetime.date(2026, 3, 3)) == datetime.date(2027, 3, 3)


def test_the_summary_names_each_once():
    day = datetime.date(2026, 3, 3)
    rows = [family_looks.Look(day, "Sam", "School", "x"), family_looks.Look(day, "", "Homes", "x"),
            family_looks.Look(day, "Sam", "School", "y")]  # fmt: skip
    assert family_looks.summary(rows) == "Not long ago: Sam and Homes."
    assert family_looks.summary(rows[:1]) == "Not long ago: Sam."
    assert family_looks.summary([]) == ""
