"""Who may enrol a family member, and the facts that tie a family member to a child."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from teamaround.access.actor import Actor
from teamaround.access.facts import provide
from teamaround.access.registry import declare
from teamaround.access.roles import Kind, Role
from teamaround.access.rules import Rule, any_of
from teamaround.families.models import Enrolment

FAMILY = frozenset({Kind.FAMILY})


def own_page(actor: Actor) -> QuerySet[Enrolment]:
    """Open enrolments of the young person himself, for his own record."""
    return Enrolment.objects.filter(
        pk=actor.grant_id, person_id=actor.person_id, ended_at__isnull=True, capacity=Enrolment.Capacity.YOUNG_PERSON
    )


def carers_page(actor: Actor) -> QuerySet[Enrolment]:
    """Open enrolments of a parent or carer, made face to face."""
    return Enrolment.objects.filter(
        pk=actor.grant_id, person_id=actor.person_id, ended_at__isnull=True, capacity=Enrolment.Capacity.CARER
    )


provide("self", own_page, child="child_id", kinds=FAMILY)
provide("carer", carers_page, child="child_id", kinds=FAMILY)

ENROL = declare(
    "families.enrol",
    _("enrol a family member for the family's page"),
    *any_of("author", "lead_professional", "deputy", unless=("refused_agency",), source="issue 2 step 13"),
    changes=True,
)
CHANGE_PERSON = declare(
    "families.change_person",
    _("change names, addresses and contacts"),
    *any_of("author", "lead_professional", "deputy", "team_member", "involved", source="CWA-CP"),
    Rule("own_authority", roles=frozenset({Role.INDEX_TEAM}), source="DUD-20"),
    changes=True,
)
