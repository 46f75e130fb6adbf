"""The walk over rows that are their own record: columns, digest, leaf and the event that holds the root."""

import heapq
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from teamaround.audit import events, merkle, removal, rows
from teamaround.audit.findings import Finding, What, Word
from teamaround.audit.rows import RowLeafRow, RowRemovalRow, SealedRow, WaitingRow
from teamaround.audit.sealed_rows import Sealed, body_of, sealed_models
from teamaround.audit.sealing_rows import ACTION

REMOVALS_KEPT = 64


@dataclass
class _Beside:
    """Everything that lies under one row's number."""

    row: list[SealedRow] = field(default_factory=list)
    leaf: list[RowLeafRow] = field(default_factory=list)
    waiting: list[WaitingRow] = field(default_factory=list)
    removal: list[RowRemovalRow] = field(default_factory=list)


@dataclass
class RowWalk:
    """Counts rows as it goes."""

    rows: int = 0
    waiting: int = 0
    _removed_in: Callable[[Any], frozenset[tuple[Any, ...]]] = field(
        default_factory=lambda: lru_cache(REMOVALS_KEPT)(_removed_in)
    )

    def findings(self) -> Iterator[Finding]:
        yield from _seals_differ()
        for model in sealed_models():
            for number, beside in _by_number(model._meta.db_table, rows.sealed(model)):
                yield from self._examine(model, number, beside)

    def _examine(self, model: type[Sealed], number: int, beside: _Beside) -> Iterator[Finding]:
        table = model._meta.db_table
        if beside.removal:
            yield self._removal(table, number, beside)
            return
        if not beside.row:
            yield _found(Word.MISSING, table, number, _("it was written and is gone"))
            return
        row, *others = beside.row
        self.rows += 1
        if others:
            yield _found(Word.INSERTED, table, number, _("another row lies under the same number"))
        wrong = _wrong_with(model, row, beside)
        if wrong:
            yield _found(Word.CHANGED, table, number, wrong)
        elif not beside.leaf:
            yield from self._unsealed(table, row, beside)

    def _removal(self, table: str, number: int, beside: _Beside) -> Finding:
        """A removal's own event must name the row: the row of the removal alone could have been put there."""
        removed = beside.removal[0]
        if beside.row:
            return _found(Word.INSERTED, table, number, _("it is said to be removed, and is there"))
        if (removed.receipt, table, number) not in self._removed_in(removed.recorded_in):
            return _found(Word.MISSING, table, number, _("it is gone, and no event records its removal"))
        return _found(
            Word.REMOVED, table, number, _("removed under receipt %(receipt)s") % {"receipt": removed.receipt}
        )

    def _unsealed(self, table: str, row: SealedRow, beside: _Beside) -> Iterator[Finding]:
        if not beside.waiting:
            yield _found(Word.INSERTED, table, row.id, _("no seal covers it, and it does not wait for one"))
        elif original := rows.sealed_under(row.digest):
            yield _found(Word.INSERTED, table, row.id, _("it is a copy of row %(id)s") % {"id": original})
        else:
            self.waiting += 1


def _wrong_with(model: type[Sealed], row: SealedRow, beside: _Beside) -> str:
    """Why a row is not what was written; empty when it is."""
    if not isinstance(row.digest, str) or _digest(model, row) != row.digest:
        return _("its columns are not what its digest was made from")
    told = [leaf.digest for leaf in beside.leaf] + [waiting.digest for waiting in beside.waiting]
    if any(digest != row.digest for digest in told):
        return _("it is not the row that was written under this number")
    return ""


def _digest(model: type[Sealed], row: SealedRow) -> str:
    try:
        body = body_of(model, row.schema_version, row.nonce, row.columns)
    except (TypeError, ValueError):
        return ""
    return events.digest_of(body) if body else ""


def _found(word: Word, table: str, number: int, why: str) -> Finding:
    return Finding(word, What.ROW, number, _("In %(table)s: %(why)s.") % {"table": table, "why": why})


def _by_number(table: str, found: Iterator[SealedRow]) -> Iterator[tuple[int, _Beside]]:
    """Four streams in order of the row's number, joined under it."""
    streams = [
        ((row.id, "row", row) for row in found),
        ((leaf.row_id, "leaf", leaf) for leaf in rows.row_leaves(table)),
        ((row.row_id, "waiting", row) for row in rows.waiting_rows(table)),
        ((row.row_id, "removal", row) for row in rows.row_removals(table)),
    ]
    for number, group in groupby(heapq.merge(*streams, key=_number), key=_number):
        beside = _Beside()
        for _number_again, kind, row in group:
            getattr(beside, kind).append(row)
        yield number, beside


def _number(item: tuple[int, str, Any]) -> int:
    return item[0]


def _seals_differ() -> Iterator[Finding]:
    """The leaves of rows against the roots in the events that sealed them. The events themselves are in the chain."""
    streams: list[Iterator[tuple[int, str, Any]]] = [
        ((number, "event", body) for number, body in rows.roots_of_rows(ACTION)),
        ((leaf.sealed_in, "leaf", leaf) for leaf in rows.row_leaves_by_seal()),
    ]
    for number, group in groupby(heapq.merge(*streams, key=_number), key=_number):
        found = list(group)
        said = [_root_in(body) for _n, kind, body in found if kind == "event"]
        leaves = [leaf for _n, kind, leaf in found if kind == "leaf"]
        if not said:
            yield Finding(Word.MISSING, What.EVENT, number, _("It sealed rows and is gone."))
        elif not leaves:
            yield Finding(Word.MISSING, What.SEAL, number, _("The leaves of the rows that it covers are gone."))
        elif merkle.root(merkle.leaf(leaf.row_id, str(leaf.digest)) for leaf in leaves) not in said:
            yield Finding(Word.CHANGED, What.SEAL, number, _("The rows it covers are not those that were sealed."))


def _root_in(body: str) -> str:
    try:
        return str(json.loads(body)["codes"]["root"])
    except (ValueError, KeyError, TypeError):
        return ""


def _removed_in(event_id: int) -> frozenset[tuple[Any, ...]]:
    """(receipt, table, row) of every removal that the event with this number says it made."""
    said = [json.loads(body) for body in rows.bodies(event_id)]
    return frozenset(
        (body["codes"].get("receipt"), body["codes"].get("table"), number)
        for body in said
        if body["action"] == removal.ROWS_ACTION
        for number in body["codes"].get("rows", ())
    )
