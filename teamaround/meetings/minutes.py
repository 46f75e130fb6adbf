"""Who came, what was said and decided, ready to send; each person's copy is computed by access (KIR-TM)."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, Q
from django.utils.translation import gettext as _

from teamaround.access.actor import Actor
from teamaround.access.doing import doing
from teamaround.agencies.models import Agency, Post
from teamaround.child_index.actions import touch_contact
from teamaround.episodes.models import Audience, Episode
from teamaround.episodes.story import tell
from teamaround.families.models import Person
from teamaround.kit import clock
from teamaround.kit.dates import day_words
from teamaround.kit.problems import Problem
from teamaround.meetings import access
from teamaround.meetings.locking import children_of
from teamaround.meetings.models import Invitee, Item, Meeting
from teamaround.meetings.notices import minutes_out
from teamaround.plans.doing_things import add_action
from teamaround.plans.models import Action, Aim, Need, NeedType


@dataclass(frozen=True)
class NewAction:
    """What is to be done for which need, so that what, by whom, until when."""

    need: Need
    what: str
    outcome: str
    due_on: datetime.date
    owner_post: Post | None = None
    owner_person: Person | None = None


def note_attendance(*, by: Actor, meeting: Meeting, came: Iterable[int]) -> Meeting:
    """Who of the invited came (ids of invitees). The meeting counts as held. Raises Refused or Problem."""
    there = set(came)
    if meeting.starts_at > clock.now():
        raise Problem(_("The meeting has not begun yet. Write down who came when it has."))
    with doing(access.MINUTE, by=by, children=children_of(meeting), codes={"meeting": meeting.pk}):
        locked = _lock_not_called_off(meeting)
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


def _lock_not_called_off(meeting: Meeting) -> Meeting:
    locked = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if locked.state == Meeting.State.CANCELLED:
        raise Problem(_("This meeting was called off."))
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
        _lock_not_called_off(meeting)
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


def decide_action(*, by: Actor, meeting: Meeting, wanted: NewAction) -> Action:
    """An action decided in the meeting: into the plan, and into the minutes as a decision. Raises Refused or Problem.

    Its agency answers for it; for somebody of the family that is the agency of whoever writes the minutes. What is
    done by or with a sensitive service stands in the plan alone, for those whom its cover reaches (DUD-23).
    """
    agency = wanted.owner_post.agency if wanted.owner_post else Agency.objects.get(pk=by.agency_id)
    made = add_action(
        by=by, need=wanted.need, what=wanted.what, outcome=wanted.outcome, aim=aim_of(wanted.need), agency=agency,
        due_on=wanted.due_on, owner_post=wanted.owner_post, owner_person=wanted.owner_person,
    )  # fmt: skip
    if not agency.sensitive:
        who = wanted.owner_post or wanted.owner_person
        assert who is not None
        words = _("%(what)s: %(who)s, by %(day)s.") % {
            "what": wanted.what.rstrip("."),
            "who": who.name,
            "day": day_words(wanted.due_on, clock.today()),
        }
        episodes = [link.episode for link in wanted.need.serves.select_related("episode")]
        one = episodes[0] if len(episodes) == 1 else None
        add_item(by=by, meeting=meeting, words=words, decision=True, episode=one)
    return made


def aim_of(need: Need) -> str:
    """Which of the five outcomes a need's type serves by the local list (DUD-08)."""
    types = NeedType.objects.filter(key=need.type_key).filter(
        Q(authority_id=need.authority_id) | Q(authority__isnull=True)
    )
    found = types.order_by(F("authority_id").asc(nulls_last=True)).values_list("aim", flat=True).first()
    return found if found in Aim.values else Aim.ENJOY_ACHIEVE


def agree_next_day(*, by: Actor, meeting: Meeting, next_on: datetime.date) -> Meeting:
    """The day on which everybody meets again; calling that meeting is its own step. Raises Refused or Problem."""
    if next_on <= meeting.starts_at.astimezone(clock.LONDON).date():
        raise Problem(_("The next day lies before this meeting. Write a later one."), field="next_on")
    with doing(access.MINUTE, by=by, children=children_of(meeting), codes={"meeting": meeting.pk}):
        locked = _lock_not_called_off(meeting)
        locked.next_on = next_on
        locked.save(update_fields=["next_on"])
        return locked


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
