"""Made-up actors and events for tests and benchmarks."""

from dataclasses import dataclass
from typing import Any

from teamaround.audit.models import Event, Outcome
from teamaround.audit.recording import record


@dataclass(frozen=True)
class Somebody:
    """What an event needs to know of an actor."""

    kind: str = "post"
    account_id: int | None = 1
    own_post_id: int | None = 10
    on_behalf_of_id: int | None = None
    authority_id: int | None = 100
    event_name: str = ""


def look(*children: int, by: Somebody | None = None, **given: Any) -> Event:
    """One recorded look at these children, read back from the database."""
    given = {"action": "child_index.open", "outcome": Outcome.READ} | given
    return Event.objects.get(pk=record(by=by or Somebody(), children=children, **given))
