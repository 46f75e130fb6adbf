"""The arithmetic of a seal: a tree over events, a chain over trees. Pure; the shapes of RFC 6962, section 2.1."""

import hashlib
from collections.abc import Iterable

LEAF = b"\x00"
NODE = b"\x01"
CHAIN = b"\x02"


def leaf(event_id: int, digest: str) -> bytes:
    """One event's leaf: its digest bound to its id, so that a number cannot pass to another event."""
    return hashlib.sha256(LEAF + f"{event_id}:{digest}".encode()).digest()


def root(leaves: Iterable[bytes]) -> str:
    """The root over the leaves in their order, as hex. An odd one out goes up as it is."""
    level = list(leaves)
    if not level:
        return hashlib.sha256(b"").hexdigest()
    while len(level) > 1:
        pairs = range(0, len(level) - 1, 2)
        above = [hashlib.sha256(NODE + level[at] + level[at + 1]).digest() for at in pairs]
        level = above + level[len(level) - len(level) % 2 :]
    return level[0].hex()


def chained(previous: str, number: int, count: int, root: str, sealed_at: str) -> str:
    """What a batch adds to the chain: every field of the batch and the chain before it."""
    text = "|".join((previous, str(number), str(count), root, sealed_at))
    return hashlib.sha256(CHAIN + text.encode()).hexdigest()
