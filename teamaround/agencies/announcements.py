"""What this package tells the upper ones, and what it asks before a post ends."""

from dataclasses import dataclass

from teamaround.access.actor import Actor
from teamaround.agencies.models import Post
from teamaround.kit.announcements import Announcement, Question


@dataclass(frozen=True)
class Invited:
    """Somebody is to choose a password. `path` opens the page once, for three days."""

    by: Actor
    post: Post
    path: str


sign_in_link_made: Announcement[Invited] = Announcement("agencies.sign_in_link_made")
"""Notifications send the link by e-mail, in the same transaction."""

hangs_on_post: Question[Post, str] = Question("agencies.hangs_on_post")
"""Each answer is a sentence about what nobody would do when this post ended: children led, actions due."""
