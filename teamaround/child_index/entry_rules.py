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


def scope_word(*, covers: str, why: str, reason: str = "") -> str:
    """May a child be added under the scope: "fits", "ask" (the question was not answered) or "outside"?

    Where every resident is covered, or nobody has decided yet, everybody fits. A safety worry is never turned away, and
    nobody is asked about one first.
    """
    if covers != "helped" or reason == "safeguarding" or why in FITS:
        return "fits"
    return "outside" if why else "ask"


FITS = ("works", "begins", "safety")
"""Answers with which a child stands in an index of those whom a service helps (issue 3 item 1)."""

BEST_FIRST = {
    "name": ("document", "delivery:birth_registrations", "family", "child", "delivery", "agency", "index"),
    "birth": ("document", "delivery:birth_registrations", "delivery:gp_list", "delivery", "family", "agency", "index"),
    "address": ("family", "child", "document", "agency", "delivery", "index"),
}
"""Which source is believed before which, by field: a paper that was seen and a registrar before what was said of a name
or a birth, the family before a list of where they live (issue 3 item 1: source priority). Unknown ones come last."""

Source = tuple[str, datetime.date]


def source_rank(field: str, source: str) -> int:
    """The place of a source for a field, lowest first. A delivery without a place of its own counts as a delivery."""
    order = BEST_FIRST[field]
    kind = source.partition(":")[0]
    return next((order.index(name) for name in (source, kind) if name in order), len(order))


def source_wins(field: str, new: Source, held: Source | None) -> str:
    """Why what is told is shown before what is held: "first", "source" or "newer"; "" when it is not."""
    if held is None:
        return "first"
    mine, theirs = source_rank(field, new[0]), source_rank(field, held[0])
    if mine < theirs:
        return "source"
    return "newer" if mine == theirs and new[1] > held[1] else ""
