"""Two people who may decide differ: both answers stand until it is settled, with reasons (KIR-CO-20, ADR 0016)."""

from collections.abc import Iterable

from django.db.models import Q
from django.utils.translation import gettext as _

from teamaround.access.actor import Actor
from teamaround.access.doing import doing
from teamaround.consent import access
from teamaround.consent.announcements import AgreementChanged, agreement_changed
from teamaround.consent.models import Answer, Asking, Decision, Purpose, Settlement
from teamaround.consent.standing import standing
from teamaround.families.models import Person
from teamaround.kit import clock
from teamaround.kit.problems import Problem


def differing(child_id: int) -> list[Asking]:
    """The conversations that stand against each other, newest first; empty where nobody differs."""
    now = standing(child_id)
    if now.word != "conflict":
        return []
    rows = [row for row in now.decisions if row.purpose == Purpose.ASSESS and row.answer != Answer.NOT_ASKED]
    return list({row.asking_id: row.asking for row in rows}.values())


def answer_of(asking: Asking, decisions: Iterable[Decision]) -> str:
    """What this conversation said about assessing together."""
    said = (row.answer for row in decisions if row.asking_id == asking.pk and row.purpose == Purpose.ASSESS)
    return next(said, "")


def settle(*, by: Actor, child: Person, chosen: Asking, reasons: str, advice: str = "") -> Settlement:
    """Say whose answer counts. The other stays in the history; agencies that either does not want stay out.

    Raises Refused or Problem. A newer answer of anybody opens the question again.
    """
    if not reasons.strip():
        raise Problem(_("Write why: both may ask you about it."), field="reasons")
    with doing(access.SETTLE, by=by, children=[child.pk], codes={"asking": chosen.pk}):
        now = standing(child.pk)
        if chosen.pk not in {asking.pk for asking in differing(child.pk)}:
            raise Problem(_("Nobody differs any more. Look at what stands now."), field="chosen")
        counts = answer_of(chosen, now.decisions)
        aside = [asking.pk for asking in differing(child.pk) if answer_of(asking, now.decisions) != counts]
        made = Settlement.objects.create(
            authority_id=child.authority_id,
            child=child,
            chosen=chosen,
            by_id=by.own_post_id,
            reasons=reasons,
            advice=advice,
            at=clock.now(),
        )
        stays = Q(purpose=Purpose.SHARE, answer=Answer.REFUSED)
        Decision.objects.filter(asking_id__in=aside).exclude(stays).update(superseded_at=made.at)
        agreement_changed.announce(AgreementChanged(child, by))
        return made
