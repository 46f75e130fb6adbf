"""Days, times, spans and ages as people say them."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teamaround.kit import dates
from teamaround.kit.dates import PartialDate

TODAY = datetime.date(2026, 3, 3)


def ago(days: int) -> datetime.date:
    return TODAY - datetime.timedelta(days=days)


def test_the_year_is_said_only_when_it_is_another() -> None:
    assert dates.day_words(TODAY, TODAY) == "Tuesday 3 March"
    assert dates.day_words(datetime.date(2025, 12, 1), TODAY) == "Monday 1 December 2025"
    assert dates.short_day_words(datetime.date(2025, 12, 1), TODAY) == "1 December 2025"
    assert dates.short_day_words(TODAY, TODAY) == "3 March"


@pytest.mark.parametrize(
    ("at", "words"),
    [
        ((15, 45), "3.45pm"),
        ((9, 0), "9am"),
        ((0, 0), "midnight"),
        ((12, 0), "midday"),
        ((12, 5), "12.05pm"),
        ((0, 30), "12.30am"),
    ],
)
def test_times_are_said_with_am_and_pm(at: tuple[int, int], words: str) -> None:
    assert dates.time_words(datetime.time(*at)) == words


def test_moments_are_told_in_english_time() -> None:
    summer = datetime.datetime(2026, 7, 1, 23, 30, tzinfo=datetime.UTC)
    assert dates.moment_words(summer, TODAY) == "Thursday 2 July, 12.30am"


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "today"),
        (1, "yesterday"),
        (-1, "tomorrow"),
        (2, "2 days ago"),
        (-20, "in 2 weeks"),
        (80, "2 months ago"),
        (800, "2 years ago"),
    ],
)
def test_near_days_are_told_from_today(days: int, words: str) -> None:
    assert dates.relative_words(ago(days), TODAY) == words


@pytest.mark.parametrize(
    ("born", "words"),
    [
        (datetime.date(2019, 5, 4), "6 years"),
        (datetime.date(2025, 7, 20), "7 months"),
        (datetime.date(2026, 2, 1), "4 weeks"),
        (datetime.date(2026, 3, 1), "2 days"),
        (datetime.date(2024, 3, 3), "2 years"),
        (datetime.date(2024, 3, 4), "23 months"),
        (PartialDate(2019), "about 6 years"),
        (PartialDate(2019, 5, 4), "6 years"),
        (None, "age not known"),
    ],
)
def test_ages_are_said_as_of_small_children(born: datetime.date | PartialDate | None, words: str) -> None:
    assert dates.age_words(born, TODAY) == words


@pytest.mark.parametrize(
    ("days", "words"), [(-37, "due in 5 weeks"), (-3, "due this week"), (15, "was due 2 weeks ago")]
)
def test_an_unborn_baby_is_due(days: int, words: str) -> None:
    assert dates.age_words(None, TODAY, expected=ago(days)) == words


def test_a_birthday_of_29_february_counts_on_1_march() -> None:
    born = datetime.date(2016, 2, 29)
    assert dates.whole_years(born, datetime.date(2026, 2, 28)) == 9
    assert dates.whole_years(born, datetime.date(2026, 3, 1)) == 10


@pytest.mark.parametrize(
    ("days", "told"),
    [(4, ("late", "4 days late")), (0, ("soon", "Today")), (-3, ("day", "Friday 6")), (-9, ("day", "12 Mar"))],
)
def test_what_is_due_is_late_today_or_a_day(days: int, told: tuple[str, str]) -> None:
    assert dates.lateness(ago(days), TODAY) == told


@pytest.mark.parametrize(("year", "day"), [(2024, (3, 31)), (2025, (4, 20)), (2026, (4, 5)), (2038, (4, 25))])
def test_easter_falls_where_the_calendar_says(year: int, day: tuple[int, int]) -> None:
    assert dates.easter(year) == datetime.date(year, *day)


@given(st.dates(min_value=datetime.date(1990, 1, 1), max_value=datetime.date(2090, 1, 1)))
def test_a_term_began_in_the_last_half_year(day: datetime.date) -> None:
    assert datetime.timedelta(0) <= day - dates.term_start(day) < datetime.timedelta(days=163)
