"""Reading plans, always for somebody: each reader sees only the needs of children they may see."""

import datetime
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, OuterRef, Prefetch, Q, QuerySet, Subquery, prefetch_related_objects
from django.http import Http404

from teamaround.access import engine
from teamaround.access.actor import Actor
from teamaround.access.gate import Loaded
from teamaround.agencies.models import Agency
from teamaround.episodes.models import Episode
from teamaround.families.models import Person
from teamaround.plans import access
from teamaround.plans.actions import children_of, children_of_need
from teamaround.plans.models import (
    Action,
    ActionProgress,
    ActionState,
    Need,
    NeedEpisode,
    NeedType,
    Offer,
    Plan,
    PlanAgreement,
    PlanEpisode,
    Reading,
    Review,
    ReviewComment,
    ReviewLine,
)
from teamaround.team_around_child.knowing import Knowing


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
    area: str = ""

    @property
    def first(self) -> Reading | None:
        return self.readings[0] if self.readings else None

    @property
    def now(self) -> Reading | None:
        return self.readings[-1] if self.readings else None


@dataclass(frozen=True)
class Shown:
    """The plan of an episode as one reader sees it, and the needs of the plans before it."""

    plan: Plan
    rows: list[NeedRow]
    before: list[NeedRow]


def shown(actor: Actor, episode: Episode) -> Shown | None:
    """The live plan of an episode, else the newest closed one, with its needs. None where there is no plan."""
    rows = _rows(actor, Q(need__plan__serves__episode=episode))
    plans = {row.need.plan_id: row.need.plan for row in rows}
    ordered = sorted(plans.values(), key=lambda plan: (plan.state == Plan.State.CLOSED, -plan.made_at.timestamp()))
    found = ordered[0] if ordered and ordered[0].state != Plan.State.CLOSED else plan_of(episode)
    if found is None:
        return None
    return Shown(
        found,
        [row for row in rows if row.need.plan_id == found.pk],
        [row for plan in ordered if plan.pk != found.pk for row in rows if row.need.plan_id == plan.pk],
    )


def needs_for(actor: Actor, plan: Plan, *, episode: Episode | None = None) -> list[NeedRow]:
    """Needs in the family's order, of the children this reader may see (of one of them with `episode`). Four queries.

    A need that names a child the reader may not see is left out unless it also names one they may.
    """
    wanted = Q(need__plan=plan)
    return _rows(actor, wanted if episode is None else wanted & Q(episode=episode))


def _rows(actor: Actor, wanted: Q) -> list[NeedRow]:
    readable = engine.child_ids(actor, access.READ)
    links = (
        NeedEpisode.objects.filter(wanted, episode__child_id__in=readable)
        .select_related("need__plan", "episode__child")
        .annotate(area=area_of("need__"))
        .order_by("need__rank", "need_id", "pk")
    )
    found: dict[int, NeedRow] = {}
    for link in links:
        row = found.setdefault(link.need_id, NeedRow(link.need, area=link.area or ""))
        row.children.append(link.episode.child)
    rows = list(found.values())
    prefetch_related_objects(
        [row.need for row in rows],
        Prefetch("readings", Reading.objects.order_by("on", "pk")),
        Prefetch("actions", _actions()),
        Prefetch("offers", Offer.objects.select_related("agency").order_by("offered_on", "pk")),
    )
    for row in rows:
        _hang_on(row, Knowing.of(actor, [child.pk for child in row.children]))
    return rows


def _hang_on(row: NeedRow, knowing: Knowing) -> None:
    """What a sensitive service does is shown to whom its cover reaches (DUD-23)."""
    row.readings = list(row.need.readings.all())
    row.actions = [
        action for action in row.need.actions.all() if knowing.agency(action.agency) and knowing.post(action.owner_post)
    ]
    row.offers = [offer for offer in row.need.offers.all() if knowing.agency(offer.agency)]


def open_needs(actor: Actor, episodes: list[Episode]) -> list[Need]:
    """Needs of live plans of these children that are not met yet, for choosing one, in the family's order."""
    links = NeedEpisode.objects.filter(episode__in=episodes, episode__child_id__in=engine.child_ids(actor, access.READ))
    needs = Need.objects.filter(pk__in=links.values("need_id"), met_on__isnull=True)
    return list(needs.exclude(plan__state=Plan.State.CLOSED).order_by("rank", "pk"))


def area_of(path: str) -> Subquery:
    """Area of a need's type: of the authority's own list, else of everybody's. `path` leads to the need."""
    types = NeedType.objects.filter(key=OuterRef(f"{path}type_key")).filter(
        Q(authority_id=OuterRef(f"{path}authority_id")) | Q(authority__isnull=True)
    )
    return Subquery(types.order_by(F("authority_id").asc(nulls_last=True)).values("area")[:1])


def _actions() -> QuerySet[Action]:
    """With the newest word on how each went."""
    words = ActionProgress.objects.filter(action=OuterRef("pk")).order_by("-at", "-pk").values("words")[:1]
    return (
        Action.objects.select_related("owner_post__practitioner", "owner_post__agency", "owner_person", "agency")
        .annotate(last_words=Subquery(words))
        .order_by("due_on", "pk")
    )


@dataclass(frozen=True)
class Said:
    """The newest word of a person or an agency, and what they did not agree with before."""

    row: PlanAgreement
    before: list[PlanAgreement]


def agreements_of(actor: Actor, plan: Plan) -> list[Said]:
    """The newest word of each; what somebody did not agree with earlier stays beside it (issue 2 step 10).

    Brothers and sisters of the plan whom the reader may not see are left out.
    """
    others = PlanEpisode.objects.filter(plan=plan).exclude(episode__child_id__in=engine.child_ids(actor, access.READ))
    rows = (
        plan.agreements.exclude(person_id__isnull=False, person_id__in=others.values("episode__child_id"))
        .select_related("person", "agency")
        .order_by("at", "pk")
    )
    told: dict[tuple[int | None, int | None], list[PlanAgreement]] = {}
    for row in rows:
        told.setdefault((row.person_id, row.agency_id), []).append(row)
    return [
        Said(words[-1], [row for row in words[:-1] if row.answer != PlanAgreement.Answer.AGREES])
        for words in told.values()
        if words[-1].agency is None or _own_or_open(actor, words[-1].agency)
    ]


def _own_or_open(actor: Actor, agency: Agency) -> bool:
    """A sensitive service speaks for itself: its word is for itself and never for the others' pages."""
    return not agency.sensitive or agency.pk == actor.agency_id


def reviews_of(actor: Actor, plan: Plan) -> QuerySet[Review]:
    """Newest first, with the lines and comments about children this reader may see. Three queries."""
    readable = engine.child_ids(actor, access.READ)
    mine = NeedEpisode.objects.filter(episode__child_id__in=readable).values("need_id")
    lines = ReviewLine.objects.filter(need_id__in=mine).select_related("need").order_by("need__rank", "pk")
    comments = ReviewComment.objects.filter(episode__child_id__in=readable).select_related("episode__child")
    return (
        plan.reviews.select_related("by__practitioner")
        .prefetch_related(Prefetch("lines", lines), Prefetch("comments", comments.order_by("episode_id", "pk")))
        .order_by("-held_on", "-pk")
    )


@dataclass
class MyAction:
    """One open action of a post with the children it is for, as far as that post may act for them."""

    ref: str
    what: str
    due_on: datetime.date
    children: list[Person] = field(default_factory=list)


def my_actions(actor: Actor) -> list[MyAction]:
    """Open actions of this post, most overdue first, of children it may still act for: one statement."""
    links = (
        NeedEpisode.objects.filter(
            episode__child_id__in=engine.child_ids(actor, access.PROGRESS),
            need__actions__owner_post_id=actor.post_id,
            need__actions__state__in=[ActionState.TO_DO, ActionState.UNDER_WAY],
        )
        .exclude(need__plan__state=Plan.State.CLOSED)
        .select_related("episode__child")
        .annotate(ref=F("need__actions__ref"), what=F("need__actions__what"), due_on=F("need__actions__due_on"))
        .order_by("due_on", "need__actions__pk", "pk")
    )
    found: dict[str, MyAction] = {}
    for link in links:
        mine = found.setdefault(link.ref, MyAction(link.ref, link.what, link.due_on))
        mine.children.append(link.episode.child)
    return list(found.values())


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
