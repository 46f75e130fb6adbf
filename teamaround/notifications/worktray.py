"""What waits for whom: packages register who offers rows, cards and side notes; `desks` puts them together.

A provider is a function `provider(actor)` that returns a list. It is registered in the AppConfig of the
package that owns the matter and asks the database at most twice. A provider shows an actor only what
the actor may see: the list filter is `engine.child_ids`, as everywhere.
"""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from teamaround.access.actor import Actor
from teamaround.kit import clock
from teamaround.kit.pieces import Link

WEEK = datetime.timedelta(days=7)


class Group(StrEnum):
    """The headings of the worktray, in their order."""

    TODAY = "today"
    THIS_WEEK = "this_week"
    LATER = "later"
    WAITING = "waiting"


class Urgency(IntEnum):
    """Most urgent first, whoever sent it."""

    SAFEGUARDING = 0
    LATE = 10
    ANSWER_TODAY = 20
    ANSWER_SOON = 30
    DUE = 40
    GO_ON = 50
    LOOK_AGAIN = 60
    FOR_INFORMATION = 70


@dataclass(frozen=True)
class WorktrayItem:
    """One row: what to do, about whom, and the button that does it."""

    group: Group
    urgency: Urgency
    tag: str
    """Kind of status for the tag: late, soon, done, plain, outline."""
    tag_word: str
    title: str
    url: str
    lines: tuple[str, ...] = ()
    button: str = ""
    due: datetime.date | None = None
    button_url: str = ""
    minutes: int | None = None
    child_ids: tuple[int, ...] = ()

    @property
    def place(self) -> tuple[int, datetime.date, str]:
        """Sorts within a group."""
        return (int(self.urgency), self.due or datetime.date.max, self.title)


@dataclass(frozen=True)
class ChildCard:
    """One child I lead, with one sentence on how it stands."""

    initials: str
    title: str
    url: str
    sentence: str
    child_ids: tuple[int, ...] = ()
    due: datetime.date | None = None


@dataclass(frozen=True)
class SideCard:
    """Something beside the list: the next meeting, good news."""

    title: str
    lines: tuple[str, ...]
    url: str = ""
    link: str = ""
    strong: str = ""
    tone: str = "plain"
    """plain or good."""
    order: int = 50
    child_ids: tuple[int, ...] = ()
    taps: tuple[Link, ...] = ()
    """Answers given with one tap: each a form of one button."""


Rows = Callable[[Actor], Iterable[WorktrayItem]]
Cards = Callable[[Actor], Iterable[ChildCard]]
Sides = Callable[[Actor], Iterable[SideCard]]

_rows: dict[str, Rows] = {}
_cards: dict[str, Cards] = {}
_sides: dict[str, Sides] = {}


def register_rows(name: str, provider: Rows) -> None:
    """Offer rows of the worktray. `name` is "package.matter"; a second registration of a name replaces the first."""
    _rows[name] = provider


def register_children(name: str, provider: Cards) -> None:
    """Offer cards for "Children I lead"."""
    _cards[name] = provider


def register_side(name: str, provider: Sides) -> None:
    """Offer cards beside the list."""
    _sides[name] = provider


def rows(actor: Actor) -> list[WorktrayItem]:
    """Every row for this actor, most urgent first within its group. Nobody unfit is offered anything."""
    offered = [row for provider in _rows.values() for row in provider(actor)] if actor.fit else []
    return sorted(offered, key=lambda row: row.place)


def children(actor: Actor) -> list[ChildCard]:
    """Children this actor leads: whose next date is nearest comes first."""
    offered = [card for provider in _cards.values() for card in provider(actor)] if actor.fit else []
    return sorted(offered, key=lambda card: (card.due or datetime.date.max, card.title))


def sides(actor: Actor) -> list[SideCard]:
    offered = [card for provider in _sides.values() for card in provider(actor)] if actor.fit else []
    return sorted(offered, key=lambda card: card.order)


def group_for(due: datetime.date | None) -> Group:
    """Today when due or late, this week within seven days, else later."""
    today = clock.today()
    if due is None or due <= today:
        return Group.TODAY
    return Group.THIS_WEEK if due <= today + WEEK else Group.LATER
