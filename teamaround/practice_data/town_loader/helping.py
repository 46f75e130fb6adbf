"""Builders of an episode: its states, levels of need, worries, reports, what happened, looking again."""

import datetime
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from teamaround.agencies.models import Locality, Post
from teamaround.episodes import rules
from teamaround.episodes.concerns import CONCERN_LASTS
from teamaround.episodes.models import (
    Audience,
    Concern,
    Entry,
    Episode,
    FamilyGroup,
    LevelOfNeed,
    LookAgain,
    State,
    StateChange,
)
from teamaround.episodes.story import SYSTEM_SENTENCES
from teamaround.families.models import Person
from teamaround.kit import clock
from teamaround.practice_data.town_loader.rows import Scope
from teamaround.practice_data.town_loader.town import Town

TOLD = {
    "open": "episodes_open",
    "close": "episodes_close",
    "reopen": "episodes_reopen",
    "safeguard": "episodes_safeguard",
    "take": "episodes_social_care_takes",
    "return": "episodes_social_care_returns",
}
"""Moves that the second layer of the chronology tells, by their verbs."""


@dataclass(frozen=True)
class Step:
    """An episode reaches a state: when, by whom, why; at closing with the reason and the outcomes."""

    state: str
    at: datetime.datetime
    by: Post
    words: str = ""
    reason: str = ""
    outcomes: tuple[Any, ...] = ()


def open_episode(
    town: Town, scope: Scope, child: Person, group: FamilyGroup, locality: Locality | None, steps: list[Step]
) -> Episode:
    """An episode that has gone through these steps; its state is that of the last."""
    first, last = steps[0], steps[-1]
    episode = scope.add(
        Episode,
        authority=group.authority,
        locality=locality,
        group=group,
        child=child,
        state=State.CONCERN,
        opened_on=day_of(first.at),
        opened_by=first.by,
        agency=first.by.agency,
    )
    town.episodes.append(episode)
    walk(scope, episode, steps)
    if episode.state == State.CLOSED:
        episode.closed_on, episode.close_reason = day_of(last.at), last.reason
    return episode


def day_of(moment: datetime.datetime) -> datetime.date:
    """The date in England."""
    return moment.astimezone(clock.LONDON).date()


def walk(scope: Scope, episode: Episode, steps: Iterable[Step]) -> None:
    """One change of state after the other, each by a verb of the product's own table."""
    state, before = "", ""
    for step in steps:
        path = way(state, step.state, before)
        for number, (verb, to) in enumerate(path):
            final = number == len(path) - 1
            _change(scope, episode, step, verb, to, final)
            before, state = (state, to) if to != state else (before, state)
    episode.state = state


def _change(scope: Scope, episode: Episode, step: Step, verb: str, state: str, final: bool) -> None:
    scope.add(
        StateChange,
        authority=episode.authority,
        episode=episode,
        verb=verb,
        state=state,
        reason_code=step.reason if final else "",
        words=step.words if final else "",
        outcomes=list(step.outcomes) if final else [],
        by=step.by,
        at=step.at,
    )
    values = {"reason": step.reason} if verb == "close" else {}
    if verb in TOLD:
        tell(scope, episode, TOLD[verb], step.by, step.at, **values)


def way(state: str, wanted: str, before: str) -> list[tuple[str, str]]:
    """The verbs that lead from one state to another, as the table of moves allows. Raises ValueError."""
    if state == wanted:
        return []
    if not state and wanted == State.CONCERN:
        return [("open", State.CONCERN)]
    if state == State.CLOSED and wanted == State.CONCERN:
        wanted = State.CHECKING
    if state == State.WAITING and wanted not in (State.CLOSED, before):
        return [("return", before), *way(before, wanted, "")]
    waiting: deque[tuple[str, list[tuple[str, str]]]] = deque([(state, [])])
    while waiting:
        at, path = waiting.popleft()
        for move in rules.MOVES:
            to = move.to or before
            if move.state != at or (to in (State.CLOSED, State.WAITING) and to != wanted):
                continue
            if to == wanted:
                return [*path, (move.verb, to)]
            if all(to != seen for _, seen in path) and len(path) < len(State):
                waiting.append((to, [*path, (move.verb, to)]))
    raise ValueError(f"no way from {state or 'nothing'} to {wanted}")


def note_worry(scope: Scope, episode: Episode, by: Post, words: str, at: datetime.datetime, family_knows: str) -> None:
    """The worry with which an episode began."""
    worry_about(scope, episode.child, by, words, at, family_knows, episode)


def worry_about(
    scope: Scope,
    child: Person,
    by: Post,
    words: str,
    at: datetime.datetime,
    family_knows: str,
    episode: Episode | None = None,
) -> None:
    """A worry, with or without an episode."""
    facts = {"child": child, "episode": episode, "raised_by": by, "words": words, "family_knows": family_knows}
    expires = day_of(at) + CONCERN_LASTS
    scope.add(Concern, authority=child.authority, raised_at=at, expires_on=expires, **facts)


def set_level(scope: Scope, episode: Episode, level: int, on: datetime.date, by: Post, why: str) -> None:
    scope.add(LevelOfNeed, authority=episode.authority, episode=episode, level=level, on=on, by=by, why=why)
    tell(scope, episode, "episodes_level", by, scope.days.on(on, "15:55"), level=level)


def look_again(
    scope: Scope,
    episode: Episode,
    due_on: datetime.date,
    who: Post,
    word: str = "",
    words: str = "",
    at: datetime.datetime | None = None,
) -> None:
    """Somebody asks again on a day; answered when a word is given."""
    answer = {"word": word, "words": words, "answered_at": at if word else None}
    scope.add(LookAgain, authority=episode.authority, episode=episode, due_on=due_on, who=who, **answer)
    if word and at:
        tell(scope, episode, f"episodes_look_{word}", who, at)


def add_entry(
    scope: Scope,
    episode: Episode,
    kind: str,
    on: datetime.date,
    by: Post | None,
    words: str,
    at: datetime.datetime,
    **more: Any,
) -> Entry:
    """A row of the chronology; the team reads it unless another audience is given."""
    facts = {"source_agency": by.agency if by else None, "author": by, "audience": Audience.TEAM} | more
    return scope.add(
        Entry,
        authority=episode.authority,
        episode=episode,
        kind=kind,
        happened_on=on,
        words=words,
        recorded_at=at,
        **facts,
    )


def tell(scope: Scope, episode: Episode, key: str, by: Post, at: datetime.datetime, **values: Any) -> None:
    """A row of the second layer, as the product's actions write it; left out where no package has its sentence."""
    if key in SYSTEM_SENTENCES:
        facts = {"system_key": key, "system_values": values}
        add_entry(scope, episode, Entry.Kind.SYSTEM, day_of(at), by, "", at, **facts)
