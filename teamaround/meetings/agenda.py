"""The agenda: made from the plan, child by child, so that people come for their part (DER-08, KIR-TM-07, KIR-TM-08).

Its words name nobody, since it goes out by e-mail and calendar: inside, a child's point shows the name; outside it is
"the first child, five to ten years old".
"""

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from teamaround.access.actor import Actor
from teamaround.access.doing import doing
from teamaround.episodes.models import Episode
from teamaround.families.models import Person
from teamaround.families.queries import family_of
from teamaround.kit import clock
from teamaround.kit.dates import time_words, whole_years
from teamaround.kit.problems import Problem
from teamaround.meetings import access, rules
from teamaround.meetings.announcements import MeetingCalled, meeting_called
from teamaround.meetings.locking import children_of, planned
from teamaround.meetings.models import AgendaItem, Meeting
from teamaround.plans.models import Action, ActionState, Need
from teamaround.team_around_child.models import Serving

MOST_POINTS = 20

BANDS = {
    "unknown": gettext_lazy("age not known"),
    "under five": gettext_lazy("under five"),
    "five to ten": gettext_lazy("five to ten years old"),
    "eleven to fifteen": gettext_lazy("eleven to fifteen years old"),
    "sixteen and over": gettext_lazy("sixteen or over"),
}


@dataclass(frozen=True)
class Point:
    """One point as somebody proposes it: words, minutes, and the child it is about or None."""

    words: str
    minutes_long: int
    episode: Episode | None = None


@dataclass(frozen=True)
class Timed:
    """A point with its time, as it is shown: inside with the child's name, outside without."""

    item: AgendaItem
    starts: datetime.datetime
    child: Person | None
    outside: str


def from_the_plan(episodes: Iterable[Episode], minutes_long: int) -> list[Point]:
    """A beginning, each child's own part with the youngest first, who does what, and the next day."""
    children = sorted(episodes, key=lambda each: (-_born(each).toordinal(), each.pk))
    share = rules.share_of_child(minutes_long=minutes_long, children=len(children))
    return [
        Point(_("Welcome, who is here, and what goes well"), rules.WELCOME),
        *(Point(_part_words(each), share, each) for each in children),
        Point(_("Who does what by when, and who agrees"), rules.AGREE),
        Point(_("When we meet again"), rules.NEXT),
    ]


def _born(episode: Episode) -> datetime.date:
    """For sorting: an unborn child stands first, one of unknown age last."""
    return episode.child.born or episode.child.expected_on or datetime.date.min


def _part_words(episode: Episode) -> str:
    """How many needs and actions of the plan wait to be looked at; no word of what they are."""
    needs = Need.objects.filter(serves__episode=episode, met_on__isnull=True).exclude(plan__state="closed").count()
    if not needs:
        return _("What is needed")
    open_actions = Action.objects.filter(
        need__serves__episode=episode, state__in=[ActionState.TO_DO, ActionState.UNDER_WAY]
    ).exclude(need__plan__state="closed")
    count = open_actions.count()
    return _("%(needs)s and %(actions)s of the plan") % {
        "needs": ngettext("%(count)d need", "%(count)d needs", needs) % {"count": needs},
        "actions": ngettext("%(count)d open action", "%(count)d open actions", count) % {"count": count},
    }


def write(meeting: Meeting, points: Iterable[Point]) -> list[AgendaItem]:
    """The points in this order instead of those before. Call inside a recording."""
    meeting.agenda.all().delete()
    return [
        AgendaItem.objects.create(
            authority_id=meeting.authority_id,
            meeting=meeting,
            episode=point.episode,
            position=place,
            words=point.words,
            minutes_long=point.minutes_long,
        )
        for place, point in enumerate(points, start=1)
    ]


def change(*, by: Actor, meeting: Meeting, points: Iterable[Point], based_on: str, send: bool = False) -> Meeting:
    """Another agenda; with `send` everybody gets the changed entry. Raises Refused, Problem, or Changed."""
    wanted = list(points)
    _check(meeting, wanted)
    with doing(access.CALL, by=by, children=children_of(meeting), codes={"meeting": meeting.pk, "sent": send}):
        locked = planned(meeting)
        if mark_of(locked) != based_on:
            raise Changed(locked)
        write(locked, wanted)
        if send:
            locked.sequence += 1
            locked.save(update_fields=["sequence"])
            meeting_called.announce(MeetingCalled(locked, {}, by))
        return locked


class Changed(Exception):
    """Somebody wrote another agenda meanwhile. Carries the meeting, so that both are shown."""

    def __init__(self, meeting: Meeting) -> None:
        super().__init__("changed meanwhile")
        self.meeting = meeting


def mark_of(meeting: Meeting) -> str:
    """By this a form tells on which agenda it was based: the newest point's id and how many there are."""
    ids = list(meeting.agenda.values_list("pk", flat=True))
    return f"{max(ids, default=0)}-{len(ids)}"


def _check(meeting: Meeting, points: list[Point]) -> None:
    if not points:
        raise Problem(_("Leave at least one point on the agenda."))
    if len(points) > MOST_POINTS:
        raise Problem(_("That is too much for one meeting. Leave at most %(most)d points.") % {"most": MOST_POINTS})
    names = names_of(meeting)
    for point in points:
        found = named_in(point.words, names)
        if found:
            raise Problem(
                _("Leave “%(name)s” out of “%(words)s”: the agenda goes out by e-mail.")
                % {"name": found, "words": point.words}
            )
        if point.minutes_long < 1:
            raise Problem(_("Give “%(words)s” at least one minute.") % {"words": point.words})


def names_of(meeting: Meeting) -> set[str]:
    """Every name of the children of the meeting and of their families."""
    people: set[Person] = set()
    for link in meeting.serves.select_related("episode__child"):
        people |= set(family_of(link.episode.child))
    return {part for person in people for part in (person.given, person.known_as, person.family) if len(part) > 1}


def named_in(words: str, names: Iterable[str]) -> str:
    """The first name that stands in these words as a word of its own, or an empty text."""
    for name in sorted(names):
        if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", words, re.IGNORECASE):
            return name
    return ""


def timed(meeting: Meeting) -> list[Timed]:
    """The agenda with times; the place in the row of children gives each its outside name. One query."""
    starts, children, found = meeting.starts_at.astimezone(clock.LONDON), 0, []
    for item in meeting.agenda.select_related("episode__child").order_by("position"):
        child = item.episode.child if item.episode else None
        outside = item.words
        if child is not None:
            children += 1
            outside = _outside_words(item.words, child, children)
        found.append(Timed(item, starts, child, outside))
        starts += datetime.timedelta(minutes=item.minutes_long)
    return found


def _outside_words(words: str, child: Person, number: int) -> str:
    years = whole_years(child.born, clock.today()) if child.born else None
    band = BANDS[rules.age_band(years)] if child.born or not child.expected_on else _("not born yet")
    return _("Child %(number)d, %(age)s: %(words)s") % {"number": number, "age": band, "words": words}


def outside_lines(meeting: Meeting) -> list[str]:
    """The agenda as it goes out, without a name: "3.45pm Child 1, five to ten years old: 2 needs …"."""
    return [f"{time_words(point.starts)} {point.outside}" for point in timed(meeting)]


def part_of_post(meeting: Meeting, post_id: int) -> str:
    """When a member who serves some children only should come; empty where the whole meeting is theirs (KIR-TM-08)."""
    points = timed(meeting)
    episodes = {point.item.episode_id for point in points if point.item.episode_id}
    theirs = set(
        Serving.objects.filter(episode__in=episodes, ends__isnull=True, member__post_id=post_id).values_list(
            "episode_id", flat=True
        )
    )
    if not theirs or theirs == episodes:
        return ""
    mine = [point for point in points if point.item.episode_id in theirs]
    last = mine[-1]
    until = last.starts + datetime.timedelta(minutes=last.item.minutes_long)
    return _("Your part is from %(start)s to %(end)s.") % {
        "start": time_words(mine[0].starts),
        "end": time_words(until),
    }
