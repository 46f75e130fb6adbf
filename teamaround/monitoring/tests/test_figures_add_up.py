"""Medians by hand, totals that add up, small numbers that cannot be worked out (DUD-08, DER-12)."""

import datetime

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from teamaround.agencies.factories import sign_in
from teamaround.monitoring import measures, queries

DAY = datetime.date(2026, 1, 1)


def after(days):
    return None if days is None else DAY + datetime.timedelta(days=days)


def test_the_median_is_over_those_who_got_there():
    found = measures.days_to([DAY] * 4, [after(2), after(10), after(4), None])
    assert found == measures.Times(reached=3, of=4, median=4)


def test_nobody_got_there():
    assert measures.days_to([DAY], [None]).median is None


@given(st.dictionaries(st.text(min_size=1, max_size=5), st.integers(0, 60), max_size=8))
def test_what_is_kept_back_cannot_be_worked_out(counts):
    cells = measures.kept_back(counts)
    hidden = [counts[cell.name] for cell in cells if cell.count is None]
    if any(0 < count < measures.SMALL for count in counts.values()) and sum(c > 0 for c in counts.values()) > 1:
        assert len(hidden) > 1
        others_left = any(cell.count for cell in cells)
        assert sum(hidden) >= measures.SMALL or not others_left
    assert sum(cell.count or 0 for cell in cells) + sum(hidden) == sum(counts.values())


def test_late_actions_stand_against_their_agency():
    rows = [("Housing", True), ("Housing", False), ("School", False)]
    assert measures.late_by_agency(rows)[0] == measures.AgencyLate("Housing", 2, 1)


@pytest.mark.parametrize(("years", "band"), [(0, "under 5"), (5, "5 to 10"), (15, "11 to 15"), (17, "16 and over")])
def test_ages(years, band):
    assert measures.age_band(DAY.replace(year=2026 - years), DAY) == band


@pytest.mark.django_db
def test_a_manager_sees_the_own_agency_and_a_director_the_authority(cast):
    assert queries.area(cast.actors["manager"]).open == 1
    assert queries.area(cast.actors["director"]).open == 3


@pytest.mark.django_db
def test_the_page_takes_few_queries(client, cast, django_assert_max_num_queries):
    sign_in(client, cast.posts["coordinator"])
    with django_assert_max_num_queries(25):
        assert client.get(reverse("monitoring:page")).status_code == 200


@pytest.mark.django_db
def test_a_practitioner_has_no_figures(client, cast):
    sign_in(client, cast.posts["lead"])
    assert client.get(reverse("monitoring:page")).status_code in {403, 404}
