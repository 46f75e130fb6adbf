"""Small instruments and rows for tests."""

import datetime
from dataclasses import dataclass
from typing import Any

from teamaround.instruments.definition import Group, Instrument, Kind, Option, Question, Section, Wording

MORNING = datetime.datetime(2026, 3, 3, 10, 0, tzinfo=datetime.UTC)


def words(text: str) -> Wording:
    """The same words for everybody."""
    return Wording(text, text, text)


def options(*keys: str) -> tuple[Option, ...]:
    """Options with these keys."""
    return tuple(Option(key, words(key.capitalize())) for key in keys)


def question(key: str = "health", kind: Kind = Kind.LONG_TEXT, **more: Any) -> Question:
    """A question that has no problem."""
    more.setdefault("wording", words(f"About {key}"))
    more.setdefault("element", "health_general")
    if kind in (Kind.SINGLE, Kind.MULTIPLE):
        more.setdefault("options", options("red", "green", "blue"))
    return Question(key=key, kind=kind, **more)


def section(*questions: Question, key: str = "part", **more: Any) -> Section:
    """A section of these questions."""
    more.setdefault("title", words(key.capitalize()))
    return Section(key=key, short_title=key.capitalize(), group="all", questions=questions or (question(),), **more)


def instrument(*sections: Section, **more: Any) -> Instrument:
    """An instrument of these sections, in one group."""
    groups = more.pop("groups", (Group("all", words("All")),))
    values = {"key": "small", "version": 1, "title": words("Small"), **more}
    return Instrument(groups=groups, sections=sections or (section(),), **values)


@dataclass(frozen=True)
class AnswerRow:
    """An answer as a plain value, with the fields that the pure functions read."""

    id: int
    value: Any = "well"
    question: str = "health"
    section: str = "part"
    source: str = "observed"
    supersedes_id: int | None = None
    withdrawn: bool = False
    given_at: datetime.datetime = MORNING


def row(id: int, value: Any = "well", after: int | None = None, **more: Any) -> AnswerRow:
    """An answer, one minute later for each id, in place of row `after`."""
    more.setdefault("given_at", MORNING + datetime.timedelta(minutes=id))
    return AnswerRow(id=id, value=value, supersedes_id=after, **more)
