"""Who may ask a service, read the request, answer it; being asked as a relationship (DER-13)."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from teamaround.access.actor import Actor
from teamaround.access.facts import provide
from teamaround.access.registry import declare
from teamaround.access.roles import Role
from teamaround.access.rules import Rule, any_of
from teamaround.consent.access import WORKING
from teamaround.episodes.access import AROUND, LEADING, OVERSEEING
from teamaround.referrals import rules
from teamaround.referrals.models import Referral

ASKERS = (*LEADING, "team_member")


def service_asked(actor: Actor) -> QuerySet[Referral]:
    """Requests that wait for this post or its team, and those it has taken; nothing once they are over.

    A request to a named person is for that person; one to a team is for those of that locality; any other for
    everybody of the agency who works with families.
    """
    mine = Q(to_post_id=actor.post_id)
    team = Q(to_post__isnull=True, agency_id=actor.agency_id) & (
        Q(locality__isnull=True) | Q(locality_id=actor.locality_id)
    )
    return Referral.objects.filter(
        (mine | team) & Q(state__in=rules.WAITING) | Q(taken_by_id=actor.post_id, state__in=rules.RUNNING)
    )


provide("service_asked", service_asked, child="episode__child_id", under="authority_id")

ASK = declare(
    "referrals.ask",
    _("ask a service for help"),
    *any_of(*ASKERS, unless=("refused_agency",), source="DER-13"),
    *any_of(*ASKERS, basis="duty", source="DUD-61"),
    changes=True,
)
READ = declare(
    "referrals.read",
    _("see which services were asked"),
    *any_of(*AROUND, unless=("refused_agency",), source="DER-13"),
    *any_of(*AROUND, basis="duty", source="DUD-61"),
    *OVERSEEING,
    Rule("break_glass", source="design.md 4"),
)
FOLLOW = declare(
    "referrals.follow",
    _("take a request back, or ask again for an answer"),
    *any_of(*ASKERS, unless=("refused_agency",), source="DER-13"),
    *any_of(*ASKERS, basis="duty", source="DUD-61"),
    Rule("locality", roles=frozenset({Role.COORDINATOR}), source="DER-13"),
    changes=True,
)
ANSWER = declare(
    "referrals.answer",
    _("answer what your service was asked"),
    Rule("service_asked", roles=WORKING, unless=("refused_agency",), source="DER-13"),
    Rule("service_asked", roles=WORKING, basis="duty", source="DUD-61"),
    known_by="referrals.answer",
    changes=True,
)
