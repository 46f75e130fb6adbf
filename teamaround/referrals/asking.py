"""Where a request begins: a checklist's decision, an action of the plan, another request, chosen rows, or nothing."""

from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from teamaround.access.actor import Actor
from teamaround.agencies.models import Agency
from teamaround.assessments.models import Answer, Assessment, ChecklistDecision
from teamaround.episodes.models import Episode
from teamaround.plans.models import Action, Need
from teamaround.referrals import choices, queries
from teamaround.referrals.actions import Wanted
from teamaround.referrals.models import Referral


@dataclass
class Beginning:
    """What the form starts with, and what the request will be tied to."""

    services: list[Agency]
    needs: dict[str, str]
    start: dict[str, Any] = field(default_factory=dict)
    action: Action | None = None
    decision: ChecklistDecision | None = None
    rows: tuple[str, ...] = ()


def beginning(actor: Actor, episode: Episode, given: QueryDict) -> Beginning:
    """From the address: `action`, `checklist`, `again` (a request), `agency`, `row` (several). Others' are ignored."""
    found = Beginning(choices.services(actor, episode), choices.needs(actor, episode))
    if ref := given.get("action"):
        _from_action(found, episode, ref)
    if ref := given.get("checklist"):
        _from_checklist(found, episode, ref)
    if ref := given.get("again"):
        _from_request(found, actor, episode, ref)
    if ref := given.get("agency"):
        found.start["agency"] = ref
    found.rows = tuple(f"row:{ref}" for ref in given.getlist("row")[:200])
    return found


def _from_action(found: Beginning, episode: Episode, ref: str) -> None:
    action = Action.objects.filter(ref=ref, need__serves__episode=episode).select_related("need", "agency").first()
    if action is None:
        return
    found.action = action
    found.start |= {"what": action.what, "need": action.need.ref, "family_words": action.need.words}
    found.start["agency"] = action.agency.ref


def _from_checklist(found: Beginning, episode: Episode, ref: str) -> None:
    decision = (
        ChecklistDecision.objects.filter(assessment__ref=ref, assessment__episode=episode)
        .select_related("assessment", "asked_agency")
        .first()
    )
    if decision is None:
        return
    found.decision = decision
    found.start["what"] = _answer(decision.assessment, "help_needed") or decision.reason
    found.start["family_words"] = _answer(decision.assessment, "family_view")
    if decision.asked_agency is not None:
        found.start["agency"] = decision.asked_agency.ref


def _answer(checklist: Assessment, question: str) -> str:
    """What was written under a question of the checklist, newest."""
    row = Answer.objects.filter(assessment=checklist, question=question).order_by("-pk").first()
    return row.value if row is not None and not row.withdrawn and isinstance(row.value, str) else ""


def _from_request(found: Beginning, actor: Actor, episode: Episode, ref: str) -> None:
    before = next((row for row in queries.of_child(actor, episode.child_id) if row.ref == ref), None)
    if before is not None:
        found.start |= said_before(before)


def said_before(referral: Referral) -> dict[str, Any]:
    """The words of a request, for a form that changes it or asks another service."""
    return {
        "agency": referral.agency.ref,
        "what": referral.what,
        "family_words": referral.family_words,
        "need": referral.need.ref if referral.need else "",
        "urgency": referral.urgency,
    }


def wanted(given: dict[str, Any], found: Beginning) -> Wanted:
    """What the form says."""
    agency = next(each for each in found.services if each.ref == given["agency"])
    need = Need.objects.filter(ref=given["need"]).first() if given.get("need") else None
    return Wanted(
        agency=agency,
        what=given["what"],
        family_said=given["family_said"],
        family_who=given["family_who"],
        family_words=given["family_words"],
        urgency=given["urgency"],
        need=need,
        action=found.action,
        decision=found.decision,
    )
