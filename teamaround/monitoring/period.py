"""From a month to a month. Pure: words of an address in, months out."""

import datetime
import re
from dataclasses import dataclass

from django.utils import dateformat

USUAL = 12
"""Months shown when nothing is chosen: a year says whether it is winter or a change."""

LONGEST = 24
CHOICES = 36
MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])")


def month_of(day: datetime.date) -> datetime.date:
    """The first day of its month."""
    return day.replace(day=1)


def moved(month: datetime.date, by: int) -> datetime.date:
    """So many months on, or back."""
    number = month.year * 12 + month.month - 1 + by
    return datetime.date(number // 12, number % 12 + 1, 1)


@dataclass(frozen=True)
class Period:
    """Whole months, first and last included."""

    first: datetime.date
    last: datetime.date

    @property
    def months(self) -> list[datetime.date]:
        found = [self.first]
        while found[-1] < self.last:
            found.append(moved(found[-1], 1))
        return found

    @property
    def end(self) -> datetime.date:
        """The day after the last one."""
        return moved(self.last, 1)

    def holds(self, day: datetime.date) -> bool:
        return self.first <= day < self.end

    @property
    def words(self) -> str:
        """ "December 2025 to November 2026", or one month."""
        if self.first == self.last:
            return month_words(self.last)
        return f"{month_words(self.first)} – {month_words(self.last)}"


def month_words(month: datetime.date) -> str:
    return dateformat.format(month, "F Y")


def short_month(month: datetime.date) -> str:
    return dateformat.format(month, "M Y")


def key_of(month: datetime.date) -> str:
    return f"{month:%Y-%m}"


def chosen(first: str, last: str, today: datetime.date) -> Period:
    """From what an address says; what it does not say, or says wrongly, is the usual year up to now."""
    now = month_of(today)
    end = min(_month(last) or now, now)
    begin = _month(first) or moved(end, 1 - USUAL)
    if begin > end:
        begin, end = end, min(begin, now)
    return Period(max(begin, moved(end, 1 - LONGEST)), end)


def _month(words: str) -> datetime.date | None:
    found = MONTH.fullmatch(words)
    return datetime.date(int(found[1]), int(found[2]), 1) if found else None


def choices(today: datetime.date) -> list[tuple[str, str]]:
    """Months one may choose, newest first."""
    now = month_of(today)
    return [(key_of(month), month_words(month)) for month in (moved(now, -back) for back in range(CHOICES))]
