"""Day numbers become dates: school days stay school days, and nothing past lies ahead."""

import datetime

import pytest

from teamaround.kit import clock
from teamaround.practice_data.town_loader.days import Days

TUESDAY = datetime.date(2026, 3, 3)
WEEK = [TUESDAY + datetime.timedelta(days=number) for number in range(7)]


def test_on_a_tuesday_every_number_is_that_many_days_away() -> None:
    days = Days(TUESDAY)
    assert [days.date(number) for number in (-26, -1, 0, 9)] == [
        TUESDAY + datetime.timedelta(days=number) for number in (-26, -1, 0, 9)
    ]


@pytest.mark.parametrize("today", WEEK)
def test_the_past_is_never_ahead_and_the_future_never_behind(today: datetime.date) -> None:
    days = Days(today)
    assert all(days.date(number) <= today for number in range(-300, 1))
    assert all(days.date(number) > today for number in range(1, 90))


@pytest.mark.parametrize("today", WEEK)
def test_weekdays_stay_as_they_were_written_save_on_a_monday_for_today(today: datetime.date) -> None:
    days = Days(today)
    for number in [*range(-300, -1), *range(1, 90)]:
        assert days.date(number).weekday() == (1 + number) % 7


@pytest.mark.parametrize("today", WEEK)
def test_earlier_numbers_never_come_later(today: datetime.date) -> None:
    past = [Days(today).date(number) for number in range(-300, 1)]
    assert past == sorted(past)


def test_what_was_written_down_today_is_not_ahead_of_the_clock() -> None:
    with clock.freeze(datetime.datetime(2026, 3, 3, 8, 0, tzinfo=datetime.UTC)):
        days = Days(clock.today())
        assert days.moment(0, "15:45") == clock.now()
        assert days.moment(-1, "15:45") == datetime.datetime(2026, 3, 2, 15, 45, tzinfo=datetime.UTC)
        assert days.moment(9, "15:45") > clock.now()


def test_moments_are_meant_in_english_time() -> None:
    summer = datetime.date(2026, 7, 7)
    assert Days(summer).on(summer - datetime.timedelta(days=1), "15:45").hour == 14
