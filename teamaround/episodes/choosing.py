"""Chosen rows of the story, for paper or for another service: what may leave is worked out, not remembered.

A row leaves only when the sender may read it and the agency it goes to may know it (KIR-CF-54).
"""

from collections.abc import Collection
from dataclasses import dataclass

from teamaround.access import engine
from teamaround.access.actor import Actor
from teamaround.access.roles import Kind
from teamaround.agencies.models import Agency
from teamaround.consent.queries import sensitive_kinds
from teamaround.episodes import rules
from teamaround.episodes.models import Entry, Episode
from teamaround.episodes.queries import sensitive_of, story


@dataclass(frozen=True)
class Chosen:
    """Rows in the order of their days, and how many of those that were ticked may not go there."""

    rows: tuple[Entry, ...]
    kept_back: int


def anybody_of(agency: Agency) -> Actor:
    """A reader who stands for the whole agency: what holds for it holds through agreement or a cover of all of it."""
    return Actor(kind=Kind.POST, post_id=0, agency_id=agency.pk, authority_id=agency.authority_id)


def kept_from(agency: Agency, child_id: int) -> bool:
    """The family does not want this agency to know, and no duty in law goes before that."""
    held = engine.facts_of(anybody_of(agency), child_id, ("refused_agency", "duty"))
    return "refused_agency" in held and "duty" not in held


def may_leave(actor: Actor, episode: Episode, agency: Agency) -> Chosen:
    """All rows this sender could send to this agency, oldest first."""
    read = story(actor, episode)
    kinds = sensitive_kinds(anybody_of(agency), [episode.child_id])[episode.child_id]
    going = [
        row
        for row in read
        if rules.may_go_to(
            audience=row.audience,
            sensitive=sensitive_of(row, agency.pk),
            kinds=kinds,
            replaced=row.replaced,  # type: ignore[attr-defined]
        )
    ]
    return Chosen(tuple(in_order(going)), len(read) - len(going))


def chosen(actor: Actor, episode: Episode, refs: Collection[str], agency: Agency | None = None) -> Chosen:
    """The ticked rows, oldest first: as the sender reads them, or as that agency may."""
    wanted = [row for row in story(actor, episode) if row.ref in refs]
    if agency is None:
        return Chosen(tuple(in_order(wanted)), 0)
    if kept_from(agency, episode.child_id):
        return Chosen((), len(wanted))
    allowed = {row.pk for row in may_leave(actor, episode, agency).rows}
    going = [row for row in wanted if row.pk in allowed]
    return Chosen(tuple(in_order(going)), len(wanted) - len(going))


def in_order(rows: Collection[Entry]) -> list[Entry]:
    """By day and hour; what has no hour comes first on its day."""
    return sorted(rows, key=lambda row: (row.happened_on, row.happened_at is not None, row.happened_at or 0, row.pk))
