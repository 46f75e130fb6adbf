"""Answers as JSON: what fits a question, and what it says in words.

Texts are text; yes, no, not sure and options are their keys; several options a list of keys; a date is its partial
text ("2026", "2026-03", "2026-03-04"); numbers and steps are whole numbers; a person or an agency is
`{"ref": "…", "name": "…"}` (no ref when only a name was written); a repeated group is a list of rows of members.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from teamaround.instruments.definition import LONGEST, TEXT_KINDS, Audience, Kind, Limits, Question
from teamaround.instruments.routing import is_empty
from teamaround.instruments.words import Names, say
from teamaround.kit.dates import PartialDate
from teamaround.kit.plain import plain

LARGEST = 10**12
"""No number anybody counts in an assessment is larger."""


@dataclass(frozen=True, slots=True)
class Shown:
    """An answer in words: a text, a list of items, or rows of (label, text)."""

    text: str = ""
    items: tuple[str, ...] = ()
    rows: tuple[tuple[tuple[str, str], ...], ...] = ()


def fits(question: Question, value: Any) -> bool:
    """Whether this can be an answer to the question. Nothing is no answer."""
    if is_empty(value):
        return False
    if question.kind in TEXT_KINDS:
        return isinstance(value, str) and len(value) <= LONGEST[question.kind] and plain(value) == value
    if question.kind is Kind.MULTIPLE:
        return _several(value) and set(value) <= set(question.option_keys())
    if question.kind is Kind.DATE:
        return isinstance(value, str) and _date(value) is not None
    if question.kind in (Kind.NUMBER, Kind.SCALE):
        return _number(question, value)
    if question.kind in (Kind.PERSON_PICKER, Kind.AGENCY_PICKER):
        return _picked(value)
    if question.kind is Kind.GROUP:
        return isinstance(value, list) and all(_row(question, row) for row in value)
    return isinstance(value, str) and value in question.option_keys()


def _several(value: Any) -> bool:
    texts = isinstance(value, list) and all(isinstance(one, str) for one in value)
    return texts and len(value) == len(set(value))


def _date(text: str) -> PartialDate | None:
    try:
        return PartialDate.parse(text)
    except ValueError:
        return None


def _number(question: Question, value: Any) -> bool:
    if isinstance(value, bool) or not isinstance(value, int):
        return False
    limits = question.limits or Limits(-LARGEST, LARGEST)
    return limits.lowest <= value <= limits.highest


def _picked(value: Any) -> bool:
    if not isinstance(value, Mapping) or set(value) != {"ref", "name"}:
        return False
    return isinstance(value["ref"], str) and isinstance(value["name"], str) and bool(value["name"].strip())


def _row(question: Question, row: Any) -> bool:
    members = {member.key: member for member in question.members}
    if not isinstance(row, Mapping) or not row:
        return False
    return all(key in members and fits(members[key], value) for key, value in row.items())


def option_words(question: Question, audience: Audience, names: Names) -> dict[str, str]:
    """The options of a choice, as keys and words for this audience."""
    if question.kind is Kind.YES_NO_NOT_SURE:
        return {"yes": _("Yes"), "no": _("No"), "not_sure": _("Not sure")}
    return {option.key: say(option.wording, audience, names) for option in question.options}


def in_words(question: Question, value: Any, audience: Audience, names: Names) -> Shown:
    """The answer as it is read. What does not fit the question any more is shown as it was stored."""
    if question.kind is Kind.GROUP and isinstance(value, list):
        return Shown(rows=tuple(_row_in_words(question, row, audience, names) for row in value))
    if question.kind is Kind.MULTIPLE and isinstance(value, list):
        words = option_words(question, audience, names)
        return Shown(items=tuple(words.get(str(key), str(key)) for key in value))
    return Shown(text=_one_in_words(question, value, audience, names))


def _row_in_words(question: Question, row: Any, audience: Audience, names: Names) -> tuple[tuple[str, str], ...]:
    given = row if isinstance(row, Mapping) else {}
    found = []
    for member in question.members:
        if member.key in given and audience in member.shown_to:
            shown = in_words(member, given[member.key], audience, names)
            found.append((say(member.wording, audience, names), shown.text or ", ".join(shown.items)))
    return tuple(found)


def _one_in_words(question: Question, value: Any, audience: Audience, names: Names) -> str:
    if isinstance(value, Mapping):
        return str(value.get("name", ""))
    if question.kind is Kind.DATE:
        date = _date(str(value))
        return date.words() if date else str(value)
    if question.kind is Kind.SCALE:
        label = dict(question.labels).get(value) if isinstance(value, int) else None
        return f"{value}: {say(label, audience, names)}" if label else str(value)
    return option_words(question, audience, names).get(value, str(value)) if isinstance(value, str) else str(value)
