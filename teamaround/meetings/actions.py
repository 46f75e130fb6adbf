"""Calling, moving and calling off a meeting; answers are in answers.py, minutes in minutes.py."""

import datetime
import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from teamaround.access.actor import Actor
from teamaround.access.doing import doing
from teamaround.agencies.models import Post
from teamaround.episodes.models import Episode
from teamaround.episodes.story import tell
from teamaround.families.models import Person
from teamaround.kit import clock
from teamaround.kit.problems import Problem
from teamaround.meetings import access, agenda, rules
from teamaround.meetings.announcements import MeetingCalled, meeting_called
from teamaround.meetings.locking import children_of, planned
from teamaround.meetings.models import Invitee, Meeting, MeetingEpisode

LEFT_OUT = {
    "both": gettext_lazy("Nobody of the family is invited. Invite them, or choose why not."),
    "a child": gettext_lazy("The child is not invited. Invite them, or choose why not."),
    "the parents": gettext_lazy("No parent or carer is invited. Invite them, or choose why not."),
}


@dataclass(frozen=True)
class Plan:
    """When, where, why and about whom."""

    starts_at: datetime.datetime
    place: str
    purpose: str
    minutes_long: int = 60
    how_to_take_part: str = ""


@dataclass(frozen=True)
class Called:
    """A new meeting and the link tokens of its invitees, by invitee id; tokens are kept nowhere else."""

    meeting: Meeting
    tokens: dict[int, str]


def digest(token: str) -> str:
    """Only this is stored of a link."""
    return hashlib.sha256(token.encode()).hexdigest()


def call(
    *,
    by: Actor,
    episodes: Iterable[Episode],
    plan: Plan,
    posts: Iterable[Post],
    people: Iterable[Person],
    no_family_code: str = "",
    no_family_words: str = "",
) -> Called:
    """Call a meeting about one child or several of a family, and invite. Raises Refused or Problem.

    Without the child or without a parent or carer it needs a coded reason. The agenda is made from the plan.
    """
    chosen, invited = list(episodes), list(people)
    children = [episode.child_id for episode in chosen]
    left_out = rules.left_out(children=set(children), invited={person.pk for person in invited})
    _check(chosen, plan, left_out, no_family_code)
    with doing(access.CALL, by=by, children=children, codes={"no_family": no_family_code}):
        meeting = Meeting.objects.create(
            authority_id=chosen[0].authority_id,
            group_id=chosen[0].group_id,
            purpose=plan.purpose,
            starts_at=plan.starts_at,
            minutes_long=plan.minutes_long,
            place=plan.place,
            how_to_take_part=plan.how_to_take_part,
            called_by_id=by.post_id,
            called_at=clock.now(),
            no_family_code="" if left_out == "nobody" else no_family_code,
            no_family_words="" if left_out == "nobody" else no_family_words,
        )
        for episode in chosen:
            MeetingEpisode.objects.create(meeting=meeting, episode=episode)
            tell(episode, "meetings_called", by=by, day=str(plan.starts_at.astimezone(clock.LONDON).date()))
        agenda.write(meeting, agenda.from_the_plan(chosen, plan.minutes_long))
        tokens = _invite(meeting, posts, invited)
        meeting_called.announce(MeetingCalled(meeting, tokens, by))
        return Called(meeting, tokens)


def _check(episodes: list[Episode], plan: Plan, left_out: str, no_family_code: str) -> None:
    if not episodes:
        raise Problem(_("Choose which child the meeting is about."), field="episodes")
    if len({episode.group_id for episode in episodes}) > 1:
        raise Problem(_("A meeting is about one family. Choose children of the same family."), field="episodes")
    if plan.starts_at < clock.now():
        raise Problem(_("The time has passed. Choose a later one."), field="starts_at")
    if left_out != "nobody" and no_family_code not in rules.NO_FAMILY_CODES:
        raise Problem(str(LEFT_OUT[left_out]), field="no_family_code")


def _invite(meeting: Meeting, posts: Iterable[Post], people: Iterable[Person]) -> dict[int, str]:
    tokens: dict[int, str] = {}
    for who in (*({"post": post} for post in posts), *({"person": person} for person in people)):
        token = secrets.token_urlsafe(24)
        invitee = Invitee.objects.create(
            authority_id=meeting.authority_id,
            meeting=meeting,
            token_digest=digest(token),
            invited_at=clock.now(),
            **who,  # type: ignore[arg-type]
        )
        tokens[invitee.pk] = token
    return tokens


def move(*, by: Actor, meeting: Meeting, starts_at: datetime.datetime, place: str) -> Meeting:
    """Another time or place; the calendar entry is raised by one. Raises Refused or Problem."""
    if starts_at < clock.now():
        raise Problem(_("The time has passed. Choose a later one."), field="starts_at")
    with doing(access.CALL, by=by, children=children_of(meeting), codes={"meeting": meeting.pk}):
        locked = planned(meeting)
        locked.starts_at, locked.place, locked.sequence = starts_at, place, locked.sequence + 1
        locked.save()
        meeting_called.announce(MeetingCalled(locked, {}, by))
        return locked


def call_off(*, by: Actor, meeting: Meeting) -> Meeting:
    """The meeting does not take place. Raises Refused or Problem."""
    with doing(access.CALL, by=by, children=children_of(meeting), codes={"meeting": meeting.pk}):
        locked = planned(meeting)
        locked.state, locked.sequence = Meeting.State.CANCELLED, locked.sequence + 1
        locked.save()
        for link in locked.serves.select_related("episode"):
            tell(link.episode, "meetings_called_off", by=by)
        meeting_called.announce(MeetingCalled(locked, {}, by))
        return locked
