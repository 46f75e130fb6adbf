"""Opening, moving and closing an episode; worries and safeguarding are in concerns.py, the story in entries.py."""

import datetime

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from teamaround.access.actor import Actor
from teamaround.access.doing import doing
from teamaround.agencies.models import Locality
from teamaround.episodes import access, rules
from teamaround.episodes.announcements import Moved, moved
from teamaround.episodes.models import Episode, FamilyGroup, LevelOfNeed, State, StateChange
from teamaround.episodes.story import tell
from teamaround.families.models import Person
from teamaround.families.queries import siblings
from teamaround.kit import clock
from teamaround.kit.problems import Problem


def open_episode(*, by: Actor, child: Person, locality: Locality | None = None) -> Episode:
    """Open an episode for a child, or return the open one: two people who start at once get the same.

    Brothers and sisters with an open episode share the family group. Raises Refused.
    """
    running = open_episodes().filter(child=child).first()
    if running is not None:
        return running
    try:
        with doing(access.OPEN, by=by, children=[child.pk]):
            episode = Episode.objects.create(
                authority_id=child.authority_id,
                locality_id=locality.pk if locality else by.locality_id,
                group=_group_for(child),
                child=child,
                state=State.CHECKING,
                opened_on=clock.today(),
                opened_by_id=by.post_id,
                agency_id=by.agency_id,
            )
            _append(episode, "open", by=by)
            tell(episode, "episodes_open", by=by)
            moved.announce(Moved(episode, "open", "", by))
            return episode
    except IntegrityError:
        return open_episodes().get(child=child)


def open_episodes() -> QuerySet[Episode]:
    return Episode.objects.exclude(state=State.CLOSED)


def _group_for(child: Person) -> FamilyGroup:
    sibling = open_episodes().filter(child__in=siblings(child.pk)).select_related("group").first()
    earlier = Episode.objects.filter(child=child).select_related("group").order_by("-opened_on").first()
    found = sibling or earlier
    return found.group if found else FamilyGroup.objects.create(authority_id=child.authority_id)


def _append(
    episode: Episode, verb: str, *, by: Actor, reason: str = "", words: str = "", outcomes: object = ()
) -> None:
    StateChange.objects.create(
        authority_id=episode.authority_id,
        episode=episode,
        verb=verb,
        state=episode.state,
        reason_code=reason,
        words=words,
        outcomes=list(outcomes or ()),  # type: ignore[call-overload]
        by_id=by.own_post_id,
        at=clock.now(),
    )


def move(
    *, by: Actor, episode: Episode, verb: str, reason: str = "", words: str = "", outcomes: object = ()
) -> Episode:
    """Move an episode by a verb of the table, inside a recording that another action has opened.

    Raises Problem when the table has no such move. The row is locked, so two moves do not cross.
    """
    locked = Episode.objects.select_for_update().get(pk=episode.pk)
    before = locked.state
    after = rules.next_state(before, verb, _state_before(locked))
    if after is None:
        raise Problem(
            _("This cannot be done at the stage “%(state)s”. Open the child's page to see where the help is.")
            % {"state": State(before).label}
        )
    locked.state = after
    closing = after == State.CLOSED
    locked.closed_on = clock.today() if closing else None
    locked.close_reason = reason if closing else ""
    locked.save()
    _append(locked, verb, by=by, reason=reason, words=words, outcomes=outcomes)
    moved.announce(Moved(locked, verb, before, by))
    episode.state, episode.closed_on, episode.close_reason = locked.state, locked.closed_on, locked.close_reason
    return locked


def move_if_possible(*, by: Actor, episode: Episode, verb: str, reason: str = "") -> bool:
    """As `move`, but steps may come in any order: where the table has no such move, nothing happens."""
    current = Episode.objects.get(pk=episode.pk)
    if rules.next_state(current.state, verb, "") is None:
        return False
    move(by=by, episode=episode, verb=verb, reason=reason)
    return True


def _state_before(episode: Episode) -> str:
    """The state before the present one, from the appended changes."""
    states = list(episode.state_changes.order_by("-pk").values_list("state", flat=True)[:20])
    return next((state for state in states if state != episode.state), "")


def close(*, by: Actor, episode: Episode, reason: str, words: str = "", outcomes: object = ()) -> Episode:
    """Close with a reason of the list and the outcomes. Raises Refused or Problem."""
    if reason not in rules.CLOSE_REASONS:
        raise Problem(_("Choose why the help ends."), field="reason")
    with doing(access.CLOSE, by=by, children=[episode.child_id], codes={"episode": episode.pk, "reason": reason}):
        closed = move(by=by, episode=episode, verb="close", reason=reason, words=words, outcomes=outcomes)
        tell(closed, "episodes_close", by=by, reason=reason)
        return closed


def reopen(*, by: Actor, episode: Episode, words: str) -> Episode:
    """Open a closed episode again; its history stays. Raises Refused or Problem."""
    if open_episodes().filter(child_id=episode.child_id).exclude(pk=episode.pk).exists():
        raise Problem(_("Help for this child is open already. Go on there instead."))
    with transaction.atomic(), doing(access.REOPEN, by=by, children=[episode.child_id], codes={"episode": episode.pk}):
        again = move(by=by, episode=episode, verb="reopen", words=words)
        tell(again, "episodes_reopen", by=by)
        return again


def set_level(*, by: Actor, episode: Episode, level: int, why: str, on: datetime.date | None = None) -> LevelOfNeed:
    """Say the level of need from a day, with why. Raises Refused."""
    with doing(access.SET_LEVEL, by=by, children=[episode.child_id], codes={"episode": episode.pk, "level": level}):
        row = LevelOfNeed.objects.create(
            authority_id=episode.authority_id,
            episode=episode,
            level=level,
            on=on or clock.today(),
            by_id=by.own_post_id,
            why=why,
        )
        tell(episode, "episodes_level", by=by, level=level)
        return row
