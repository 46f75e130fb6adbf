"""What a shield keeps back from a reader: told by `child_index`, which stands above, obeyed by every page here."""

from collections.abc import Callable
from enum import StrEnum

from teamaround.access import engine
from teamaround.access.actor import Actor
from teamaround.access.rules import POSTS

SHIELDED = "shielded"


class Part(StrEnum):
    """The parts of an entry that a shield can keep back."""

    ADDRESS = "address"
    CONTACT = "contact"
    SCHOOL = "school"
    ENTRY = "entry"


EVERYTHING = frozenset(Part)
KeptBack = Callable[[Actor, int], frozenset[Part]]
_told: list[KeptBack] = []


def register(told: KeptBack) -> None:
    """`told(actor, child_id)` gives the parts that are kept back from this reader."""
    _told[:] = [told]


def kept_back(actor: Actor, child_id: int, *, sealed: bool = False) -> frozenset[Part]:
    """Parts that this reader may not see of this child. Say `sealed` when a sealed row is to be shown.

    A child without a shield costs nothing on a page that is being read; a brother's or sister's shield shows by
    what it has sealed.
    """
    is_post = actor.kind in POSTS
    if is_post and not sealed and SHIELDED not in engine.facts_of(actor, child_id, {SHIELDED}):
        return frozenset()
    return _told[0](actor, child_id) if _told else EVERYTHING
