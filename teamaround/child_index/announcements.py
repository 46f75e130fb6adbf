"""What the index tells and asks the packages above."""

from dataclasses import dataclass, field

from django.db.models import Q

from teamaround.access.actor import Actor
from teamaround.agencies.models import Locality, Post
from teamaround.kit.announcements import Announcement, Guard, Question


@dataclass(frozen=True)
class Transferred:
    """Another authority is responsible for the child now. Told in the transaction of the agreement.

    What goes along: rows of posts of the new authority, and of those who go on working with the child (`goes_on`).
    What was written under the authority before counts for nobody's access any more (docs/adr/0014).
    """

    child_id: int
    before_id: int
    now_id: int
    by: Actor
    received_by: Post | None = None
    locality: Locality | None = None
    goes_on: frozenset[int] = field(default_factory=frozenset)

    def stays_behind(self, post: str) -> Q:
        """Rows of posts of the authority before that do not go on; `post` is the lookup of the post."""
        return Q(**{f"{post}__authority_id": self.before_id}) & ~Q(**{f"{post}_id__in": self.goes_on})

    def goes_along(self, post: str) -> Q:
        """Rows of everybody else: posts of other authorities, and those who go on."""
        return Q(**{f"{post}__isnull": False}) & ~self.stays_behind(post)


transferred: Announcement[Transferred] = Announcement("child_index.transferred")

posts_round: Question[int, int] = Question("child_index.posts_round")
"""Ids of posts that have a running part in the help of a child: asked before a move, to tell them."""


@dataclass(frozen=True)
class Died:
    """The child has died. Upper packages end what is open, with care, and send the family nothing."""

    child_id: int
    by: Actor


died: Announcement[Died] = Announcement("child_index.died")

before_archiving: Guard[int] = Guard("child_index.before_archiving")
"""Sentences about what is open for the child: nobody with open help is archived or destroyed."""
