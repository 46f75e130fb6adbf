"""What families tells the packages above."""

from dataclasses import dataclass

from teamaround.access.actor import Actor
from teamaround.kit.announcements import Announcement


@dataclass(frozen=True)
class PersonChanged:
    """Something about these people was changed: "name", "birth", "address", "number", "contact" or "tie"."""

    person_ids: tuple[int, ...]
    what: str
    by: Actor


person_changed: Announcement[PersonChanged] = Announcement("families.person_changed")
"""After each change, in its transaction: the index rebuilds what it searches by, shields seal what is new."""
