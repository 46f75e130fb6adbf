"""Pure: may this name, day, birth or number be kept? Values in, a word out."""

import datetime
import unicodedata
from enum import StrEnum

OLDEST_CHILD = 26
"""Years: entries run to 18, with consent to 25 (facts.md c, scope)."""
LONGEST_PREGNANCY = datetime.timedelta(weeks=43)
LATEST_AFTER_EXPECTED = datetime.timedelta(weeks=4)
OLDEST_PERSON = 120
LONGEST_NAME = 100
LOCAL = "local"
"""The kind of a service's own number: shown to its staff for its work and to the index team alone (facts.md c, C9)."""

JOINERS = "\u200c\u200d"
"""Invisible, but some scripts cannot be written without them."""
MARKS = " -'’.‐‑"


class DayWord(StrEnum):
    """What is to be said about the day on which something began or ended."""

    GOOD = "good"
    AHEAD = "ahead"
    BEFORE_BIRTH = "before_birth"
    BEFORE_START = "before_start"
    TOO_LONG_AGO = "too_long_ago"


class NameWord(StrEnum):
    """What is to be said about a name."""

    GOOD = "good"
    EMPTY = "empty"
    TOO_LONG = "too_long"
    WRONG_LETTERS = "wrong_letters"


class BirthWord(StrEnum):
    """What is to be said about a date of birth or an expected date."""

    GOOD = "good"
    NEITHER = "neither"
    BOTH = "both"
    AHEAD = "ahead"
    TOO_OLD = "too_old"
    EXPECTED_LONG_AGO = "expected_long_ago"
    EXPECTED_TOO_FAR = "expected_too_far"


def day_word(
    day: datetime.date,
    today: datetime.date,
    *,
    born: datetime.date | None = None,
    starts: datetime.date | None = None,
) -> DayWord:
    """A fact about somebody holds from a day that is past, not before birth, and ends not before it began (DUD-20)."""
    if day > today:
        return DayWord.AHEAD
    if born is not None and day < born:
        return DayWord.BEFORE_BIRTH
    if starts is not None and day < starts:
        return DayWord.BEFORE_START
    return DayWord.TOO_LONG_AGO if day.year < today.year - OLDEST_PERSON else DayWord.GOOD


def wrong_letters(name: str) -> str:
    """Each character once that no name has: signs, pictures, digits, invisible marks. In every script letters are good.

    An invisible one is told by its number, so that the sentence can name it.
    """
    found = dict.fromkeys(letter for letter in name if not _in_names(letter))
    return " ".join(letter if letter.isprintable() else f"U+{ord(letter):04X}" for letter in found)


def _in_names(letter: str) -> bool:
    return letter in MARKS or letter in JOINERS or unicodedata.category(letter)[0] in "LM"


def name_word(*parts: str) -> NameWord:
    """A name has at least one letter in one of its parts (DUD-20)."""
    if any(len(part) > LONGEST_NAME for part in parts):
        return NameWord.TOO_LONG
    if any(wrong_letters(part) for part in parts):
        return NameWord.WRONG_LETTERS
    letters = any(unicodedata.category(letter)[0] == "L" for part in parts for letter in part)
    return NameWord.GOOD if letters else NameWord.EMPTY


def birth_word(
    born: datetime.date | None, expected: datetime.date | None, today: datetime.date, *, child: bool = True
) -> BirthWord:
    """A child is born or expected, not both; of a grown-up neither need be known (DUD-20)."""
    if born is not None and expected is not None:
        return BirthWord.BOTH
    if born is not None:
        return _born_word(born, today, child)
    if expected is None:
        return BirthWord.NEITHER if child else BirthWord.GOOD
    if expected < today - LATEST_AFTER_EXPECTED:
        return BirthWord.EXPECTED_LONG_AGO
    return BirthWord.EXPECTED_TOO_FAR if expected > today + LONGEST_PREGNANCY else BirthWord.GOOD


def _born_word(born: datetime.date, today: datetime.date, child: bool) -> BirthWord:
    if born > today:
        return BirthWord.AHEAD
    most = OLDEST_CHILD if child else OLDEST_PERSON
    return BirthWord.TOO_OLD if born.year < today.year - most else BirthWord.GOOD
