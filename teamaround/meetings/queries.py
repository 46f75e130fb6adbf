"""Reading meetings, always for somebody: the next one, one's own, what of the minutes one may read."""

from django.db.models import Prefetch, QuerySet
from django.http import Http404

from teamaround.access import engine
from teamaround.access.actor import Actor
from teamaround.access.gate import Loaded
from teamaround.episodes.models import Episode
from teamaround.kit import clock
from teamaround.lead_professional.queries import leading_of
from teamaround.meetings import access, rules
from teamaround.meetings.models import Invitee, Item, Meeting, MeetingEpisode

CHILDREN = Prefetch("serves", MeetingEpisode.objects.select_related("episode__child"))
"""The children of meetings in one more query."""


def load_meeting(actor: Actor, meeting_ref: str) -> Loaded:
    """The meeting, about all its children; the gate lets in whoever may know one of them. Raises Http404."""
    meeting = Meeting.objects.filter(ref=meeting_ref).select_related("called_by__practitioner", "group").first()
    if meeting is None:
        raise Http404
    return Loaded(meeting, tuple(meeting.serves.values_list("episode__child_id", flat=True)))


def next_meeting(episode: Episode) -> Meeting | None:
    """The next planned meeting about this child."""
    return (
        Meeting.objects.filter(serves__episode=episode, state=Meeting.State.PLANNED, starts_at__gte=clock.now())
        .order_by("starts_at")
        .first()
    )


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


def invitations_for(actor: Actor) -> QuerySet[Invitee]:
    """Planned meetings this post has not answered, soonest first."""
    return (
        Invitee.objects.filter(post_id=actor.post_id, answer="", meeting__state=Meeting.State.PLANNED)
        .select_related("meeting__called_by__practitioner", "meeting__called_by__agency")
        .prefetch_related(Prefetch("meeting__serves", MeetingEpisode.objects.select_related("episode__child")))
        .order_by("meeting__starts_at")
    )


def items_for(actor: Actor, meeting: Meeting) -> list[Item]:
    """The minuted items in this reader's copy (rules.may_read_item)."""
    links = list(meeting.serves.select_related("episode"))
    readable = frozenset(
        link.episode.child_id for link in links if engine.check(actor, access.READ, link.episode.child_id).allowed
    )
    leads = leading_of(link.episode_id for link in links)
    leading_posts = {part.post_id for each in leads.values() for part in (each.lead, each.deputy) if part is not None}
    rows = meeting.items.select_related("by__practitioner", "by__agency", "episode__child").order_by("position", "pk")
    return [
        row
        for row in rows
        if rules.may_read_item(
            audience=row.audience,
            about_child=row.episode.child_id if row.episode else None,
            readable=readable,
            same_agency=row.by is not None and row.by.agency_id == actor.agency_id,
            leads=actor.post_id in leading_posts,
            role=actor.role,
            family=False,
        )
    ]
