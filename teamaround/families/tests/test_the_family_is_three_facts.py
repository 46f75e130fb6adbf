"""Relationship, responsibility and home begin and end each by itself; family pages follow (issue 2 step 13)."""

import datetime

import pytest

from teamaround.access.doing import Refused
from teamaround.audit.recording import recording
from teamaround.families import members
from teamaround.families.members import Ties
from teamaround.families.models import Enrolment, LivesWith, ParentalResponsibility, Person, Relationship
from teamaround.families.queries import people_at_home, responsible_people
from teamaround.families.versions import Stale
from teamaround.kit import clock
from teamaround.kit.problems import Problem
from teamaround.practice_data.cast import MAKER, make_child, make_person

pytestmark = pytest.mark.django_db
DAY = datetime.date
GRAN = Ties("grandmother", responsibility=False, lives_with=True, share="weekends")


def add(cast, given="Pat", family="Moss", ties=GRAN, by="lead", **more):
    return members.add_member(by=cast.actors[by], child=cast.kayleigh, given=given, family=family, ties=ties, **more)


def change(cast, ties, person="mother", by="lead", **more):
    return members.change_ties(by=cast.actors[by], child=cast.kayleigh, person=cast.people[person], ties=ties, **more)


def test_somebody_is_added_with_each_fact_and_its_source(cast):
    gran = add(cast, sex="F", since=DAY(2026, 1, 5), source="child")
    assert gran in people_at_home(cast.kayleigh.pk) and gran not in responsible_people(cast.kayleigh.pk)
    tie = Relationship.objects.get(person=gran)
    assert (tie.kind, tie.starts, tie.source) == ("grandmother", DAY(2026, 1, 5), "child")
    assert LivesWith.objects.get(person=gran).share == "weekends"


def test_somebody_of_the_same_name_is_not_added_twice(cast):
    with pytest.raises(Problem, match="in this family already"):
        add(cast, given="DONNA", family="moss")


def test_responsibility_without_living_together(cast):
    change(cast, Ties("mother", responsibility=True, lives_with=False), since=DAY(2026, 3, 1))
    assert cast.mother in responsible_people(cast.kayleigh.pk)
    assert cast.mother not in people_at_home(cast.kayleigh.pk)
    assert LivesWith.objects.get(person=cast.mother).ends == DAY(2026, 2, 28)


def test_living_together_without_responsibility_and_the_other_way_round_again(cast):
    change(cast, Ties("mother", responsibility=False, lives_with=True))
    assert cast.mother not in responsible_people(cast.kayleigh.pk)
    change(cast, Ties("mother", responsibility=True, lives_with=True))
    assert ParentalResponsibility.objects.filter(person=cast.mother).count() == 2


def test_a_share_of_the_week_and_another_word_are_new_rows(cast):
    change(cast, Ties("guardian", responsibility=True, lives_with=True, share="most of the week"))
    kinds = Relationship.objects.filter(person=cast.mother).order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["mother", "guardian"]
    assert LivesWith.objects.filter(person=cast.mother).count() == 2


def test_nothing_different_is_said(cast):
    with pytest.raises(Problem, match="Nothing is different"):
        change(cast, Ties("mother", responsibility=True, lives_with=True))


@pytest.mark.parametrize(
    ("after", "open_after"),
    [
        (Ties("mother", responsibility=False, lives_with=True), False),
        (Ties("mother", responsibility=True, lives_with=False), False),
        (Ties("guardian", responsibility=True, lives_with=True), True),
    ],
)
def test_the_family_page_shuts_when_responsibility_or_home_ends(cast, after, open_after):
    change(cast, after)
    assert Enrolment.objects.filter(person=cast.mother, ended_at=None).exists() is open_after


def test_the_page_of_another_family_stays_open(cast):
    change(cast, Ties("mother", responsibility=False, lives_with=False))
    assert Enrolment.objects.filter(person=cast.other_mother, ended_at=None).exists()


def test_all_three_end_together(cast):
    members.end_member(by=cast.lead, child=cast.kayleigh, person=cast.mother, on=clock.today())
    assert people_at_home(cast.kayleigh.pk) == [] and cast.mother not in responsible_people(cast.kayleigh.pk)
    assert not Enrolment.objects.filter(person=cast.mother, ended_at=None).exists()
    members.end_member(by=cast.lead, child=cast.kayleigh, person=cast.mother, on=clock.today())


def test_what_began_later_than_it_ended_never_counted(cast):
    gran = add(cast, since=clock.today())
    members.end_member(by=cast.lead, child=cast.kayleigh, person=gran, on=clock.today())
    assert gran not in people_at_home(cast.kayleigh.pk)
    with pytest.raises(Problem, match="before the first"):
        members.end_member(by=cast.lead, child=cast.kayleigh, person=add(cast, given="May", since=clock.today()),
                           on=DAY(2026, 1, 1))  # fmt: skip


def test_a_stale_edit_names_what_a_colleague_wrote(cast):
    seen = members.standing(cast.kayleigh, cast.mother).version
    change(cast, Ties("mother", responsibility=True, lives_with=True, share="weekdays"), based_on=seen)
    with pytest.raises(Stale, match=r"lives with the child \(weekdays\)"):
        change(cast, Ties("mother", responsibility=False, lives_with=False), by="deputy", based_on=seen)


def brother_with_a_father(cast):
    with recording(by=MAKER, action="test.brother"):
        brother = make_child(cast.authority, "Finn", "Moss", DAY(2022, 1, 1))
        step = make_person(cast.authority, "Gary", "Slack", None)
        shared = {"authority": cast.authority, "child": brother, "source": "family", "recorded_at": clock.now()}
        Relationship.objects.create(person=cast.mother, kind="mother", **shared)
        Relationship.objects.create(person=step, kind="father", **shared)
    return step


def test_those_known_from_brothers_and_sisters_are_offered_and_not_entered_twice(cast):
    step = brother_with_a_father(cast)
    assert members.carers_of_siblings(cast.kayleigh) == [step]
    before = Person.objects.count()
    ties = Ties("step_parent", responsibility=False, lives_with=True)
    members.tie_known(by=cast.lead, child=cast.kayleigh, person=step, ties=ties)
    assert step in people_at_home(cast.kayleigh.pk) and Person.objects.count() == before


def test_a_stranger_is_not_tied_by_a_made_up_choice(cast):
    with pytest.raises(Problem, match="this child's family"):
        members.tie_known(by=cast.lead, child=cast.kayleigh, person=cast.other_mother, ties=GRAN)
    with pytest.raises(Problem, match="this child's family"):
        change(cast, GRAN, person="other_mother")


@pytest.mark.parametrize(
    ("ties", "says"),
    [
        (Ties("", False, False), "Choose what"),
        (Ties("emperor", False, False), "Choose what"),
        (Ties("aunt", False, False, "weekends"), "choose that they live together"),
    ],
)
def test_what_makes_no_sense_is_refused_and_nobody_is_made(cast, ties, says):
    before = Person.objects.count()
    with pytest.raises(Problem, match=says):
        add(cast, ties=ties)
    assert Person.objects.count() == before


def test_a_word_that_came_with_a_file_may_stay(cast):
    with recording(by=MAKER, action="test.word"):
        Relationship.objects.filter(person=cast.mother).update(kind="great aunt")
    change(cast, Ties("great aunt", responsibility=True, lives_with=False))
    assert "Great aunt, parental responsibility" in members.words_of(members.standing(cast.kayleigh, cast.mother).ties)


def test_somebody_without_any_tie_is_somebody_else(cast):
    assert members.standing(cast.kayleigh, cast.other_mother).ties == Ties("other", False, False)


@pytest.mark.parametrize("who", ["other_lead", "same_agency", "manager", "other_agency"])
def test_the_near_misses_may_not_change_the_family(cast, who):
    with pytest.raises(Refused):
        add(cast, by=who)
    with pytest.raises(Refused):
        change(cast, GRAN, by=who)
    with pytest.raises(Refused):
        members.end_member(by=cast.actors[who], child=cast.kayleigh, person=cast.mother, on=clock.today())
