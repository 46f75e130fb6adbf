"""Pure rules of the plan: lateness, order, agreement in a word (DER-02, DER-11, DUD-45)."""

import datetime

from django.utils.translation import gettext_lazy as _

OPEN_STATES = frozenset({"to_do", "under_way"})

WHY_NO_WORDS = {
    "too_young": _("Too young to say; it was watched instead"),
    "not_there": _("Was not there"),
    "did_not_want": _("Did not want to say anything"),
    "not_asked": _("Was not asked"),
}
"""Why a review has no words of the child or the parent (WOR-15)."""


def timing(*, state: str, due_on: datetime.date, today: datetime.date) -> str:
    """Where an action stands in a word: "done", "dropped", "late", "today", "soon" (a week), "later" (DER-11)."""
    if state not in OPEN_STATES:
        return state
    if due_on < today:
        return "late"
    if due_on == today:
        return "today"
    return "soon" if (due_on - today).days <= 7 else "later"


def moved_in_rank(order: list[int], need: int, step: int) -> list[int]:
    """The needs' ids in their new order after one goes up (-1) or down (+1); ends stay ends."""
    place = order.index(need)
    wanted = min(max(place + step, 0), len(order) - 1)
    rest = [each for each in order if each != need]
    return [*rest[:wanted], need, *rest[wanted:]]


def agreement_word(answers: list[str]) -> str:
    """All answers in a word: "nobody asked", "agreed", "agreed in part", "not agreed". Disagreement stays visible."""
    if not answers:
        return "nobody asked"
    if "does_not" in answers:
        return "not agreed"
    return "agreed in part" if "in_part" in answers else "agreed"


def review_day(*, held_on: datetime.date, begun: datetime.date, today: datetime.date) -> str:
    """Whether a day can be that of a review: "ahead", "before the plan" or "fits" (DUD-45)."""
    if held_on > today:
        return "ahead"
    return "before the plan" if held_on < begun else "fits"


def moved_on_scale(first: int | None, last: int | None) -> str:
    """Where a need went between two readings: "up", "down", "same" or "not read" (DUD-45)."""
    if first is None or last is None:
        return "not read"
    if first == last:
        return "same"
    return "up" if last > first else "down"


OFFER_MOVES = {
    "offered": {"accepted", "started", "not_started", "stopped"},
    "accepted": {"started", "not_started", "stopped"},
    "not_started": {"accepted", "started", "stopped"},
    "started": {"stopped"},
    "stopped": {"offered"},
}
"""State of an offer -> states it may go to (DER-03)."""
