"""Checking that the record is what was written: nothing missing, changed, inserted or reordered (design.md 5).

Three walks, each over rows in order and never holding more than a batch: first the seals (places, root, chain,
signature), then every event with all that lies beside it, then rows that are their own record. Time grows with the
number of events and rows.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext as _

from teamaround.audit import guard, rows, sealing, signatures
from teamaround.audit.findings import Finding, What, Word
from teamaround.audit.models import Batch
from teamaround.audit.verifying_events import EventWalk
from teamaround.audit.verifying_rows import RowWalk
from teamaround.audit.verifying_seals import SealWalk


@dataclass
class Verification:
    """One run. `findings()` does the work; the counts are right when it has ended."""

    deposits: Path | None = None
    seals: SealWalk = field(default_factory=SealWalk)
    walk: EventWalk = field(default_factory=EventWalk)
    of_rows: RowWalk = field(default_factory=RowWalk)

    def findings(self) -> Iterator[Finding]:
        """Everything found, while it is being found. All is read as it was at one moment."""
        with rows.one_moment():
            yield from unguarded()
            yield from self.seals.findings()
            yield from deposits_differ(self.deposits) if self.deposits else ()
            self.walk.searched_below = sealing.searched_below()
            self.walk.newest_seal = self.seals.newest_seal
            yield from self.walk.findings()
            yield from self.of_rows.findings()


def unguarded() -> Iterator[Finding]:
    """Tables whose triggers are not what they should be."""
    for number, (table, names) in enumerate(guard.missing_by_table().items(), start=1):
        sentence = _("%(table)s has lost the triggers %(names)s, so its rows could be changed.")
        yield Finding(Word.UNGUARDED, What.TABLE, number, sentence % {"table": table, "names": ", ".join(names)})


def deposits_differ(folder: Path) -> Iterator[Finding]:
    """Heads of the chain kept outside that the chain no longer has: the newest batches were cut off or replaced."""
    for head in sealing.deposited(folder):
        number = int(head["batch"])
        if not signatures.holds(head["chain"], head["signature"]):
            yield Finding(Word.CHANGED, What.DEPOSIT, number, _("It does not carry our signature."))
            continue
        chain = Batch.objects.filter(pk=number).values_list("chain", flat=True).first()
        if chain is None:
            yield Finding(Word.MISSING, What.BATCH, number, _("A head of it was deposited; the batch is gone."))
        elif chain != head["chain"]:
            yield Finding(Word.CHANGED, What.BATCH, number, _("It is not the batch whose head was deposited."))
