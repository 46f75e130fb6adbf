"""Pieces of the plan for the pages: lanes, rows, offers."""

import datetime
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils import dateformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from teamaround.kit import clock
from teamaround.kit.dates import short_day_words
from teamaround.kit.forms import new_submission_key
from teamaround.kit.pieces import ActionRow, Link, NeedLane, OfferStrip, Status
from teamaround.plans import rules
from teamaround.plans.models import Action, Offer, Reading, Review, ReviewComment, ReviewLine
from teamaround.plans.queries import NeedRow
from teamaround.plans.reviews import REVIEW

OFFER_KINDS = {
    "offered": "offered",
    "accepted": "under_way",
    "started": "done",
    "not_started": "late",
    "stopped": "neutral",
}
PROGRESS = (
    ("done", gettext_lazy("It is done"), True),
    ("under_way", gettext_lazy("It is under way"), False),
    ("to_do", gettext_lazy("Not begun yet"), False),
    ("dropped", gettext_lazy("No longer needed"), False),
)
"""State, words of its button, whether it is the main one: one press says how an action went (experience.md)."""
AGREEMENT_WORDS = {
    "nobody asked": gettext_lazy("nobody asked"),
    "agreed": gettext_lazy("agreed"),
    "agreed in part": gettext_lazy("agreed in part"),
    "not agreed": gettext_lazy("not agreed"),
}


def _timing(action: Action, today: datetime.date) -> str:
    return rules.timing(state=action.state, due_on=action.due_on, today=today)


@dataclass(frozen=True)
class May:
    """What this reader may do with this plan now."""

    change: bool = False
    progress: bool = False
    answer: bool = False


def lane(row: NeedRow, number: int, of: int, may: May) -> NeedLane:
    """One need with its actions and offers, as kit/need_lane.html shows it; `number` of `of` in the family's order."""
    today = clock.today()
    who = ", ".join(child.first_name for child in row.children)
    return NeedLane(
        rank=number,
        words=row.need.words,
        whose=_("%(whose)s words.") % {"whose": row.need.whose_words},
        kind_words=" · ".join(part for part in (row.area, who) if part),
        first=row.first.value if row.first else None,
        now=row.now.value if row.now else None,
        then=_("in %(month)s") % {"month": dateformat.format(row.first.on, "F")} if row.first else "",
        actions=tuple(action_row(action, today, may) for action in row.actions),
        offers=tuple(offer_strip(offer, may) for offer in row.offers),
        links=_need_links(row, number, of) if may.change else (),
        status=_met(row, today),
        key=f"need-{row.need.ref}",
        head=number == 1 and bool(row.actions),
    )


def _met(row: NeedRow, today: datetime.date) -> Status | None:
    if row.need.met_on is None:
        return None
    return Status("done", _("Met on %(day)s") % {"day": short_day_words(row.need.met_on, today)})


def _need_links(row: NeedRow, number: int, of: int) -> tuple[Link, ...]:
    """Moving up is not offered at the top, moving down not at the bottom."""
    ref = {"need_ref": row.need.ref}
    about = row.need.words
    links = [
        Link(_("Add an action"), reverse("plans:add_action", kwargs=ref), about=about),
        Link(_("Add an offer"), reverse("plans:add_offer", kwargs=ref), about=about),
        Link(_("Change"), reverse("plans:change_need", kwargs=ref), about=about),
    ]
    rank, key = reverse("plans:rank", kwargs=ref), ("submission_key", new_submission_key())
    if number > 1:
        links.append(Link(_("Move up"), rank, post=True, fields=(("step", "-1"), key), about=about))
    if number < of:
        links.append(Link(_("Move down"), rank, post=True, fields=(("step", "1"), key), about=about))
    return tuple(links)


def action_row(action: Action, today: datetime.date, may: May) -> ActionRow:
    """One action; a late one names the agency that answers for it."""
    word = _timing(action, today)
    owner = action.owner_post.name if action.owner_post else action.owner_person.first_name  # type: ignore[union-attr]
    initials = action.owner_post.practitioner.initials if action.owner_post else owner[:1]
    ref = {"action_ref": action.ref}
    links = []
    if may.progress and action.state in rules.OPEN_STATES:
        links.append(Link(_("Say how it went"), reverse("plans:progress", kwargs=ref), about=action.what))
    if may.change and action.state in rules.OPEN_STATES:
        links.append(Link(_("Change"), reverse("plans:change_action", kwargs=ref), about=action.what))
        links.append(Link(_("Ask a service"), reverse("referrals:for_action", kwargs=ref), about=action.what))
    return ActionRow(
        what=action.what,
        purpose=_purpose(action, getattr(action, "last_words", "") or ""),
        owner=owner,
        agency=action.agency.name,
        agency_kind=action.agency.kind,
        initials=initials,
        status=_status(word, action, today),
        date=_date(action, word, today),
        links=tuple(links),
        key=f"action-{action.ref}",
    )


def _purpose(action: Action, newest: str) -> str:
    so_that = _("So that %(outcome)s") % {"outcome": action.outcome}
    if not newest:
        return so_that
    return _("%(so_that)s. Last heard: %(words)s") % {"so_that": so_that.rstrip("."), "words": newest}


def _status(word: str, action: Action, today: datetime.date) -> Status:
    if word == "late":
        days = (today - action.due_on).days
        return Status("late", ngettext("%(count)d day late", "%(count)d days late", days) % {"count": days})
    if word == "done":
        return Status("done", _("Done"))
    if word == "dropped":
        return Status("neutral", _("No longer needed"))
    if word == "today":
        return Status("soon", _("Due today"))
    return Status("under_way", _("Under way")) if action.state == "under_way" else Status("offered", _("To do"))


def _date(action: Action, word: str, today: datetime.date) -> str:
    if word == "done" and action.done_on is not None:
        return _("on %(day)s") % {"day": short_day_words(action.done_on, today)}
    by = _("by %(day)s") % {"day": short_day_words(action.due_on, today)}
    if word != "late":
        return by
    number = action.agency.telephone
    words = _("%(by)s. %(agency)s answers for it, %(number)s.") if number else _("%(by)s. %(agency)s answers for it.")
    return words % {"by": by, "agency": action.agency.name, "number": number}


def offer_strip(offer: Offer, may: May) -> OfferStrip:
    """One offer with its state and the family's answer with its day."""
    today = clock.today()
    answer = ""
    if offer.family_answer and offer.family_answered_on:
        answer = _("The family says: %(answer)s (%(day)s).") % {
            "answer": str(offer.get_family_answer_display()).lower(),
            "day": short_day_words(offer.family_answered_on, today),
        }
    links = (Link(_("Say how it stands"), reverse("plans:offer", kwargs={"offer_ref": offer.ref}), about=offer.what),)
    return OfferStrip(
        what=_offered(offer),
        status=Status(OFFER_KINDS[offer.state], offer.get_state_display()),
        answer=answer or _("The family has not answered yet."),
        links=links if may.change or may.answer else (),
    )


def _offered(offer: Offer) -> str:
    """What is offered and by whom; the agency is not said twice."""
    if offer.agency.name.lower() in offer.what.lower() or _names_agency(offer):
        return offer.what
    return _("%(what)s, %(agency)s") % {"what": offer.what, "agency": offer.agency.name}


def _names_agency(offer: Offer) -> bool:
    """Whether the last part says the agency by a shorter name: "…, Family Friends" of Family Friends Marlbeck."""
    last = offer.what.rpartition(", ")[2].strip().lower()
    return " " in last and offer.agency.name.lower().startswith(last)


def summary(rows: list[NeedRow]) -> str:
    """How the plan stands in one sentence: "6 actions: 2 done, 3 still to do, 1 late"."""
    today = clock.today()
    words = [word for row in rows for action in row.actions if (word := _timing(action, today)) != "dropped"]
    if not words:
        return ""
    done, late = words.count("done"), words.count("late")
    total = ngettext("%(count)d action", "%(count)d actions", len(words)) % {"count": len(words)}
    parts = [_("%(count)d done") % {"count": done}, _("%(count)d still to do") % {"count": len(words) - done - late}]
    if late:
        parts.append(_("%(count)d late") % {"count": late})
    return _("%(total)s: %(parts)s.") % {"total": total, "parts": ", ".join(parts)}


def late_agencies(rows: list[NeedRow]) -> str:
    """Which agencies answer for what is late, most first (DER-11)."""
    today = clock.today()
    late = Counter(action.agency.name for row in rows for action in row.actions if _timing(action, today) == "late")
    return ", ".join(f"{name} ({count})" for name, count in late.most_common())


@dataclass(frozen=True)
class Moved:
    """One line of a review: the need, where its scale went, what was said, and whether it was met."""

    words: str
    status: Status
    said: str


@dataclass(frozen=True)
class Reviewed:
    """A review with its lines, for the page and for paper."""

    review: Review
    lines: list[Moved]
    voices: list[tuple[str, str, str, bool]]


def reviews(found: Iterable[Review], rows: list[NeedRow]) -> list[Reviewed]:
    """Each review with where every need went."""
    readings = {row.need.pk: row.readings for row in rows}
    return [
        Reviewed(
            one,
            [moved(line, readings.get(line.need_id, []), one.held_on) for line in one.lines.all()],
            [voice(comment) for comment in one.comments.all()],
        )
        for one in found
    ]


MOVED_KINDS = {"up": "good", "down": "late", "same": "neutral", "not read": "neutral"}


def moved(line: ReviewLine, readings: list[Reading], held_on: datetime.date) -> Moved:
    """The scale at this review against the reading before it."""
    before = [row for row in readings if row.on < held_on or (row.on == held_on and row.said_by != REVIEW)]
    first = before[-1].value if before else None
    word = rules.moved_on_scale(first, line.scale)
    sentences = {
        "up": _("Up from %(first)s to %(now)s"),
        "down": _("Down from %(first)s to %(now)s"),
        "same": _("Has not moved: %(now)s"),
        "not read": _("Now %(now)s") if line.scale is not None else _("No place given"),
    }
    status = Status(MOVED_KINDS[word], sentences[word] % {"first": first, "now": line.scale})
    return Moved(line.need.words, Status("done", _("Met")) if line.met else status, line.words)


def voice(comment: ReviewComment) -> tuple[str, str, str, bool]:
    """Who spoke at a review, that it was there, the words or why there are none, and whether they are words."""
    name = comment.episode.child.first_name
    who = name if comment.whose == "child" else _("Parents of %(name)s") % {"name": name}
    words = comment.words or str(rules.WHY_NO_WORDS.get(comment.why_none, _("No words")))
    return who, _("at the review"), words, bool(comment.words)
