"""Reading plans, always for somebody: each reader sees only the needs of children they may see."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.http import Http404

from teamaround.access import engine
from teamaround.access.actor import Actor
from teamaround.access.gate import Loaded
from teamaround.access.roles import Kind
from teamaround.episodes.models import Episode
from teamaround.plans import access
from teamaround.plans.actions import children_of, children_of_need
from teamaround.plans.models import (
    Action,
    ActionProgress,
    ActionState,
    Need,
    NeedEpisode,
    Offer,
    Plan,
    PlanAgreement,
    Reading,
    Review,
)


def plan_of(episode: Episode) -> Plan | None:
    """The live plan that serves this episode, else the newest closed one."""
    plans = Plan.objects.filter(serves__episode=episode).order_by("-made_at")
    return plans.exclude(state=Plan.State.CLOSED).first() or plans.first()


@dataclass
class NeedRow:
    """A need with everything that hangs on it, loaded."""

    need: Need
    readings: list[Reading] = field(default_factory=list)
    actions: list[Action] = field(default_factory=list)
    offers: list[Offer] = field(default_factory=list)
    children: list[Any] = field(default_factory=list)

    @property
    def first(self) -> Reading | None:
        return self.readings[0] if self.readings else None

    @property
    def now(self) -> Reading | None:
        return self.readings[-1] if self.readings else None


def needs_for(actor: Actor, plan: Plan, *, episode: Episode | None = None) -> list[NeedRow]:
    """Needs in the family's order, of the children this reader may see (of one of them with `episode`). Six queries.

    A need that names a child the reader may not see is left out unless it also names one they may.
    """
    if actor.kind is Kind.FAMILY and episode is not None:
        links = NeedEpisode.objects.filter(need__plan=plan, episode=episode)
    else:
        links = NeedEpisode.objects.filter(need__plan=plan, episode__child_id__in=engine.child_ids(actor, access.READ))
        links = links.filter(episode=episode) if episode is not None else links
    needs = (
        Need.objects.filter(pk__in=links.values("need_id"))
        .order_by("rank", "pk")
        .prefetch_related(
            Prefetch("readings", Reading.objects.order_by("on", "pk")),
            Prefetch("actions", _actions()),
            Prefetch("offers", Offer.objects.select_related("agency").order_by("offered_on", "pk")),
            Prefetch("serves", links.select_related("episode__child")),
        )
    )
    return [
        NeedRow(
            need,
            list(need.readings.all()),
            list(need.actions.all()),
            list(need.offers.all()),
            [link.episode.child for link in need.serves.all()],
        )
        for need in needs
    ]


def _actions() -> QuerySet[Action]:
    newest = ActionProgress.objects.select_related("by__practitioner").order_by("-at", "-pk")
    return (
        Action.objects.select_related("owner_post__practitioner", "owner_person", "agency")
        .prefetch_related(Prefetch("progress", newest))
        .order_by("due_on", "pk")
    )


def agreements_of(plan: Plan) -> list[PlanAgreement]:
    """The newest word of each person and agency."""
    newest: dict[tuple[int | None, int | None], PlanAgreement] = {}
    for row in plan.agreements.select_related("person", "agency").order_by("at", "pk"):
        newest[row.person_id, row.agency_id] = row
    return list(newest.values())


def reviews_of(plan: Plan) -> QuerySet[Review]:
    """Newest first, with lines and comments."""
    return (
        plan.reviews.select_related("by__practitioner")
        .prefetch_related("lines__need", "comments__episode__child")
        .order_by("-held_on", "-pk")
    )


def my_actions(actor: Actor) -> QuerySet[Action]:
    """Open actions of this post, most overdue first, of children it may still act for."""
    mine = NeedEpisode.objects.filter(episode__child_id__in=engine.child_ids(actor, access.PROGRESS)).values("need_id")
    return (
        Action.objects.filter(
            Q(need_id__in=mine), owner_post_id=actor.post_id, state__in=[ActionState.TO_DO, ActionState.UNDER_WAY]
        )
        .select_related("need__plan", "agency")
        .prefetch_related(Prefetch("need__serves", NeedEpisode.objects.select_related("episode__child")))
        .order_by("due_on", "pk")
    )


def load_plan(actor: Actor, plan_ref: str) -> Loaded:
    """Raises Http404."""
    plan = Plan.objects.filter(ref=plan_ref).select_related("group").first()
    if plan is None:
        raise Http404
    return Loaded(plan, tuple(children_of(plan)))


def load_need(actor: Actor, need_ref: str) -> Loaded:
    """Raises Http404."""
    need = Need.objects.filter(ref=need_ref).select_related("plan__group").first()
    if need is None:
        raise Http404
    return Loaded(need, tuple(children_of_need(need)))


def load_action(actor: Actor, action_ref: str) -> Loaded:
    """Raises Http404."""
    action = Action.objects.filter(ref=action_ref).select_related("need__plan", "agency").first()
    if action is None:
        raise Http404
    return Loaded(action, tuple(children_of_need(action.need)))


def load_offer(actor: Actor, offer_ref: str) -> Loaded:
    """Raises Http404."""
    offer = Offer.objects.filter(ref=offer_ref).select_related("need__plan", "agency").first()
    if offer is None:
        raise Http404
    return Loaded(offer, tuple(children_of_need(offer.need)))
