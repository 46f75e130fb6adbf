"""The decision after the checklist: five ways, each with what follows (issue 2 step 6)."""

import datetime
from dataclasses import dataclass

from django.utils.translation import gettext as _

from teamaround.access.actor import Actor
from teamaround.access.doing import doing
from teamaround.agencies.models import Agency
from teamaround.assessments import access, rules
from teamaround.assessments.actions import start
from teamaround.assessments.models import Assessment, ChecklistDecision
from teamaround.assessments.queries import instrument_of, rows_of
from teamaround.episodes.actions import move_if_possible
from teamaround.episodes.concerns import set_look_again
from teamaround.episodes.story import tell
from teamaround.instruments.answers import given
from teamaround.instruments.routing import is_empty
from teamaround.kit import clock
from teamaround.kit.problems import Problem


@dataclass(frozen=True)
class Decided:
    """What a person chose on the page: the way, why, the service asked, when somebody looks again, and who."""

    word: str
    reason: str
    agency: Agency | None = None
    look_again_on: datetime.date | None = None
    who_post_id: int | None = None


def decide(*, by: Actor, checklist: Assessment, decided: Decided) -> ChecklistDecision:
    """Write the decision, finish the checklist, and set going what follows. Raises Refused or Problem.

    A common assessment starts at once; a safeguarding report is the next page, telephone first.
    """
    path = _check(checklist, decided)
    episode = checklist.episode
    codes = {"assessment": checklist.pk, "word": decided.word}
    with doing(access.DECIDE, by=by, children=[episode.child_id], codes=codes):
        locked = Assessment.objects.select_for_update().select_related("episode__child").get(pk=checklist.pk)
        if locked.state != Assessment.State.DRAFT:
            raise Problem(_("This checklist is decided already. Fill in a new one if things have changed."))
        made = ChecklistDecision.objects.create(
            authority_id=locked.authority_id,
            assessment=locked,
            word=decided.word,
            reason=decided.reason,
            asked_agency=decided.agency if path.names_agency else None,
            by_id=by.own_post_id,
            at=clock.now(),
        )
        locked.state, locked.completed_by_id, locked.completed_at = Assessment.State.COMPLETE, by.post_id, clock.now()
        locked.save()
        tell(episode, "assessments_decide", by=by, what=str(made.get_word_display()))
        _follow(by, locked, decided, path)
        return made


def _check(checklist: Assessment, decided: Decided) -> rules.Path:
    if decided.word not in ChecklistDecision.Word.values:
        raise Problem(_("Choose what you decided."), field="checklist_decision")
    path = rules.PATHS[ChecklistDecision.Word(decided.word)]
    if not decided.reason.strip():
        raise Problem(_("Write why, in a sentence or two."), field="decision_reason")
    if path.names_agency and decided.agency is None:
        raise Problem(_("Choose which service you ask."), field="agency")
    if decided.look_again_on is not None and decided.look_again_on <= clock.today():
        raise Problem(_("The day to look again must lie ahead."), field="look_again_on")
    if decided.word != ChecklistDecision.Word.SAFEGUARDING:
        _all_outcomes(checklist)
    return path


def _all_outcomes(checklist: Assessment) -> None:
    """Each of the five has an answer; "not sure" is one (DUD-40)."""
    instrument = instrument_of(checklist)
    values = given(rows_of(checklist), instrument).values
    for question in instrument.sections_by_key["outcomes"].questions:
        if is_empty(values.get(question.key)):
            raise Problem(_("Answer each of the five questions; “not sure” is an answer."), field=question.key)


def _follow(by: Actor, checklist: Assessment, decided: Decided, path: rules.Path) -> None:
    if path.looks_again:
        set_look_again(by=by, episode=checklist.episode, who_post_id=decided.who_post_id, due_on=decided.look_again_on)
    if path.verb:
        move_if_possible(by=by, episode=checklist.episode, verb=path.verb)
    if decided.word == ChecklistDecision.Word.COMMON_ASSESSMENT:
        start(by=by, child=checklist.episode.child)
