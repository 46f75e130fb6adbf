"""Sealing rows that are their own record: a Merkle root over what waits, in an event that the chain covers.

A row waits from the transaction in which it was added. What the sealer cannot see yet still waits the next time, so
nothing is passed over, whatever order transactions end in.
"""

from dataclasses import dataclass

from django.db import connection, transaction
from django.db.models import Exists, OuterRef

from teamaround.audit import events, merkle, one_sealer
from teamaround.audit.models import Outcome, RowLeaf, Waiting
from teamaround.audit.sealed_rows import sealed_tables

ACTION = "audit.seal_rows"
MOST_AT_ONCE = {"postgresql": 10_000, "sqlite": 1_000}
"""On SQLite the sealer holds up every writer: one piece must stay well under 200 ms."""


@dataclass(frozen=True)
class Sealer:
    """Who the events of sealing are by."""

    kind: str = "job"
    account_id: int | None = None
    own_post_id: int | None = None
    on_behalf_of_id: int | None = None
    authority_id: int | None = None
    event_name: str = "audit.seal"


def seal_waiting(most: int | None = None) -> int:
    """Seal every row that waits, in pieces. Returns how many were sealed."""
    sealed = 0
    for table in sealed_tables():
        while count := _seal_next(table, most or MOST_AT_ONCE[connection.vendor]):
            sealed += count
    return sealed


def _seal_next(table: str, most: int) -> int:
    """A copy of a row that is sealed already keeps waiting, and verification names it."""
    with transaction.atomic():
        if not one_sealer.alone():
            return 0
        covered = RowLeaf.objects.filter(digest=OuterRef("digest"))
        waiting = list(Waiting.objects.filter(~Exists(covered), table=table).order_by("row_id")[:most])
        first = {row.digest: row for row in reversed(waiting)}
        rows = [row for row in waiting if first[row.digest] is row]
        if rows:
            _seal(table, rows)
        return len(rows)


def _seal(table: str, rows: list[Waiting]) -> None:
    root = merkle.root(merkle.leaf(row.row_id, row.digest) for row in rows)
    codes = {"table": table, "count": len(rows), "root": root}
    event = events.write(events.Draft(Sealer(), ACTION, Outcome.CHANGE, codes=codes))
    RowLeaf.objects.bulk_create(
        RowLeaf(table=table, row_id=row.row_id, digest=row.digest, sealed_in=event.pk, position=position)
        for position, row in enumerate(rows)
    )
    Waiting.objects.filter(pk__in=[row.pk for row in rows]).delete()
