"""Pure: moves between authorities, when an entry goes into the archive, when its words are destroyed, the scope."""

import datetime
from dataclasses import dataclass
from enum import StrEnum

TRANSFERS = {
    # (state, verb): next state. The side that does it: "here" is responsible now, "there" is the other authority.
    ("", "ask"): ("asked", "here"),
    ("", "offer"): ("offered", "here"),
    ("asked", "offer"): ("offered", "here"),
    ("asked", "withdraw"): ("withdrawn", "here"),
    ("offered", "withdraw"): ("withdrawn", "here"),
    ("offered", "agree"): ("agreed", "there"),
    ("offered", "refuse"): ("refused", "there"),
}
"""A child moves by agreement of both authorities (DUD-20; facts.md c, C2): state and verb, then next state and side."""


def transfer_after(state: str, verb: str) -> str:
    """Where a move stands after a verb, or "" when it cannot be done now."""
    return TRANSFERS.get((state, verb), ("", ""))[0]


GROWN_UP, OLDEST = 18, 25
"""An entry runs to 18; with consent to 25 for care leavers and disabled young people (facts.md c, C20)."""
KEPT_AFTER_DEATH = 1
"""Years (facts.md c, C20)."""
KEPT_AFTER_LEAVING = 3
"""Years for which somebody who left England is expected back (facts.md c, C4)."""
ARCHIVE_YEARS = 6
"""Years in the archive, by the Limitation Act's reasoning (facts.md c, C20 and C26)."""
REACHABLE = 1
"""Years for which the index team may still look into the archive; then only the reviewer (facts.md c, C20)."""


class Stop(StrEnum):
    """What keeps an entry from being archived or destroyed."""

    HELP = "help"
    HOLD = "hold"


@dataclass(frozen=True)
class Life:
    """What decides how long an entry is kept."""

    born: datetime.date | None = None
    died_on: datetime.date | None = None
    left_on: datetime.date | None = None
    stays_until: datetime.date | None = None


def years_after(day: datetime.date, years: int) -> datetime.date:
    """The same day that many years later; of a 29 February the day after."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return datetime.date(day.year + years, 3, 1)


def archive_due(life: Life) -> tuple[datetime.date, str] | None:
    """The first day on which the entry goes into the archive and the word why, or None while nothing is known."""
    days = []
    if life.died_on is not None:
        return years_after(life.died_on, KEPT_AFTER_DEATH), "death"
    if life.left_on is not None:
        days.append((years_after(life.left_on, KEPT_AFTER_LEAVING), "left"))
    if life.born is not None:
        days.append((_grown_up(life.born, life.stays_until), "age"))
    return min(days) if days else None


def _grown_up(born: datetime.date, stays_until: datetime.date | None) -> datetime.date:
    at_18, at_25 = years_after(born, GROWN_UP), years_after(born, OLDEST)
    return at_18 if stays_until is None else max(at_18, min(stays_until, at_25))


def purge_day(archived_on: datetime.date) -> datetime.date:
    """When the words of an archived entry are destroyed."""
    return years_after(archived_on, ARCHIVE_YEARS)


def stop_word(*, open_help: bool, on_hold: bool) -> str:
    """Nobody who is being helped or is under a legal hold is archived or destroyed (issue 3 items 1 and 8)."""
    if on_hold:
        return Stop.HOLD
    return Stop.HELP if open_help else ""


def scope_word(*, covers: str, reason: str, works_with: bool) -> str:
    """May a child be added under the scope: "fits", "ask" or "outside"? A safeguarding concern is never turned away.

    "" covers nothing yet: where nobody has decided, everybody fits, and the index team is told to decide.
    """
    if covers != "helped" or reason == "safeguarding" or works_with:
        return "fits"
    return "ask" if reason in {"worry", "asked", "working"} else "outside"
