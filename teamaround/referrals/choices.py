"""What one can choose from: services by kind, who there, needs of the plan, reasons."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from teamaround.access.actor import Actor
from teamaround.agencies.models import Agency, AgencyKind, Locality, Post
from teamaround.consent.access import WORKING
from teamaround.episodes.models import Episode
from teamaround.kit import clock
from teamaround.plans.queries import needs_for, plan_of

ANYBODY = ""


def services(actor: Actor, episode: Episode) -> list[Agency]:
    """Every service of the authority but one's own, by kind and name."""
    rows = Agency.objects.filter(authority_id=episode.authority_id).exclude(pk=actor.agency_id)
    order = {kind: number for number, (kind, _words) in enumerate(AgencyKind.choices)}
    return sorted(rows, key=lambda each: (order.get(each.kind, len(order)), each.name))


def service_choices(found: list[Agency]) -> list[tuple[str, str]]:
    """Name and what kind of help it is, for one who does not know the name (KIR-SD-23)."""
    return [(each.ref, f"{each.get_kind_display()}: {each.name}") for each in found]


@dataclass(frozen=True)
class Who:
    """Teams and people of a service by the key used in the form."""

    teams: dict[str, Locality]
    people: dict[str, Post]

    @property
    def choices(self) -> list[tuple[str, str]]:
        teams = [(key, _("The %(place)s team") % {"place": team.name}) for key, team in self.teams.items()]
        people = [(key, f"{post.name}, {post.job_title}") for key, post in self.people.items()]
        return [(ANYBODY, _("Whoever is there")), *teams, *people]


def who_there(agency: Agency) -> Who:
    """People who work with families there today; teams where a service has more than one."""
    today = clock.today()
    posts = (
        Post.objects.filter(
            Q(ends__isnull=True) | Q(ends__gte=today), agency=agency, starts__lte=today, role__in=WORKING
        )
        .select_related("practitioner", "locality", "agency")
        .order_by("practitioner__family", "practitioner__given", "pk")
    )
    found = list(posts)
    teams = {f"team:{post.locality.key}": post.locality for post in found if post.locality is not None}
    people = {f"post:{post.ref}": post for post in found}
    return Who(dict(sorted(teams.items())) if len(teams) > 1 else {}, people)


def needs(actor: Actor, episode: Episode) -> dict[str, str]:
    """Needs of the plan by reference, in the family's words."""
    plan = plan_of(episode)
    if plan is None:
        return {}
    return {row.need.ref: row.need.words for row in needs_for(actor, plan, episode=episode)}
