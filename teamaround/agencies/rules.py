"""Pure: whether a session still runs, whether a post is in date, and what makes a practitioner unfit to read."""

import datetime
from enum import StrEnum

LONGEST = datetime.timedelta(hours=12)
"""A session never lasts longer, however busy (design.md 4)."""


class SessionWord(StrEnum):
    """What has become of a session."""

    RUNNING = "running"
    IDLE = "idle"
    TOO_LONG = "too_long"


class Unfit(StrEnum):
    """Why somebody may add but not read (DUD-25)."""

    POST_NOT_STARTED = "post_not_started"
    POST_ENDED = "post_ended"
    NEVER_TRAINED = "never_trained"
    TRAINING_OVER = "training_over"
    NEVER_VETTED = "never_vetted"
    VETTING_OVER = "vetting_over"


def session_word(
    now: datetime.datetime,
    began: datetime.datetime,
    seen: datetime.datetime,
    idle: datetime.timedelta,
    longest: datetime.timedelta = LONGEST,
) -> SessionWord:
    """Sessions end after a time without a sign of life, and after twelve hours in any case (design.md 4)."""
    if now - began >= longest:
        return SessionWord.TOO_LONG
    return SessionWord.IDLE if now - seen >= idle else SessionWord.RUNNING


def runs(today: datetime.date, starts: datetime.date, ends: datetime.date | None) -> bool:
    """A post or delegation holds from its first to its last day, both included."""
    return starts <= today and (ends is None or today <= ends)


class DelegationWord(StrEnum):
    """What is to be said about the days for which somebody is named."""

    GOOD = "good"
    BACKDATED = "backdated"
    ENDS_FIRST = "ends_first"
    TOO_LONG = "too_long"


LONGEST_DELEGATION = datetime.timedelta(days=366)


def delegation_word(starts: datetime.date, ends: datetime.date, today: datetime.date) -> DelegationWord:
    """From today or later, to a last day, for at most a year; never for days that are past (DER-16)."""
    if starts < today:
        return DelegationWord.BACKDATED
    if ends < starts:
        return DelegationWord.ENDS_FIRST
    return DelegationWord.TOO_LONG if ends > starts + LONGEST_DELEGATION else DelegationWord.GOOD


def unfit_words(
    today: datetime.date,
    *,
    starts: datetime.date,
    ends: datetime.date | None,
    trained_until: datetime.date | None,
    vetted_until: datetime.date | None,
) -> list[Unfit]:
    """Reading needs a running post, training in safe use and an enhanced check in date (DUD-25; facts.md c)."""
    words = []
    if today < starts:
        words.append(Unfit.POST_NOT_STARTED)
    if ends is not None and ends < today:
        words.append(Unfit.POST_ENDED)
    if trained_until is None:
        words.append(Unfit.NEVER_TRAINED)
    elif trained_until < today:
        words.append(Unfit.TRAINING_OVER)
    if vetted_until is None:
        words.append(Unfit.NEVER_VETTED)
    elif vetted_until < today:
        words.append(Unfit.VETTING_OVER)
    return words
