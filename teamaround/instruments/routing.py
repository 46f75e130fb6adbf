"""Which sections and questions apply, given the answers so far. Pure; one pass, since routing only looks back."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from teamaround.instruments.definition import (
    Instrument,
    Question,
    RequiredFor,
    Routing,
    Section,
    WhenAll,
    WhenAnswer,
)

Values = Mapping[str, Any]
"""Question key to its answer now; for notes a list of texts."""


class State(StrEnum):
    """How far a section is (KIR-CF-07: what may be left is seen; "not needed" is an answer)."""

    EMPTY = "empty"
    ANSWERED = "answered"
    NOT_NEEDED = "not_needed"


@dataclass(frozen=True)
class Given:
    """The answers as they stand: values by question key, and the sections answered with "not needed"."""

    values: Values = field(default_factory=dict)
    not_needed: Collection[str] = frozenset()


NOTHING_GIVEN = Given()


@dataclass(frozen=True)
class Applying:
    """What is to be asked and read: sections in order, and the keys of their questions that apply."""

    sections: tuple[Section, ...]
    question_keys: frozenset[str]

    def questions(self, section: Section) -> tuple[Question, ...]:
        """The questions of a section that apply, in order."""
        return tuple(question for question in section.questions if question.key in self.question_keys)


def is_empty(value: Any) -> bool:
    """No answer: nothing, blank text, or an empty list. Zero and "no" are answers."""
    return value is None or value == [] or value == {} or (isinstance(value, str) and not value.strip())


def mentions(routing: Routing | object) -> tuple[WhenAnswer, ...]:
    """Every single condition in a routing, however deep."""
    if isinstance(routing, WhenAnswer):
        return (routing,)
    conditions = getattr(routing, "conditions", ())
    return tuple(found for condition in conditions for found in mentions(condition))


def holds(routing: Routing, values: Values, open_questions: Collection[str] = ()) -> bool:
    """Whether it applies now; questions still open on the same page count as if they said so."""
    if isinstance(routing, WhenAnswer):
        return routing.question in open_questions or _answered(routing, values.get(routing.question))
    each = (holds(condition, values, open_questions) for condition in routing.conditions)
    return all(each) if isinstance(routing, WhenAll) else any(each)


def _answered(condition: WhenAnswer, value: Any) -> bool:
    if is_empty(value):
        return False
    given = value if isinstance(value, list) else [value]
    return not condition.one_of or any(one in condition.one_of for one in given)


def applying(instrument: Instrument, given: Given = NOTHING_GIVEN) -> Applying:
    """The sections and questions that apply. An answer to a question that no longer applies steers nothing."""
    sections: list[Section] = []
    steering: dict[str, Any] = {}
    keys: set[str] = set()
    for section in instrument.sections:
        if not holds(section.applies, steering):
            continue
        sections.append(section)
        for question in section.questions:
            if holds(question.applies, steering):
                keys.add(question.key)
                steering[question.key] = given.values.get(question.key)
    return Applying(tuple(sections), frozenset(keys))


def section_state(section: Section, given: Given, applies: Applying) -> State:
    """What is written outranks "not needed": the part stays open for colleagues."""
    if any(not is_empty(given.values.get(question.key)) for question in applies.questions(section)):
        return State.ANSWERED
    return State.NOT_NEEDED if section.key in given.not_needed else State.EMPTY


def states(instrument: Instrument, given: Given) -> dict[str, State]:
    """The state of every section that applies, by key, in order."""
    applies = applying(instrument, given)
    return {section.key: section_state(section, given, applies) for section in applies.sections}


def missing(instrument: Instrument, given: Given) -> tuple[tuple[Section, Question], ...]:
    """What completing still needs: applying, required, not answered, in a section not answered "not needed"."""
    applies = applying(instrument, given)
    return tuple(
        (section, question)
        for section in applies.sections
        for question in applies.questions(section)
        if question.required_for is RequiredFor.COMPLETING
        and is_empty(given.values.get(question.key))
        and section_state(section, given, applies) is not State.NOT_NEEDED
    )
