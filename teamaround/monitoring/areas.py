"""Which area a manager's figures are about, and which others he may choose: never more than his post reaches."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from teamaround.access.actor import Actor
from teamaround.access.roles import Role
from teamaround.agencies.models import Agency, Locality
from teamaround.episodes.models import Episode
from teamaround.plans.models import Action

WHOLE = frozenset({Role.AREA_MANAGER, Role.DIRECTOR})
"""Posts that see the whole authority, and each locality and agency of it."""


@dataclass(frozen=True)
class Area:
    """The whole authority, a locality or an agency of it."""

    key: str
    name: str
    authority_id: int
    locality_id: int | None = None
    agency_id: int | None = None

    def episodes(self) -> QuerySet[Episode]:
        """Help to children of the area: an agency's is what it opened or leads."""
        found = Episode.objects.filter(authority_id=self.authority_id)
        if self.agency_id is not None:
            mine = Q(agency_id=self.agency_id) | Q(appointments__post__agency_id=self.agency_id)
            return found.filter(pk__in=Episode.objects.filter(mine).values("pk"))
        return found if self.locality_id is None else found.filter(locality_id=self.locality_id)

    def actions(self) -> QuerySet[Action]:
        """Actions of the area: an agency's are those it answers for, whoever leads (DER-11)."""
        found = Action.objects.filter(authority_id=self.authority_id)
        if self.agency_id is not None:
            return found.filter(agency_id=self.agency_id)
        return found.filter(need_id__in=self.episodes().values("need_links__need_id"))


def areas_of(actor: Actor, whole: frozenset[Role] = WHOLE) -> list[Area]:
    """The areas of this post, widest first; the first one is shown when nothing is chosen."""
    authority = actor.authority_id
    if actor.role in whole:
        localities = Locality.objects.filter(authority_id=authority).order_by("name")
        agencies = Agency.objects.filter(authority_id=authority).order_by("name")
        return [
            Area("", _("The whole area"), authority),
            *(Area(f"locality-{row.pk}", row.name, authority, locality_id=row.pk) for row in localities),
            *(Area(f"agency-{row.pk}", row.name, authority, agency_id=row.pk) for row in agencies),
        ]
    if actor.role is Role.COORDINATOR and actor.locality_id is not None:
        found = Locality.objects.filter(pk=actor.locality_id, authority_id=authority)
        return [Area("", row.name, authority, locality_id=row.pk) for row in found]
    return [Area("", actor.agency_name or _("Your agency"), authority, agency_id=actor.agency_id)]


def chosen(areas: list[Area], key: str) -> Area:
    """One of the areas. What is not of this post does not exist: raises Http404."""
    for area in areas:
        if area.key == key:
            return area
    raise Http404
