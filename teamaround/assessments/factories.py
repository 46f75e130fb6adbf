"""For tests: an assessment that is being written, and answers given by somebody."""

from typing import Any

from teamaround.access.actor import Actor
from teamaround.assessments import actions, answering, rules
from teamaround.assessments.models import Answer, Assessment
from teamaround.assessments.queries import Part, instrument_of
from teamaround.families.models import Person
from teamaround.instruments.forms import NewAnswer

WHOLE: tuple[tuple[str, str, Any, str], ...] = (
    ("this_assessment", "reason_for_assessment", "Often late, hard to understand", ""),
    ("conclusions", "conclusions", "A warm family in too little room", "opinion"),
    ("child_words", "child_words_given", "given", ""),
    ("child_words", "child_words", "I want my own bed", "said_by_child"),
    ("parent_words", "parent_words_given", "refused", ""),
)
"""Everything that completing needs."""


def started(by: Actor, child: Person, instrument: str = rules.COMMON) -> Assessment:
    return actions.start(by=by, child=child, instrument=instrument)


def part_of(assessment: Assessment, section: str) -> Part:
    instrument = instrument_of(assessment)
    return Part(assessment, instrument, instrument.sections_by_key[section])


def write(
    by: Actor,
    assessment: Assessment,
    question: str,
    value: Any,
    source: str = "",
    after: Answer | None = None,
    **how: Any,
) -> Answer:
    """One answer, in its section."""
    section = instrument_of(assessment).places[question][0].key
    new = NewAnswer(section, question, value, source, after.pk if after else None)
    return answering.give(by=by, part=part_of(assessment, section), new=[new], **how)[0]


def whole(by: Actor, child: Person) -> Assessment:
    """A draft that can be completed."""
    made = started(by, child)
    for _section, question, value, source in WHOLE:
        write(by, made, question, value, source)
    return made


def completed(by: Actor, child: Person) -> Assessment:
    return actions.complete(by=by, assessment=whole(by, child))
