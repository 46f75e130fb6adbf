"""The walk over the seals: numbers without a gap, places, root, chain and signature of every batch."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _

from teamaround.audit import merkle, rows, signatures
from teamaround.audit.findings import Finding, What, Word
from teamaround.audit.rows import BatchRow, LeafRow
from teamaround.audit.sealing import FIRST_PREVIOUS


@dataclass
class SealWalk:
    """Counts batches as it goes, and remembers when the newest was sealed."""

    batches: int = 0
    newest_seal: str = ""
    _number: int = 0
    _chain: str = FIRST_PREVIOUS

    def findings(self) -> Iterator[Finding]:
        grouped = groupby(rows.leaves("batch_id, position"), key=lambda leaf: leaf.batch_id)
        leaves = ((number, list(group)) for number, group in grouped)
        held = next(leaves, None)
        for batch in rows.batches():
            while held and held[0] < batch.id:
                yield _batch_gone(held[0])
                held = next(leaves, None)
            here = held[1] if held and held[0] == batch.id else []
            held = next(leaves, None) if here else held
            yield from self._examine(batch, here)
        while held:
            yield _batch_gone(held[0])
            held = next(leaves, None)

    def _examine(self, batch: BatchRow, leaves: list[LeafRow]) -> Iterator[Finding]:
        if batch.id != self._number + 1:
            sentence = _("The batches %(first)s to %(last)s are gone.")
            between = {"first": self._number + 1, "last": batch.id - 1}
            yield Finding(Word.MISSING, What.BATCH, self._number + 1, sentence % between)
        wrong = self._wrong_with(batch)
        if wrong:
            yield Finding(Word.CHANGED, What.BATCH, batch.id, wrong)
        yield from _leaves_differ(batch, leaves)
        self.batches += 1
        self.newest_seal = max(self.newest_seal, batch.sealed_at)
        self._number, self._chain = batch.id, batch.chain

    def _wrong_with(self, batch: BatchRow) -> str:
        """Why a batch is not what was sealed, apart from its leaves; empty when it is."""
        chain = merkle.chained(batch.previous, batch.id, batch.size, batch.root, batch.sealed_at)
        if chain != batch.chain:
            return _("Its fields are not those that were chained.")
        if not signatures.holds(batch.chain, batch.signature):
            return _("Its signature was not made with our key.")
        if batch.id == self._number + 1 and batch.previous != self._chain:
            return _("It does not follow the batch before it.")
        return ""


def _batch_gone(number: int) -> Finding:
    return Finding(Word.MISSING, What.BATCH, number, _("Its leaves are there; the batch itself is gone."))


def _leaves_differ(batch: BatchRow, leaves: list[LeafRow]) -> Iterator[Finding]:
    """The leaves as they lie against the root that was signed. Leaves were laid in order of their events' ids."""
    if _root(leaves) == batch.root and len(leaves) == batch.size:
        if [leaf.position for leaf in leaves] != list(range(batch.size)):
            yield Finding(Word.CHANGED, What.BATCH, batch.id, _("The places of its leaves are not numbered through."))
        return
    ordered = sorted(leaves, key=lambda leaf: leaf.event_id)
    if _root(ordered) == batch.root:
        yield from _displaced(batch, leaves, ordered)
        return
    counts = {"found": len(leaves), "sealed": batch.size}
    if len(leaves) < batch.size:
        sentence = _("It has %(found)s leaves where %(sealed)s were sealed.") + _beside_the_gap(leaves, batch.size)
        yield Finding(Word.MISSING, What.BATCH, batch.id, sentence % counts)
    elif len(leaves) > batch.size:
        sentence = _("It has %(found)s leaves where %(sealed)s were sealed.")
        yield Finding(Word.INSERTED, What.BATCH, batch.id, sentence % counts)
    else:
        yield Finding(Word.CHANGED, What.BATCH, batch.id, _("Its leaves are not those that were sealed."))


def _root(leaves: list[LeafRow]) -> str:
    return merkle.root(merkle.leaf(leaf.event_id, str(leaf.digest)) for leaf in leaves)


def _displaced(batch: BatchRow, leaves: list[LeafRow], ordered: list[LeafRow]) -> Iterator[Finding]:
    for lying, sealed in zip(leaves, ordered, strict=True):
        if lying is not sealed:
            sentence = _("It does not lie in its place in batch %(batch)s.") % {"batch": batch.id}
            yield Finding(Word.REORDERED, What.EVENT, lying.event_id, sentence)


def _beside_the_gap(leaves: list[LeafRow], count: int) -> str:
    """Where the first missing leaf lay, by the events on either side."""
    there = {leaf.position: leaf.event_id for leaf in leaves}
    place = next(place for place in range(count + 1) if place not in there)
    before, after = there.get(place - 1), there.get(place + 1)
    if before is None or after is None:
        return ""
    return " " + _("One lay between the events %(before)s and %(after)s.") % {"before": before, "after": after}
