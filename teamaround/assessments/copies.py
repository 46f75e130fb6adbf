"""Copies that leave the screen: the family's, in its own words and without guidance, and the practitioners'."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from teamaround.access.actor import Actor
from teamaround.assessments import rules
from teamaround.assessments.models import Assessment
from teamaround.assessments.presenters import reading_of, started_words
from teamaround.assessments.queries import agreed_at_completion, for_the_family, hidden_from_parents, readable, rows_of
from teamaround.assessments.whole import ShownEntry, ShownGroup, for_family, for_practitioners
from teamaround.child_index.access import shielded
from teamaround.consent.models import Answer as Said
from teamaround.consent.models import Purpose
from teamaround.instruments.definition import Audience
from teamaround.instruments.rendering import Reading
from teamaround.kit import clock
from teamaround.kit.dates import day_words
from teamaround.kit.documents import Block, Document, bullet, heading, note, small, text


def agreed(assessment: Assessment) -> bool:
    """Whether the family agreed with the finished text in view, and has not taken it back (DUD-60)."""
    asked = agreed_at_completion(assessment)
    return asked is not None and any(
        each.purpose == Purpose.ASSESS
        and each.answer == Said.AGREED
        and each.withdrawn_at is None
        and each.superseded_at is None
        for each in asked.decisions.all()
    )


def audiences(assessment: Assessment) -> list[Audience]:
    """For whom there is a copy now: nobody while it is a draft or not agreed; not for parents where a young person
    decided alone and does not want it.
    """
    if not rules.in_familys_copy(assessment.state, agreed_at_completion=agreed(assessment)):
        return []
    hidden = hidden_from_parents(assessment.episode.child_id)
    return [Audience.CHILD] if hidden else [Audience.CHILD, Audience.PARENT]


def family_reading(actor: Actor, assessment: Assessment, audience: Audience) -> Reading[Any]:
    """The finished text in the words of the child or the parent: no guidance (KIR-CF-16), nothing that a sensitive
    service wrote (DUD-23), no place that is protected.
    """
    is_shielded = shielded(actor).filter(child_id=assessment.episode.child_id).exists()
    rows = for_the_family(rows_of(assessment))
    kept = [row for row in rows if not rules.kept_from_the_family(row.question, shielded=is_shielded)]
    return reading_of(assessment, kept, audience=audience)


def family_document(actor: Actor, assessment: Assessment, audience: Audience) -> Document:
    """The family's copy as a tagged paper."""
    reading = family_reading(actor, assessment, audience)
    intro = [text(reading.introduction)] if reading.introduction else []
    return Document(
        title=reading.title,
        lead=_("Your copy, %(day)s") % {"day": day_words(clock.today())},
        blocks=(*intro, *_blocks(for_family(assessment, reading))),
        foot=_("Ask us if something here is wrong, or if you want to add something."),
        large=True,
    )


def practitioners_document(actor: Actor, assessment: Assessment) -> Document:
    """The whole as practitioners read it, with who wrote what and on what footing."""
    reading = reading_of(assessment, readable(actor, assessment, rows_of(assessment)))
    state = f"{assessment.get_state_display()}. {started_words(actor, assessment)}".strip()
    return Document(
        title=f"{reading.title}: {assessment.episode.child.name}",
        lead=state,
        blocks=tuple(_blocks(for_practitioners(actor, assessment, reading))),
        foot=_("Printed by %(name)s on %(day)s.") % {"name": actor.name, "day": day_words(clock.today())},
    )


def _blocks(groups: Iterable[ShownGroup]) -> Iterable[Block]:
    for group in groups:
        yield heading(2, group.title)
        for section in group.sections:
            yield heading(3, section.title)
            if not section.questions:
                yield small(_("We did not need this part."))
            for question in section.questions:
                yield heading(4, question.wording)
                for entry in question.entries:
                    yield from _entry(entry)


def _entry(entry: ShownEntry) -> Iterable[Block]:
    """A note with its author; other answers plainly."""
    if entry.source:
        yield note(entry.byline, entry.source, entry.text)
        return
    if entry.text:
        yield text(entry.text)
    for line in entry.lines:
        yield bullet(line)
