"""The background work of a delivery: stage, match, apply, undo, a minute at a time.

A job holds the delivery's number only. It takes a lease, so that one worker works on a delivery at a time, does a
piece, and asks for the next; whatever happens to the worker, the next job goes on where the last row was marked.
"""

import datetime
import time
from collections.abc import Callable

from django.db.models import Q
from django_tasks import task

from teamaround.access.actor import Actor
from teamaround.access.doing import doing
from teamaround.exchange import access, applying, matching_rows, sealed_files, staging, undoing
from teamaround.exchange.models import Delivery
from teamaround.kit import clock
from teamaround.kit.crypto import CannotOpen
from teamaround.kit.problems import Problem

PIECE = 60.0
LEASE = datetime.timedelta(minutes=10)
State = Delivery.State
AT_WORK = (State.STAGING, State.STAGED, State.MATCHING, State.APPLYING, State.UNDOING)


@task  # type: ignore[untyped-decorator]
def work(delivery_id: int) -> None:
    """One piece of whatever this delivery needs next."""
    delivery = _taken(delivery_id)
    if delivery is None:
        return
    by = Actor.job("deliveries", delivery.authority_id)
    try:
        more = _piece(by, delivery)
    finally:
        _given_back(by, delivery_id)
    if more:
        work.enqueue(delivery_id)


def begin(delivery: Delivery) -> None:
    """Ask the worker to go on with this delivery. Call in the transaction that changed its state."""
    work.enqueue(delivery.pk)


def waiting_for_work() -> None:
    """A tick: what was left by a worker that died is taken up again."""
    now = clock.now()
    stale = Delivery.objects.filter(state__in=AT_WORK, leased_until__lt=now)
    for delivery in stale.order_by("pk")[:5]:
        work.enqueue(delivery.pk)


def _taken(delivery_id: int) -> Delivery | None:
    """The delivery, leased; None when somebody else works on it or there is nothing to do."""
    now = clock.now()
    found = Delivery.objects.filter(pk=delivery_id).first()
    if found is None or found.state not in AT_WORK:
        return None
    with doing(access.IMPORT, by=Actor.job("deliveries", found.authority_id), codes={"delivery": delivery_id}):
        free = Delivery.objects.filter(Q(leased_until__isnull=True) | Q(leased_until__lt=now), pk=delivery_id)
        if not free.update(leased_until=now + LEASE):
            return None
    found.refresh_from_db()
    return found


def _given_back(by: Actor, delivery_id: int) -> None:
    with doing(access.IMPORT, by=by, codes={"delivery": delivery_id, "piece": "ended"}):
        Delivery.objects.filter(pk=delivery_id).update(leased_until=None)


def _piece(by: Actor, delivery: Delivery) -> bool:
    """Work for a minute. True when there is more to do at once."""
    until = time.monotonic() + PIECE

    def go_on() -> bool:
        return time.monotonic() < until

    step = STEPS[State(delivery.state)]
    try:
        step(by, delivery, go_on)
    except Problem:
        return False
    delivery.refresh_from_db()
    return delivery.state in AT_WORK


def _stage(by: Actor, delivery: Delivery, go_on: Callable[[], bool]) -> None:
    try:
        source = sealed_files.Opened(delivery.ref)
        staging.stage_rows(by=by, delivery=delivery, source=source, progress=_silent, go_on=go_on)
    except CannotOpen:
        staging.stop(by=by, delivery=delivery, why=staging.gone())
    if delivery.state != State.STAGING:
        sealed_files.remove(delivery.ref)


def _match(by: Actor, delivery: Delivery, go_on: Callable[[], bool]) -> None:
    matching_rows.match(by=by, delivery=delivery, progress=_silent, go_on=go_on)


def _apply(by: Actor, delivery: Delivery, go_on: Callable[[], bool]) -> None:
    applying.apply_rows(by=by, delivery=delivery, progress=_silent, go_on=go_on)


def _undo(by: Actor, delivery: Delivery, go_on: Callable[[], bool]) -> None:
    undoing.undo(by=by, delivery=delivery, progress=_silent, go_on=go_on)


def _silent(_word: str, _number: int) -> None:
    """Progress stands on the delivery; the page reads it there."""


STEPS: dict[State, Callable[[Actor, Delivery, Callable[[], bool]], None]] = {
    State.STAGING: _stage,
    State.STAGED: _match,
    State.MATCHING: _match,
    State.APPLYING: _apply,
    State.UNDOING: _undo,
}
