"""The whole of an assessment laid out for a template or a paper: plain values, nothing to work out."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from teamaround.access.actor import Actor
from teamaround.assessments.models import Answer, Assessment
from teamaround.assessments.presenters import author_words, card, source_words
from teamaround.assessments.standing import names_of
from teamaround.instruments.rendering import ReadEntry, Reading
from teamaround.kit import clock
from teamaround.kit.dates import short_day_words
from teamaround.kit.pieces import NoteCard


@dataclass(frozen=True)
class ShownEntry:
    """One answer: text or lines, who gave it, on what footing; `note` is its card, for a note."""

    text: str
    lines: tuple[str, ...]
    byline: str
    source: str
    note: NoteCard | None = None


@dataclass(frozen=True)
class ShownQuestion:
    """A question with all that stands under it."""

    wording: str
    entries: tuple[ShownEntry, ...]


@dataclass(frozen=True)
class ShownPart:
    """A section; without questions it was not needed."""

    key: str
    title: str
    questions: tuple[ShownQuestion, ...]


@dataclass(frozen=True)
class ShownGroup:
    """Parts under one heading."""

    title: str
    sections: tuple[ShownPart, ...]


Draw = Callable[[ReadEntry[Any]], ShownEntry]


def _laid_out(reading: Reading[Any], draw: Draw) -> list[ShownGroup]:
    return [
        ShownGroup(
            group.title,
            tuple(
                ShownPart(
                    section.key,
                    section.title,
                    tuple(
                        ShownQuestion(question.wording, tuple(draw(entry) for entry in question.entries))
                        for question in section.questions
                    ),
                )
                for section in group.sections
            ),
        )
        for group in reading.groups
    ]


def _lines(entry: ReadEntry[Any]) -> tuple[str, ...]:
    rows = ("; ".join(f"{_asked(label)} {words}" for label, words in row) for row in entry.shown.rows)
    return (*entry.shown.items, *rows)


def _asked(label: str) -> str:
    """A question keeps its question mark; other labels have a colon."""
    return label if label.endswith("?") else f"{label}:"


def for_practitioners(actor: Actor, assessment: Assessment, reading: Reading[Any]) -> list[ShownGroup]:
    """Notes as cards; under other answers who gave them and when. Sides that differ are both there, and say so."""
    names = names_of(assessment)

    def draw(entry: ReadEntry[Any]) -> ShownEntry:
        row = entry.row
        differs = _("Stands against another answer. ") if entry.in_conflict else ""
        source = source_words(row, names) if row.source else ""
        return ShownEntry(
            text=entry.shown.text,
            lines=_lines(entry),
            byline=differs + _byline(actor, row),
            source=source,
            note=card(actor, row, names, text=entry.shown.text) if row.source else None,
        )

    return _laid_out(reading, draw)


def _byline(actor: Actor, row: Answer) -> str:
    day = short_day_words(row.given_at, clock.today())
    return _("%(name)s, %(day)s") % {"name": author_words(actor, row), "day": day}


def for_family(assessment: Assessment, reading: Reading[Any]) -> list[ShownGroup]:
    """Names in place of jobs; no marks, no codes."""
    names = names_of(assessment)

    def draw(entry: ReadEntry[Any]) -> ShownEntry:
        row = entry.row
        source = source_words(row, names) if row.source else ""
        who = row.author.name if row.author else row.author_words
        return ShownEntry(entry.shown.text, _lines(entry), who if source else "", source)

    return _laid_out(reading, draw)
