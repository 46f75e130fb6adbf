"""Words and pieces about who leads."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from teamaround.access import engine
from teamaround.access.actor import Actor
from teamaround.agencies.models import Post
from teamaround.child_index.queries import people_around
from teamaround.episodes.models import Episode
from teamaround.episodes.queries import current_episode
from teamaround.families.models import Person
from teamaround.kit import clock
from teamaround.kit.dates import short_day_words
from teamaround.kit.pieces import Fact, Link
from teamaround.lead_professional import access, queries, rules
from teamaround.lead_professional.models import Appointment, Basis


def lead_fact(actor: Actor, child: Person) -> Fact | None:
    """Part of the side bar: whom to ring now. While the lead is away it is the deputy (DER-09)."""
    episode = current_episode(child.pk)
    if episode is None or not engine.check(actor, access.READ, child.pk).allowed:
        return None
    leads = queries.leading(episode)
    if leads.lead is None:
        return Fact(
            _("First contact"), strong=_name(actor, episode.opened_by), lines=(_("until somebody leads"),),
            telephone=episode.opened_by.telephone, contact="ring",
        )  # fmt: skip
    lines = [_("Deputy: %(name)s") % {"name": _name(actor, leads.deputy.post)}] if leads.deputy else []
    if leads.lead_is_away and leads.deputy is not None:
        lines = [_("away now; ring the deputy, %(name)s") % {"name": _name(actor, leads.deputy.post)}]
    ring = leads.ring
    return Fact(
        _("Lead professional"),
        strong=_name(actor, leads.lead.post),
        lines=tuple(lines),
        telephone=ring.post.telephone if ring else "",
        contact="ring",
    )


def _name(actor: Actor, post: Post) -> str:
    return _("%(name)s (you)") % {"name": post.name} if post.pk == actor.post_id else post.name


@dataclass(frozen=True)
class Candidate:
    """Somebody who could lead, with how many families they lead now."""

    post: Post
    leading: int
    limit: int

    @property
    def words(self) -> str:
        load = _("leads %(count)d of %(limit)d") % {"count": self.leading, "limit": self.limit}
        over = rules.needs_manager(leading=self.leading, limit=self.limit)
        more = _("; needs a manager's word") if over else ""
        return f"{self.post.name}, {self.post.job_title}, {self.post.agency.name}: {load}{more}"


def candidates(actor: Actor, episode: Episode) -> list[Candidate]:
    """Everybody round the child with a post, whom this reader may know of; least loaded first."""
    posts = {
        each.involvement.post_id: each.involvement.post
        for each in people_around(actor, episode.child)
        if each.involvement.post is not None and not each.past
    }
    posts.setdefault(episode.opened_by_id, episode.opened_by)
    loads = queries.caseloads(key for key in posts if key)
    limit = queries.caseload_limit(episode.authority_id)
    found = [Candidate(post, loads.get(post.pk, 0), limit) for post in posts.values() if post is not None]
    return sorted(found, key=lambda each: (each.leading, each.post.practitioner.family))


def part_lines(appointment: Appointment) -> list[str]:
    """Since when, why, and the family's wish."""
    since = _("since %(day)s") % {"day": short_day_words(appointment.starts, clock.today())}
    lines = [f"{since}. {Basis(appointment.basis).label}."]
    if appointment.family_wish:
        lines.append(_("The family wished: %(words)s") % {"words": appointment.family_wish})
    if appointment.wish_not_followed_because:
        lines.append(_("Why not followed: %(words)s") % {"words": appointment.wish_not_followed_because})
    return lines


def end_link(appointment: Appointment) -> Link:
    return Link(_("End this"), reverse("lead_professional:end", kwargs={"appointment_ref": appointment.ref}))
