"""Pure: from which birthdays on a child should have what (KIR-CI-24, KIR-CI-25). Days in, days out.

Compulsory school age begins on 31 August, 31 December or 31 March on or after the fifth birthday and ends on the last
Friday in June of the school year of the sixteenth (Education Act 1996, section 8, and the order made under it).
"""

import datetime
from dataclasses import dataclass

DAY = datetime.timedelta(days=1)
STANDS = {
    "on_a_roll": 60,
    "taught_at_home": 365,
    "elsewhere": 365,
    "declined": 365,
    "away": 1095,
    "mistake": 60,
}
"""Days for which a reason keeps a gap closed; then the rolls are looked at again. A registration needs time to come
in by the next delivery; a child who left England is looked at again after three years (facts.md c, C4)."""


@dataclass(frozen=True)
class Born:
    """Children born from one day to another, both included."""

    first: datetime.date
    last: datetime.date

    @property
    def empty(self) -> bool:
        return self.last < self.first


def years_before(day: datetime.date, years: int) -> datetime.date:
    """The same day so many years ago; 29 February counts as the 28th."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def school_year(today: datetime.date) -> datetime.date:
    """The 1 September on which the school year of a day began."""
    return datetime.date(today.year if today.month >= 9 else today.year - 1, 9, 1)


def last_friday_in_june(year: int) -> datetime.date:
    last = datetime.date(year, 6, 30)
    return last - DAY * ((last.weekday() - 4) % 7)


def of_school_age(today: datetime.date) -> Born:
    """Children who must be at school: from the prescribed day after five to the end of the year of sixteen."""
    prescribed = [datetime.date(year, month, day)
                  for year in (today.year - 1, today.year) for month, day in ((3, 31), (8, 31), (12, 31))]  # fmt: skip
    reached = max(day for day in prescribed if day <= today)
    begun = school_year(today)
    leavers_gone = today > last_friday_in_june(begun.year + 1)
    return Born(years_before(begun, 15 if leavers_gone else 16), years_before(reached, 5))


def of_nursery_age(today: datetime.date) -> Born:
    """Children with a place from the term after three (September, January, April) who need not be at school yet."""
    terms = [datetime.date(year, month, 1) for year in (today.year - 1, today.year) for month in (1, 4, 9)]
    begun = max(day for day in terms if day <= today)
    return Born(of_school_age(today).last + DAY, years_before(begun - DAY, 3))


def expected(kind: str, today: datetime.date, dentist_from: int = 1) -> Born:
    """Whose lack of this counts: doctor for everybody under 18, health visitor under five, and so on."""
    young = years_before(today, 18) + DAY
    return {
        "gp": Born(young, today),
        "dentist": Born(young, years_before(today, dentist_from)),
        "health_visitor": Born(years_before(today, 5) + DAY, today),
        "nursery": of_nursery_age(today),
        "school": of_school_age(today),
        "off_roll": of_school_age(today),
        "excluded": of_school_age(today),
    }[kind]


def holds_until(reason: str, today: datetime.date) -> datetime.date:
    """Until when a reason keeps the gap closed."""
    return today + DAY * STANDS[reason]
