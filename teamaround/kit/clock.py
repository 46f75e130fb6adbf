"""The only clock. `now()` is aware UTC; `today()` is the date in Europe/London (design.md 3, clock).

In development and tests the settings may name a clock file: an ISO moment in it is "now" for every
process, so that journeys can age cases. `freeze` does the same inside one process.
"""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from zoneinfo import ZoneInfo

from django.conf import settings

LONDON = ZoneInfo("Europe/London")
_frozen: ContextVar[datetime.datetime | None] = ContextVar("teamaround_frozen_clock", default=None)


def now() -> datetime.datetime:
    """This moment, aware, in UTC."""
    frozen = _frozen.get()
    if frozen is not None:
        return frozen
    given = _from_file()
    return given or datetime.datetime.now(datetime.UTC)  # noqa: TID251


def today() -> datetime.date:
    """The date in England now."""
    return now().astimezone(LONDON).date()


@contextmanager
def freeze(moment: datetime.datetime) -> Iterator[None]:
    """Within the block `now()` is `moment` (aware)."""
    token = _frozen.set(moment.astimezone(datetime.UTC))
    try:
        yield
    finally:
        _frozen.reset(token)


def _from_file() -> datetime.datetime | None:
    path = settings.CLOCK_FILE
    if path is None:
        return None
    try:
        written = path.read_text().strip()
    except FileNotFoundError:
        return None
    return datetime.datetime.fromisoformat(written).astimezone(datetime.UTC) if written else None
