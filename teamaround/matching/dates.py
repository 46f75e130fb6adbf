"""How far apart two dates of birth are, as a word. Dates may be known only in part, by age, or not yet be."""

from calendar import monthrange
from datetime import date
from typing import NamedTuple

SAME = "same"
SAME_PLACEHOLDER = "same_placeholder"
SWAPPED = "swapped"
YEAR_OFF = "year_off"
YEARS_OFF = "years_off"
DECADE_OFF = "decade_off"
ONE_DIGIT = "one_digit"
TWO_DIGITS_SWAPPED = "two_digits_swapped"
MONTH_OFF = "month_off"
DAYS_OFF = "days_off"
WEEKS_OFF = "weeks_off"
TWO_DIGITS = "two_digits"
SAME_YEAR = "same_year"
DIFFERENT = "different"
PART_SAME_MONTH = "part_same_month"
PART_SAME_YEAR = "part_same_year"
PART_NEXT_YEAR = "part_next_year"
AGE_SAME = "age_same"
AGE_NEAR = "age_near"
AGE_CLOSE = "age_close"
AGE_DIFFERENT = "age_different"
EXPECTED_SAME = "expected_same"
EXPECTED_NEAR = "expected_near"
EXPECTED_POSSIBLE = "expected_possible"
UNKNOWN = "unknown"


class PartialDate(NamedTuple):
    """A date of which the day, or day and month, may be unknown."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def is_whole(self) -> bool:
        """Are year, month and day all known?"""
        return self.month is not None and self.day is not None


def partial(value: date | PartialDate | None) -> PartialDate | None:
    """Either kind of date as a PartialDate; a date that cannot exist is cut down to the part that can."""
    if value is None:
        return None
    if isinstance(value, date):
        return PartialDate(value.year, value.month, value.day)
    if not 1 <= value.year <= 9999:
        return None
    if value.month is None or not 1 <= value.month <= 12:
        return PartialDate(value.year)
    if value.day is None or not 1 <= value.day <= monthrange(value.year, value.month)[1]:
        return PartialDate(value.year, value.month)
    return value


def whole(value: PartialDate | None) -> date | None:
    """The calendar date, if all of it is known."""
    if value is None or value.month is None or value.day is None:
        return None
    return date(value.year, value.month, value.day)


def span(value: PartialDate) -> tuple[date, date]:
    """The first and the last day that a date known in part can be."""
    if value.month is None:
        return date(value.year, 1, 1), date(value.year, 12, 31)
    if value.day is None:
        last = monthrange(value.year, value.month)[1]
        return date(value.year, value.month, 1), date(value.year, value.month, last)
    day = date(value.year, value.month, value.day)
    return day, day


def births(a: PartialDate, b: PartialDate) -> str:
    """Compare two dates of birth. The word does not depend on which of them was typed."""
    if not (a.is_whole and b.is_whole):
        return _in_part(a, b)
    if a == b:
        return SAME_PLACEHOLDER if (a.month, a.day) == (1, 1) else SAME
    (year_a, month_a, day_a), (year_b, month_b, day_b) = a, b
    if year_a == year_b:
        if (month_a, day_a) == (day_b, month_b):
            return SWAPPED
        return _same_year(a, b)
    if (month_a, day_a) == (month_b, day_b):
        return _years(abs(year_a - year_b), a, b)
    return _by_days(a, b)


def _in_part(a: PartialDate, b: PartialDate) -> str:
    if a.year != b.year:
        return PART_NEXT_YEAR if abs(a.year - b.year) == 1 else DIFFERENT
    if a.month is None or b.month is None:
        return PART_SAME_YEAR
    return PART_SAME_MONTH if a.month == b.month else SAME_YEAR


def _years(apart: int, a: PartialDate, b: PartialDate) -> str:
    if apart == 1:
        return YEAR_OFF
    if apart == 10:
        return DECADE_OFF
    if apart <= 3:
        return YEARS_OFF
    return _typing(a, b) or DIFFERENT


def _same_year(a: PartialDate, b: PartialDate) -> str:
    (_, month_a, day_a), (_, month_b, day_b) = a, b
    if day_a == day_b and abs((month_a or 0) - (month_b or 0)) == 1:
        return MONTH_OFF
    return _by_days(a, b)


def _typing(a: PartialDate, b: PartialDate) -> str:
    """One digit typed wrong, two neighbouring digits changed round, or two digits wrong."""
    left, right = _digits(a), _digits(b)
    wrong = [place for place, (x, y) in enumerate(zip(left, right, strict=True)) if x != y]
    if len(wrong) == 1:
        return ONE_DIGIT
    first, last = wrong[0], wrong[-1]
    if len(wrong) == 2 and last == first + 1 and left[first] == right[last] and left[last] == right[first]:
        return TWO_DIGITS_SWAPPED
    return TWO_DIGITS if len(wrong) == 2 else ""


def _digits(value: PartialDate) -> str:
    return f"{value.day:02}{value.month:02}{value.year:04}"


def _by_days(a: PartialDate, b: PartialDate) -> str:
    day_a, day_b = whole(a), whole(b)
    assert day_a and day_b
    apart = abs((day_a - day_b).days)
    slip = _typing(a, b)
    if slip in {ONE_DIGIT, TWO_DIGITS_SWAPPED}:
        return slip
    if apart <= 3:
        return DAYS_OFF
    if apart <= 31:
        return WEEKS_OFF
    return slip or (SAME_YEAR if a.year == b.year else DIFFERENT)


def age_on(born: PartialDate, day: date) -> int:
    """Whole years on that day. A day or month that is not known is taken in the middle."""
    month, day_of_month = born.month or 7, born.day or 15
    return day.year - born.year - ((day.month, day.day) < (month, day_of_month))


def ages(said: int, born: PartialDate, day: date) -> str:
    """Compare an age that somebody gave with a date of birth."""
    apart = abs(said - age_on(born, day))
    return (AGE_SAME, AGE_NEAR, AGE_CLOSE)[apart] if apart <= 2 else AGE_DIFFERENT


def expected_births(a: date, b: date, *, both_expected: bool) -> str:
    """Compare an expected date with another, or with the day of birth. A birth is seldom on the day expected."""
    apart = abs((a - b).days)
    if both_expected and apart == 0:
        return EXPECTED_SAME
    if apart <= 21:
        return EXPECTED_NEAR
    return EXPECTED_POSSIBLE if apart <= 45 else DIFFERENT
