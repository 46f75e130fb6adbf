"""Dates that may be known in part, and dates, times and ages in words. Values in, words out.

Words use the site's language; nothing here looks at the clock: `today` is always given.
"""

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import total_ordering
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import dateformat
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from teamaround.kit.clock import LONDON

TEXT = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?\Z")
EARLIEST_YEAR = 1880


@total_ordering
@dataclass(frozen=True, slots=True)
class PartialDate:
    """A year, a month of a year, or a day. Stored as "2026", "2026-03" or "2026-03-04".

    Sorted by time; what is known less exactly stands before what is known more exactly in it.
    """

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if self.day is not None and self.month is None:
            raise ValueError("a day needs its month")
        datetime.date(self.year, self.month or 1, self.day or 1)

    @classmethod
    def parse(cls, text: str) -> "PartialDate":
        """From its stored text. Raises ValueError when there is no such date."""
        found = TEXT.match(text)
        if found is None:
            raise ValueError(f"{text!r} is no date")
        year, month, day = (int(part) if part else None for part in found.groups())
        assert year is not None
        return cls(year, month, day)

    @classmethod
    def of(cls, day: datetime.date) -> "PartialDate":
        return cls(day.year, day.month, day.day)

    def earliest(self) -> datetime.date:
        return datetime.date(self.year, self.month or 1, self.day or 1)

    def latest(self) -> datetime.date:
        """The last day it can mean."""
        if self.day is not None:
            return self.earliest()
        last_month = self.month or 12
        after = datetime.date(self.year + last_month // 12, last_month % 12 + 1, 1)
        return after - datetime.timedelta(days=1)

    def exact(self) -> datetime.date | None:
        """The day, when it is known."""
        return self.earliest() if self.day is not None else None

    def words(self, today: datetime.date | None = None) -> str:
        """ "2026", "March 2026" or "Wednesday 4 March 2026" (without the year when it is today's)."""
        if self.day is not None:
            return day_words(self.earliest(), today)
        if self.month is not None:
            return dateformat.format(self.earliest(), "F Y")
        return str(self.year)

    def __iter__(self) -> Iterator[int | None]:
        return iter((self.year, self.month, self.day))

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, PartialDate):
            return NotImplemented
        return (self.year, self.month or 0, self.day or 0) < (other.year, other.month or 0, other.day or 0)

    def __str__(self) -> str:
        parts = [f"{self.year:04}"] + [f"{part:02}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)


if TYPE_CHECKING:
    PartialDateColumn = models.Field[PartialDate | str | None, PartialDate | None]
else:
    PartialDateColumn = models.CharField


class PartialDateField(PartialDateColumn):
    """A column holding a PartialDate as its text; sorts rightly as text, on every database."""

    description = "A date of which the day, or day and month, may be unknown"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 10)
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: str | None, expression: object, connection: object) -> PartialDate | None:
        return PartialDate.parse(value) if value else None

    def to_python(self, value: Any) -> PartialDate | None:
        if value is None or value == "" or isinstance(value, PartialDate):
            return value or None
        if isinstance(value, datetime.date):
            return PartialDate.of(value)
        try:
            return PartialDate.parse(str(value))
        except ValueError as problem:
            raise ValidationError(_("Give a date, a month of a year, or a year.")) from problem

    def get_prep_value(self, value: Any) -> str | None:
        known = self.to_python(value)
        return str(known) if known else ("" if value == "" else None)

    def value_to_string(self, obj: models.Model) -> str:
        return str(self.value_from_object(obj) or "")


def in_london(value: datetime.date) -> datetime.date:
    """A day as it is; of a moment, its day in England."""
    if isinstance(value, datetime.datetime):
        return value.astimezone(LONDON).date()
    return value


def day_words(day: datetime.date, today: datetime.date | None = None) -> str:
    """ "Tuesday 3 March"; with the year when it is not today's, or today is not given."""
    day = in_london(day)
    return dateformat.format(day, "l j F" if today and today.year == day.year else "l j F Y")


def short_day_words(day: datetime.date, today: datetime.date) -> str:
    """ "3 March", or "3 March 2025" in another year."""
    day = in_london(day)
    return dateformat.format(day, "j F" if today.year == day.year else "j F Y")


def time_words(moment: datetime.datetime | datetime.time) -> str:
    """ "3.45pm", "9am", "midday" or "midnight"."""
    at = moment.astimezone(LONDON).time() if isinstance(moment, datetime.datetime) else moment
    if at.minute == 0 and at.hour in (0, 12):
        return _("midnight") if at.hour == 0 else _("midday")
    minutes = f".{at.minute:02}" if at.minute else ""
    half = _("am") if at.hour < 12 else _("pm")
    return f"{at.hour % 12 or 12}{minutes}{half}"


def moment_words(moment: datetime.datetime, today: datetime.date) -> str:
    """ "Tuesday 3 March, 10.42am"."""
    return f"{day_words(moment, today)}, {time_words(moment)}"


def relative_words(day: datetime.date, today: datetime.date) -> str:
    """ "today", "2 days ago", "in 3 weeks", "4 months ago"."""
    days = (in_london(day) - today).days
    near = {0: _("today"), 1: _("tomorrow"), -1: _("yesterday")}
    if days in near:
        return near[days]
    span = span_words(abs(days))
    return _("in %(span)s") % {"span": span} if days > 0 else _("%(span)s ago") % {"span": span}


def span_words(days: int) -> str:
    """So many days in the words people use: days up to two weeks, weeks up to ten, months up to two years."""
    if days < 14:
        return ngettext("%(count)d day", "%(count)d days", days) % {"count": days}
    if days < 70:
        return ngettext("%(count)d week", "%(count)d weeks", days // 7) % {"count": days // 7}
    months = int(days / 30.44)
    if months < 24:
        return ngettext("%(count)d month", "%(count)d months", months) % {"count": months}
    years = int(days / 365.2425)
    return ngettext("%(count)d year", "%(count)d years", years) % {"count": years}


def whole_years(born: datetime.date, today: datetime.date) -> int:
    """Birthdays had; somebody born on 29 February has theirs on 1 March in other years."""
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def age_words(
    born: datetime.date | PartialDate | None, today: datetime.date, *, expected: datetime.date | None = None
) -> str:
    """ "6 years", "7 months", "3 weeks", "about 6 years", "due in 5 weeks", "age not known"."""
    if born is None:
        return due_words(expected, today) if expected else _("age not known")
    if isinstance(born, PartialDate) and born.day is None:
        years = max(0, whole_years(born.latest(), today))
        return _("about %(age)s") % {"age": _years(years)}
    day = born.earliest() if isinstance(born, PartialDate) else born
    years = whole_years(day, today)
    if years >= 2:
        return _years(years)
    months = (today.year - day.year) * 12 + today.month - day.month - (today.day < day.day)
    if months >= 2:
        return ngettext("%(count)d month", "%(count)d months", months) % {"count": months}
    return span_words(max(0, (today - day).days))


def _years(years: int) -> str:
    return ngettext("%(count)d year", "%(count)d years", years) % {"count": years}


def due_words(expected: datetime.date, today: datetime.date) -> str:
    """ "due in 5 weeks", "due this week", "was due 2 weeks ago"."""
    days = (expected - today).days
    if days < 0:
        return _("was due %(when)s") % {"when": relative_words(expected, today)}
    return _("due this week") if days < 7 else _("due in %(span)s") % {"span": span_words(days)}


def lateness(due: datetime.date, today: datetime.date) -> tuple[str, str]:
    """A status and its words for something due: ("late", "4 days late"), ("soon", "Today"), ("day", "Friday 6")."""
    days = (due - today).days
    if days < 0:
        return "late", _("%(span)s late") % {"span": span_words(-days)}
    if days == 0:
        return "soon", _("Today")
    return "day", dateformat.format(due, "l j") if days < 7 else dateformat.format(due, "j M")


def easter(year: int) -> datetime.date:
    """Easter Sunday, by the rule of the Gregorian calendar."""
    golden, century = year % 19, year // 100
    moon = (century - century // 4 - (8 * century + 13) // 25 + 19 * golden + 15) % 30
    moon -= (moon // 28) * (1 - (moon // 28) * (29 // (moon + 1)) * ((21 - golden) // 11))
    weekday = (year + year // 4 + moon + 2 - century + century // 4) % 7
    offset = moon - weekday
    month = 3 + (offset + 40) // 44
    return datetime.date(year, month, offset + 28 - 31 * (month // 4))


def term_start(day: datetime.date) -> datetime.date:
    """When the school term round this day began: 1 September, 1 January or the Monday after Easter Sunday."""
    summer = easter(day.year) + datetime.timedelta(days=1)
    for start in (datetime.date(day.year, 9, 1), summer):
        if day >= start:
            return start
    return datetime.date(day.year, 1, 1)
