"""Pure: what a shield keeps back, and until when it may stand without being looked at again (facts.md c, shielding)."""

import datetime
from collections.abc import Collection
from enum import StrEnum

from teamaround.families.protection import EVERYTHING, Part

LONGEST = datetime.timedelta(days=366)
"""A shield is looked at again at least once a year: it must not outlive its reason."""
SOON = datetime.timedelta(days=14)
"""So long before its review day a shield comes to the index team's worktray."""


class PartsWord(StrEnum):
    GOOD = "good"
    NOTHING = "nothing"
    UNKNOWN = "unknown"


class ReviewWord(StrEnum):
    GOOD = "good"
    NOT_AHEAD = "not_ahead"
    TOO_FAR = "too_far"


def parts_word(chosen: Collection[str]) -> PartsWord:
    """A shield keeps back at least one part."""
    if not chosen:
        return PartsWord.NOTHING
    return PartsWord.GOOD if set(chosen) <= set(EVERYTHING) else PartsWord.UNKNOWN


def all_parts(chosen: Collection[str]) -> frozenset[Part]:
    """The whole entry holds every other part."""
    return EVERYTHING if Part.ENTRY in chosen else frozenset(Part(each) for each in chosen)


def review_word(review_on: datetime.date, today: datetime.date) -> ReviewWord:
    """The review lies ahead, and not further than a year."""
    if review_on <= today:
        return ReviewWord.NOT_AHEAD
    return ReviewWord.TOO_FAR if review_on > today + LONGEST else ReviewWord.GOOD
