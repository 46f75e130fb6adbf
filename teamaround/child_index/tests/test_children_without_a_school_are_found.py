"""Gaps are found as sets by age, closed by a roll or a reason, and protected children stay with the index team."""

import datetime

import pytest
from django.urls import reverse

from teamaround.access.doing import Refused
from teamaround.agencies.factories import sign_in
from teamaround.audit.recording import recording
from teamaround.child_index import gap_actions, gap_rules, gaps
from teamaround.child_index.models import Gap
from teamaround.child_index.tests.pair_makers import shield
from teamaround.kit import clock
from teamaround.kit.problems import Problem
from teamaround.local_settings.models import Setting
from teamaround.practice_data.cast import MAKER, make_involvement

DAY = datetime.timedelta(days=1)
date = datetime.date


@pytest.fixture
def rolls(cast):
    """Everybody's rolls are told; housing sees to schools."""
    for key, value in (("gap_coverage", 0), ("gap_agencies", {"school": "housing", "off_roll": "housing"})):
        Setting.objects.create(authority_id=cast.authority.pk, key=key, value=value, from_date=date(2020, 1, 1),
                               decided_by="test")  # fmt: skip
    return cast


def kinds(child):
    return set(Gap.objects.filter(child=child, closed_at__isnull=True).values_list("kind", flat=True))


def roll(cast, child, **more):
    with recording(by=MAKER, action="test.roll"):
        return make_involvement(child, cast.agencies["school"], None, kind="universal", **more)


@pytest.mark.parametrize(
    ("today", "born", "must"),
    [
        (date(2026, 8, 30), date(2021, 8, 1), False),
        (date(2026, 8, 31), date(2021, 8, 31), True),
        (date(2026, 8, 31), date(2021, 9, 1), False),
        (date(2026, 12, 31), date(2021, 12, 31), True),
        (date(2026, 6, 26), date(2009, 9, 1), True),
        (date(2026, 6, 27), date(2009, 9, 1), False),
        (date(2026, 6, 27), date(2010, 9, 1), True),
    ],
)
def test_school_age_begins_and_ends_by_the_law(today, born, must):
    ages = gap_rules.of_school_age(today)
    assert (ages.first <= born <= ages.last) is must


def test_nursery_begins_the_term_after_three():
    ages = gap_rules.of_nursery_age(date(2026, 3, 3))
    assert ages.last == date(2022, 12, 31)


@pytest.mark.django_db
def test_a_child_on_no_roll_is_found_once_and_by_the_right_word(rolls):
    gaps.look()
    assert kinds(rolls.kayleigh) >= {"school", "gp"}
    assert gaps.look()["new"] == 0
    ended = roll(rolls, rolls.tyler, starts=clock.today() - 90 * DAY, ends=clock.today() - DAY)
    gaps.look()
    assert "off_roll" in kinds(rolls.tyler) and "school" not in kinds(rolls.tyler)
    with recording(by=MAKER, action="test.excluded"):
        ended.end_reason = "excluded"
        ended.save()
    gaps.look()
    assert "excluded" in kinds(rolls.tyler) and "off_roll" not in kinds(rolls.tyler)


@pytest.mark.django_db
def test_a_roll_closes_the_gap_by_itself(rolls):
    gaps.look()
    roll(rolls, rolls.kayleigh)
    gaps.look()
    assert "school" not in kinds(rolls.kayleigh)


@pytest.mark.django_db
def test_a_reason_holds_for_its_time_and_then_the_rolls_are_looked_at_again(rolls):
    gaps.look()
    found = Gap.objects.get(child=rolls.kayleigh, kind="school")
    with pytest.raises(Problem, match="why it is over"):
        gap_actions.close(by=rolls.index_team, gap=found, reason="", words="")
    gap_actions.close(by=rolls.index_team, gap=found, reason="taught_at_home", words="Seen in May.")
    gaps.look()
    assert "school" not in kinds(rolls.kayleigh)
    with clock.freeze(clock.now() + 366 * DAY):
        gaps.look()
        assert "school" in kinds(rolls.kayleigh)


@pytest.mark.django_db
def test_what_nobody_tells_the_index_is_no_gap(cast):
    gaps.look()
    assert not Gap.objects.filter(kind="gp").exists()


@pytest.mark.django_db
def test_the_agency_takes_its_own_and_no_other_does(rolls):
    gaps.look()
    found = Gap.objects.get(child=rolls.kayleigh, kind="school")
    for who in ("lead", "other_lead", "neighbour_worker", "neighbour_index_team"):
        with pytest.raises(Refused):
            gap_actions.take(by=rolls.actors[who], gap=found)
    assert gap_actions.take(by=rolls.other_agency, gap=found).owner == rolls.posts["other_agency"]


@pytest.mark.django_db
def test_a_protected_child_is_not_listed_or_counted_outside_the_index_team(rolls, client):
    gaps.look()
    page = reverse("child_index:gaps")
    before = sign_in(client, rolls.posts["other_agency"]).get(page).content.decode()
    assert "Kayleigh" in before
    shield(rolls, rolls.kayleigh)
    found = Gap.objects.get(child=rolls.kayleigh, kind="school")
    assert "Kayleigh" not in sign_in(client, rolls.posts["other_agency"]).get(page).content.decode()
    with pytest.raises(Refused):
        gap_actions.take(by=rolls.other_agency, gap=found)
    with pytest.raises(Problem, match="protected"):
        gap_actions.hand_to(by=rolls.index_team, gap=found, agency=rolls.agencies["housing"])
    assert "Kayleigh" in sign_in(client, rolls.posts["index_team"]).get(page).content.decode()
