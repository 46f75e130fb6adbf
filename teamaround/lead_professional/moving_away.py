"""Who leads when another authority becomes responsible for the child. Listeners (DUD-30, CWA-CP-05)."""

from teamaround.child_index.announcements import Transferred
from teamaround.episodes.actions import open_episodes
from teamaround.episodes.models import Episode
from teamaround.kit import clock
from teamaround.lead_professional import actions
from teamaround.lead_professional.models import Appointment, Basis, Invitation


def hand_over(moved: Transferred) -> None:
    """Parts of the authority before end, others go along; whoever receives the case is asked to lead.

    Nobody leads by being chosen: the colleague says yes, and the family is asked with them.
    """
    for episode in open_episodes().filter(child_id=moved.child_id):
        held = Appointment.objects.filter(episode=episode, ends__isnull=True)
        for part in held.filter(moved.stays_behind("post")).select_related("post__practitioner"):
            actions.end_part(moved.by, episode, part, "moved_away")
        held.filter(moved.goes_along("post")).update(authority_id=moved.now_id)
        asked = Invitation.objects.filter(episode=episode, answer="")
        asked.filter(moved.stays_behind("post")).update(answer=Invitation.Answer.WITHDRAWN, answered_at=clock.now())
        asked.filter(moved.goes_along("post")).update(authority_id=moved.now_id)
        _ask_receiver(moved, episode)


def _ask_receiver(moved: Transferred, episode: Episode) -> None:
    post = moved.received_by
    leads = Appointment.objects.filter(episode=episode, part=Appointment.Part.LEAD, ends__isnull=True)
    if post is None or leads.exists() or Invitation.objects.filter(episode=episode, post=post, answer="").exists():
        return
    Invitation.objects.create(
        authority_id=moved.now_id,
        episode=episode,
        post=post,
        handover=True,
        basis=Basis.RECEIVES,
        invited_by_id=moved.by.own_post_id,
        invited_at=clock.now(),
    )


def posts_with_a_part(child_id: int) -> list[int]:
    """Lead and deputy now, for whoever tells of a move."""
    rows = Appointment.objects.filter(episode__child_id=child_id, ends__isnull=True)
    return list(rows.values_list("post_id", flat=True))
