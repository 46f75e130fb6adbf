"""What an earlier assessment said: taken over box by box in a review, and to be read beside the boxes (DUD-42)."""

from dataclasses import replace

from django.utils.translation import gettext as _

from teamaround.access.actor import Actor
from teamaround.assessments import rules
from teamaround.assessments.known import Known
from teamaround.assessments.models import Answer, Assessment
from teamaround.assessments.presenters import card
from teamaround.assessments.queries import Part, readable, rows_of
from teamaround.assessments.standing import names_of
from teamaround.instruments.answers import notes, single
from teamaround.instruments.values import fits
from teamaround.kit import clock
from teamaround.kit.dates import short_day_words
from teamaround.kit.pieces import NoteCard


def rows_before(actor: Actor, assessment: Assessment) -> list[Answer]:
    """What this reader may read of the assessment on which this one builds."""
    if assessment.supplements is None:
        return []
    return readable(actor, assessment.supplements, rows_of(assessment.supplements))


def taken_over(part: Part, rows: list[Answer]) -> dict[str, Known]:
    """Single answers that a review offers again, each with the day it was given; nothing in a supplement."""
    if part.assessment.kind != Assessment.Kind.REVIEW or part.section.key not in rules.CARRIED:
        return {}
    found = {question: single(rows, question.key) for question in part.section.questions if not question.notes}
    return {
        question.key: Known(row.value, _source(row))
        for question, row in found.items()
        if row is not None and fits(question, row.value)
    }


def _source(row: Answer) -> str:
    return _("the assessment before, %(day)s") % {"day": short_day_words(row.given_at, clock.today())}


def notes_before(actor: Actor, part: Part, rows: list[Answer]) -> dict[str, tuple[NoteCard, ...]]:
    """Notes of the earlier one on the questions of this part, to read beside the box."""
    names = names_of(part.assessment)
    return {
        question.key: tuple(
            replace(card(actor, head, names), key="") for chain in notes(rows, question.key) for head in chain.heads
        )
        for question in part.section.questions
        if question.notes
    }
