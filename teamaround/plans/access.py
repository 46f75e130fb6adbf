"""Who may read, change, agree and review the plan; owning an action as a relationship."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from teamaround.access.actor import Actor
from teamaround.access.facts import provide
from teamaround.access.registry import declare
from teamaround.access.roles import Kind
from teamaround.access.rules import Rule, any_of
from teamaround.episodes.access import AROUND, LEADING, OVERSEEING
from teamaround.plans.models import Action, ActionState, Plan

FAMILY = frozenset({Kind.FAMILY})


def action_owner(actor: Actor) -> QuerySet[Action]:
    """Open actions of this post: who owns one sees the child's name and that action, not the record."""
    mine = Action.objects.filter(owner_post_id=actor.post_id, state__in=[ActionState.TO_DO, ActionState.UNDER_WAY])
    return mine.exclude(need__plan__state=Plan.State.CLOSED)


provide("action_owner", action_owner, child="need__serves__episode__child_id", under="authority_id")

READ = declare(
    "plans.read",
    _("read the plan"),
    *any_of(*AROUND, unless=("refused_agency",), source="DUD-45"),
    *any_of(*AROUND, basis="duty", source="DUD-61"),
    *OVERSEEING,
    Rule("break_glass", source="design.md 4"),
)
CHANGE = declare(
    "plans.change",
    _("change the plan"),
    *any_of(*LEADING, "team_member", unless=("refused_agency",), source="DER-03"),
    changes=True,
)
PROGRESS = declare(
    "plans.progress",
    _("say how an action went"),
    *any_of(*LEADING, "team_member", "action_owner", unless=("refused_agency",), source="DER-11"),
    changes=True,
)
AGREE = declare(
    "plans.agree",
    _("record who agrees with the plan"),
    *any_of(*LEADING, "team_member", source="CWA-TAC"),
    changes=True,
)
REVIEW = declare(
    "plans.review",
    _("review the plan"),
    *any_of(*LEADING, source="DUD-45"),
    changes=True,
)
ANSWER_OFFER = declare(
    "plans.answer_offer",
    _("answer what was offered"),
    *any_of("self", "carer", kinds=FAMILY, source="DER-02"),
    *any_of(*LEADING, source="DER-02"),
    known_by="plans.answer_offer",
    changes=True,
)
PRINT = declare(
    "plans.print",
    _("print the plan"),
    *any_of(*AROUND, unless=("refused_agency",), source="DUD-45"),
    *any_of(*AROUND, basis="duty", source="DUD-61"),
)
