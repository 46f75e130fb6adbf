"""Pure decisions of deliveries: whose word counts, what a file asks before it may change so much, where it stands."""

from dataclasses import dataclass

OTHER_SOURCE = 40
"""How much a value counts that no person wrote and no layout stands for: the first filling of the index."""
FEW = 5
"""A share of fewer changes than this is chance."""

SAME, FILL, REPLACE, KEEP, END, MISSING = "same", "fill", "replace", "keep", "end", "missing"
WRITES = frozenset({FILL, REPLACE, END})


def word_for(
    held: str, told: str, *, held_strength: int, strength: int, own: bool = False, empty_ends: bool = False
) -> str:
    """What becomes of one value (DUD-20: each source's word by its priority; a worker's is not lost to a weaker one).

    `held` and `told` are folded; `own` says that the value held came from this very source.
    """
    if not told:
        if not held:
            return SAME
        return END if own and empty_ends else MISSING
    if not strength or held == told:
        return SAME
    if not held:
        return FILL
    return REPLACE if own or strength >= held_strength else KEEP


@dataclass(frozen=True)
class Share:
    """So many of so many."""

    part: int
    whole: int

    def over(self, limit: int) -> bool:
        """Is it more than this many in a hundred, and more than chance?"""
        return self.part >= FEW and self.part * 100 > limit * self.whole

    @property
    def percent(self) -> int:
        return self.part * 100 // self.whole if self.whole else 0


def fewer_rows(now: int, before: int, limit: int) -> bool:
    """Has the file lost more rows against the last one than the limit allows? It may have been cut off."""
    return before > FEW and now * 100 < before * (100 - limit)


STEPS = {
    ("staging", "staged"): "staged",
    ("staged", "match"): "matching",
    ("matching", "matched"): "matched",
    ("matched", "match_again"): "matching",
    ("matched", "apply"): "applying",
    ("applying", "applied"): "applied",
    ("applied", "undo"): "undoing",
    ("applied", "more"): "applying",
    ("undoing", "undone"): "undone",
    ("staging", "stop"): "stopped",
    ("staged", "stop"): "stopped",
    ("matched", "stop"): "stopped",
}
"""Where a delivery stands and what is done, then where it stands next; no line, not allowed (design.md 6)."""


def step_after(state: str, verb: str) -> str:
    """The next state, or "" when this may not be done now."""
    return STEPS.get((state, verb), "")
