"""The plan of one child at a glance, for the child's page: figures and one line a need, in three statements."""

import datetime
from dataclasses import dataclass

from django.db.models import Case, Prefetch, Subquery, When
from django.urls import reverse
from django.utils import dateformat
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from teamaround.access import engine
from teamaround.access.actor import Actor
from teamaround.episodes.models import Episode
from teamaround.kit import clock
from teamaround.kit.pieces import NeedLane, Status
from teamaround.plans import access, rules
from teamaround.plans.models import Action, Need, Plan, Reading
from teamaround.plans.queries import area_of, plan_of
from teamaround.team_around_child.knowing import Knowing


@dataclass(frozen=True)
class Glance:
    """The plan of one child in figures and one line a need."""

    lanes: tuple[NeedLane, ...]
    need_count: int
    done: int
    open: int
    late: int
    first_late: str
    going_well: str
    url: str


def needs_at_a_glance(actor: Actor, episode: Episode) -> Glance | None:
    """None when there is no plan, or none that this reader may read."""
    if not engine.check(actor, access.READ, episode.child_id).allowed:
        return None
    needs = _needs(episode)
    plan = needs[0].plan if needs else plan_of(episode)
    if plan is None:
        return None
    today = clock.today()
    knowing = Knowing.of(actor, [episode.child_id])
    known = {need.pk: [each for each in need.actions.all() if _may_know(knowing, each)] for need in needs}
    actions = [(action, _timing(action, today)) for need in needs for action in known[need.pk]]
    words = [word for _action, word in actions]
    return Glance(
        lanes=tuple(_lane(need, known[need.pk], number, today) for number, need in enumerate(needs, start=1)),
        need_count=len(needs),
        done=words.count("done"),
        open=sum(word not in {"done", "dropped"} for word in words),
        late=words.count("late"),
        first_late=next((action.what for action, word in actions if word == "late"), ""),
        going_well=plan.going_well,
        url=reverse("plans:plan", kwargs={"child_ref": episode.child.ref}),
    )


def _needs(episode: Episode) -> list[Need]:
    """The child's needs in the family's order, of the live plan, else of the newest closed one."""
    plans = Plan.objects.filter(serves__episode=episode)
    live_first = plans.order_by(Case(When(state=Plan.State.CLOSED, then=1), default=0), "-made_at")
    return list(
        Need.objects.filter(serves__episode=episode, plan_id=Subquery(live_first.values("pk")[:1]))
        .select_related("plan")
        .annotate(area=area_of(""))
        .order_by("rank", "pk")
        .prefetch_related(
            Prefetch("readings", Reading.objects.order_by("on", "pk")),
            Prefetch("actions", Action.objects.select_related("agency", "owner_post__agency").order_by("due_on", "pk")),
        )
    )


def _timing(action: Action, today: datetime.date) -> str:
    return rules.timing(state=action.state, due_on=action.due_on, today=today)


def _may_know(knowing: Knowing, action: Action) -> bool:
    return knowing.agency(action.agency) and knowing.post(action.owner_post)


def _lane(need: Need, actions: list[Action], number: int, today: datetime.date) -> NeedLane:
    words = [_timing(action, today) for action in actions]
    readings = list(need.readings.all())
    status = None
    if "late" in words:
        status = Status("late", _("%(count)d late") % {"count": words.count("late")})
    elif "done" in words:
        status = Status("done", _("%(count)d done") % {"count": words.count("done")})
    return NeedLane(
        rank=number,
        words=need.words,
        kind_words=need.area or "",  # type: ignore[attr-defined]
        first=readings[0].value if readings else None,
        now=readings[-1].value if readings else None,
        then=_("in %(month)s") % {"month": dateformat.format(readings[0].on, "F")} if readings else "",
        status=status,
        of=ngettext("of %(count)d action", "of %(count)d actions", len(words)) % {"count": len(words)},
    )
