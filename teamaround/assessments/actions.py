"""Starting, supplementing, completing and sharing. Writing is in answering.py, asking others in inviting.py."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.db import IntegrityError
from django.utils.translation import gettext as _

from teamaround.access import engine
from teamaround.access.actor import Actor
from teamaround.access.doing import Refused, doing, require
from teamaround.access.rules import Action, Decision
from teamaround.assessments import access, rules
from teamaround.assessments.models import Assessment, Contributor
from teamaround.assessments.queries import draft_of, rows_of
from teamaround.assessments.standing import what_is_missing
from teamaround.child_index.actions import end_indication, indicate
from teamaround.child_index.models import Indication
from teamaround.episodes.access import LEADING
from teamaround.episodes.actions import move_if_possible, open_episode, open_episodes
from teamaround.episodes.models import Episode
from teamaround.episodes.story import tell
from teamaround.families.models import Person
from teamaround.instruments import registry
from teamaround.kit import clock
from teamaround.kit.problems import Problem
from teamaround.local_settings.values import value

STARTS = {
    Assessment.Kind.WHOLE: "assessments_start",
    Assessment.Kind.SUPPLEMENT: "assessments_supplement",
    Assessment.Kind.REVIEW: "assessments_review",
}
"""What the story tells of the beginning of each kind."""


def may_as_starter(decision: Decision, *, by: Actor, assessment: Assessment) -> bool:
    """What whoever leads may do; of contributors only the one who started it."""
    return decision.allowed and (decision.through != "contributor" or assessment.started_by_id == by.post_id)


def require_as_starter(action: Action, *, by: Actor, assessment: Assessment) -> None:
    """Raises Refused."""
    child_id = assessment.episode.child_id
    decision = require(by, action, child_id)
    if not may_as_starter(decision, by=by, assessment=assessment):
        raise Refused(action, Decision(False, "no_rule", known=True), child_id)


@contextmanager
def doing_as_starter(action: Action, *, by: Actor, assessment: Assessment, codes: dict[str, Any]) -> Iterator[None]:
    """As `doing`, for what whoever leads may do, and a contributor only with what he started. Raises Refused."""
    require_as_starter(action, by=by, assessment=assessment)
    with doing(action, by=by, children=[assessment.episode.child_id], codes={"assessment": assessment.pk, **codes}):
        yield


def start(*, by: Actor, child: Person, instrument: str = rules.COMMON) -> Assessment:
    """Start an instrument for the child's open help, which is opened where there is none (DUD-42).

    Two people who start in the same second get one: the second gets the first's. Raises Refused.
    """
    episode = open_episodes().filter(child=child).first() or open_episode(by=by, child=child)
    require(by, access.START, child.pk)
    return draft_of(episode, instrument) or _begin(by=by, episode=episode, instrument=instrument)


def supplement(*, by: Actor, assessment: Assessment) -> Assessment:
    """Add to an assessment that is finished, by a new one beside it; the first stays as it was (DUD-42).

    Raises Refused, or Problem while it is still being written.
    """
    return _build_on(by, assessment, Assessment.Kind.SUPPLEMENT)


def review(*, by: Actor, assessment: Assessment) -> Assessment:
    """Look at the whole again: a new one, which takes over box by box what still holds; the first stays as it was.

    Raises Refused, or Problem while it is still being written.
    """
    return _build_on(by, assessment, Assessment.Kind.REVIEW)


def _build_on(by: Actor, assessment: Assessment, kind: str) -> Assessment:
    if assessment.instrument != rules.COMMON:
        raise Problem(_("Fill in a new checklist if things have changed."))
    if assessment.state == Assessment.State.DRAFT:
        raise Problem(_("It is still being written. Write in it, or ask to join."))
    child = assessment.episode.child
    episode = open_episodes().filter(child=child).first() or open_episode(by=by, child=child)
    require(by, access.START, child.pk)
    running = draft_of(episode, assessment.instrument)
    return running or _begin(by=by, episode=episode, instrument=assessment.instrument, kind=kind, builds_on=assessment)


def _begin(
    *,
    by: Actor,
    episode: Episode,
    instrument: str,
    kind: str = Assessment.Kind.WHOLE,
    builds_on: Assessment | None = None,
) -> Assessment:
    """The new draft; the partial unique constraint decides between two people."""
    try:
        with doing(access.START, by=by, children=[episode.child_id], codes={"instrument": instrument}):
            made = Assessment.objects.create(
                authority_id=episode.authority_id,
                episode=episode,
                instrument=instrument,
                version=str(registry.latest(instrument).version),
                kind=kind,
                supplements=builds_on,
                started_by_id=by.post_id,
                started_at=clock.now(),
            )
            _let_the_starter_write(made, by)
            _tell_of_the_start(made, by)
            return made
    except IntegrityError:
        return Assessment.objects.get(episode=episode, instrument=instrument, state=Assessment.State.DRAFT)


def _let_the_starter_write(made: Assessment, by: Actor) -> None:
    """Whoever starts it and does not lead writes, asks others and completes as a contributor."""
    if not engine.facts_of(by, made.episode.child_id, LEADING):
        Contributor.objects.create(
            authority_id=made.authority_id,
            assessment=made,
            post_id=by.post_id,
            invited_by_id=by.post_id,
            invited_at=made.started_at,
        )


def _tell_of_the_start(made: Assessment, by: Actor) -> None:
    """Chronology, index and the stage of the help. The index knows of common assessments alone (DUD-22)."""
    if made.instrument != rules.COMMON:
        tell(made.episode, "assessments_checklist", by=by)
        return
    tell(made.episode, STARTS[Assessment.Kind(made.kind)], by=by)
    _indicate(made, Indication.Kind.ASSESSMENT_STARTED, by)
    move_if_possible(by=by, episode=made.episode, verb="assess")


def _indicate(assessment: Assessment, kind: str, by: Actor) -> None:
    indicate(child=assessment.episode.child, kind=kind, post_id=by.post_id, record_ref=assessment.ref)


def complete(*, by: Actor, assessment: Assessment) -> Assessment:
    """Finish it: nothing is written in it any more. Makes nobody the lead; whoever completes is first contact until a
    day (issue 2 step 8). Raises Refused, or Problem that says what is missing.
    """
    with doing_as_starter(access.COMPLETE, by=by, assessment=assessment, codes={}):
        locked = Assessment.objects.select_for_update().select_related("episode__child").get(pk=assessment.pk)
        if locked.state != Assessment.State.DRAFT:
            raise Problem(_("Somebody has completed it already. Read it, or write a supplement."))
        missing = what_is_missing(locked, rows_of(locked))
        if missing:
            raise Problem(" ".join(each.sentence for each in missing))
        now = clock.now()
        locked.state, locked.completed_by_id, locked.completed_at = Assessment.State.COMPLETE, by.post_id, now
        days = int(value(locked.authority_id, "first_contact_days"))
        locked.first_contact_until = clock.today() + timedelta(days=days)
        locked.save()
        end_indication(child=locked.episode.child, kind=Indication.Kind.ASSESSMENT_STARTED, record_ref=locked.ref)
        _indicate(locked, Indication.Kind.ASSESSMENT_DONE, by)
        tell(locked.episode, "assessments_complete", by=by)
        move_if_possible(by=by, episode=locked.episode, verb="plan")
        return locked


def share(*, by: Actor, assessment: Assessment) -> Assessment:
    """Share the finished text with the family and the team: by agreement, or by a recorded duty (DUD-60, DUD-61).

    Raises Refused or Problem.
    """
    with doing_as_starter(access.SHARE, by=by, assessment=assessment, codes={}):
        locked = Assessment.objects.select_for_update().select_related("episode").get(pk=assessment.pk)
        if locked.state == Assessment.State.DRAFT:
            raise Problem(_("First complete the assessment. What is still being written is not shared."))
        if locked.state == Assessment.State.COMPLETE:
            locked.state, locked.shared_at = Assessment.State.SHARED, clock.now()
            locked.save()
            tell(locked.episode, "assessments_share", by=by)
        return locked
