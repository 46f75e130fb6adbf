"""Who came, what was said and decided, ready to send; each person's copy is computed by access (KIR-TM)."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from teamaround.access.actor import Actor
from teamaround.access.doing import doing
from teamaround.child_index.actions import touch_contact
from teamaround.episodes.models import Audience, Episode
from teamaround.episodes.story import tell
from teamaround.kit import clock
from teamaround.kit.problems import Problem
from teamaround.meetings import access
from teamaround.meetings.actions import children_of
from teamaround.meetings.models import Invitee, Item, Meeting
from teamaround.meetings.notices import minutes_out


def note_attendance(*, by: Actor, meeting: Meeting, came: Iterable[int]) -> Meeting:
    """Who of the invited came (ids of invitees). The meeting counts as held. Raises Refused or Problem."""
    there = set(came)
    if meeting.starts_at > clock.now():
        raise Problem(_("The meeting has not begun yet. Write down who came when it has."))
    with doing(access.MINUTE, by=by, children=children_of(meeting), codes={"meeting": meeting.pk}):
        locked = Meeting.objects.select_for_update().get(pk=meeting.pk)
        if locked.state == Meeting.State.CANCELLED:
            raise Problem(_("This meeting was called off."))
        day = locked.starts_at.astimezone(clock.LONDON).date()
        for invitee in Invitee.objects.select_for_update().filter(meeting=locked):
            invitee.attended = invitee.pk in there
            invitee.save(update_fields=["attended"])
            if invitee.attended:
                for child in children_of(locked):
                    touch_contact(child_id=child, post_id=invitee.post_id, on=day)
        if locked.state == Meeting.State.PLANNED:
            locked.state = Meeting.State.HELD
            locked.save()
            for link in locked.serves.select_related("episode"):
                tell(link.episode, "meetings_held", by=by, on=day, came=len(there))
        return locked


def add_item(
    *,
    by: Actor,
    meeting: Meeting,
    words: str,
    decision: bool = False,
    audience: str = Audience.EVERYONE,
    episode: Episode | None = None,
    corrects: Item | None = None,
) -> Item:
    """One minuted item, about all children of the meeting or one. Raises Refused or Problem."""
    if not words.strip():
        raise Problem(_("Write what was said or decided."), field="words")
    if episode is not None and episode.child_id not in children_of(meeting):
        raise Problem(_("The meeting is not about this child."), field="episode")
    about = [episode.child_id] if episode else children_of(meeting)
    with doing(access.MINUTE, by=by, children=about, codes={"meeting": meeting.pk, "decision": decision}):
        return Item.objects.create(
            authority_id=meeting.authority_id,
            meeting=meeting,
            episode=episode,
            position=meeting.items.count() + 1,
            words=words,
            decision=decision,
            audience=audience,
            by_id=by.own_post_id,
            recorded_at=clock.now(),
            corrects=corrects,
        )


def send_minutes(*, by: Actor, meeting: Meeting) -> Meeting:
    """Everybody invited is told that their copy is ready; each copy is computed when it is opened. Raises Problem."""
    with doing(access.MINUTE, by=by, children=children_of(meeting), codes={"meeting": meeting.pk}):
        locked = Meeting.objects.select_for_update().get(pk=meeting.pk)
        if locked.state != Meeting.State.HELD:
            raise Problem(_("First write down who came."))
        if not locked.items.exists():
            raise Problem(_("There is nothing in the minutes yet."))
        locked.minutes_sent_at = clock.now()
        locked.save()
        minutes_out(locked)
        return locked
