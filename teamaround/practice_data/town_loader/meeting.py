"""Builders of a meeting: whom it is about, who was asked and came, what was minuted and for whom."""

import datetime
from collections.abc import Iterable
from typing import Any

from teamaround.agencies.models import Post
from teamaround.episodes.models import Audience, Episode, FamilyGroup
from teamaround.families.models import Person
from teamaround.kit import clock
from teamaround.meetings.models import Invitee, Item, Meeting, MeetingEpisode
from teamaround.practice_data.town_loader.helping import tell
from teamaround.practice_data.town_loader.rows import Scope


def call_meeting(
    scope: Scope,
    group: FamilyGroup,
    episodes: Iterable[Episode],
    by: Post,
    called_at: datetime.datetime,
    starts_at: datetime.datetime,
    **facts: Any,
) -> Meeting:
    """A meeting about these children."""
    times = {"called_by": by, "called_at": called_at, "starts_at": starts_at}
    meeting = scope.add(Meeting, authority=group.authority, group=group, **times, **facts)
    for episode in episodes:
        scope.add(MeetingEpisode, meeting=meeting, episode=episode)
        day = starts_at.astimezone(clock.LONDON).date()
        tell(scope, episode, "meetings_called", by, called_at, day=str(day))
        if meeting.state == Meeting.State.CANCELLED:
            tell(scope, episode, "meetings_called_off", by, called_at)
    return meeting


def invite(
    scope: Scope,
    meeting: Meeting,
    who: Post | Person,
    answer: str = "",
    answered_at: datetime.datetime | None = None,
    written: str = "",
    attended: bool | None = None,
) -> None:
    """Somebody is asked to come; without an answer it waits in their worktray."""
    named = {"post": who} if isinstance(who, Post) else {"person": who}
    facts = {"answer": answer, "answered_at": answered_at if answer else None, "attended": attended}
    scope.add(
        Invitee,
        authority=meeting.authority,
        meeting=meeting,
        invited_at=meeting.called_at,
        written_part=written,
        **named,
        **facts,
    )


def invitees(scope: Scope, meeting: Meeting) -> list[Invitee]:
    """Everybody who was asked to a meeting that is not written yet."""
    return [row for row in scope.rows.waiting[Invitee] if isinstance(row, Invitee) and row.meeting is meeting]


class Minutes:
    """The minuted items of a meeting, in order."""

    def __init__(self, scope: Scope, meeting: Meeting, by: Post, at: datetime.datetime) -> None:
        self.scope, self.meeting, self.by, self.at = scope, meeting, by, at
        self.position = 0

    def tell(self, episodes: Iterable[Episode], came: int) -> None:
        """That the team met, and how many came."""
        for episode in episodes:
            tell(self.scope, episode, "meetings_held", self.by, self.at, came=came)

    def add(
        self, words: str, audience: str = Audience.EVERYONE, decision: bool = False, episode: Episode | None = None
    ) -> None:
        self.position += 1
        self.scope.add(
            Item,
            authority=self.meeting.authority,
            meeting=self.meeting,
            episode=episode,
            position=self.position,
            words=words,
            decision=decision,
            audience=audience,
            by=self.by,
            recorded_at=self.at,
        )
