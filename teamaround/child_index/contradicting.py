""" "Your index says no, and we have a record": told in one step, put right, answered (KIR-CI-11)."""

from django.utils.translation import gettext as _

from teamaround.access.actor import Actor
from teamaround.access.doing import doing
from teamaround.child_index import access_services as access
from teamaround.child_index.models import Contradiction
from teamaround.families.models import Person
from teamaround.kit import clock
from teamaround.kit.problems import Problem


def report(*, by: Actor, child: Person, kind: str, words: str) -> Contradiction:
    """Tell the index team what is wrong. Raises Refused or Problem."""
    if kind not in Contradiction.Kind.values:
        raise Problem(_("Choose what is wrong."), field="kind")
    if kind != Contradiction.Kind.WE_DO and kind != Contradiction.Kind.WE_DO_NOT and not words.strip():
        raise Problem(_("Write what is wrong, and how you know."), field="words")
    with doing(access.REPORT_CONTRADICTION, by=by, children=[child.pk], codes={"kind": kind}):
        return Contradiction.objects.create(
            authority_id=child.authority_id,
            child=child,
            reported_by_id=by.post_id,
            kind=kind,
            words=words,
            reported_at=clock.now(),
        )


def resolve(*, by: Actor, found: Contradiction, outcome: str, answer: str) -> Contradiction:
    """Answer once what came of it; the answer goes to whoever reported. Raises Refused or Problem."""
    if outcome not in Contradiction.Outcome.values:
        raise Problem(_("Choose what came of it."), field="outcome")
    if not answer.strip():
        raise Problem(_("Write an answer to whoever told you."), field="answer")
    codes = {"contradiction": found.pk, "outcome": outcome}
    with doing(access.RESOLVE_CONTRADICTION, by=by, children=[found.child_id], codes=codes):
        locked = Contradiction.objects.select_for_update().get(pk=found.pk)
        if locked.answered_at is not None:
            raise Problem(_("Somebody has answered this already."))
        locked.outcome, locked.answer = outcome, answer
        locked.answered_by_id, locked.answered_at = by.own_post_id, clock.now()
        locked.save()
        return locked


def put_away(*, by: Actor, found: Contradiction) -> Contradiction:
    """Whoever reported has read the answer. Raises Refused or Problem."""
    if found.reported_by_id != by.post_id or found.answered_at is None:
        raise Problem(_("There is no answer for you here yet."))
    with doing(access.OWN_ANSWERS, by=by, codes={"contradiction": found.pk}) as draft:
        draft.about(found.child_id)
        locked = Contradiction.objects.select_for_update().get(pk=found.pk)
        locked.read_at = locked.read_at or clock.now()
        locked.save()
        return locked
