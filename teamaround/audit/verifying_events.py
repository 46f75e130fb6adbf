"""The walk over the events: body, digest, leaf, rows by child, detail or removal of each."""

import datetime
import heapq
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from teamaround.audit import events, removal, rows
from teamaround.audit.findings import Finding, What, Word
from teamaround.audit.models import Leaf, OwnerKey
from teamaround.audit.rows import AboutRow, DetailRow, EventRow, LeafRow, RemovalRow
from teamaround.kit.crypto import CannotOpen

BEHIND_THE_SEALER = datetime.timedelta(minutes=10)
"""An unsealed event that says it is so much older than the newest seal was not there then."""

AT_ONCE = 1000
KEYS_KEPT = 4096
REMOVALS_KEPT = 64


@dataclass
class Beside:
    """Everything that lies under one event's number, by kind."""

    event: list[EventRow] = field(default_factory=list)
    leaf: list[LeafRow] = field(default_factory=list)
    about: list[AboutRow] = field(default_factory=list)
    detail: list[DetailRow] = field(default_factory=list)
    removal: list[RemovalRow] = field(default_factory=list)


@dataclass
class EventWalk:
    """Counts events as it goes. Told beforehand how far the sealer has been."""

    searched_below: int = 0
    newest_seal: str = ""
    events: int = 0
    unsealed: int = 0
    removed: int = 0
    _digests: dict[str, int] = field(default_factory=dict)
    _key: Callable[[str, str], bytes] = field(default_factory=lambda: lru_cache(KEYS_KEPT)(_unwrapped))
    _removals_in: Callable[[int], frozenset[tuple[Any, Any]]] = field(
        default_factory=lambda: lru_cache(REMOVALS_KEPT)(_removals_in)
    )

    def findings(self) -> Iterator[Finding]:
        too_old = _ten_minutes_before(self.newest_seal)
        for number, beside in _by_number():
            yield from self._examine(number, beside, too_old)
        yield from self._copies()

    def _examine(self, number: int, beside: Beside, too_old: str) -> Iterator[Finding]:
        if not beside.event:
            yield _without_event(number, beside)
            return
        leaf = beside.leaf[0] if beside.leaf else None
        event, *others = sorted(beside.event, key=lambda row: leaf is not None and row.digest != leaf.digest)
        self.events += 1
        for _other in others:
            yield Finding(Word.INSERTED, What.EVENT, number, _("Another event lies under the same number."))
        wrong = wrong_with(event, leaf)
        if wrong:
            yield Finding(Word.CHANGED, What.EVENT, number, wrong)
        elif leaf is None:
            yield from self._unsealed(event, too_old)
        yield from abouts_differ(event, beside.about)
        yield from self._detail(event, beside)

    def _unsealed(self, event: EventRow, too_old: str) -> Iterator[Finding]:
        """A good digest without a seal: new, or put in behind the sealer's back, or a copy of another."""
        self.unsealed += 1
        if _place(event) < self.searched_below or event.at < too_old:
            sentence = _("No seal covers it although later events are sealed: it was put in, or its leaf was taken.")
            yield Finding(Word.INSERTED, What.EVENT, event.id, sentence)
        elif event.digest in self._digests:
            yield _copy(event.id, self._digests[event.digest])
        else:
            self._digests[event.digest] = event.id

    def _copies(self) -> Iterator[Finding]:
        """Unsealed events whose very text is sealed under another number."""
        waiting = list(self._digests)
        for start in range(0, len(waiting), AT_ONCE):
            sealed = Leaf.objects.filter(digest__in=waiting[start : start + AT_ONCE])
            for digest, original in sealed.values_list("digest", "event_id"):
                yield _copy(self._digests[digest], original)

    def _detail(self, event: EventRow, beside: Beside) -> Iterator[Finding]:
        """The detail against the commitment in the event's text, or the receipt under which it went."""
        if beside.removal:
            finding = removal_differs(event, beside, self._removals_in(beside.removal[0].recorded_in))
            self.removed += finding.word is Word.REMOVED
            yield finding
        elif bool(beside.detail) != bool(event.commitment):
            yield _detail_unexpected(event)
        elif beside.detail and not self._opens(beside.detail[0], event.commitment):
            yield Finding(Word.CHANGED, What.DETAIL, event.id, _("It is not what the event's text commits to."))

    def _opens(self, detail: DetailRow, commitment: str) -> bool:
        try:
            words = events.open_detail(detail.event_id, detail.sealed, self._key(detail.owner, detail.wrapped))
        except (CannotOpen, AttributeError, TypeError, ValueError):
            return False
        return events.commitment_of(words) == commitment


def wrong_with(event: EventRow, leaf: LeafRow | None) -> str:
    """Why an event is not what was written; empty when it is."""
    if not isinstance(event.body, str) or not isinstance(event.digest, str):
        return _("Its text or its digest is gone.")
    if events.digest_of(event.body) != event.digest:
        return _("Its text is not what its digest was made from: somebody without the key wrote it.")
    if events.body_of(event, event.at) != event.body:
        return _("Its columns are not what its text says.")
    if leaf is not None and leaf.digest != event.digest:
        return _("It is not the event that was sealed under this number.")
    return ""


def abouts_differ(event: EventRow, lying: list[AboutRow]) -> Iterator[Finding]:
    """The rows by child against the children in the event's text."""
    wanted = set(event.children) if isinstance(event.children, list) else set()
    there = {row.child_id for row in lying}
    for child in sorted(wanted - there):
        yield Finding(Word.MISSING, What.ABOUT, event.id, _("The row for child %(id)s is gone.") % {"id": child})
    for child in sorted(there - wanted):
        yield Finding(Word.INSERTED, What.ABOUT, event.id, _("It was not about child %(id)s.") % {"id": child})
    for row in lying:
        if row.child_id in wanted and (row.at, row.outcome) != (event.at, event.outcome):
            sentence = _("The row for child %(id)s has another moment or outcome.") % {"id": row.child_id}
            yield Finding(Word.CHANGED, What.ABOUT, event.id, sentence)


def removal_differs(event: EventRow, beside: Beside, recorded: frozenset[tuple[Any, Any]]) -> Finding:
    """A removal's own event must name it: the row alone could have been put there by anybody."""
    removed = beside.removal[0]
    if beside.detail or not event.commitment:
        return Finding(Word.INSERTED, What.REMOVAL, event.id, _("Nothing was removed from it."))
    if (removed.receipt, event.id) not in recorded:
        return Finding(
            Word.INSERTED, What.REMOVAL, event.id, _("The detail is gone, and no event records its removal.")
        )
    sentence = _("detail removed under receipt %(receipt)s") % {"receipt": removed.receipt}
    return Finding(Word.REMOVED, What.DETAIL, event.id, sentence)


def _detail_unexpected(event: EventRow) -> Finding:
    if event.commitment:
        return Finding(Word.MISSING, What.DETAIL, event.id, _("It is gone, and no receipt says why."))
    return Finding(Word.INSERTED, What.DETAIL, event.id, _("The event was written without a detail."))


def _without_event(number: int, beside: Beside) -> Finding:
    if beside.leaf:
        return Finding(Word.MISSING, What.EVENT, number, _("It was sealed and is gone."))
    what = What.ABOUT if beside.about else What.DETAIL if beside.detail else What.REMOVAL
    return Finding(Word.MISSING, What.EVENT, number, _("It is gone; %(what)s still names it.") % {"what": what.value})


def _copy(number: int, original: int) -> Finding:
    return Finding(Word.INSERTED, What.EVENT, number, _("It is a copy of event %(id)s.") % {"id": original})


def _by_number() -> Iterator[tuple[int, Beside]]:
    """Five streams, each in order of the event's number, joined under that number."""
    streams = [
        ((row.id, "event", row) for row in rows.events()),
        ((row.event_id, "leaf", row) for row in rows.leaves("event_id")),
        ((row.event_id, "about", row) for row in rows.abouts()),
        ((row.event_id, "detail", row) for row in rows.details()),
        ((row.event_id, "removal", row) for row in rows.removals()),
    ]
    for number, group in groupby(heapq.merge(*streams, key=_number), key=_number):
        beside = Beside()
        for _number_again, kind, row in group:
            getattr(beside, kind).append(row)
        yield number, beside


def _number(item: tuple[int, str, Any]) -> int:
    return item[0]


def _ten_minutes_before(moment: str) -> str:
    try:
        at = datetime.datetime.fromisoformat(moment)
    except ValueError:
        return ""
    return events.moment(at - BEHIND_THE_SEALER)


def _place(event: EventRow) -> Any:
    """Where the sealer meets an event: by transaction on PostgreSQL, by id on SQLite."""
    return event.transaction if connection.vendor == "postgresql" else event.id


def _unwrapped(owner: str, wrapped: str) -> bytes:
    return events.unwrapped(OwnerKey(owner=owner, wrapped=wrapped))


def _removals_in(event_id: int) -> frozenset[tuple[Any, Any]]:
    """(receipt, event) of every removal that the event with this number says it made."""
    said = [json.loads(body) for body in rows.bodies(event_id)]
    return frozenset(
        (body["codes"].get("receipt"), number)
        for body in said
        if body["action"] == removal.ACTION
        for number in body["codes"].get("events", ())
    )
