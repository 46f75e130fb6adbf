"""Writing: each answer is a new row. What two people write at once stands side by side; nothing is overwritten."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.http import QueryDict
from django.utils.translation import gettext as _

from teamaround.access.actor import Actor
from teamaround.access.doing import Refused, adding
from teamaround.access.rules import Decision
from teamaround.assessments import access, rules
from teamaround.assessments.models import Answer, Assessment
from teamaround.assessments.part_form import DAY, WHO, About, PartForm
from teamaround.assessments.queries import Part, parts_open_to, readable, rows_of
from teamaround.instruments.answers import chains, conflicts_in
from teamaround.instruments.definition import NOT_NEEDED
from teamaround.instruments.fields import Look
from teamaround.instruments.forms import NewAnswer
from teamaround.instruments.pages import Page
from teamaround.kit import clock
from teamaround.kit.problems import Problem


@dataclass(frozen=True)
class Saved:
    """What one page that was sent came to: the form with its errors, the rows written, and whether sides differ."""

    form: PartForm
    written: tuple[Answer, ...]
    conflict: bool


def give(
    *, by: Actor, part: Part, new: Iterable[NewAnswer], page_key: str = "", about: About | None = None
) -> tuple[Answer, ...]:
    """Append answers to one part, all or none (DER-18). Each row is its own record: no event is written beside it
    (design.md 5). Raises Refused or Problem.
    """
    assessment, wanted = part.assessment, list(new)
    with adding(access.WRITE, by=by, child_id=assessment.episode.child_id) as basis:
        locked = Assessment.objects.select_for_update().get(pk=assessment.pk)
        _may_write(by, part, locked)
        before = {row.pk: row for row in Answer.objects.filter(pk__in=[one.supersedes for one in wanted])}
        for one in wanted:
            _check(by, part, one, before)
        shared, noted = _shared(by, part, basis) | {"page_key": page_key}, _noted(about or About())
        notes = {question.key for question in part.section.questions if question.notes}
        return tuple(_append(one, shared | (noted if one.question in notes else {})) for one in wanted)


def _may_write(by: Actor, part: Part, locked: Assessment) -> None:
    if locked.state != Assessment.State.DRAFT:
        raise Problem(_("The assessment is complete. What is new goes into a supplement."))
    if part.section.key not in parts_open_to(by, part.assessment):
        raise Refused(access.WRITE, Decision(False, "no_rule", known=True), part.assessment.episode.child_id)


def _shared(by: Actor, part: Part, basis: str) -> dict[str, Any]:
    """What every row says of itself: it is its own record (design.md 5)."""
    return {
        "authority_id": part.assessment.authority_id,
        "assessment": part.assessment,
        "author_id": by.post_id,
        "typed_by_id": by.own_post_id if by.own_post_id != by.post_id else None,
        "account_id": by.account_id,
        "basis": basis,
        "given_at": clock.now(),
    }


def _noted(about: About) -> dict[str, Any]:
    """What stands beside a note: the day of the visit, and who said it."""
    return {"visit_on": about.day, "source_words": about.who}


def _append(one: NewAnswer, shared: Mapping[str, Any]) -> Answer:
    return Answer.objects.create(
        section=one.section,
        question=one.question,
        value=one.value,
        source=one.source,
        supersedes_id=one.supersedes,
        withdrawn=one.withdrawn,
        **shared,
    )


def _check(by: Actor, part: Part, one: NewAnswer, before: Mapping[int, Answer]) -> None:
    """A row takes the place only of a row of the same question, and of a note only where it is one's own."""
    known = {question.key: question for question in part.section.questions}
    if one.section != part.section.key or (one.question != NOT_NEEDED and one.question not in known):
        raise Problem(_("This form was damaged on its way. Send it again."))
    if one.supersedes is None:
        return
    row = before.get(one.supersedes)
    if row is None or not rules.same_place(
        section=one.section, question=one.question, assessment_id=part.assessment.pk, row=row
    ):
        raise Problem(_("This form was damaged on its way. Send it again."))
    notes = one.question in known and known[one.question].notes
    if not rules.may_supersede(notes=notes, row=row, post_ids=[by.post_id, by.own_post_id]):
        raise Problem(_("Only the person who wrote this can change it. Add a note of your own."))


def save_page(
    *,
    by: Actor,
    part: Part,
    questions: Page,
    data: QueryDict,
    look: Look,
    known: Mapping[str, Any] | None = None,
    ask_not_needed: bool = True,
) -> Saved:
    """Save what is right of a page that was sent. The same page sent again, whenever, adds nothing (design.md 6).

    A note without its footing is kept all the same, and the form says what is missing. Raises Refused or Problem.
    """
    page_key = data.get("submission_key", "")[:64]
    with transaction.atomic():
        Assessment.objects.select_for_update().get(pk=part.assessment.pk)
        rows = readable(by, part.assessment, rows_of(part.assessment))
        mine = written_on(rows, by, part, page_key)
        form = PartForm(
            _seen_by_now(data, mine),
            instrument=part.instrument,
            section=part.section,
            questions=questions,
            rows=rows,
            look=look,
            known=known,
            ask_not_needed=ask_not_needed,
        )
        form.is_valid()
        unsaid = _set_aside_missing_sources(form)
        new = [*form.new_answers(), *_said_otherwise(form)]
        written = give(by=by, part=part, new=new, page_key=page_key, about=form.about) if new else ()
    for name, sentence in unsaid.items():
        form.add_error(name, sentence)
    return Saved(form, written, in_conflict(part, [*rows, *written]))


def _said_otherwise(form: PartForm) -> Iterable[NewAnswer]:
    """Own notes of this page whose words stay and whose day or speaker is another now: a new version of each."""
    changed = {one.question for one in form.new_answers()}
    wrong = {name.partition("__")[0] for name in form.errors}
    if not form.asks_about or wrong & {DAY, WHO}:
        return
    for question in form.questions:
        seen = form.seen[question.key]
        if not question.notes or question.key in changed | wrong or not seen or seen[-1].withdrawn:
            continue
        row = seen[-1]
        if isinstance(row, Answer) and About(row.visit_on, row.source_words) != form.about:
            yield NewAnswer(row.section, row.question, row.value, row.source, row.pk)


def written_on(rows: Iterable[Answer], by: Actor, part: Part, page_key: str) -> dict[str, Answer]:
    """What this opened page has written so far, newest by question: saving by itself, a double click, a beacon."""
    if not page_key:
        return {}
    own = (row for row in rows if row.page_key == page_key and row.author_id == by.post_id)
    return {row.question: row for row in own if row.section == part.section.key}


def _seen_by_now(data: QueryDict, mine: Mapping[str, Answer]) -> QueryDict:
    """The form as sent, but based on what the same page has saved since it was opened."""
    sent = data.copy()
    for question, row in mine.items():
        sent[f"{question}__seen"] = str(row.pk)
    return sent


def _set_aside_missing_sources(form: PartForm) -> dict[str, str]:
    """A note whose text is right is kept before its footing is chosen: nobody loses words over a missing tick."""
    unsaid = {}
    for question in form.questions:
        name = f"{question.key}__source"
        if name not in form.fields or question.key in form.errors:
            continue
        if form.cleaned_data.get(question.key) and not form.cleaned_data.get(name):
            form.errors.pop(name, None)
            unsaid[name] = _("Choose where this comes from: seen, told, reported or your own view")
    return unsaid


def in_conflict(part: Part, rows: Iterable[Answer]) -> bool:
    """Whether two answers in this part stand against each other."""
    found = chains(row for row in rows if row.section == part.section.key)
    return bool(conflicts_in(found, part.instrument))


def take_away(*, by: Actor, part: Part, row_id: int) -> tuple[Answer, ...]:
    """Take one's own note away; the row stays, with another upon it. Raises Refused or Problem."""
    row = _row(part, row_id)
    return give(by=by, part=part, new=[_gone(row)])


def keep_one(*, by: Actor, part: Part, row_id: int) -> tuple[Answer, ...]:
    """Of answers that stand against each other keep one: the others are taken away, and stay in the history.

    Raises Refused or Problem.
    """
    row = _row(part, row_id)
    rows = readable(by, part.assessment, rows_of(part.assessment))
    found = conflicts_in(chains(rows), part.instrument)
    others = [head for each in found if row.pk in {head.pk for head in each.heads} for head in each.heads]
    return give(by=by, part=part, new=[_gone(head) for head in others if head.pk != row.pk])


def _row(part: Part, row_id: int) -> Answer:
    row = Answer.objects.filter(assessment=part.assessment, section=part.section.key, pk=row_id).first()
    if row is None:
        raise Problem(_("This form was damaged on its way. Send it again."))
    return row


def _gone(row: Answer) -> NewAnswer:
    return NewAnswer(row.section, row.question, "", row.source, row.pk, withdrawn=True)
