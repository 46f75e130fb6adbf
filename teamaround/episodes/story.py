"""Writing rows of the chronology inside a recording that is open (design.md 5: the story never reads audit)."""

import datetime
from typing import Any

from teamaround.access.actor import Actor
from teamaround.episodes.models import Entry, Episode
from teamaround.kit import clock

SYSTEM_SENTENCES: dict[str, str] = {}
"""Message key -> English sentence with %(values)s; each package adds its own in AppConfig.ready."""


def add_sentences(**sentences: str) -> None:
    """Register system sentences as package_verb="…"."""
    SYSTEM_SENTENCES.update(sentences)


def tell(
    episode: Episode,
    key: str,
    *,
    by: Actor | None,
    on: datetime.date | None = None,
    sensitive: str = "",
    **values: Any,
) -> Entry:
    """Append a system row. Values are names, days and counts, never somebody's words. Call inside a recording.

    `sensitive`: the row names a sensitive service and is read only where that service may be known (DUD-23).
    """
    if key not in SYSTEM_SENTENCES:
        raise KeyError(f"no sentence is registered for {key}")
    return Entry.objects.create(
        authority_id=episode.authority_id,
        episode=episode,
        kind=Entry.Kind.SYSTEM,
        happened_on=on or clock.today(),
        author_id=by.own_post_id if by else None,
        source_agency_id=by.agency_id if by else None,
        sensitive=sensitive,
        system_key=key,
        system_values=values,
        recorded_at=clock.now(),
    )
