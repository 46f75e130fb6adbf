"""Puts together what the packages offer for one person's worktray, and the words round it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from teamaround.access import registry
from teamaround.access.actor import Actor
from teamaround.access.rules import decide
from teamaround.kit import clock
from teamaround.kit.pieces import Link, Status, WorktrayRow
from teamaround.notifications import worktray
from teamaround.notifications.worktray import ChildCard, Group, SideCard, WorktrayItem


@dataclass(frozen=True)
class Heading:
    """One group of rows with its heading; an empty one stays and says something kind."""

    key: str
    title: str
    note: str
    rows: list[WorktrayItem]
    empty: str
    first: WorktrayItem | None = None
    """The very first row of the page: its button alone is filled."""

    @property
    def drawn(self) -> list[WorktrayRow]:
        """The rows as the kit draws them."""
        return [_drawn(row, row is self.first) for row in self.rows]


@dataclass(frozen=True)
class Tray:
    """Everything on the worktray of one person."""

    greeting: str
    today: date
    waits: str
    first_takes: str
    groups: list[Heading]
    children: list[ChildCard]
    sides: list[SideCard]
    to_do: int
    unfit: str

    @property
    def child_ids(self) -> set[int]:
        """Children whose names are on the page, for the event of the look."""
        shown: list[WorktrayItem | ChildCard | SideCard] = [*self.children, *self.sides]
        shown += [row for group in self.groups for row in group.rows]
        return {child for part in shown for child in part.child_ids}


def compose(actor: Actor) -> Tray:
    """Ask every package once."""
    rows = worktray.rows(actor)
    today = [row for row in rows if row.group is Group.TODAY]
    this_week = any(row.group is Group.THIS_WEEK for row in rows)
    return Tray(
        greeting=greeting(actor.name),
        today=clock.today(),
        waits=waits(len(today), this_week),
        first_takes=first_takes(today),
        groups=_groups(rows),
        children=worktray.children(actor),
        sides=worktray.sides(actor),
        to_do=len(today),
        unfit="" if actor.fit else actor.unfit_because,
    )


def greeting(name: str) -> str:
    """By the time of day in England."""
    first = {"name": name.split(" ")[0]}
    hour = clock.now().astimezone(clock.LONDON).hour
    if hour < 12:
        return _("Good morning, %(name)s") % first
    return (_("Good afternoon, %(name)s") if hour < 18 else _("Good evening, %(name)s")) % first


def waits(today: int, this_week: bool) -> str:
    """One sentence for how much waits; small numbers in words."""
    if today:
        words = ngettext("%(number)s thing waits for you", "%(number)s things wait for you", today)
        return words % {"number": number_word(today)}
    if this_week:
        return _("Nothing waits for you today; there is something for later this week")
    return _("Nothing waits for you")


def number_word(number: int) -> str:
    words = [_("No"), _("One"), _("Two"), _("Three"), _("Four"), _("Five"), _("Six"), _("Seven"), _("Eight"), _("Nine")]
    return words[number] if number < len(words) else str(number)


def first_takes(today: list[WorktrayItem]) -> str:
    if not today or today[0].minutes is None:
        return ""
    minutes = today[0].minutes
    words = ngettext(
        "the first will take about %(minutes)s minute", "the first will take about %(minutes)s minutes", minutes
    )
    return words % {"minutes": number_word(minutes).lower()}


def _groups(rows: list[WorktrayItem]) -> list[Heading]:
    later = any(row.group is Group.LATER for row in rows)
    return [
        _heading(Group.TODAY, _("Today"), rows, _("Nothing for today. A good moment to ring a family."), _most_urgent),
        _heading(Group.THIS_WEEK, _("This week"), rows, _("Nothing else falls due in the next seven days."), _plain),
        *([_heading(Group.LATER, _("Later"), rows, "", _plain)] if later else []),
        _heading(Group.WAITING, _("Waiting for others"), rows, _("You are not waiting for anybody."), _nothing_to_do),
    ]


def _heading(group: Group, title: str, rows: list[WorktrayItem], empty: str, note: Callable[[int], str]) -> Heading:
    mine = [row for row in rows if row.group is group]
    first = next((row for wanted in Group for row in rows if row.group is wanted), None)
    return Heading(str(group), title, note(len(mine)) if mine else "", mine, empty, first)


def _drawn(row: WorktrayItem, main: bool) -> WorktrayRow:
    button = Link(row.button, row.button_url or row.url, about=row.title) if row.button else None
    kind = {"plain": "neutral", "outline": "day"}.get(row.tag, row.tag)
    return WorktrayRow(Status(kind, row.tag_word), row.title, row.url, row.lines, button, main)


def _plain(number: int) -> str:
    return ngettext("%(number)s thing", "%(number)s things", number) % {"number": number}


def _most_urgent(number: int) -> str:
    return _("%(things)s, most urgent first") % {"things": _plain(number)} if number > 1 else _plain(number)


def _nothing_to_do(number: int) -> str:
    return _("%(things)s, nothing to do yet") % {"things": _plain(number)}


def quick_ways(actor: Actor) -> list[dict[str, str]]:
    """The two ways in that are used most, where the post may take them."""
    ways = (
        (_("Note a worry about a child"), "episodes:note_concern", "episodes.note_concern"),
        (_("I am working with a child"), "child_index:search", "child_index.search"),
    )
    return [
        {"text": text, "url": url}
        for text, page, action in ways
        if decide(registry.get(action), actor, frozenset()).allowed and (url := _address(page))
    ]


def _address(page: str) -> str:
    try:
        return reverse(page)
    except NoReverseMatch:
        return ""
