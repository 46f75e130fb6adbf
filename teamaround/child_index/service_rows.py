"""Rows of the index team's lists, and of the worktray, as plain values."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from teamaround.child_index.models import (
    BeyondMatch,
    Brokering,
    BrokerQuestion,
    Contradiction,
    Gap,
    Involvement,
    Search,
)
from teamaround.kit import clock
from teamaround.kit.dates import lateness, short_day_words
from teamaround.kit.pieces import Link, Status, WorktrayRow


@dataclass(frozen=True)
class Section:
    """A heading with rows, and a sentence where there are none."""

    title: str
    rows: list[WorktrayRow]
    empty: str


def _day(moment: object) -> str:
    return short_day_words(moment, clock.today())  # type: ignore[arg-type]


def contradiction(row: Contradiction) -> WorktrayRow:
    url = reverse("child_index:resolve", kwargs={"contradiction_ref": row.ref})
    who = f"{row.reported_by.name}, {row.reported_by.agency.name}, {_day(row.reported_at)}"
    if row.answered_at is not None:
        lines = (str(row.get_kind_display()), f"{row.get_outcome_display()} ({_day(row.answered_at)})")
        return WorktrayRow(Status("done", _("Answered")), row.child.name, url, lines)
    lines = (str(row.get_kind_display()), who)
    return WorktrayRow(Status("soon", _("Answer")), row.child.name, url, lines, Link(_("Answer"), url))


def brokering(row: Brokering) -> WorktrayRow:
    url = reverse("child_index:broker_one", kwargs={"brokering_ref": row.ref})
    kind, words = lateness(row.answer_by, clock.today())
    lines = (f"{row.asked_by.name}, {row.asked_by.agency.name}",)
    return WorktrayRow(Status(kind, words), row.child.name, url, lines, Link(_("Open"), url))


def service_words(row: Involvement) -> str:
    """A hidden service for its broker."""
    parts = (row.agency.name, row.worker_name, row.telephone or row.agency.telephone)
    return ", ".join(part for part in parts if part)


@dataclass(frozen=True)
class Asked:
    """What one service was asked and answered."""

    name: str
    status: Status
    words: str


def question(row: BrokerQuestion) -> Asked:
    name = ", ".join(part for part in (row.to_agency.name, row.to_post.name if row.to_post else "") if part)
    if row.answered_at is None:
        return Asked(name, Status("soon", _("No answer yet")), _("Asked %(day)s") % {"day": _day(row.asked_at)})
    kind = "neutral" if row.answer == BrokerQuestion.Answer.NO else "good"
    return Asked(name, Status(kind, str(row.get_answer_display())), row.words)


def search_from_here(row: Search, authorities: list[str]) -> WorktrayRow:
    """Somebody of this authority looked elsewhere."""
    found = ", ".join(authorities) or _("No entry was shown")
    who = f"{row.post.name}, {row.post.agency.name}"
    lines = (f"{row.get_reason_display()}, {_day(row.at)}", found)
    return WorktrayRow(Status("neutral", _("Looked")), who, reverse("child_index:beyond"), lines)


def search_to_here(row: BeyondMatch) -> WorktrayRow:
    """Somebody of another authority looked for a child of this one."""
    url = reverse("child_index:from_elsewhere", kwargs={"match_ref": row.ref})
    post = row.search.post
    told = _("They know that there is an entry") if row.shown else _("They were told nothing: the child is protected")
    lines = (f"{post.name}, {post.agency.name}, {post.agency.authority.name}", told)
    if row.asked_at is not None and row.answered_at is None:
        return WorktrayRow(Status("soon", _("Asks you")), row.child.name, url, lines, Link(_("Answer"), url))
    status = Status("neutral", _("Seen")) if row.seen_at else Status("soon", _("New"))
    return WorktrayRow(status, row.child.name, url, lines, Link(_("Open"), url))


def gap(row: Gap) -> WorktrayRow:
    """One gap with whoever sees to it."""
    url = reverse("child_index:gap", kwargs={"gap_ref": row.ref})
    owner = row.owner.name if row.owner else ""
    agency = row.owner_agency.name if row.owner_agency else _("the index team")
    who = _("%(name)s sees to it") % {"name": owner} if owner else _("Nobody yet, at %(agency)s") % {"agency": agency}
    since = _("since %(day)s") % {"day": _day(row.since)}
    status = Status("under_way", _("Seen to")) if owner else Status("soon", _("Nobody yet"))
    return WorktrayRow(status, row.child.name, url, (f"{row.get_kind_display()}, {since}", who), Link(_("Open"), url))
