"""Pure rules of a request to a service: the table of states, may it be sent, when an answer is due."""

import datetime
from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext_noop as _

from teamaround.referrals.models import State, Urgency

Side = Literal["asker", "service"]


@dataclass(frozen=True)
class Move:
    """In `state` this side may do `verb`, which leads to `to`."""

    state: str
    verb: str
    to: str
    side: Side
    sentence: str


MOVES = (
    Move(State.DRAFT, "send", State.ASKED, "asker", "The request goes to the service"),
    Move(State.DRAFT, "withdraw", State.WITHDRAWN, "asker", "It is not needed after all"),
    Move(State.ASKED, "see", State.SEEN, "service", "Somebody of the service has opened it"),
    *(
        move
        for state in (State.ASKED, State.SEEN)
        for move in (
            Move(state, "accept", State.ACCEPTED, "service", "The service says yes; only now is it involved"),
            Move(state, "decline", State.DECLINED, "service", "The service says no, with a reason and what instead"),
            Move(state, "chase", state, "asker", "Asked again for an answer, with a new day"),
            Move(state, "withdraw", State.WITHDRAWN, "asker", "Taken back before an answer came"),
        )
    ),
    Move(State.ACCEPTED, "start", State.STARTED, "service", "The first contact with the family"),
    Move(State.ACCEPTED, "decline", State.DECLINED, "service", "It turned out that the service cannot help"),
    Move(State.ACCEPTED, "withdraw", State.WITHDRAWN, "asker", "Taken back before help began"),
    Move(State.STARTED, "end", State.ENDED, "service", "The help is over, with what came of it"),
    Move(State.DECLINED, "settle", State.DECLINED, "asker", "Whoever asked has read the no"),
)
"""Printed into docs. A service that was asked answers: yes, no with a reason, or no reply by the day (DER-13)."""

DECLINE_REASONS = {
    "not_our_work": _("This is not what we do"),
    "age": _("The child is not of the age we help"),
    "place": _("The family lives outside our area"),
    "too_little": _("The need is less than we are there for"),
    "too_much": _("The need is more than we can meet"),
    "full": _("We have no room in time"),
    "know_more": _("We would need to know more first"),
    "has_it": _("The child has this help from somebody else"),
    "family_no": _("The family told us that they do not want it"),
}
"""Why a service says no. Each goes with a sentence on what could be done instead (DER-13)."""

OUTCOMES = {
    "helped": _("It helped"),
    "helped_in_part": _("It helped in part"),
    "no_change": _("Nothing changed"),
    "family_stopped": _("The family stopped coming"),
    "passed_on": _("Another service goes on"),
    "not_reached": _("We could not reach the family"),
}
"""What came of the help (DER-02: what was offered, and have I got it)."""

WAITING = (State.ASKED, State.SEEN)
RUNNING = (State.ACCEPTED, State.STARTED)
OVER = (State.DECLINED, State.ENDED, State.WITHDRAWN)
NO_REPLY = "no_reply"


def next_state(state: str, verb: str) -> str | None:
    """Where a verb leads, or None when the table has no such move."""
    return next((move.to for move in MOVES if (move.state, move.verb) == (state, verb)), None)


def verbs(state: str, side: Side) -> tuple[str, ...]:
    """What this side may do now."""
    return tuple(move.verb for move in MOVES if (move.state, move.side) == (state, side))


def standing(state: str, due_on: datetime.date | None, today: datetime.date) -> str:
    """The state as people see it: a request without an answer after its day is "no reply" (DER-13)."""
    if state in WAITING and due_on is not None and due_on < today:
        return NO_REPLY
    return state


def may_send(*, refused: bool, agreed: bool, duty: bool, family_said: str) -> str:
    """May this request go to this service? A word: "duty", "agreement", "said", "ask_first" or "forbidden".

    A recorded duty goes before everything (DUD-61). What the family kept from a service, or a no to this request,
    forbids it (DUD-60, CWA-CF); anything else only waits until the family was asked (KIR-CO-16).
    """
    if duty:
        return "duty"
    if refused or family_said == "no":
        return "forbidden"
    if agreed:
        return "agreement"
    return "said" if family_said == "yes" else "ask_first"


def working_days_after(day: datetime.date, number: int) -> datetime.date:
    """So many days on, Saturdays and Sundays left out."""
    while number > 0:
        day += datetime.timedelta(days=1)
        number -= day.weekday() < 5
    return day


def answer_due(*, today: datetime.date, urgency: str, usual: int, urgent: int) -> datetime.date:
    """When an answer is due: local numbers of working days, fewer where it is urgent (DER-13, DER-21)."""
    return working_days_after(today, urgent if urgency == Urgency.URGENT else usual)
