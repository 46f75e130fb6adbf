"""Who may ask, accept, hand over; who leads and who is deputy."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from teamaround.access.actor import Actor
from teamaround.access.facts import provide
from teamaround.access.registry import declare
from teamaround.access.roles import Role
from teamaround.access.rules import Rule, any_of
from teamaround.episodes.access import AROUND, LEADING
from teamaround.kit import clock
from teamaround.lead_professional.models import Appointment, Invitation


def _current(actor: Actor, part: str) -> QuerySet[Appointment]:
    today = clock.today()
    return Appointment.objects.filter(
        Q(ends__isnull=True) | Q(ends__gt=today), post_id=actor.post_id, part=part, starts__lte=today
    )


def leads(actor: Actor) -> QuerySet[Appointment]:
    return _current(actor, Appointment.Part.LEAD)


def is_deputy(actor: Actor) -> QuerySet[Appointment]:
    return _current(actor, Appointment.Part.DEPUTY)


def invited_to_lead(actor: Actor) -> QuerySet[Invitation]:
    return Invitation.objects.filter(post_id=actor.post_id, answer="")


provide("lead_professional", leads, child="episode__child_id", under="authority_id")
provide("deputy", is_deputy, child="episode__child_id", under="authority_id")
provide("lead_invited", invited_to_lead, child="episode__child_id", under="authority_id")

INVITE = declare(
    "lead_professional.invite",
    _("ask somebody to become lead professional"),
    *any_of(*LEADING, "team_member", source="DER-06"),
    Rule("locality", roles=frozenset({Role.COORDINATOR}), source="DUD-07"),
    changes=True,
)
ANSWER = declare(
    "lead_professional.answer",
    _("answer whether you will lead"),
    Rule("lead_invited", source="DER-14"),
    changes=True,
)
READ = declare(
    "lead_professional.read",
    _("see who leads and who stands in"),
    *any_of(*AROUND, "lead_invited", source="DER-04"),
    *any_of("locality", roles=frozenset({Role.COORDINATOR, Role.MANAGER}), source="DUD-07"),
    *any_of("line_manager", roles=frozenset({Role.MANAGER}), source="DUD-50"),
)
END = declare(
    "lead_professional.end",
    _("end or hand over the lead"),
    *any_of("lead_professional", "deputy", source="DER-09"),
    Rule("locality", roles=frozenset({Role.COORDINATOR}), source="DUD-07"),
    changes=True,
)
ABSENCE = declare(
    "lead_professional.absence",
    _("say that you are away"),
    Rule(None, source="DER-09"),
    about_child=False,
    changes=True,
)
