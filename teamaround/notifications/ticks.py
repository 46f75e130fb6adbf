"""What the system does by itself from time to time: `manage.py run_jobs` calls what is registered here.

A tick may run in two processes at once and after a crash in the middle: each must be harmless then
(a lease, a lock, or deleting what is old). Packages register in their AppConfig.
"""

import datetime
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass

MINUTE = datetime.timedelta(minutes=1)
DAY = datetime.timedelta(days=1)
SECONDS = datetime.timedelta(seconds=5)
"""For what people wait for: a code, a link."""

log = logging.getLogger(__name__)


@dataclass
class Tick:
    """One piece of work and how often it is done."""

    name: str
    every: datetime.timedelta
    do: Callable[[], object]
    due: float = 0.0
    """By the machine's own steady clock: a clock set back or stopped in a practice town stops nothing."""


_ticks: dict[str, Tick] = {}


def register(name: str, do: Callable[[], object], *, every: datetime.timedelta = MINUTE) -> None:
    """`name` is "package.what". A second registration of a name replaces the first."""
    _ticks[name] = Tick(name, every, do)


def every_tick() -> list[Tick]:
    return [_ticks[name] for name in sorted(_ticks)]


def run_due(now: float | None = None) -> list[str]:
    """Run what is due. One that fails is told in the log and comes again; the others go on. Returns their names."""
    now = time.monotonic() if now is None else now
    ran = []
    for tick in every_tick():
        if tick.due > now:
            continue
        tick.due = now + tick.every.total_seconds()
        ran.append(tick.name)
        try:
            tick.do()
        except Exception:
            log.exception("tick %s failed; it comes again in %s", tick.name, tick.every)
    return ran
