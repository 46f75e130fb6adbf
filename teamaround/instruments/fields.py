"""From a question to form fields, from their cleaned values to JSON, and back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.forms import Field
from django.utils.translation import gettext as _

from teamaround.instruments.definition import LONGEST, Audience, Kind, Limits, Question
from teamaround.instruments.routing import is_empty
from teamaround.instruments.values import LARGEST, option_words
from teamaround.instruments.words import Names, say
from teamaround.kit import forms
from teamaround.kit.dates import PartialDate

WIDEST = Limits(-LARGEST, LARGEST)
PICKERS = (Kind.PERSON_PICKER, Kind.AGENCY_PICKER)


@dataclass(frozen=True)
class Look:
    """For whom a form is made: the audience, the names to put in, and whom or what one can pick (ref, name)."""

    audience: Audience = Audience.PRACTITIONER
    names: Names = field(default_factory=dict)
    people: tuple[tuple[str, str], ...] = ()
    agencies: tuple[tuple[str, str], ...] = ()

    def choices(self, question: Question) -> list[tuple[str, str]]:
        """What a picker offers."""
        return list(self.people if question.kind is Kind.PERSON_PICKER else self.agencies)


def name_of(name: str) -> str:
    """The box beside a picker, for somebody or something that is not in the list."""
    return f"{name}__name"


def fields_for(question: Question, name: str, look: Look) -> dict[str, Field]:
    """The form fields that answer this question. None is required: a draft may have gaps."""
    label = say(question.wording, look.audience, look.names)
    shared = {"label": label, "hint": say(question.hint, look.audience, look.names), "required": False}
    if question.kind in PICKERS:
        return _picker(question, name, look, shared)
    return {name: _field(question, look, shared)}


def _field(question: Question, look: Look, shared: dict[str, Any]) -> Field:
    if question.kind is Kind.SHORT_TEXT:
        return forms.TextField(max_length=LONGEST[question.kind], **shared)
    if question.kind is Kind.LONG_TEXT:
        return forms.LongTextField(max_length=LONGEST[question.kind], **shared)
    if question.kind is Kind.YES_NO_NOT_SURE:
        return forms.YesNoNotSureField(**shared)
    if question.kind is Kind.DATE:
        return forms.PartialDateField(**shared)
    if question.kind is Kind.NUMBER:
        limits = question.limits or WIDEST
        return forms.NumberField(min_value=limits.lowest, max_value=limits.highest, **shared)
    if question.kind is Kind.SCALE:
        return forms.RadiosField(choices=_steps(question, look), **shared)
    choices = list(option_words(question, look.audience, look.names).items())
    if question.kind is Kind.MULTIPLE:
        return forms.CheckboxesField(choices=choices, **shared)
    return forms.RadiosField(choices=choices, **shared)


def _steps(question: Question, look: Look) -> list[tuple[str, str]]:
    limits = question.limits or Limits(0, 10)
    labels = dict(question.labels)
    steps = []
    for step in range(limits.lowest, limits.highest + 1):
        label = say(labels[step], look.audience, look.names) if step in labels else ""
        steps.append((str(step), f"{step}: {label}" if label else str(step)))
    return steps


def _picker(question: Question, name: str, look: Look, shared: dict[str, Any]) -> dict[str, Field]:
    choices = look.choices(question)
    if not choices:
        return {name_of(name): forms.TextField(**shared)}
    listed = forms.SelectField(choices=[("", _("Choose from the list")), *choices], **shared)
    other = forms.TextField(label=_("Not in the list? Write the name"), required=False)
    return {name: listed, name_of(name): other}


def to_json(question: Question, name: str, cleaned: Mapping[str, Any], look: Look) -> Any:
    """The answer as it is stored; None when there is none."""
    if question.kind in PICKERS:
        return _picked(question, name, cleaned, look)
    value: Any = cleaned.get(name)
    if is_empty(value):
        return None
    if isinstance(value, PartialDate):
        return str(value)
    return int(value) if question.kind is Kind.SCALE else value


def _picked(question: Question, name: str, cleaned: Mapping[str, Any], look: Look) -> dict[str, str] | None:
    ref, written = cleaned.get(name), cleaned.get(name_of(name))
    if written:
        return {"ref": "", "name": written}
    return {"ref": ref, "name": dict(look.choices(question))[ref]} if ref else None


def from_json(question: Question, name: str, value: Any, look: Look) -> dict[str, Any]:
    """The stored answer as initial values of the fields."""
    if question.kind not in PICKERS:
        return {name: value}
    if not isinstance(value, Mapping):
        return {}
    listed = value["ref"] in dict(look.choices(question))
    return {name: value["ref"]} if listed else {name_of(name): value["name"]}
