"""Beginning and agreeing a plan, its needs and their order. Actions are in doing_things.py, offers in offers.py."""

import datetime
import hashlib
from collections.abc import Iterable
from typing import Any

from django.db import IntegrityError
from django.utils.translation import gettext as _

from teamaround.access import engine
from teamaround.access.actor import Actor
from teamaround.access.doing import doing
from teamaround.agencies.models import Agency
from teamaround.child_index.actions import indicate
from teamaround.child_index.models import Indication
from teamaround.episodes.actions import move_if_possible
from teamaround.episodes.models import Episode
from teamaround.episodes.story import tell
from teamaround.families.models import Person
from teamaround.kit import clock
from teamaround.kit.problems import Problem
from teamaround.local_settings.values import value as setting
from teamaround.plans import access, rules
from teamaround.plans.models import Need, NeedEpisode, Plan, PlanAgreement, PlanEpisode, Reading


class Stale(Exception):
    """Somebody changed the row meanwhile. Carries the row as it is now, so that both texts can be shown."""

    def __init__(self, now: Any) -> None:
        super().__init__("changed meanwhile")
        self.now = now


def begin(*, by: Actor, episode: Episode) -> Plan:
    """Begin the plan of an episode, or join the live plan of its family group: two at once get one. Raises Refused."""
    try:
        return _begin(by, episode)
    except IntegrityError:
        return _begin(by, episode)


def _begin(by: Actor, episode: Episode) -> Plan:
    with doing(access.CHANGE, by=by, children=[episode.child_id], codes={"episode": episode.pk}):
        plan = live_plan(episode.group_id)
        if plan is None:
            plan = Plan.objects.create(
                authority_id=episode.authority_id, group_id=episode.group_id, made_by_id=by.own_post_id,
                made_at=clock.now(),
            )  # fmt: skip
        _serve(by, plan, episode)
        return plan


def live_plan(group_id: int) -> Plan | None:
    return Plan.objects.filter(group_id=group_id).exclude(state=Plan.State.CLOSED).first()


def _serve(by: Actor, plan: Plan, episode: Episode) -> None:
    _link, new = PlanEpisode.objects.get_or_create(plan=plan, episode=episode)
    if new:
        move_if_possible(by=by, episode=episode, verb="plan")
        indicate(child=episode.child, kind=Indication.Kind.PLAN, post_id=by.post_id, record_ref=plan.ref)
        tell(episode, "plans_begun", by=by)


def lock_live(plan_id: int) -> Plan:
    """The plan, locked, to be changed. Call inside a recording. Raises Problem for a closed one: history stays."""
    locked = Plan.objects.select_for_update().get(pk=plan_id)
    if locked.state == Plan.State.CLOSED:
        raise Problem(_("This plan is closed and stays as it was. To go on, begin a new plan."))
    return locked


def children_of(plan: Plan) -> list[int]:
    """Person ids of the children the plan serves."""
    return sorted(plan.serves.values_list("episode__child_id", flat=True))


def children_of_need(need: Need) -> list[int]:
    return sorted(need.serves.values_list("episode__child_id", flat=True))


def add_need(
    *,
    by: Actor,
    plan: Plan,
    episodes: Iterable[Episode],
    words: str,
    whose_words: str,
    type_key: str,
    scale: int | None = None,
) -> Need:
    """A need in the family's words, last in their order. Raises Refused or Problem."""
    chosen = list(episodes)
    if not chosen:
        raise Problem(_("Choose whose need this is."), field="episodes")
    with doing(access.CHANGE, by=by, children=[each.child_id for each in chosen], codes={"plan": plan.pk}):
        lock_live(plan.pk)
        need = Need.objects.create(
            authority_id=plan.authority_id,
            plan=plan,
            words=words,
            whose_words=whose_words,
            type_key=type_key,
            rank=plan.needs.count() + 1,
            added_by_id=by.own_post_id,
            added_at=clock.now(),
        )
        for episode in chosen:
            NeedEpisode.objects.create(need=need, episode=episode)
            tell(episode, "plans_need_added", by=by)
        if scale is not None:
            read_scale(by=by, need=need, value=scale, said_by=whose_words)
        return need


def read_scale(*, by: Actor, need: Need, value: int, said_by: str, on: datetime.date | None = None) -> Reading:
    """A place from 0 to 10, today or on the day given. Call inside a recording. Raises Problem."""
    if not 0 <= value <= 10:
        raise Problem(_("The scale goes from 0 to 10."), field="scale")
    on = on or clock.today()
    return Reading.objects.create(need=need, value=value, on=on, said_by=said_by, by_id=by.own_post_id)


def change_need(*, by: Actor, need: Need, words: str, type_key: str, version: int) -> Need:
    """Change the words or the type of a need. Raises Refused, or Stale when somebody changed it meanwhile."""
    with doing(access.CHANGE, by=by, children=children_of_need(need), codes={"need": need.pk}):
        lock_live(need.plan_id)
        locked = Need.objects.select_for_update().get(pk=need.pk)
        if locked.version != version:
            raise Stale(locked)
        locked.words, locked.type_key, locked.version = words, type_key, version + 1
        locked.save()
        return locked


def rank_need(*, by: Actor, need: Need, step: int) -> list[int]:
    """The family puts a need one place up (-1) or down (+1). Returns the new order of ids. Raises Refused.

    Only among the needs that this reader may see: a need of a brother or sister they may not know keeps its place.
    """
    with doing(access.CHANGE, by=by, children=children_of_need(need), codes={"need": need.pk, "step": step}):
        lock_live(need.plan_id)
        mine = engine.child_ids(by, access.CHANGE)
        rows = list(
            Need.objects.select_for_update()
            .filter(
                pk__in=NeedEpisode.objects.filter(need__plan_id=need.plan_id, episode__child_id__in=mine).values(
                    "need_id"
                )
            )
            .order_by("rank", "pk")
        )
        places = [row.rank for row in rows]
        order = rules.moved_in_rank([row.pk for row in rows], need.pk, step)
        by_id = {row.pk: row for row in rows}
        for place, pk in zip(places, order, strict=True):
            if by_id[pk].rank != place:
                by_id[pk].rank = place
                by_id[pk].save(update_fields=["rank"])
        return order


def mark_of(text: str) -> str:
    """A short mark by which a form tells on which text it was based."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def say_going_well(*, by: Actor, plan: Plan, words: str, before: str) -> Plan:
    """What goes well already; strengths come before needs (experience.md). `before` is the mark of the text it was
    based on. Raises Refused, or Stale when somebody wrote meanwhile.
    """
    with doing(access.CHANGE, by=by, children=children_to_act_for(by, plan, access.CHANGE), codes={"plan": plan.pk}):
        locked = lock_live(plan.pk)
        if mark_of(locked.going_well) != before:
            raise Stale(locked)
        locked.going_well = words
        locked.save(update_fields=["going_well"])
        return locked


def carry_over(*, by: Actor, plan: Plan, episode: Episode) -> list[Need]:
    """Needs of this child that earlier plans did not meet, taken into the new plan with their newest place on the
    scale; the earlier plans keep theirs. Once: what is in the new plan already stays as it is. Raises Refused.
    """
    earlier = (
        Need.objects.filter(serves__episode=episode, plan__state=Plan.State.CLOSED, met_on__isnull=True)
        .order_by("plan__made_at", "rank", "pk")
        .prefetch_related("readings")
    )
    there = set(plan.needs.values_list("words", flat=True))
    made = []
    with doing(access.CHANGE, by=by, children=[episode.child_id], codes={"plan": plan.pk}):
        for need in earlier:
            if need.words in there:
                continue
            there.add(need.words)
            last = max(need.readings.all(), key=lambda row: (row.on, row.pk), default=None)
            made.append(
                add_need(
                    by=by, plan=plan, episodes=[episode], words=need.words, whose_words=need.whose_words,
                    type_key=need.type_key, scale=last.value if last else None,
                )
            )  # fmt: skip
    return made


def say_agreement(
    *, by: Actor, plan: Plan, answer: str, words: str = "", person: Person | None = None, agency: Agency | None = None
) -> PlanAgreement:
    """Record that a person or an agency agrees, agrees in part with words, or does not. Raises Refused or Problem."""
    if answer != PlanAgreement.Answer.AGREES and not words.strip():
        raise Problem(_("Write in their words what they do not agree with."), field="words")
    if (person is None) == (agency is None):
        raise Problem(_("Choose who agrees: a person or an agency."), field="who")
    with doing(
        access.AGREE,
        by=by,
        children=children_to_act_for(by, plan, access.AGREE),
        codes={"plan": plan.pk, "answer": answer},
    ):
        lock_live(plan.pk)
        return PlanAgreement.objects.create(
            authority_id=plan.authority_id,
            plan=plan,
            person=person,
            agency=agency,
            answer=answer,
            words=words,
            recorded_by_id=by.own_post_id,
            at=clock.now(),
        )


def children_to_act_for(by: Actor, plan: Plan, action: Any) -> list[int]:
    """Those children of the plan for whom the actor may do this; all of them when none, so that it is refused."""
    children = children_of(plan)
    return [child for child in children if engine.check(by, action, child).allowed] or children


def agree_plan(*, by: Actor, plan: Plan) -> Plan:
    """The plan is agreed, help begins, and the first look at it has its day (DER-21).

    Raises Refused, or Problem when it has no need with an action or is closed.
    """
    if not plan.needs.filter(actions__isnull=False).exists():
        raise Problem(_("Add at least one need with an action before you say that the plan is agreed."))
    mine = children_to_act_for(by, plan, access.AGREE)
    with doing(access.AGREE, by=by, children=mine, codes={"plan": plan.pk}):
        locked = lock_live(plan.pk)
        if locked.state == Plan.State.DRAFT:
            first = datetime.timedelta(days=setting(plan.authority_id, "review_first_days"))
            locked.state = Plan.State.AGREED
            locked.next_review_on = locked.next_review_on or clock.today() + first
            locked.save()
        for link in locked.serves.select_related("episode").filter(episode__child_id__in=mine):
            if move_if_possible(by=by, episode=link.episode, verb="help"):
                tell(link.episode, "plans_agreed", by=by)
        return locked
