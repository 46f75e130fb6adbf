"""Builders of who leads and who is in the team: appointments, invitations, absence, members and whom they serve."""

import datetime
from dataclasses import dataclass, field
from typing import Any

from teamaround.agencies.models import Post
from teamaround.child_index.models import Indication
from teamaround.episodes.models import Episode, FamilyGroup
from teamaround.families.models import Person
from teamaround.lead_professional.models import Absence, Appointment, Invitation
from teamaround.practice_data.town_loader.around import indicate
from teamaround.practice_data.town_loader.helping import tell
from teamaround.practice_data.town_loader.rows import Scope
from teamaround.team_around_child.models import Member, Serving

LEAD, DEPUTY = Appointment.Part.LEAD, Appointment.Part.DEPUTY


@dataclass
class Team:
    """The team of a family group while it is put together: one member a person, one running serving a child."""

    scope: Scope
    group: FamilyGroup
    members: dict[str, Member] = field(default_factory=dict)
    servings: list[Serving] = field(default_factory=list)

    def join(
        self,
        who: Post | Person,
        part: str,
        episodes: list[Episode],
        starts: datetime.date,
        ends: datetime.date | None = None,
        because: str = "",
        by: Post | None = None,
    ) -> None:
        """Somebody helps these children from a day until a day; who serves a child already goes on."""
        member = self._member(who, part)
        for episode in episodes:
            already = self.serving(who, episode, starts)
            if already:
                self._go_on(already, ends, because)
                continue
            facts = {"starts": starts, "ends": ends, "leave_reason": because if ends else "", "added_by": by}
            row = self.scope.add(Serving, authority=episode.authority, member=member, episode=episode, **facts)
            self.servings.append(row)
            self._tell(episode, who, row, by)

    def _go_on(self, row: Serving, ends: datetime.date | None, because: str) -> None:
        """Somebody who serves already stays at least as long as this part of theirs lasts."""
        if row.ends is not None and (ends is None or ends > row.ends):
            row.ends, row.leave_reason = ends, because if ends else ""

    def _tell(self, episode: Episode, who: Post | Person, row: Serving, by: Post | None) -> None:
        if by is not None:
            at = self.scope.days.on(row.starts, "16:30")
            tell(self.scope, episode, "team_around_child_joined", by, at, name=who.name)
        if by is not None and row.ends is not None:
            at = self.scope.days.on(row.ends, "16:30")
            tell(self.scope, episode, "team_around_child_left", by, at, name=who.name)

    def _member(self, who: Post | Person, part: str) -> Member:
        if who.ref not in self.members:
            named = {"post": who} if isinstance(who, Post) else {"person": who}
            row = self.scope.add(Member, authority=self.group.authority, group=self.group, part=part[:120], **named)
            self.members[who.ref] = row
        return self.members[who.ref]

    def serving(self, who: Post | Person, episode: Episode, on: datetime.date) -> Serving | None:
        """How somebody serves a child from that day on, if they do."""
        member = self.members.get(who.ref)
        mine = [row for row in self.servings if row.member is member and row.episode is episode]
        return next((row for row in mine if row.ends is None or row.ends >= on), None)

    def end(self, on: datetime.date, because: str, episode: Episode) -> None:
        """Everybody leaves, when the help for a child has ended."""
        for row in self.servings:
            if row.episode is episode and (row.ends is None or row.ends > on):
                row.ends, row.leave_reason = max(on, row.starts), because


def appoint(scope: Scope, episode: Episode, part: str, post: Post, **facts: Any) -> Appointment:
    """Somebody leads or stands in from a day, on a basis; with `ends` the reason too."""
    row = scope.add(Appointment, authority=episode.authority, episode=episode, part=part, post=post, **facts)
    name = row.post.name
    tell(scope, episode, f"lead_professional_{part}_begins", post, row.made_at, name=name)
    if row.ends is not None:
        tell(scope, episode, f"lead_professional_{part}_ends", post, scope.days.on(row.ends, "16:40"), name=name)
    if part == LEAD:
        indicate(scope, episode.child, Indication.Kind.LEAD, episode.ref, post, row.starts, row.ends)
    return row


def ask_to_lead(
    scope: Scope, episode: Episode, post: Post, by: Post, at: datetime.datetime, **facts: Any
) -> Invitation:
    """Somebody is asked to lead or to stand in; without an answer it waits in their worktray."""
    named = {"post": post, "invited_by": by, "invited_at": at}
    row = scope.add(Invitation, authority=episode.authority, episode=episode, **named, **facts)
    if row.answer == Invitation.Answer.DECLINED and row.answered_at:
        tell(scope, episode, "lead_professional_declined", post, row.answered_at, name=post.name)
    return row


def be_away(scope: Scope, post: Post, starts: datetime.date, ends: datetime.date | None) -> None:
    """The lead is away: the deputy is shown meanwhile."""
    scope.add(Absence, authority=post.authority, post=post, starts=starts, ends=ends)
