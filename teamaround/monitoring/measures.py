"""Measures defined once: name, sentence, base, source. Pure: rows in, figures out (DUD-08, DER-12, WOR-01)."""

import datetime
import statistics
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

SMALL = 5
"""Counts from 1 to 4 are kept back, and with them one more, so that no remainder gives one away."""


@dataclass(frozen=True)
class Times:
    """Days from the worry to a step, over those that got there."""

    reached: int
    of: int
    median: int | None


def days_to(starts: Sequence[datetime.date], ends: Sequence[datetime.date | None]) -> Times:
    """Median days over the episodes that reached the step; the base says how many did (DER-12)."""
    taken = [max(0, (end - start).days) for start, end in zip(starts, ends, strict=True) if end is not None]
    return Times(len(taken), len(starts), round(statistics.median(taken)) if taken else None)


@dataclass(frozen=True)
class Cell:
    """One count of a table: None when it is kept back."""

    name: str
    count: int | None

    @property
    def words(self) -> str:
        return "under 5" if self.count is None else str(self.count)


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
class AgencyLate:
    """Open actions of an agency and how many of them are late (DER-11)."""

    agency: str
    open: int
    late: int


def late_by_agency(rows: Iterable[tuple[str, bool]]) -> list[AgencyLate]:
    """From (agency, is late) of every open action; most late first."""
    total: Counter[str] = Counter()
    late: Counter[str] = Counter()
    for agency, is_late in rows:
        total[agency] += 1
        late[agency] += is_late
    found = [AgencyLate(agency, count, late[agency]) for agency, count in total.items()]
    return sorted(found, key=lambda row: (-row.late, -row.open, row.agency))


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
