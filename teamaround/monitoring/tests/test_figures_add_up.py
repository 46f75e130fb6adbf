"""Medians by hand, totals that add up, small numbers that cannot be worked out (DUD-08, DER-12)."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teamaround.monitoring import measures
from teamaround.monitoring.measures import Late, Reached, Spread

DAY = datetime.date(2026, 1, 1)
days = st.integers(0, 700).map(lambda number: DAY + datetime.timedelta(days=number))
helps = st.lists(st.tuples(days, st.none() | st.integers(0, 300)), max_size=40).map(
    lambda rows: [(day, None if lasts is None else day + datetime.timedelta(days=lasts)) for day, lasts in rows]
)


def after(number):
    return DAY + datetime.timedelta(days=number)


def test_the_middle_value_is_over_those_who_got_there():
    steps = measures.reached([DAY] * 6, [after(2), after(10), after(4), None, after(6), after(8)])
    assert measures.spread([step.days for step in steps]) == Spread(5, 6, 4, 8)


def test_a_step_before_the_worry_belongs_to_earlier_help():
    assert measures.reached([after(9)], [DAY]) == []


@pytest.mark.parametrize("number", [0, 1, 4])
def test_under_five_families_have_no_middle_value(number):
    assert measures.spread([10] * number) == Spread(number)


def test_a_month_of_a_trend_counts_the_months_given_with_it():
    steps = [Reached(after(place), 20) for place in range(5)] + [Reached(after(40), 90)]
    found = measures.trend(steps, [(DAY, after(31)), (after(31), after(59))])
    assert [each.median for each in found] == [20, None]


@given(helps, st.integers(0, 600), st.integers(1, 200))
def test_open_at_the_end_is_open_at_the_start_and_opened_less_closed(rows, begin, length):
    first, last = after(begin), after(begin + length)
    opened = sum(first <= one < last for one, _closed in rows)
    closed = sum(gone is not None and first <= gone < last for _opened, gone in rows)
    assert measures.open_at(rows, last) == measures.open_at(rows, first) + opened - closed


@given(st.lists(st.tuples(st.sampled_from("abcdefgh"), st.booleans()), max_size=80))
def test_agencies_add_up_to_all_and_none_under_five_stands_alone(rows):
    found = measures.late_by(rows)
    shown = measures.together(found)
    assert sum(row.open for row in shown) == len(rows) == sum(row.open for row in found)
    assert sum(row.late for row in shown) == sum(late for _name, late in rows)
    if len(found) > 1:
        assert all(row.open >= measures.SMALL or row.several == len(found) for row in shown)
        assert all(row.several != 1 for row in shown)


@given(st.dictionaries(st.text(min_size=1, max_size=5), st.integers(0, 60), max_size=8))
def test_what_is_kept_back_cannot_be_worked_out(counts):
    cells = measures.kept_back(counts)
    hidden = [counts[cell.name] for cell in cells if cell.count is None]
    if any(0 < count < measures.SMALL for count in counts.values()) and sum(c > 0 for c in counts.values()) > 1:
        assert len(hidden) > 1
        assert sum(hidden) >= measures.SMALL or not any(cell.count for cell in cells)
    assert sum(cell.count or 0 for cell in cells) + sum(hidden) == sum(counts.values())


@given(st.lists(st.tuples(days, st.none() | days), max_size=40))
def test_every_child_is_in_one_band_of_age_and_one_of_time(rows):
    today = after(800)
    ages = [measures.age_band(born, today) for _opened, born in rows]
    lengths = [measures.length_band(opened, today) for opened, _born in rows]
    assert set(ages) <= {name for _low, _high, name in measures.AGES}
    assert len(ages) == len(lengths) == len(rows)


def test_late_actions_stand_against_their_agency():
    rows = [("Housing", True), ("Housing", False), ("School", False)]
    assert measures.late_by(rows)[0] == Late("Housing", 2, 1)


@pytest.mark.parametrize(("years", "band"), [(0, "under 5"), (5, "5 to 10"), (15, "11 to 15"), (17, "16 and over")])
def test_ages(years, band):
    assert measures.age_band(DAY.replace(year=2026 - years), DAY) == band


@pytest.mark.parametrize(
    ("open_for", "band"),
    [(90, "under 3 months"), (91, "3 to 6 months"), (182, "6 months to a year"), (365, "over a year")],
)
def test_how_long_help_has_been_open(open_for, band):
    assert measures.length_band(DAY, after(open_for)) == band


def test_a_share_of_nothing_is_nothing():
    assert (measures.share(0, 0), measures.share(1, 3)) == (0, 33)
