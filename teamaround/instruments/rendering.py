"""Answers as a plain structure for reading: on the page, in the family's copy, in a document.

A family's copy has the child's or the parent's wording and no guidance (KIR-CF-16). Which answers this reader may
see is decided before: give only those rows.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic

from teamaround.instruments.answers import AnyRow, Chain, Chains, chains, conflicts_in, given_by
from teamaround.instruments.definition import Audience, Instrument, Question, Section, Side
from teamaround.instruments.routing import Applying, Given, State, applying, section_state
from teamaround.instruments.sources import tag
from teamaround.instruments.values import Shown, in_words
from teamaround.instruments.words import Names, say, say_text


class Empty(StrEnum):
    """What to do with parts and questions that nobody answered."""

    NAMED = "named"
    LEFT_OUT = "left_out"


@dataclass(frozen=True)
class ReadEntry(Generic[AnyRow]):
    """One answer or note in words; the row itself says who wrote it and when."""

    row: AnyRow
    shown: Shown
    source: str
    versions: int
    in_conflict: bool


@dataclass(frozen=True)
class ReadQuestion(Generic[AnyRow]):
    """One question with all that stands under it."""

    key: str
    wording: str
    side: Side
    entries: tuple[ReadEntry[AnyRow], ...]


@dataclass(frozen=True)
class ReadGuidance:
    """What to think about, for those who write."""

    line: str
    more: tuple[str, ...]


@dataclass(frozen=True)
class ReadSection(Generic[AnyRow]):
    """One part: its state in a word, its questions, and for practitioners its guidance."""

    key: str
    title: str
    short_title: str
    introduction: str
    state: State
    guidance: ReadGuidance | None
    questions: tuple[ReadQuestion[AnyRow], ...]

    @property
    def notes(self) -> int:
        """How many answers and notes stand in it."""
        return sum(len(question.entries) for question in self.questions)


@dataclass(frozen=True)
class ReadGroup(Generic[AnyRow]):
    """Parts under one heading."""

    key: str
    title: str
    sections: tuple[ReadSection[AnyRow], ...]


@dataclass(frozen=True)
class Reading(Generic[AnyRow]):
    """The whole, ready to be laid out."""

    title: str
    introduction: str
    audience: Audience
    groups: tuple[ReadGroup[AnyRow], ...]

    def sections(self) -> tuple[ReadSection[AnyRow], ...]:
        """All parts in order."""
        return tuple(section for group in self.groups for section in group.sections)

    @property
    def done(self) -> int:
        """How many parts have something written, or are not needed."""
        return sum(section.state is not State.EMPTY for section in self.sections())


@dataclass(frozen=True)
class _Reader(Generic[AnyRow]):
    audience: Audience
    names: Names
    empty: Empty
    given: Given
    applies: Applying
    found: Chains[AnyRow]
    conflicting: frozenset[int]

    def section(self, section: Section) -> ReadSection[AnyRow]:
        return ReadSection(
            key=section.key,
            title=say(section.title, self.audience, self.names),
            short_title=say_text(section.short_title, self.names),
            introduction=say(section.introduction, self.audience, self.names),
            state=section_state(section, self.given, self.applies),
            guidance=self.guidance(section),
            questions=tuple(self.questions(section)),
        )

    def guidance(self, section: Section) -> ReadGuidance | None:
        if section.guidance is None or self.audience is not Audience.PRACTITIONER:
            return None
        more = tuple(say_text(text, self.names) for text in section.guidance.more)
        return ReadGuidance(say_text(section.guidance.line, self.names), more)

    def questions(self, section: Section) -> Iterable[ReadQuestion[AnyRow]]:
        for question in self.applies.questions(section):
            entries = tuple(self.entries(section, question))
            if self.audience in question.shown_to and (entries or self.empty is Empty.NAMED):
                yield ReadQuestion(
                    question.key, say(question.wording, self.audience, self.names), question.side, entries
                )

    def entries(self, section: Section, question: Question) -> Iterable[ReadEntry[AnyRow]]:
        standing = [(head, chain) for chain in self.found.get((section.key, question.key), ()) for head in chain.heads]
        standing.sort(key=lambda pair: (pair[0].given_at, pair[0].id))
        shown = standing if question.notes else _newest_and_conflicting(standing, self.conflicting)
        for head, chain in shown:
            yield ReadEntry(
                row=head,
                shown=in_words(question, head.value, self.audience, self.names),
                source=tag(head.source, self.names),
                versions=len(chain.rows),
                in_conflict=head.id in self.conflicting,
            )


def _newest_and_conflicting(
    standing: list[tuple[AnyRow, Chain[AnyRow]]], conflicting: frozenset[int]
) -> list[tuple[AnyRow, Chain[AnyRow]]]:
    """Of a question with one answer the newest; both sides when they stand against each other."""
    return [pair for pair in standing if pair is standing[-1] or pair[0].id in conflicting]


def read(
    instrument: Instrument,
    rows: Iterable[AnyRow],
    *,
    audience: Audience = Audience.PRACTITIONER,
    names: Names | None = None,
    empty: Empty = Empty.LEFT_OUT,
) -> Reading[AnyRow]:
    """The answers that these rows hold, for this audience."""
    found = chains(rows)
    given = given_by(found, instrument)
    against = conflicts_in(found, instrument)
    reader = _Reader(
        audience=audience,
        names=names or {},
        empty=empty,
        given=given,
        applies=applying(instrument, given),
        found=found,
        conflicting=frozenset(head.id for conflict in against for head in conflict.heads),
    )
    return Reading(
        title=say(instrument.title, audience, reader.names),
        introduction=say(instrument.introduction, audience, reader.names),
        audience=audience,
        groups=tuple(_groups(instrument, reader)),
    )


def _groups(instrument: Instrument, reader: _Reader[AnyRow]) -> Iterable[ReadGroup[AnyRow]]:
    for group in instrument.groups:
        applying_here = [section for section in reader.applies.sections if section.group == group.key]
        sections = tuple(reader.section(section) for section in applying_here)
        if reader.empty is Empty.LEFT_OUT:
            sections = tuple(section for section in sections if section.state is not State.EMPTY)
        if sections:
            yield ReadGroup(group.key, say(group.title, reader.audience, reader.names), sections)
