"""Colleagues' words as they grow, while somebody writes beside them; without scripts, what came since.

Nothing here writes over what somebody is typing: notes stand in their own place, and what somebody else answered
where there is one answer is told under the box, not put into it.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from teamaround.assessments.models import Answer
from teamaround.assessments.presenters import author_words
from teamaround.assessments.section_page import Opened, cards_of, newest, own, presence_context
from teamaround.instruments.answers import current
from teamaround.instruments.values import in_words
from teamaround.instruments.words import say
from teamaround.kit.dates import time_words
from teamaround.kit.pieces import NoteCard


@dataclass(frozen=True)
class Asked:
    """What the page says of itself: the newest row it shows, the newest when it was opened, its key, the own note that
    is being changed in it."""

    newest: int = 0
    since: int = 0
    page_key: str = ""
    change: str = ""


@dataclass(frozen=True)
class LiveBox:
    """One question as it stands now: notes as cards, or what colleagues answered since."""

    key: str
    notes: bool
    cards: tuple[NoteCard, ...] = ()
    words: tuple[str, ...] = ()


def context(opened: Opened, asked: Asked) -> dict[str, Any]:
    """Who is here; and, where there is something newer than the page shows, every box of the page."""
    now = newest(opened)
    boxes = [_box(opened, asked, question) for question in opened.questions] if now > asked.newest else []
    return presence_context(opened) | {"newest": now, "boxes": boxes}


def _box(opened: Opened, asked: Asked, question: Any) -> LiveBox:
    if question.notes:
        return LiveBox(question.key, True, cards=cards_of(opened, question.key, without=_in_the_box(opened, asked)))
    return LiveBox(
        question.key, False, words=tuple(_told(opened, row) for row in _news(opened, asked.since, question.key))
    )


def _in_the_box(opened: Opened, asked: Asked) -> set[int]:
    """One's own notes that stand in a box of this very page just now."""
    mine = [row for row in opened.rows if own(opened.actor, row)]
    written = {row.pk for row in mine if asked.page_key and row.page_key == asked.page_key}
    return written | {row.pk for row in mine if str(row.pk) == asked.change}


def _news(opened: Opened, since: int, question: str = "") -> list[Answer]:
    """What colleagues gave in this part since then and still stands."""
    here = [row for row in opened.rows if row.section == opened.part.section.key]
    found = [row for row in current(here) if row.pk > since and not own(opened.actor, row)]
    return [row for row in found if not question or row.question == question]


def _told(opened: Opened, row: Answer) -> str:
    values = {"who": author_words(opened.actor, row), "at": time_words(row.given_at), "text": _text(opened, row)}
    return _("%(who)s answered at %(at)s: “%(text)s”. Yours is kept too; if both stay, you choose.") % values


def _text(opened: Opened, row: Answer) -> str:
    place = opened.part.instrument.places.get(row.question)
    if place is None:
        return _("not needed")
    shown = in_words(place[1], row.value, opened.look.audience, opened.look.names)
    rows = ("; ".join(f"{label}: {text}" for label, text in one) for one in shown.rows)
    return shown.text or ", ".join([*shown.items, *rows])


def changes(opened: Opened, *, since: int) -> list[str]:
    """What colleagues wrote in this part since the page was opened, as sentences."""
    return [_change(opened, row) for row in _news(opened, since)]


def _change(opened: Opened, row: Answer) -> str:
    place = opened.part.instrument.places.get(row.question)
    asked = say(place[1].wording, opened.look.audience, opened.look.names) if place else _("the whole part")
    who = author_words(opened.actor, row)
    values = {"who": who, "at": time_words(row.given_at), "question": asked, "text": _text(opened, row)}
    return _("%(who)s, %(at)s, to “%(question)s”: %(text)s") % values
