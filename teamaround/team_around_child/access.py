"""Who may see and change the team; membership as a relationship."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from teamaround.access.actor import Actor
from teamaround.access.facts import provide
from teamaround.access.registry import declare
from teamaround.access.roles import Role
from teamaround.access.rules import Rule, any_of
from teamaround.episodes.access import AROUND, LEADING, OVERSEEING
from teamaround.kit import clock
from teamaround.team_around_child.models import Serving


def running() -> Q:
    today = clock.today()
    return Q(starts__lte=today) & (Q(ends__isnull=True) | Q(ends__gt=today))


def team_member(actor: Actor) -> QuerySet[Serving]:
    return Serving.objects.filter(running(), member__post_id=actor.post_id)


def line_manager(actor: Actor) -> QuerySet[Serving]:
    """Children whose team has somebody whom this post manages."""
    return Serving.objects.filter(running(), member__post__line_manager_id=actor.post_id)


provide("team_member", team_member, child="episode__child_id", under="authority_id")
provide("line_manager", line_manager, child="episode__child_id", under="authority_id")

READ = declare(
    "team_around_child.read",
    _("see the team around the child"),
    *any_of(*AROUND, "lead_invited", "invited", "action_owner", unless=("refused_agency",), source="CWA-TAC"),
    *any_of(*AROUND, basis="duty", source="DUD-61"),
    *OVERSEEING,
)
CHANGE = declare(
    "team_around_child.change",
    _("add people to the team or say that they leave"),
    *any_of(*LEADING, source="CWA-TAC"),
    Rule("locality", roles=frozenset({Role.COORDINATOR}), source="DUD-07"),
    changes=True,
)
LEAVE = declare(
    "team_around_child.leave",
    _("leave the team"),
    Rule("team_member", source="CWA-TAC"),
    changes=True,
)
OWN_PART = declare(
    "team_around_child.own_part",
    _("say what your part in the team is"),
    Rule("team_member", source="CWA-TAC"),
    changes=True,
)
