"""Ways in without an account: the family's page and the guest's invitation.

The package that owns a link registers its door in its AppConfig; this package only keeps the session.
A door is asked at every request, so a grant that was ended shuts it at once.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from teamaround.access.actor import Actor

SHORT = datetime.timedelta(minutes=20)
AT_MOST = datetime.timedelta(hours=2)


@dataclass(frozen=True)
class Door:
    """One way in by link."""

    key: str
    enter: Callable[[int], Actor | None]
    """From the grant's id to the actor, or None when the grant has ended."""
    again: str
    """Name of the page where one asks for a new link."""
    idle: datetime.timedelta = SHORT
    longest: datetime.timedelta = AT_MOST


_doors: dict[str, Door] = {}


def register(door: Door) -> None:
    """Raises ValueError for a second door of one name."""
    if door.key in _doors and _doors[door.key] != door:
        raise ValueError(f"the door {door.key} is registered twice")
    _doors[door.key] = door


def get(key: str) -> Door | None:
    return _doors.get(key)
