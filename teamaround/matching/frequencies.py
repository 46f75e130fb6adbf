"""How common each name is: that two children are both called Khan says less than that both are called Tredinnick."""

from collections.abc import Mapping
from math import log2

# Rarer than one in 8,000 counts no more: a name met once may be a slip of the pen.
MOST_BITS = 13.0
LEAST_BITS = 1.0

# Without a table: about the mean for given and family names in an English population [performance.md section 4].
USUAL_GIVEN_BITS = 8.0
USUAL_FAMILY_BITS = 9.0


class FrequencyTable:
    """How many bits it is worth that two records share a name; counts are of folded names."""

    __slots__ = ("_bits", "_unlisted")

    def __init__(self, counts: Mapping[str, int], total: int | None = None, *, usual: float = USUAL_GIVEN_BITS) -> None:
        """`counts` may hold only the commonest names if `total` says how many children were counted in all."""
        everybody = max(total if total is not None else sum(counts.values()), 1)
        self._bits = {name: _bits(count, everybody) for name, count in counts.items() if count > 0}
        self._unlisted = max(self._bits.values()) if self._bits else usual

    def bits(self, folded_name: str) -> float:
        """Base-2 logarithm of 'one in how many': 10 for a name that one child in a thousand has."""
        return self._bits.get(folded_name, self._unlisted)


def _bits(count: int, everybody: int) -> float:
    return min(MOST_BITS, max(LEAST_BITS, -log2(count / everybody) if count < everybody else 0.0))


class Frequencies:
    """The two tables that a comparison needs. Empty ones give every name the usual weight."""

    __slots__ = ("family", "given")

    def __init__(self, given: FrequencyTable | None = None, family: FrequencyTable | None = None) -> None:
        self.given = given or FrequencyTable({}, usual=USUAL_GIVEN_BITS)
        self.family = family or FrequencyTable({}, usual=USUAL_FAMILY_BITS)


USUAL = Frequencies()
