"""Reading meetings, always for somebody: the next one, one's own, what of the minutes one may read."""

import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, prefetch_related_objects
from django.http import Http404

from teamaround.access import engine
from teamaround.access.actor import Actor
from teamaround.access.gate import Loaded
from teamaround.episodes.models import Episode
from teamaround.families.models import Person
from teamaround.kit import clock
from teamaround.lead_professional.queries import leading_of
from teamaround.meetings import access, rules
from teamaround.meetings.models import Invitee, Item, Meeting, MeetingEpisode

CHILDREN = Prefetch("serves", MeetingEpisode.objects.select_related("episode__child"))
"""The children of meetings in one more query."""


def links_of(meeting: Meeting) -> list[MeetingEpisode]:
    """What ties a meeting to its children, with them; asked once for each meeting."""
    prefetch_related_objects([meeting], CHILDREN)
    return list(meeting.serves.all())


def load_meeting(actor: Actor, meeting_ref: str) -> Loaded:
    """The meeting, about all its children; the gate lets in whoever may know one of them. Raises Http404."""
    meeting = Meeting.objects.filter(ref=meeting_ref).select_related("called_by__practitioner", "group").first()
    if meeting is None:
        raise Http404
    return Loaded(meeting, tuple(link.episode.child_id for link in links_of(meeting)))


def next_meeting(episode: Episode) -> Meeting | None:
    """The next planned meeting about this child."""
    return (
        Meeting.objects.filter(serves__episode=episode, state=Meeting.State.PLANNED, starts_at__gte=clock.now())
        .order_by("starts_at")
        .first()
    )


def next_day(episode: Episode) -> datetime.date | None:
    """The day that the last meeting agreed for the next one, while it lies ahead and no meeting is called yet."""
    last = Meeting.objects.filter(serves__episode=episode, state=Meeting.State.HELD, next_on__gte=clock.today())
    return None if next_meeting(episode) else last.order_by("-starts_at").values_list("next_on", flat=True).first()


def meetings_of(episode: Episode) -> QuerySet[Meeting]:
    """All meetings about this child, newest first."""
    return Meeting.objects.filter(serves__episode=episode).order_by("-starts_at").select_related("called_by")


def my_meetings(actor: Actor) -> QuerySet[Meeting]:
    """Meetings about children whose meetings the actor may see, newest first."""
    return (
        Meeting.objects.filter(serves__episode__child_id__in=engine.child_ids(actor, access.READ))
        .distinct()
        .order_by("-starts_at")
        .prefetch_related(CHILDREN)
    )


def _to_come(actor: Actor) -> list[Any]:
    """Planned meetings of children I may see or am asked about, soonest first: one statement a page.

    `unanswered` says that this post has not answered yet, `may_see` that the reader may see this child's meetings.
    """
    asked = Invitee.objects.filter(meeting_id=OuterRef("meeting_id"), post_id=actor.post_id, answer="")
    may_answer, may_see = engine.child_ids(actor, access.ANSWER), engine.child_ids(actor, access.READ)
    links = (
        MeetingEpisode.objects.filter(meeting__state=Meeting.State.PLANNED)
        .annotate(
            unanswered=Exists(asked) & Q(episode__child_id__in=may_answer),
            may_see=Q(episode__child_id__in=may_see),
        )
        .filter(Q(unanswered=True) | Q(may_see=True, meeting__starts_at__gte=clock.now()))
        .select_related("meeting__called_by__practitioner", "meeting__called_by__agency", "episode__child")
        .order_by("meeting__starts_at", "meeting_id", "pk")
    )
    return engine.once_a_page(("meetings.to_come", actor), lambda: list(links))


def invitations_for(actor: Actor) -> list[tuple[Meeting, list[Person]]]:
    """Planned meetings this post has not answered, soonest first, with the children it may know."""
    found: dict[int, tuple[Meeting, list[Person]]] = {}
    for link in _to_come(actor):
        if link.unanswered:
            found.setdefault(link.meeting_id, (link.meeting, []))[1].append(link.episode.child)
    return list(found.values())


def next_of_mine(actor: Actor) -> tuple[Meeting, list[Person]] | None:
    """The next planned meeting of children I may see, with those children."""
    coming = [link for link in _to_come(actor) if link.may_see and link.meeting.starts_at >= clock.now()]
    if not coming:
        return None
    return coming[0].meeting, [link.episode.child for link in coming if link.meeting_id == coming[0].meeting_id]


def items_for(actor: Actor, meeting: Meeting, *, invited: bool = False) -> list[Item]:
    """The minuted items in this reader's copy (rules.may_read_item).

    With `invited`, as somebody asked to come reads it once the minutes are sent: for looking at beforehand.
    """
    links = links_of(meeting)
    children = [link.episode.child_id for link in links]
    readable = frozenset(child for child in children if _will_read(actor, child, invited=invited))
    leads = leading_of(link.episode_id for link in links)
    leading_posts = {part.post_id for each in leads.values() for part in (each.lead, each.deputy) if part is not None}
    return [
        row
        for row in items_of(meeting)
        if rules.may_read_item(
            audience=row.audience,
            about=about(row, links),
            readable=readable,
            same_agency=row.by is not None and row.by.agency_id == actor.agency_id,
            leads=actor.post_id in leading_posts,
            role=actor.role,
            family=False,
        )
    ]


def _will_read(actor: Actor, child_id: int, *, invited: bool) -> bool:
    if engine.check(actor, access.READ, child_id).allowed:
        return True
    if not invited or not actor.fit:
        return False
    held = engine.facts_of(actor, child_id, ("refused_agency", "duty"))
    return "refused_agency" not in held or "duty" in held


def items_of(meeting: Meeting) -> QuerySet[Item]:
    """All items in the order they were written, with writer and child. For nobody: filter by a rule."""
    rows = meeting.items.select_related("by__practitioner", "by__agency", "episode__child")
    return rows.order_by("position", "pk")


def about(item: Item, links: list[MeetingEpisode]) -> frozenset[int]:
    """The children an item is about: one, or all of the meeting."""
    if item.episode is not None:
        return frozenset({item.episode.child_id})
    return frozenset(link.episode.child_id for link in links)
