"""What retention does each day, and on command: packages above register what is due and how it is done.

One child at a time, each in a transaction of its own: whatever stops a round, the next one goes on where it was.
"""

import datetime
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from teamaround.kit import clock

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Due:
    """One child for whom something is due, or is not done although its day has come, with the word why."""

    child_id: int
    authority_id: int
    why: str
    since: datetime.date
    stopped_by: str = ""


@dataclass(frozen=True)
class Step:
    """One kind of work: `find` lists what is due on a day, `do` carries out one of them in one transaction."""

    name: str
    words: "StrOrPromise"
    find: Callable[[datetime.date], Iterator[Due]]
    do: Callable[[Due], None]


@dataclass
class Done:
    """How a step went."""

    step: Step
    done: int = 0
    stopped: int = 0
    failed: int = 0


_steps: dict[int, Step] = {}


def register(order: int, step: Step) -> None:
    """Lower numbers first; a second registration of a number replaces the first."""
    _steps[order] = step


def every_step() -> list[Step]:
    return [_steps[order] for order in sorted(_steps)]


def run(*, dry: bool = False, tell: Callable[[Step, Due], None] | None = None) -> list[Done]:
    """Carry out what is due today; with `dry` only count and tell. One that fails is in the log and comes again."""
    return [_run(step, dry, tell) for step in every_step()]


def _run(step: Step, dry: bool, tell: Callable[[Step, Due], None] | None) -> Done:
    result = Done(step)
    for due in list(step.find(clock.today())):
        if tell is not None:
            tell(step, due)
        if due.stopped_by:
            result.stopped += 1
            continue
        try:
            if not dry:
                step.do(due)
            result.done += 1
        except Exception:
            log.exception("retention: %s failed for one child; it comes again", step.name)
            result.failed += 1
    return result
