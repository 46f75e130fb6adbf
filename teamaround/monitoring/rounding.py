"""Counts that may be published: each smallest cell is rounded to a neighbouring multiple of five by chance that never
changes, and every total is the sum of published cells (docs/adr/0015). Pure but for the installation's key.

What is published as 0 is 0 to 4, as 5 is 1 to 9, as 10 is 6 to 14: adding up, taking away and choosing other months or
areas uses the same published cells and so tells nothing more. Sums are right on average.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings

from teamaround.kit.crypto import keyed_digest

STEP = 5


def chance(key: str) -> float:
    """A number from 0 to below 1 that belongs to the key for ever, and that nobody without the key can work out."""
    return int(keyed_digest(settings.SECRET_KEY, f"monitoring.rounding:{key}")[:12], 16) / 16**12


def published(count: int, key: str) -> int:
    """A multiple of five; the nearer one is likelier, so that sums come out right on average."""
    below = count - count % STEP
    return below + STEP if chance(key) < (count % STEP) / STEP else below


def cells(counts: Mapping[Any, int], place: str) -> dict[Any, int]:
    """Every cell of a table, rounded by its own key."""
    return {key: published(count, f"{place}:{key}") for key, count in counts.items()}


def total(parts: Iterable[int]) -> int:
    """A sum of published cells: there is no other way to a total."""
    return sum(parts)
