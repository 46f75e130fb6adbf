"""Words and pieces about who leads."""

import datetime
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
        first = queries.first_contact(episode)
        return Fact(
            _("First contact"), strong=_name(actor, first.post), lines=(_until(first.until),),
            telephone=first.post.telephone, contact="ring",
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


def _until(until: datetime.date | None) -> str:
    today = clock.today()
    word = rules.first_contact_word(until, today)
    if until is None or word == "open":
        return _("until somebody leads")
    day = {"day": short_day_words(until, today)}
    return _("until %(day)s") % day if word == "until" else _("was until %(day)s; nobody leads yet") % day


def first_contact_words(episode: Episode) -> str:
    """Calmly, who is asked while nobody leads, and what to do when that day has passed (issue 2 step 8)."""
    first, today = queries.first_contact(episode), clock.today()
    word = rules.first_contact_word(first.until, today)
    facts = {"name": first.post.name, "day": short_day_words(first.until, today) if first.until else ""}
    if word == "open":
        return _("Nobody leads yet. %(name)s is first contact until somebody does.") % facts
    if word == "until":
        return _("Nobody leads yet. %(name)s is first contact until %(day)s. That makes nobody the lead.") % facts
    return (
        _("Nobody leads. %(name)s was first contact until %(day)s. The co-ordinator sees it too. Ask somebody now.")
        % facts
    )


def agreement_words(appointment: Appointment) -> str:
    """Who has not been asked about this yet; empty when family and team both agreed."""
    missing = rules.agreement_missing(appointment.agreed_by.split(), basis=appointment.basis)
    return {
        "nobody": "",
        "family": _("It is not written down yet that the family agrees."),
        "team": _("It is not written down yet that the team agrees."),
        "both": _("It is not written down yet that the family and the team agree."),
    }[missing]


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
    """Everybody round the child whom this reader may know of, and who leads or stands in; least loaded first."""
    posts = {
        each.involvement.post_id: each.involvement.post
        for each in people_around(actor, episode.child)
        if each.involvement.post is not None and not each.past
    }
    posts.setdefault(episode.opened_by_id, episode.opened_by)
    leads = queries.leading(episode)
    for held in (leads.lead, leads.deputy):
        if held is not None:
            posts.setdefault(held.post_id, held.post)
    loads = queries.caseloads(key for key in posts if key)
    limit = queries.caseload_limit(episode.authority_id)
    found = [Candidate(post, loads.get(post.pk, 0), limit) for post in posts.values() if post is not None]
    return sorted(found, key=lambda each: (each.leading, each.post.practitioner.family))


def part_lines(appointment: Appointment) -> list[str]:
    """Since when, why, and the family's wish."""
    since = _("Since %(day)s") % {"day": short_day_words(appointment.starts, clock.today())}
    lines = [f"{since}. {Basis(appointment.basis).label}."]
    said = [str(rules.AGREED_BY[code]) for code in appointment.agreed_by.split()]
    if said:
        lines.append(_("Agreed by: %(who)s.") % {"who": ", ".join(said)})
    if appointment.family_wish:
        lines.append(_("The family wished: %(words)s") % {"words": appointment.family_wish})
    if appointment.wish_not_followed_because:
        lines.append(_("Why not followed: %(words)s") % {"words": appointment.wish_not_followed_because})
    return lines


def end_link(appointment: Appointment) -> Link:
    return Link(_("End this"), reverse("lead_professional:end", kwargs={"appointment_ref": appointment.ref}))
