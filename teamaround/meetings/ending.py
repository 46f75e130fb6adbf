"""Meetings about a child who has died do not take place. Listener."""

from teamaround.child_index.announcements import Died
from teamaround.episodes.story import tell
from teamaround.meetings.announcements import MeetingCalled, meeting_called
from teamaround.meetings.models import Meeting


def call_off(told: Died) -> None:
    """Colleagues are told; to the family nothing goes (the outbox keeps it back). A meeting about a brother or sister
    too is left to whoever called it."""
    planned = Meeting.objects.filter(state=Meeting.State.PLANNED, serves__episode__child_id=told.child_id)
    for meeting in planned.distinct():
        if meeting.serves.exclude(episode__child_id=told.child_id).exists():
            continue
        meeting.state, meeting.sequence = Meeting.State.CANCELLED, meeting.sequence + 1
        meeting.save()
        for link in meeting.serves.select_related("episode"):
            tell(link.episode, "meetings_called_off", by=told.by)
        meeting_called.announce(MeetingCalled(meeting, {}, told.by))
