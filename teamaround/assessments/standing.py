"""How an assessment stands: what completing still needs, as sentences with the part in which to mend it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from teamaround.assessments import rules
from teamaround.assessments.models import Answer, Assessment
from teamaround.assessments.queries import instrument_of
from teamaround.instruments.answers import chains, conflicts_in, given_by
from teamaround.instruments.definition import Audience, Instrument
from teamaround.instruments.routing import applying, missing
from teamaround.instruments.words import Names, say, say_text


@dataclass(frozen=True)
class Missing:
    """One thing that is not there yet, and the key of the part in which it belongs."""

    section: str
    sentence: str


def names_of(assessment: Assessment) -> Names:
    """What stands in place of `{child}`."""
    return {"child": assessment.episode.child.first_name}


def what_is_missing(assessment: Assessment, rows: Sequence[Answer]) -> list[Missing]:
    """Everything that stands against completing: unanswered, the child's own voice, sides that differ, notes that do
    not say where they come from (WOR-15, KIR-CF-21).
    """
    instrument, names = instrument_of(assessment), names_of(assessment)
    found = chains(rows)
    given = given_by(found, instrument)
    whole = rules.must_be_whole(assessment.kind)
    wanted = [question.key for _section, question in missing(instrument, given)] if whole else []
    wanted += [key for key in rules.voices_missing(given.values) if key not in wanted]
    sentences = [] if rows or whole else [Missing(instrument.sections[0].key, _("Nothing is written yet."))]
    sentences += [_not_answered(instrument, key, names) for key in wanted]
    for conflict in conflicts_in(found, instrument):
        title = say_text(instrument.sections_by_key[conflict.section].short_title, names)
        words = _("In “%(part)s” two answers stand against each other. Choose which one holds.") % {"part": title}
        sentences.append(Missing(conflict.section, words))
    asked = applying(instrument, given).question_keys
    return sentences + list(_without_source(instrument, [row for row in rows if row.question in asked], names))


def _not_answered(instrument: Instrument, key: str, names: Names) -> Missing:
    section, question = instrument.places[key]
    words = _("“%(question)s” has no answer yet. It is in “%(part)s”.") % {
        "question": say(question.wording, Audience.PRACTITIONER, names),
        "part": say_text(section.short_title, names),
    }
    return Missing(section.key, words)


def _without_source(instrument: Instrument, rows: Sequence[Answer], names: Names) -> Iterable[Missing]:
    heads = [head for of_question in chains(rows).values() for chain in of_question for head in chain.heads]
    for section in instrument.sections:
        notes = {question.key for question in section.questions if question.notes}
        if any(head.section == section.key and head.question in notes and not head.source for head in heads):
            words = _("In “%(part)s” a note does not say where it comes from: seen, told, reported or own view.")
            yield Missing(section.key, words % {"part": say_text(section.short_title, names)})
