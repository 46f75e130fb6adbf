"""Two dates of birth, whole or in part, by age, or expected."""

from datetime import date

import pytest

from teamaround.matching import dates
from teamaround.matching.dates import PartialDate, births, partial, span, whole

BORN = PartialDate(2019, 5, 4)


@pytest.mark.parametrize(
    ("other", "level"),
    [
        ((2019, 5, 4), dates.SAME),
        ((2019, 4, 5), dates.SWAPPED),
        ((2018, 5, 4), dates.YEAR_OFF),
        ((2016, 5, 4), dates.YEARS_OFF),
        ((2009, 5, 4), dates.DECADE_OFF),
        ((2014, 5, 4), dates.ONE_DIGIT),
        ((2019, 6, 4), dates.MONTH_OFF),
        ((2019, 8, 4), dates.ONE_DIGIT),
        ((2019, 5, 14), dates.ONE_DIGIT),
        ((2091, 5, 4), dates.TWO_DIGITS_SWAPPED),
        ((2002, 5, 4), dates.TWO_DIGITS),
        ((2018, 5, 3), dates.TWO_DIGITS),
        ((1970, 5, 4), dates.DIFFERENT),
        ((2019, 5, 2), dates.ONE_DIGIT),
        ((2019, 4, 30), dates.WEEKS_OFF),
        ((2019, 5, 17), dates.WEEKS_OFF),
        ((2019, 11, 23), dates.SAME_YEAR),
        ((2011, 11, 23), dates.DIFFERENT),
    ],
)
def test_whole_dates(other, level):
    assert births(BORN, PartialDate(*other)) == level
    assert births(PartialDate(*other), BORN) == level


def test_days_apart_across_a_month_end():
    assert births(PartialDate(2019, 4, 30), PartialDate(2019, 5, 2)) == dates.DAYS_OFF


def test_the_first_of_january_is_often_a_guess():
    assert births(PartialDate(2015, 1, 1), PartialDate(2015, 1, 1)) == dates.SAME_PLACEHOLDER


@pytest.mark.parametrize(
    ("other", "level"),
    [
        ((2019, 5), dates.PART_SAME_MONTH),
        ((2019,), dates.PART_SAME_YEAR),
        ((2019, 6), dates.SAME_YEAR),
        ((2018,), dates.PART_NEXT_YEAR),
        ((2010, 5), dates.DIFFERENT),
    ],
)
def test_dates_known_in_part(other, level):
    assert births(BORN, PartialDate(*other)) == level
    assert births(PartialDate(*other), BORN) == level


@pytest.mark.parametrize(
    ("said", "level"),
    [(6, dates.AGE_SAME), (7, dates.AGE_NEAR), (5, dates.AGE_NEAR), (8, dates.AGE_CLOSE), (12, dates.AGE_DIFFERENT)],
)
def test_an_age_fits_more_or_less(said, level):
    assert dates.ages(said, BORN, date(2026, 3, 3)) == level


def test_age_goes_up_on_the_birthday():
    assert dates.age_on(BORN, date(2026, 5, 3)) == 6
    assert dates.age_on(BORN, date(2026, 5, 4)) == 7


def test_an_expected_date_is_compared_loosely_with_a_birth():
    assert dates.expected_births(date(2026, 5, 1), date(2026, 5, 1), both_expected=True) == dates.EXPECTED_SAME
    assert dates.expected_births(date(2026, 5, 1), date(2026, 5, 1), both_expected=False) == dates.EXPECTED_NEAR
    assert dates.expected_births(date(2026, 5, 1), date(2026, 6, 10), both_expected=True) == dates.EXPECTED_POSSIBLE
    assert dates.expected_births(date(2026, 5, 1), date(2026, 9, 1), both_expected=True) == dates.DIFFERENT


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (date(2019, 5, 4), PartialDate(2019, 5, 4)),
        (PartialDate(2019, 5, 4), PartialDate(2019, 5, 4)),
        (PartialDate(2019, 2, 30), PartialDate(2019, 2)),
        (PartialDate(2019, 13, 1), PartialDate(2019)),
        (PartialDate(2019, None, 3), PartialDate(2019)),
        (PartialDate(2019, 5), PartialDate(2019, 5)),
        (PartialDate(0, 5, 4), None),
        (None, None),
    ],
)
def test_a_date_that_cannot_be_is_cut_to_the_part_that_can(given, kept):
    assert partial(given) == kept


def test_a_date_in_part_spans_days():
    assert span(PartialDate(2020, 2)) == (date(2020, 2, 1), date(2020, 2, 29))
    assert span(PartialDate(2020)) == (date(2020, 1, 1), date(2020, 12, 31))
    assert span(BORN) == (date(2019, 5, 4), date(2019, 5, 4))


def test_only_a_date_known_in_full_is_whole():
    assert whole(BORN) == date(2019, 5, 4)
    assert whole(PartialDate(2019, 5)) is None
    assert whole(None) is None
