"""What an instrument is: sections, questions, options, routing, wording for each audience, guidance apart.

Pure values, frozen. Nothing here knows a database, a request or a language; `reading` makes these from files,
`words` chooses and translates the text.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

NOT_NEEDED = "not_needed"
"""The reserved question key: a section's answer "we do not need this part" (KIR-CF-06, KIR-CF-07)."""

LONGEST = {"short_text": 200, "long_text": 20_000}
"""Characters that fit into one text answer."""


class Audience(StrEnum):
    """Who reads or answers: the same question is put in different words (KIR-CF-18, KIR-CF-19)."""

    PRACTITIONER = "practitioner"
    CHILD = "child"
    PARENT = "parent"


EVERYBODY = tuple(Audience)


class Kind(StrEnum):
    """How a question is answered."""

    SHORT_TEXT = "short_text"
    LONG_TEXT = "long_text"
    YES_NO_NOT_SURE = "yes_no_not_sure"
    SINGLE = "single"
    MULTIPLE = "multiple"
    DATE = "date"
    NUMBER = "number"
    SCALE = "scale"
    GROUP = "group"
    PERSON_PICKER = "person_picker"
    AGENCY_PICKER = "agency_picker"


TEXT_KINDS = (Kind.SHORT_TEXT, Kind.LONG_TEXT)
CHOICE_KINDS = (Kind.SINGLE, Kind.MULTIPLE)


class RequiredFor(StrEnum):
    """Nothing is ever required for saving; some answers are for completing."""

    NOTHING = "nothing"
    COMPLETING = "completing"


class Side(StrEnum):
    """Where a note stands in a two-sided part: strengths beside needs, strengths first."""

    NONE = ""
    STRENGTHS = "strengths"
    NEEDS = "needs"


@dataclass(frozen=True, slots=True)
class Wording:
    """One text, put for each audience. `{child}` stands for the child's name."""

    practitioner: str = ""
    child: str = ""
    parent: str = ""

    def for_audience(self, audience: Audience) -> str:
        """The words for this audience."""
        return {Audience.CHILD: self.child, Audience.PARENT: self.parent}.get(audience, self.practitioner)

    def __bool__(self) -> bool:
        return bool(self.practitioner or self.child or self.parent)


NO_WORDS = Wording()


@dataclass(frozen=True, slots=True)
class Guidance:
    """What to think about: one line in view, the rest one tap away. Never in a family's copy (KIR-CF-16)."""

    line: str
    more: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WhenAnswer:
    """Applies when that question is answered with one of these (with anything when none is named)."""

    question: str
    one_of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WhenAll:
    """Applies when all of these do; with none, always."""

    conditions: tuple["Routing", ...] = ()


@dataclass(frozen=True, slots=True)
class WhenAny:
    """Applies when at least one of these does."""

    conditions: tuple["Routing", ...]


Routing = WhenAnswer | WhenAll | WhenAny
ALWAYS = WhenAll()


@dataclass(frozen=True, slots=True)
class Option:
    """One possible answer; `code` is its code in a published list, where there is one."""

    key: str
    wording: Wording
    code: str = ""


@dataclass(frozen=True, slots=True)
class Limits:
    """The lowest and highest number that makes sense."""

    lowest: int
    highest: int


@dataclass(frozen=True)
class Question:
    """One question. `notes` means that many authors add to it, each in a chain of answers of his own (DER-18)."""

    key: str
    kind: Kind
    wording: Wording
    element: str = ""
    hint: Wording = NO_WORDS
    options: tuple[Option, ...] = ()
    required_for: RequiredFor = RequiredFor.NOTHING
    guidance: Guidance | None = None
    applies: Routing = ALWAYS
    shown_to: tuple[Audience, ...] = EVERYBODY
    notes: bool = False
    side: Side = Side.NONE
    limits: Limits | None = None
    labels: tuple[tuple[int, Wording], ...] = ()
    members: tuple["Question", ...] = ()

    def option_keys(self) -> tuple[str, ...]:
        """What this question can be answered with, where that is a closed list."""
        if self.kind is Kind.YES_NO_NOT_SURE:
            return ("yes", "no", "not_sure")
        return tuple(option.key for option in self.options)


@dataclass(frozen=True, slots=True)
class Group:
    """Sections that stand together under one heading."""

    key: str
    title: Wording


@dataclass(frozen=True)
class Section:
    """A part of the instrument. Most parts can be answered as a whole with "not needed"."""

    key: str
    title: Wording
    short_title: str
    group: str
    questions: tuple[Question, ...]
    introduction: Wording = NO_WORDS
    guidance: Guidance | None = None
    applies: Routing = ALWAYS
    can_be_not_needed: bool = True
    element: str = ""

    def side(self, side: Side) -> Question | None:
        """The question of that side, in a two-sided part."""
        return next((question for question in self.questions if question.side is side), None)


@dataclass(frozen=True)
class Instrument:
    """A questionnaire or form in one version. Answers keep the version they were given on."""

    key: str
    version: int
    title: Wording
    groups: tuple[Group, ...]
    sections: tuple[Section, ...]
    introduction: Wording = NO_WORDS
    audiences: tuple[Audience, ...] = EVERYBODY
    sources: tuple[str, ...] = field(default=(), compare=False)

    def questions(self) -> Iterator[tuple[Section, Question]]:
        """Every question with its section, in order."""
        for section in self.sections:
            for question in section.questions:
                yield section, question

    @cached_property
    def sections_by_key(self) -> dict[str, Section]:
        """Sections by their key."""
        return {section.key: section for section in self.sections}

    @cached_property
    def places(self) -> dict[str, tuple[Section, Question]]:
        """Section and question by question key."""
        return {question.key: (section, question) for section, question in self.questions()}

    @cached_property
    def by_element(self) -> dict[str, tuple[Question, ...]]:
        """Questions that ask about the same thing, by canonical element: the bridge between instruments."""
        found: dict[str, tuple[Question, ...]] = {}
        for _, question in self.questions():
            found[question.element] = (*found.get(question.element, ()), question)
        return found

    def sections_of(self, group: str) -> tuple[Section, ...]:
        """The sections under one heading."""
        return tuple(section for section in self.sections if section.group == group)
