"""What meetings tell: invitations and changes go out by the outbox."""

from dataclasses import dataclass

from teamaround.access.actor import Actor
from teamaround.kit.announcements import Announcement
from teamaround.meetings.models import Meeting


@dataclass(frozen=True)
class MeetingCalled:
    """A meeting was called, moved or called off. `tokens` are link tokens by invitee id, only when called."""

    meeting: Meeting
    tokens: dict[int, str]
    by: Actor


meeting_called: Announcement[MeetingCalled] = Announcement("meetings.meeting_called")
