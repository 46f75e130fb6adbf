"""Which agencies a reader may know of round a child: a sensitive one only where its cover reaches (DUD-23)."""

from collections.abc import Iterable
from dataclasses import dataclass

from teamaround.access.actor import Actor
from teamaround.agencies.models import Agency, Post
from teamaround.consent.queries import sensitive_kinds


@dataclass(frozen=True)
class Knowing:
    """What one reader may know of round these children. Asks the database only when a sensitive service turns up."""

    actor: Actor
    child_ids: tuple[int, ...]

    @classmethod
    def of(cls, actor: Actor, child_ids: Iterable[int]) -> "Knowing":
        return cls(actor, tuple(sorted(set(child_ids))))

    def agency(self, agency: Agency) -> bool:
        """A sensitive service is known to itself, and to whom its consent or a harm basis covers for every child."""
        if not agency.sensitive or agency.pk == self.actor.agency_id:
            return True
        kinds = sensitive_kinds(self.actor, self.child_ids)
        return bool(self.child_ids) and all(agency.sensitive in kinds[child] for child in self.child_ids)

    def post(self, post: Post | None) -> bool:
        """Somebody of such a service is left out with it; people of the family are always known."""
        return post is None or self.agency(post.agency)
