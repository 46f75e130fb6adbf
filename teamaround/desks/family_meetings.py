"""Meetings on the family's page: being asked to come, answering, and reading what was written (issue 2 step 9)."""

from dataclasses import dataclass

from django.http import Http404
from django.utils.translation import gettext as _

from teamaround.access.actor import Actor
from teamaround.access.gate import Loaded
from teamaround.access.roles import Kind
from teamaround.desks.family_seeing import visible_episode
from teamaround.episodes.models import Episode
from teamaround.families import page_standing
from teamaround.families.models import Enrolment
from teamaround.kit import clock
from teamaround.kit.dates import day_words, time_words
from teamaround.meetings.models import Invitee, Meeting


@dataclass(frozen=True)
class Invitation:
    """One meeting this person was asked to, still to come or with minutes to read."""

    invitee: Invitee
    when: str
    place: str
    answer: str
    to_come: bool

    @property
    def ref(self) -> str:
        return self.invitee.meeting.ref


def of(enrolment: Enrolment, episode: Episode) -> list[Invitation]:
    """What lies ahead first, then minutes that were sent, newest first. One statement."""
    rows = Invitee.objects.filter(person_id=enrolment.person_id, meeting__serves__episode=episode)
    rows = rows.select_related("meeting").order_by("meeting__starts_at", "pk")
    found = [_invitation(row) for row in rows if _is_shown(row.meeting)]
    return [one for one in found if one.to_come] + [one for one in reversed(found) if not one.to_come]


def _is_shown(meeting: Meeting) -> bool:
    if meeting.state == Meeting.State.PLANNED:
        return meeting.starts_at >= clock.now()
    return meeting.state == Meeting.State.HELD and meeting.minutes_sent_at is not None


def _invitation(row: Invitee) -> Invitation:
    start = row.meeting.starts_at.astimezone(clock.LONDON)
    words = {Invitee.Answer.COMING: _("You said you will come."), Invitee.Answer.DECLINED: _("You cannot come.")}
    return Invitation(
        row,
        _("%(day)s at %(time)s") % {"day": day_words(start.date(), clock.today()), "time": time_words(start)},
        row.meeting.place,
        words.get(Invitee.Answer(row.answer), _("You sent us your words.")) if row.answer else "",
        row.meeting.state == Meeting.State.PLANNED,
    )


def load_invitation(actor: Actor, meeting_ref: str) -> Loaded:
    """The invitation of the person whose session this is, on a page they may see now. Raises Http404."""
    if actor.kind is not Kind.FAMILY:
        raise Http404
    own = page_standing.enrolments().filter(pk=actor.grant_id, ended_at__isnull=True).first()
    episode = visible_episode(own) if own is not None else None
    if own is None or episode is None:
        raise Http404
    shown = next((one for one in of(own, episode) if one.ref == meeting_ref), None)
    if shown is None:
        raise Http404
    return Loaded(shown, (own.child_id,))
