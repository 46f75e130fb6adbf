"""Pure decisions of the index: pairs that may be one child, and searching that looks like leafing through it."""

import datetime
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

PAIRS = {
    ("waiting", "same"): "same",
    ("waiting", "different"): "different",
    ("waiting", "unsure"): "unsure",
    ("unsure", "same"): "same",
    ("unsure", "different"): "different",
    ("unsure", "unsure"): "unsure",
    ("same", "undo"): "waiting",
    ("different", "look_again"): "waiting",
}
"""Pairs that may be one child (design.md 8): state and verb, then the next state; no line, not allowed."""


def pair_after(state: str, verb: str) -> str:
    """Where a pair stands after a decision, or "" when the pair does not allow it now."""
    return PAIRS.get((state, verb), "")


@dataclass(frozen=True)
class Side:
    """One of two records that are to be joined."""

    child_id: int
    held: bool
    people: int
    entered_at: datetime.datetime


def record_that_stays(a: Side, b: Side) -> int:
    """A held record never stays; then the one that more people work with; then the older one (design.md 8)."""
    return min(a, b, key=lambda side: (side.held, -side.people, side.entered_at, side.child_id)).child_id


@dataclass(frozen=True)
class Looked:
    """One search of one person: for whom, where, and whether anything that it showed was opened or used."""

    at: datetime.datetime
    family: str
    given: str
    street: str
    place: str
    opened: bool


RETRY = datetime.timedelta(minutes=15)
"""Another spelling of the same child within this time belongs to the search that was opened in the end."""

MOST_UNOPENED, MOST_OF_ONE_SURNAME, MOST_IN_ONE_STREET, MOST_OF_ONE_CLASS = 14, 6, 4, 9
UNOPENED_SHARE = 0.65
"""Alarms need a number and a share, so that busy people who use what they find are left alone (DUD-27)."""

UNOPENED, SURNAMES, STREET, CLASS = "unopened", "surnames", "street", "class"


def what_stands_out(searches: Sequence[Looked], *, allowance: int = 1) -> str:
    """One word for searching that looks like leafing through the index, "" when nothing does (issue 3 item 3).

    `allowance` multiplies the numbers, for those whose work is the index itself.
    """
    left = [not used for used in _used(searches)]
    if _too_many(left, MOST_UNOPENED * allowance):
        return UNOPENED
    for word, of, who, most in GROUPS:
        groups: dict[str, dict[str, bool]] = defaultdict(dict)
        for search, unused in zip(searches, left, strict=True):
            if of(search):
                group = groups[of(search)]
                group[who(search)] = group.get(who(search), True) and unused
        if any(_too_many(list(group.values()), most * allowance) for group in groups.values()):
            return word
    return ""


GROUPS: tuple[tuple[str, Callable[[Looked], str], Callable[[Looked], str], int], ...] = (
    (SURNAMES, lambda search: search.family, lambda search: search.given, MOST_OF_ONE_SURNAME),
    (STREET, lambda search: search.street, lambda search: search.family, MOST_IN_ONE_STREET),
    (CLASS, lambda search: search.place, lambda search: f"{search.given} {search.family}", MOST_OF_ONE_CLASS),
)
"""Word, what makes a group, who counts once in it, and how many unopened ones are too many."""


def _too_many(left: Sequence[bool], most: int) -> bool:
    unopened = sum(left)
    return unopened >= most and unopened >= UNOPENED_SHARE * len(left)


def _used(searches: Sequence[Looked]) -> list[bool]:
    """Whether each search was opened, or was a first try for one that was."""
    return [
        search.opened
        or any(
            other.opened and datetime.timedelta() <= other.at - search.at <= RETRY and _same_child(search, other)
            for other in searches
        )
        for search in searches
    ]


def _same_child(search: Looked, other: Looked) -> bool:
    """Neighbours and classmates are other children: only a name ties a first try to the search that was opened."""
    pairs = ((search.family, other.family), (search.given, other.given))
    return any(mine and mine == theirs for mine, theirs in pairs)


def next_step(step: str, pattern: str) -> str:
    """What happens to somebody's searching: "go_on", "ask" or "pause".

    First a question on the screen; if the same goes on after the answer, a pause until a reviewer has looked.
    A question that is not answered yet stays, and a pause stays until it is lifted.
    """
    if step in {"asked", "paused"}:
        return {"asked": "ask", "paused": "pause"}[step]
    if not pattern:
        return "go_on"
    return "pause" if step == "answered" else "ask"


def brokered_word(*, agreed: bool, answer_by: datetime.date, today: datetime.date) -> str:
    """What whoever wants to reach a hidden service is told: "told", "waiting" or "nothing" (DUD-23).

    No such service, a refusal and silence all read "waiting" until the same day and "nothing" from then on.
    """
    if agreed:
        return "told"
    return "waiting" if today < answer_by else "nothing"
