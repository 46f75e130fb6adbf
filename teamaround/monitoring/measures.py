"""Measures defined once: name, sentence, base, source. Pure: rows in, figures out (DUD-08, DER-12, WOR-01)."""

import datetime
import statistics
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

SMALL = 5
"""Counts from 1 to 4 are kept back, and with them one more, so that no remainder gives one away."""

SMOOTHED = 3
"""Each point of a trend counts so many months up to it: one month alone is too few families."""

Help = tuple[datetime.date, datetime.date | None]
"""When a piece of help was opened and, if it was, closed."""


@dataclass(frozen=True)
class Spread:
    """Days to a step: the middle value, between which two half of all lie, over how many. None when too few."""

    base: int
    median: int | None = None
    low: int | None = None
    high: int | None = None


def spread(days: Sequence[int]) -> Spread:
    """Under five children the middle value would tell about one of them: only the base is given (DER-12)."""
    if len(days) < SMALL:
        return Spread(len(days))
    low, middle, high = statistics.quantiles(days, n=4, method="inclusive")
    return Spread(len(days), round(middle), round(low), round(high))


@dataclass(frozen=True)
class Reached:
    """That a child's help reached a step, so many days after the worry."""

    on: datetime.date
    days: int


def reached(starts: Sequence[datetime.date], ends: Sequence[datetime.date | None]) -> list[Reached]:
    """Those that got there; a step before the worry belongs to earlier help."""
    pairs = zip(starts, ends, strict=True)
    return [Reached(end, (end - start).days) for start, end in pairs if end is not None and end >= start]


def trend(steps: Sequence[Reached], months: Sequence[tuple[datetime.date, datetime.date]]) -> list[Spread]:
    """The spread at each month: of the months given as (first day counted, day after the last)."""
    return [spread([step.days for step in steps if begin <= step.on < end]) for begin, end in months]


def open_at(helps: Iterable[Help], day: datetime.date) -> int:
    """How many pieces of help were open at the end of the day before."""
    return sum(opened < day and (closed is None or closed >= day) for opened, closed in helps)


@dataclass(frozen=True)
class Cell:
    """One count of a table: None when it is kept back."""

    name: str
    count: int | None


def kept_back(counts: dict[str, int]) -> list[Cell]:
    """Cells of one table with a known total, small ones kept back so that none can be worked out.

    If exactly one cell would be kept back, or those kept back add up to less than five, the next smallest goes too.
    """
    small = {name for name, count in counts.items() if 0 < count < SMALL}
    rest = sorted((name for name in counts if name not in small and counts[name] > 0), key=lambda name: counts[name])
    while small and rest and (len(small) == 1 or sum(counts[name] for name in small) < SMALL):
        small.add(rest.pop(0))
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return [Cell(name, None if name in small else count) for name, count in ordered]


@dataclass(frozen=True)
class Late:
    """Open actions of an agency or a person, and how many of them are late (DER-11). `several` for a sum."""

    name: str
    open: int
    late: int
    several: int = 0


def late_by(rows: Iterable[tuple[str, bool]]) -> list[Late]:
    """From (name, is late) of every open action; most late first."""
    total: Counter[str] = Counter()
    late: Counter[str] = Counter()
    for name, is_late in rows:
        total[name] += 1
        late[name] += is_late
    found = [Late(name, count, late[name]) for name, count in total.items()]
    return sorted(found, key=lambda row: (-row.late, -row.open, row.name))


def together(rows: Sequence[Late]) -> list[Late]:
    """Those with under five open actions stand together, and never one alone: a remainder would give it away."""
    small = [row for row in rows if row.open < SMALL]
    large = [row for row in rows if row.open >= SMALL]
    while small and large and (len(small) == 1 or sum(row.open for row in small) < SMALL):
        small.append(large.pop(min(range(len(large)), key=lambda place: large[place].open)))
    if not small:
        return large
    return [*large, Late("", sum(row.open for row in small), sum(row.late for row in small), len(small))]


def share(part: int, whole: int) -> int:
    """Percentage, rounded; 0 of nothing is 0."""
    return round(100 * part / whole) if whole else 0


AGES = ((0, 4, "under 5"), (5, 10, "5 to 10"), (11, 15, "11 to 15"), (16, 25, "16 and over"))


def age_band(born: datetime.date | None, today: datetime.date) -> str:
    """The band of a child's age; the unborn are counted with the youngest."""
    if born is None:
        return AGES[0][2]
    years = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    return next((name for low, high, name in AGES if low <= years <= high), AGES[-1][2])


LENGTHS = ((91, "under 3 months"), (182, "3 to 6 months"), (365, "6 months to a year"))


def length_band(opened: datetime.date, today: datetime.date) -> str:
    """How long help has been open."""
    days = (today - opened).days
    return next((name for under, name in LENGTHS if days < under), "over a year")
