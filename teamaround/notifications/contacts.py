"""How somebody of the family may be reached: told by `families`, obeyed by every message (issue 2 step 4).

`families` stands above this package and registers its function here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from teamaround.notifications.models import Notice


class Safe(StrEnum):
    """The same words as families.Contact.Safe."""

    RING = "ring"
    TEXT = "text"
    MESSAGE = "message"
    NEVER = "never"


@dataclass(frozen=True)
class Reach:
    """One number or address, how it may be used, and whose it is (for the worker only)."""

    kind: str
    """telephone or email."""
    value: str
    safe: str
    whose: str


@dataclass(frozen=True)
class Way:
    """The channel that is safe, or why there is none."""

    channel: str = ""
    why: str = ""


def way_to(reach: Reach | None) -> Way:
    """Safe contact obeyed: a number that may only be rung gets no text, and "never" means no message at all."""
    if reach is None or not reach.value:
        return Way(why=Notice.Why.NO_ADDRESS)
    if reach.safe == Safe.NEVER:
        return Way(why=Notice.Why.NEVER)
    if reach.kind == "email":
        return Way(channel=Notice.Channel.EMAIL)
    if reach.safe == Safe.RING:
        return Way(why=Notice.Why.RING_ONLY)
    return Way(channel=Notice.Channel.TEXT)


ByContact = Callable[[int], Reach | None]
Forbidden = Callable[[str], bool]
_families: list[tuple[ByContact, Forbidden]] = []


def register(by_contact: ByContact, forbidden: Forbidden) -> None:
    """`by_contact` tells how a contact may be reached; `forbidden` whether a number must never be used."""
    _families[:] = [(by_contact, forbidden)]


def reach(contact_id: int) -> Reach | None:
    """How the contact may be reached now: asked again when the message goes, because it may have changed."""
    return _families[0][0](contact_id) if _families else None


def is_forbidden(number: str) -> bool:
    """Whether anybody's record says never to use this number."""
    return bool(_families) and _families[0][1](number)
