"""What episodes tell and ask the packages above."""

from dataclasses import dataclass

from teamaround.access.actor import Actor
from teamaround.episodes.models import Episode
from teamaround.kit.announcements import Announcement, Guard


@dataclass(frozen=True)
class Moved:
    """An episode went from one state to another by a verb."""

    episode: Episode
    verb: str
    before: str
    by: Actor


moved: Announcement[Moved] = Announcement("episodes.moved")
"""After each move, in its transaction; opening and closing included."""

before_closing: Guard[Episode] = Guard("episodes.before_closing")
"""Sentences about what still stands open: shown on the closing page, never a bar to closing."""
