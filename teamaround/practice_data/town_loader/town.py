"""What every part of the loading shares: the rows that wait, the calendar, who works here, who lives here."""

import datetime
from dataclasses import dataclass, field
from typing import Any

from teamaround.agencies.models import Authority
from teamaround.episodes.models import Episode
from teamaround.families.models import Person
from teamaround.practice_data.town_loader.days import Days
from teamaround.practice_data.town_loader.rows import Rows, Scope
from teamaround.practice_data.town_loader.workers import Workers


@dataclass(frozen=True)
class Pair:
    """Two entries that are one child, and when the second one came."""

    child: Person
    twin: Person
    at: datetime.datetime


@dataclass
class Town:
    """The town while it is being loaded."""

    seed: int
    days: Days
    wanted: int = 0
    """How many children the index shall have."""
    rows: Rows = field(default_factory=Rows)
    workers: Workers = field(default_factory=Workers)
    children: list[Person] = field(default_factory=list)
    """Every child with an entry in the index, in the order of loading."""
    episodes: list[Episode] = field(default_factory=list)
    pairs: list[Pair] = field(default_factory=list)
    telephones: list[str] = field(default_factory=list)
    """Mobile numbers of the safe range that nobody has yet."""
    households: list[Any] = field(default_factory=list)
    """Families made by code."""
    schools: dict[str, str] = field(default_factory=dict)
    """Agency key of the school or nursery now, by the child's reference."""
    numbers_given: set[str] = field(default_factory=set)
    flushed: int = 0

    @property
    def authority(self) -> Authority:
        return self.workers.authorities["marlbeck"]

    def scope(self, *place: object) -> Scope:
        """A part of the town with its own chance and references."""
        return Scope(self.rows, self.days, self.seed, ":".join(map(str, place)))

    def flush(self, **codes: Any) -> None:
        """Write what waits; the event is about the children that are new since the last flush."""
        fresh = self.children[self.flushed :]
        self.rows.flush(lambda: [child.pk for child in fresh], **codes)
        self.flushed = len(self.children)
