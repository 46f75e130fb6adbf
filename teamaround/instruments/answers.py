"""Answers are rows, appended and never overwritten: who, when, on what footing, in place of which earlier row.

`AnswerFields` is what a package's own answer model is made of; the functions below are pure and work on any rows
with these fields. A row that supersedes another is its next version; the rows in one line are a *chain*, the last
one its *head*. Two heads that grew from one row mean that two people changed the same text: a conflict, shown side
by side until somebody settles it, and nothing is lost (DER-18, KIR-CF-10). A withdrawn row takes the one before it
away; settling is a new version of one head and a withdrawn row upon the other.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, Protocol, TypeVar

from django.db import models

from teamaround.instruments.definition import NOT_NEEDED, Instrument
from teamaround.instruments.routing import Given, is_empty
from teamaround.instruments.sources import Source


class AnswerFields(models.Model):
    """One answer as it was given. The concrete model adds the guarded manager, what the answer belongs to, and
    `author` (a foreign key: this package knows no posts)."""

    section = models.CharField(max_length=60)
    question = models.CharField(max_length=80, help_text="or the reserved key not_needed")
    value = models.JSONField()
    source = models.CharField(max_length=20, choices=Source.choices, blank=True)
    visit_on = models.DateField(null=True, help_text="the visit at which it was seen or said")
    supersedes = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="superseded_by")
    withdrawn = models.BooleanField(default=False, help_text="this row takes its predecessor away")
    given_at = models.DateTimeField()

    class Meta:
        abstract = True


def answer_constraints(prefix: str) -> list[models.BaseConstraint]:
    """The constraints of a concrete answer model, for its Meta; names begin with the prefix."""
    sources = models.Q(source__in=[*Source.values, ""])
    return [
        models.CheckConstraint(condition=sources, name=f"{prefix}_source_known"),
        models.CheckConstraint(condition=~models.Q(question="") & ~models.Q(section=""), name=f"{prefix}_has_place"),
    ]


class Row(Protocol):
    """What the functions below need of an answer. Any model of AnswerFields has it."""

    @property
    def id(self) -> int: ...
    @property
    def section(self) -> str: ...
    @property
    def question(self) -> str: ...
    @property
    def value(self) -> Any: ...
    @property
    def source(self) -> str: ...
    @property
    def supersedes_id(self) -> int | None: ...
    @property
    def withdrawn(self) -> bool: ...
    @property
    def given_at(self) -> datetime: ...


AnyRow = TypeVar("AnyRow", bound=Row)
Place = tuple[str, str]
"""Section key and question key."""


@dataclass(frozen=True)
class Chain(Generic[AnyRow]):
    """All versions of one answer or note, oldest first. More than one head: people changed it side by side."""

    rows: tuple[AnyRow, ...]
    heads: tuple[AnyRow, ...]

    @property
    def first(self) -> AnyRow:
        """The version it began with."""
        return self.rows[0]

    @property
    def head(self) -> AnyRow | None:
        """The newest version, or nothing when it was taken away."""
        return self.heads[-1] if self.heads else None

    @property
    def in_conflict(self) -> bool:
        """Whether its heads say different things."""
        return _differ(self.heads)


@dataclass(frozen=True)
class Conflict(Generic[AnyRow]):
    """Answers to one question, or versions of one note, that stand against each other. All are shown."""

    section: str
    question: str
    heads: tuple[AnyRow, ...]


Chains = dict[Place, list[Chain[AnyRow]]]
"""The chains of each question, in the order in which they began."""


def says_something(row: Row) -> bool:
    """An answer that is there: not withdrawn and not empty."""
    return not row.withdrawn and not is_empty(row.value)


def _differ(heads: Sequence[Row]) -> bool:
    return any(head.value != heads[0].value for head in heads)


def _in_order(rows: Iterable[AnyRow]) -> list[AnyRow]:
    return sorted(rows, key=lambda row: (row.given_at, row.id))


def chains(rows: Iterable[AnyRow]) -> Chains[AnyRow]:
    """The chains of each question, in the order in which they began. Reads each row once."""
    ordered = _in_order(rows)
    roots = _roots(ordered)
    superseded = {row.supersedes_id for row in ordered}
    lines: dict[int, list[AnyRow]] = {}
    for row in ordered:
        lines.setdefault(roots[row.id], []).append(row)
    found: Chains[AnyRow] = {}
    for line in lines.values():
        heads = tuple(row for row in line if row.id not in superseded and says_something(row))
        found.setdefault((line[0].section, line[0].question), []).append(Chain(tuple(line), heads))
    return found


def _roots(rows: Iterable[Row]) -> dict[int, int]:
    """The first version of each row's chain; each step back is taken once, however long a chain is."""
    known: dict[int | None, Row] = {row.id: row for row in rows}
    roots: dict[int, int] = {}
    for row in known.values():
        steps = [row.id]
        while row.id not in roots and row.supersedes_id in known:
            row = known[row.supersedes_id]
            steps.append(row.id)
        roots.update(dict.fromkeys(steps, roots.get(row.id, row.id)))
    return roots


def _heads(found: Iterable[Chain[AnyRow]]) -> tuple[AnyRow, ...]:
    return tuple(_in_order(head for chain in found for head in chain.heads))


def current(rows: Iterable[AnyRow]) -> tuple[AnyRow, ...]:
    """Every answer that stands now: the heads of all chains that were not taken away, oldest first."""
    return _heads(chain for of_question in chains(rows).values() for chain in of_question)


def single(rows: Iterable[AnyRow], question_key: str) -> AnyRow | None:
    """The answer to a question that has one: the newest head."""
    heads = current(row for row in rows if row.question == question_key)
    return heads[-1] if heads else None


def notes(rows: Iterable[AnyRow], question_key: str) -> tuple[Chain[AnyRow], ...]:
    """The notes on a question to which many authors add: each its own chain, in the order of their beginning."""
    of_question = chains(row for row in rows if row.question == question_key).values()
    return tuple(chain for found in of_question for chain in found if chain.heads)


def conflicts(rows: Iterable[AnyRow], instrument: Instrument) -> tuple[Conflict[AnyRow], ...]:
    """What two people changed side by side. Notes stand against each other only within one chain; a question with
    one answer also when two people began it at once. Saying the same is no conflict."""
    return conflicts_in(chains(rows), instrument)


def conflicts_in(found: Chains[AnyRow], instrument: Instrument) -> tuple[Conflict[AnyRow], ...]:
    """The same from chains that are gathered already."""
    against = []
    for (section, question), of_question in found.items():
        sides = [chain.heads for chain in of_question]
        if not _has_notes(instrument, question):
            sides = [_heads(of_question)]
        against += [Conflict(section, question, heads) for heads in sides if _differ(heads)]
    return tuple(against)


def _has_notes(instrument: Instrument, question_key: str) -> bool:
    place = instrument.places.get(question_key)
    return place is not None and place[1].notes


def given(rows: Iterable[Row], instrument: Instrument) -> Given:
    """The answers as they stand, for routing: one value for each question, a list of texts for notes."""
    return given_by(chains(rows), instrument)


def given_by(found: Chains[AnyRow], instrument: Instrument) -> Given:
    """The same from chains that are gathered already."""
    values: dict[str, Any] = {}
    not_needed = set()
    for (section_key, question_key), of_question in found.items():
        heads = _heads(of_question)
        if question_key == NOT_NEEDED:
            not_needed |= {section_key} if heads and heads[-1].value is True else set()
        elif _has_notes(instrument, question_key):
            values[question_key] = [head.value for head in heads]
        elif heads:
            values[question_key] = heads[-1].value
    return Given(values, frozenset(not_needed))
