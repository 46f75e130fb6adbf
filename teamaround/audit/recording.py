"""One transaction for a change and its event (design.md 5 and 6)."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction

from teamaround.audit import events
from teamaround.audit.models import Outcome
from teamaround.audit.protected import writing


@contextmanager
def recording(
    *,
    by: events.WhoActs,
    action: str,
    children: Iterable[int] = (),
    outcome: str = Outcome.CHANGE,
    basis: str = "",
    codes: dict[str, Any] | None = None,
    detail: dict[str, Any] | None = None,
    authority_id: int | None = None,
) -> Iterator[events.Draft]:
    """Protected models may be written inside the block; the event is written at its end, in the same transaction.

    If the event cannot be written nothing in the block has happened. The draft may be added to inside.
    A recording inside a recording joins its transaction and writes an event of its own: all of it stays or
    nothing does, unless the outer one catches what the inner one raised, and then the inner one's part is
    undone, event and change together.
    """
    draft = _draft(by, action, outcome, children, basis, codes, detail, authority_id)
    with transaction.atomic():
        with writing():
            yield draft
        events.write(draft)


def record(
    *,
    by: events.WhoActs,
    action: str,
    outcome: str,
    children: Iterable[int] = (),
    basis: str = "",
    codes: dict[str, Any] | None = None,
    detail: dict[str, Any] | None = None,
    authority_id: int | None = None,
) -> int:
    """Write one event of looking, searching, refusing or exporting in a short transaction. Returns its id."""
    with transaction.atomic():
        return int(events.write(_draft(by, action, outcome, children, basis, codes, detail, authority_id)).pk)


def _draft(
    by: events.WhoActs,
    action: str,
    outcome: str,
    children: Iterable[int],
    basis: str,
    codes: dict[str, Any] | None,
    detail: dict[str, Any] | None,
    authority_id: int | None,
) -> events.Draft:
    return events.Draft(by, action, outcome, set(children), basis, dict(codes or {}), dict(detail or {}), authority_id)
