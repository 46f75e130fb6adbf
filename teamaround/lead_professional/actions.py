"""Asking somebody to lead, answering, handing over, ending, being away."""

import datetime
from collections.abc import Iterable

from django.db.models import Q
from django.utils.translation import gettext as _

from teamaround.access.actor import Actor
from teamaround.access.doing import doing
from teamaround.access.roles import Role
from teamaround.agencies.models import Post
from teamaround.child_index.actions import end_indication, indicate
from teamaround.child_index.models import Indication
from teamaround.consent.standing import standing
from teamaround.episodes.models import Episode
from teamaround.episodes.story import tell
from teamaround.kit import clock
from teamaround.kit.problems import Problem
from teamaround.lead_professional import access, queries, rules
from teamaround.lead_professional.announcements import LeadChanged, lead_changed
from teamaround.lead_professional.models import Absence, Appointment, Basis, Invitation


def invite(
    *,
    by: Actor,
    episode: Episode,
    post: Post,
    basis: str,
    as_deputy: bool = False,
    family_wish: str = "",
    chosen_is_wished: bool = True,
    wish_not_followed_because: str = "",
    summary: str = "",
    agreed_by: Iterable[str] = (),
) -> Invitation:
    """Ask a post to lead or to be deputy; asking twice gives the same invitation. Raises Refused or Problem."""
    _check_invitation(post, basis, family_wish, chosen_is_wished, wish_not_followed_because)
    _check_wanted(episode, post)
    part = Appointment.Part.DEPUTY if as_deputy else Appointment.Part.LEAD
    current = queries.current(episode, part)
    if current is not None and current.post_id == post.pk:
        raise Problem(_("%(name)s has this part already.") % {"name": post.name}, field="post")
    codes = {"episode": episode.pk, "post": post.pk, "deputy": as_deputy}
    with doing(access.INVITE, by=by, children=[episode.child_id], codes=codes):
        waiting = Invitation.objects.filter(episode=episode, post=post, as_deputy=as_deputy, answer="").first()
        if waiting is not None:
            return waiting
        return Invitation.objects.create(
            authority_id=episode.authority_id,
            episode=episode,
            post=post,
            as_deputy=as_deputy,
            handover=current is not None,
            basis=basis,
            family_wish=family_wish,
            wish_not_followed_because=wish_not_followed_because,
            summary=summary,
            agreed_by=_codes(agreed_by),
            invited_by_id=by.own_post_id,
            invited_at=clock.now(),
        )


def _codes(agreed_by: Iterable[str]) -> str:
    said = set(agreed_by)
    return " ".join(code for code in rules.AGREED_BY if code in said)


def _check_wanted(episode: Episode, post: Post) -> None:
    """Whoever is asked learns of the child: not where the family said that this agency may not know."""
    if any(agency.pk == post.agency_id for agency in standing(episode.child_id).refused):
        raise Problem(
            _("The family does not want %(agency)s to know. Choose somebody else.") % {"agency": post.agency.name},
            field="post",
        )


def _check_invitation(post: Post, basis: str, wish: str, chosen_is_wished: bool, because: str) -> None:
    if basis not in Basis.values:
        raise Problem(_("Choose why this person is best placed to lead."), field="basis")
    if post.ends is not None and post.ends <= clock.today():
        raise Problem(_("%(name)s has left this post. Choose somebody else.") % {"name": post.name}, field="post")
    if not rules.wish_is_followed(wish=wish, chosen_is_wished=chosen_is_wished, because=because):
        raise Problem(
            _("The family wished for somebody else. Write why that could not be followed."),
            field="wish_not_followed_because",
        )


def accept(*, by: Actor, invitation: Invitation, manager: Post | None = None) -> Appointment:
    """Say yes: the part begins today and whoever had it before hands over. Raises Refused or Problem.

    Over the local limit a manager's word is needed, and named (DER-10).
    """
    episode = invitation.episode
    limit = queries.caseload_limit(episode.authority_id)
    leading = queries.caseload(invitation.post_id)
    if not invitation.as_deputy and manager is None and rules.needs_manager(leading=leading, limit=limit):
        raise Problem(
            _("You lead %(count)s families; the local limit is %(limit)s. Name the manager who agreed to one more.")
            % {"count": leading, "limit": limit},
            field="manager",
        )
    if manager is not None and manager.role != Role.MANAGER:
        raise Problem(_("Name somebody who is a manager."), field="manager")
    with doing(access.ANSWER, by=by, children=[episode.child_id], codes={"invitation": invitation.pk, "yes": True}):
        Episode.objects.select_for_update().get(pk=episode.pk)  # two who say yes at once come one after the other
        _answer(invitation, Invitation.Answer.ACCEPTED, "")
        _withdraw_others(invitation)
        return _appoint(by, invitation, queries.part_of(invitation), manager)


def _answer(invitation: Invitation, answer: str, code: str) -> None:
    locked = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if locked.answer:
        raise Problem(_("This has been answered already. Open the child's page to see who leads."))
    locked.answer, locked.decline_code, locked.answered_at = answer, code, clock.now()
    locked.save()
    invitation.answer, invitation.decline_code, invitation.answered_at = answer, code, locked.answered_at


def _withdraw_others(accepted: Invitation) -> None:
    """Somebody has the part now: what others were asked is taken back, so that no late yes pushes them out."""
    waiting = Invitation.objects.filter(episode_id=accepted.episode_id, as_deputy=accepted.as_deputy, answer="")
    for other in waiting.exclude(pk=accepted.pk):
        _answer(other, Invitation.Answer.WITHDRAWN, "")


def _appoint(by: Actor, invitation: Invitation, part: str, manager: Post | None) -> Appointment:
    episode = invitation.episode
    before = queries.current(episode, part)
    if before is not None:
        _end(before, "handed_over")
    _end_other_part(episode, invitation.post_id, part)
    appointment = Appointment.objects.create(
        authority_id=episode.authority_id,
        episode=episode,
        part=part,
        post_id=invitation.post_id,
        basis=invitation.basis,
        family_wish=invitation.family_wish,
        wish_not_followed_because=invitation.wish_not_followed_because,
        agreed_by=invitation.agreed_by,
        starts=clock.today(),
        manager_agreed=manager,
        made_at=clock.now(),
    )
    _tell(by, episode, part, now=appointment, before=before)
    return appointment


def _end_other_part(episode: Episode, post_id: int, part: str) -> None:
    """Whoever becomes lead stops being deputy of the same child, and the other way round."""
    other = Appointment.Part.LEAD if part == Appointment.Part.DEPUTY else Appointment.Part.DEPUTY
    held = queries.current(episode, other)
    if held is not None and held.post_id == post_id:
        _end(held, "handed_over")


def _end(appointment: Appointment, reason: str) -> None:
    appointment.ends, appointment.end_reason = clock.today(), reason
    appointment.save()


def _tell(by: Actor, episode: Episode, part: str, *, now: Appointment | None, before: Appointment | None) -> None:
    name = now.post.name if now else before.post.name if before else ""
    verb = "begins" if now else "ends"
    tell(episode, f"lead_professional_{part}_{verb}", by=by, name=name)
    if part == Appointment.Part.LEAD:
        if now is not None:
            indicate(child=episode.child, kind=Indication.Kind.LEAD, post_id=now.post_id, record_ref=episode.ref)
        else:
            end_indication(child=episode.child, kind=Indication.Kind.LEAD, record_ref=episode.ref)
    lead_changed.announce(LeadChanged(episode, part, now, before, by))


def decline(*, by: Actor, invitation: Invitation, code: str) -> Invitation:
    """Say no with a code, without blame. Raises Refused or Problem."""
    if code not in rules.DECLINE_CODES:
        raise Problem(_("Choose what fits best; nobody will hold it against you."), field="code")
    codes = {"invitation": invitation.pk, "yes": False, "code": code}
    with doing(access.ANSWER, by=by, children=[invitation.episode.child_id], codes=codes):
        _answer(invitation, Invitation.Answer.DECLINED, code)
        tell(invitation.episode, "lead_professional_declined", by=by, name=invitation.post.name)
        return invitation


def end(*, by: Actor, appointment: Appointment, reason: str) -> Appointment:
    """End a part with a reason, when nobody follows. Raises Refused or Problem."""
    if reason not in rules.END_REASONS:
        raise Problem(_("Choose why this ends."), field="reason")
    episode = appointment.episode
    with doing(access.END, by=by, children=[episode.child_id], codes={"appointment": appointment.pk}):
        held = Appointment.objects.select_for_update().get(pk=appointment.pk)
        if held.ends is not None:
            raise Problem(_("This part has ended already. Open the child's page to see who leads."))
        _end(held, reason)
        _tell(by, episode, held.part, now=None, before=held)
        return held


def withdraw(*, by: Actor, invitation: Invitation) -> Invitation:
    """Take a question back before it is answered. Raises Refused or Problem."""
    codes = {"invitation": invitation.pk, "withdrawn": True}
    with doing(access.INVITE, by=by, children=[invitation.episode.child_id], codes=codes):
        _answer(invitation, Invitation.Answer.WITHDRAWN, "")
        return invitation


def agree(*, by: Actor, appointment: Appointment, agreed_by: Iterable[str]) -> Appointment:
    """Write down who agrees that this person leads; what was written before stays. Raises Refused or Problem."""
    said = set(agreed_by)
    if not said & rules.AGREED_BY.keys():
        raise Problem(_("Tick everybody who agrees."), field="agreed_by")
    codes = {"appointment": appointment.pk, "agreed_by": sorted(said)}
    with doing(access.INVITE, by=by, children=[appointment.episode.child_id], codes=codes):
        held = Appointment.objects.select_for_update().get(pk=appointment.pk)
        held.agreed_by = _codes(said | set(held.agreed_by.split()))
        held.save()
        return held


def be_away(*, by: Actor, starts: datetime.date, ends: datetime.date | None) -> Absence:
    """The post is away: everybody is shown the deputy meanwhile (DER-09). Raises Refused or Problem."""
    if ends is not None and ends < starts:
        raise Problem(_("The last day lies before the first. Write a later day."), field="ends")
    with doing(access.ABSENCE, by=by, codes={"starts": str(starts), "ends": str(ends)}):
        return Absence.objects.create(authority_id=by.authority_id, post_id=by.post_id, starts=starts, ends=ends)


def come_back(*, by: Actor) -> int:
    """The post is back from today: absences that run or are to come end yesterday, or never began. Raises Refused."""
    today = clock.today()
    with doing(access.ABSENCE, by=by, codes={"back": str(today)}):
        running = Absence.objects.filter(Q(ends__isnull=True) | Q(ends__gte=today), post_id=by.post_id, back_at=None)
        for absence in running:
            absence.back_at = clock.now()
            absence.save()
        return len(running)


def end_part(by: Actor, episode: Episode, appointment: Appointment, reason: str) -> None:
    """End a part inside a recording that another action has opened, and tell whoever must know."""
    _end(appointment, reason)
    _tell(by, episode, appointment.part, now=None, before=appointment)
