"""What makes a definition unusable, each problem with a name, a place and a sentence.

A definition with a problem is never used: the registry refuses it and `manage.py check` names it.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

from teamaround.instruments.definition import (
    CHOICE_KINDS,
    NOT_NEEDED,
    TEXT_KINDS,
    Audience,
    Guidance,
    Instrument,
    Kind,
    Question,
    Section,
    Side,
    Wording,
)
from teamaround.instruments.elements import elements
from teamaround.instruments.routing import mentions

PLACEHOLDERS = ("child",)
_KEY = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
_PLACEHOLDER = re.compile(r"\{(.*?)\}")


@dataclass(frozen=True, slots=True)
class DefinitionProblem:
    """One thing that is wrong with a definition."""

    name: str
    where: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.where or 'instrument'}: {self.sentence} ({self.name})"


Problems = Iterator[DefinitionProblem]


def problems(instrument: Instrument) -> list[DefinitionProblem]:
    """Everything that is wrong with this definition; an empty list when it may be used."""
    found = [*_instrument(instrument), *_keys(instrument), *_routing(instrument)]
    for section in instrument.sections:
        found += _section(instrument, section)
        for question in section.questions:
            found += _question(instrument, question, _where(section, question))
    return found


def _where(section: Section, question: Question | None = None) -> str:
    place = f"section {section.key}"
    return f"{place}, question {question.key}" if question else place


def _instrument(instrument: Instrument) -> Problems:
    if instrument.version < 1:
        yield DefinitionProblem("bad_version", "", "the version must be 1 or more")
    if not instrument.sections:
        yield DefinitionProblem("nothing_to_ask", "", "there is no section")
    yield from _wording(instrument.title, "title", instrument.audiences, "")
    yield from _placeholders(instrument.introduction, "")
    for group in instrument.groups:
        yield from _wording(group.title, "title", instrument.audiences, f"group {group.key}")
        if not instrument.sections_of(group.key):
            yield DefinitionProblem("empty_group", f"group {group.key}", "no section belongs to it")


def _keys(instrument: Instrument) -> Problems:
    questions = [question.key for _, question in instrument.questions()]
    sections = [section.key for section in instrument.sections]
    groups = [group.key for group in instrument.groups]
    yield from _key_list([instrument.key], "instrument", "")
    yield from _key_list(groups, "group", "")
    yield from _key_list(sections, "section", "")
    yield from _key_list(questions, "question", "")
    for section, question in instrument.questions():
        where = _where(section, question)
        yield from _key_list([member.key for member in question.members], "member", where)
        yield from _repeated([option.key for option in question.options], "option", where)
        yield from _repeated([option.code for option in question.options if option.code], "code", where)


def _key_list(keys: list[str], what: str, where: str) -> Problems:
    yield from _repeated(keys, what, where)
    for key in keys:
        if not _KEY.fullmatch(key):
            sentence = f"the {what} key “{key}” must be small letters, digits and single underscores"
            yield DefinitionProblem("bad_key", where, sentence)
        if key == NOT_NEEDED:
            yield DefinitionProblem("reserved_key", where, f"“{key}” is the reserved answer of a whole section")


def _repeated(keys: list[str], what: str, where: str) -> Problems:
    for key, times in Counter(keys).items():
        if times > 1:
            yield DefinitionProblem("duplicate_key", where, f"the {what} “{key}” stands {times} times")


def _section(instrument: Instrument, section: Section) -> Problems:
    where = _where(section)
    yield from _wording(section.title, "title", instrument.audiences, where)
    yield from _placeholders(section.introduction, where)
    yield from _guidance(section.guidance, where)
    if not section.short_title:
        yield DefinitionProblem("missing_wording", where, "“short_title” is missing")
    if section.group not in {group.key for group in instrument.groups}:
        yield DefinitionProblem("unknown_group", where, f"there is no group “{section.group}”")
    if not section.questions:
        yield DefinitionProblem("nothing_to_ask", where, "there is no question")
    sides = [question.side for question in section.questions if question.side is not Side.NONE]
    yield from _repeated(list(sides), "side", where)


def _question(instrument: Instrument, question: Question, where: str) -> Problems:
    if not question.element:
        yield DefinitionProblem("missing_element", where, "the canonical element is missing")
    elif question.element not in elements():
        yield DefinitionProblem("unknown_element", where, f"“{question.element}” is not in elements.toml")
    if (question.notes or question.side is not Side.NONE) and question.kind not in TEXT_KINDS:
        yield DefinitionProblem("notes_need_text", where, "only a text can hold notes of many authors or have a side")
    audiences = tuple(audience for audience in instrument.audiences if audience in question.shown_to)
    yield from _asked(question, audiences, where)
    yield from _members(question, audiences, where)


def _asked(question: Question, audiences: tuple[Audience, ...], where: str) -> Problems:
    """What a question and a member of a group have in common."""
    yield from _wording(question.wording, "ask", audiences, where)
    yield from _placeholders(question.hint, where)
    yield from _guidance(question.guidance, where)
    yield from _options(question, audiences, where)
    yield from _numbers(question, audiences, where)


def _options(question: Question, audiences: tuple[Audience, ...], where: str) -> Problems:
    if question.kind in CHOICE_KINDS and len(question.options) < 2:
        yield DefinitionProblem("missing_options", where, "a choice needs at least two options")
    if question.kind not in CHOICE_KINDS and question.options:
        yield DefinitionProblem("needless_options", where, f"“{question.kind}” has no options of its own")
    for option in question.options:
        if not _KEY.fullmatch(option.key):
            yield DefinitionProblem("bad_key", where, f"the option key “{option.key}” is not a plain key")
        yield from _wording(option.wording, "label", audiences, f"{where}, option {option.key}")


def _numbers(question: Question, audiences: tuple[Audience, ...], where: str) -> Problems:
    limits = question.limits
    if question.kind is Kind.SCALE and limits is None:
        yield DefinitionProblem("missing_limits", where, "a scale needs its lowest and highest step")
    if limits and question.kind not in (Kind.SCALE, Kind.NUMBER):
        yield DefinitionProblem("needless_limits", where, "only numbers and scales have limits")
    if limits and limits.lowest >= limits.highest:
        yield DefinitionProblem("impossible_limits", where, "the lowest must be under the highest")
    if question.labels and question.kind is not Kind.SCALE:
        yield DefinitionProblem("needless_labels", where, "only a scale has labels")
    for step, wording in question.labels:
        if limits and not limits.lowest <= step <= limits.highest:
            yield DefinitionProblem("impossible_label", where, f"the step {step} is not on the scale")
        yield from _wording(wording, "label", audiences, f"{where}, label {step}")


def _members(question: Question, audiences: tuple[Audience, ...], where: str) -> Problems:
    if question.kind is Kind.GROUP and not question.members:
        yield DefinitionProblem("missing_members", where, "a repeated group needs members")
    if question.kind is not Kind.GROUP and question.members:
        yield DefinitionProblem("needless_members", where, "only a repeated group has members")
    for member in question.members:
        place = f"{where}, member {member.key}"
        if member.kind is Kind.GROUP or member.notes or mentions(member.applies):
            yield DefinitionProblem("impossible_member", place, "a member is a plain question without routing")
        if member.element and member.element not in elements():
            yield DefinitionProblem("unknown_element", place, f"“{member.element}” is not in elements.toml")
        yield from _asked(member, audiences, place)


def _wording(wording: Wording, entry: str, audiences: Iterable[Audience], where: str) -> Problems:
    for audience in audiences:
        if not wording.for_audience(audience).strip():
            yield DefinitionProblem("missing_wording", where, f"“{entry}” has no words for the {audience}")
    yield from _placeholders(wording, where)


def _placeholders(wording: Wording, where: str) -> Problems:
    names = {name for audience in Audience for name in _PLACEHOLDER.findall(wording.for_audience(audience))}
    for name in sorted(names - set(PLACEHOLDERS)):
        yield DefinitionProblem("unknown_placeholder", where, f"nothing is put in place of “{{{name}}}”")


def _guidance(guidance: Guidance | None, where: str) -> Problems:
    if guidance and not guidance.line.strip():
        yield DefinitionProblem("missing_wording", where, "the guidance needs its one line")


def _routing(instrument: Instrument) -> Problems:
    """Routing looks back only: at questions that were asked before, with answers that they can have."""
    position = {key: number for number, key in enumerate(instrument.places)}
    graph: dict[str, set[str]] = {}
    here = 0
    for section in instrument.sections:
        yield from _route(instrument, section.applies, position, here, _where(section))
        for question in section.questions:
            asked = (*mentions(section.applies), *mentions(question.applies))
            graph.setdefault(question.key, set()).update(condition.question for condition in asked)
            yield from _route(instrument, question.applies, position, here, _where(section, question))
            here += 1
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        yield DefinitionProblem("cyclic_routing", "", f"routing goes round in a circle: {' → '.join(error.args[1])}")


def _route(instrument: Instrument, routing: object, position: dict[str, int], here: int, where: str) -> Problems:
    for condition in mentions(routing):
        key = condition.question
        if key not in position:
            yield DefinitionProblem("unknown_question", where, f"routing asks for “{key}”, which is not here")
            continue
        if position[key] >= here:
            yield DefinitionProblem("forward_reference", where, f"routing asks for “{key}”, which comes later")
        _, question = instrument.places[key]
        for option in condition.one_of:
            if option not in question.option_keys():
                sentence = f"“{key}” can never be answered with “{option}”"
                yield DefinitionProblem("impossible_option", where, sentence)
