"""Sealing events: a Merkle root over each batch, chained, signed with a key outside the database (design.md 5).

There is one sealer at a time. On PostgreSQL it takes only rows of transactions below the oldest one still
running, so that none is passed over: ids are given out before their transactions end. Each batch keeps
the horizon it reached; the next search begins there and does not grow with the table.
"""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from django.db import connection, transaction

from teamaround.audit import merkle, one_sealer, sealing_rows, signatures
from teamaround.audit.events import moment
from teamaround.audit.models import Batch
from teamaround.kit import clock

MOST_IN_A_BATCH = {"postgresql": 10_000, "sqlite": 4_000}
"""On SQLite the sealer holds up every writer: a batch must stay well under 200 ms."""

FIRST_PREVIOUS = "0" * 64
LONGEST_LINE = 4096
LEAVES_IN_A_STATEMENT = 200

NOT_SEALED = """
    NOT EXISTS (SELECT 1 FROM audit_leaf WHERE audit_leaf.event_id = audit_event.id)
    AND NOT EXISTS (SELECT 1 FROM audit_leaf WHERE audit_leaf.digest = audit_event.digest)
"""
"""Neither itself nor as a copy of an event that is: a copy stays unsealed, and verification names it."""


@dataclass(frozen=True)
class Waiting:
    """Events to be sealed next as (id, digest), in order of id, and how far the search will then have come."""

    rows: list[tuple[int, str]]
    horizon: int


def seal_all(*, everything: bool = False) -> int:
    """Seal what waits, in batches. Returns how many events were sealed.

    Each minute the search begins where the last one ended. `everything` looks through the whole table for
    events that were passed over; the tick does so once a day. Rows that are their own record come first: the event
    that covers them is then sealed in the same run.
    """
    sealing_rows.seal_waiting()
    return sum(batch.count for batch in _batches(everything))


def _batches(everything: bool) -> Iterator[Batch]:
    while batch := seal_next(everything=everything):
        yield batch


def seal_next(*, everything: bool = False, most: int | None = None) -> Batch | None:
    """Seal one batch. None when nothing waits or another sealer is at work."""
    with transaction.atomic():
        if not one_sealer.alone():
            return None
        last = Batch.objects.order_by("-id").first()
        waiting = _waiting(last.horizon if last else 0, everything, most or MOST_IN_A_BATCH[connection.vendor])
        return _seal(last, waiting) if waiting.rows else None


def _waiting(horizon: int, everything: bool, most: int) -> Waiting:
    found = _waiting_on_postgresql if connection.vendor == "postgresql" else _waiting_on_sqlite
    waiting = found(horizon, everything, most)
    once: dict[str, int] = {}
    for event_id, digest in sorted(waiting.rows):
        once.setdefault(digest, event_id)
    return Waiting([(event_id, digest) for digest, event_id in once.items()], waiting.horizon)


def _waiting_on_sqlite(horizon: int, everything: bool, most: int) -> Waiting:
    """One writer at a time and ids that only rise: whatever is there is committed, in the order of ids."""
    found = _select("id >= %s", [0 if everything else horizon], "id", most)
    return Waiting(
        [(event_id, digest) for event_id, digest, _ in found], max([horizon, *(row[0] + 1 for row in found)])
    )


def _waiting_on_postgresql(horizon: int, everything: bool, most: int) -> Waiting:
    """Rows of ended transactions: below the oldest running one, or beyond the newest, which come from a restored copy.

    A horizon beyond the newest transaction comes from there too: then the whole table is searched.
    """
    oldest, next_one = _running_transactions()
    if everything or horizon > next_one:
        found = _select('("transaction" < %s OR "transaction" >= %s)', [oldest, next_one], "id", most)
        reached = oldest if len(found) < most else horizon
    else:
        found = _select('"transaction" >= %s AND "transaction" < %s', [horizon, oldest], '"transaction", id', most)
        reached = oldest if len(found) < most else found[-1][2]
    return Waiting([(event_id, digest) for event_id, digest, _ in found], reached)


def _running_transactions() -> tuple[int, int]:
    """PostgreSQL's oldest transaction that still runs, and the next that will begin."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_snapshot_xmin(s)::text::bigint, pg_snapshot_xmax(s)::text::bigint FROM pg_current_snapshot() s"
        )
        oldest, next_one = cursor.fetchone()
        return oldest, next_one


def _select(condition: str, values: list[int], order: str, most: int) -> list[tuple[int, str, int]]:
    with connection.cursor() as cursor:
        cursor.execute(
            f'SELECT id, digest, "transaction" FROM audit_event WHERE {condition} AND {NOT_SEALED} '  # noqa: S608
            f"ORDER BY {order} LIMIT %s",
            [*values, most],
        )
        rows: list[tuple[int, str, int]] = cursor.fetchall()
        return rows


def _seal(last: Batch | None, waiting: Waiting) -> Batch:
    number = last.id + 1 if last else 1
    previous = last.chain if last else FIRST_PREVIOUS
    now = clock.now()
    count = len(waiting.rows)
    root = merkle.root(merkle.leaf(*row) for row in waiting.rows)
    chain = merkle.chained(previous, number, count, root, moment(now))
    batch = Batch.objects.create(
        id=number,
        sealed_at=now,
        count=count,
        root=root,
        previous=previous,
        chain=chain,
        signature=signatures.sign(chain),
        horizon=waiting.horizon,
    )
    _lay_leaves(number, waiting.rows)
    return batch


def _lay_leaves(batch: int, rows: list[tuple[int, str]]) -> None:
    """Many rows a statement, without building objects: the sealer must not hold the database up."""
    leaves = [(batch, position, event_id, digest) for position, (event_id, digest) in enumerate(rows)]
    with connection.cursor() as cursor:
        for start in range(0, len(leaves), LEAVES_IN_A_STATEMENT):
            chunk = leaves[start : start + LEAVES_IN_A_STATEMENT]
            places = ", ".join(["(%s, %s, %s, %s)"] * len(chunk))
            cursor.execute(
                f"INSERT INTO audit_leaf (batch_id, position, event_id, digest) VALUES {places}",  # noqa: S608
                [value for leaf in chunk for value in leaf],
            )


def searched_below() -> int:
    """An unsealed event whose place is below this was not there when the sealer came by. 0 when that is not known.

    The place is the id on SQLite, the transaction on PostgreSQL. There a horizon beyond the newest
    transaction comes from the server this database was copied from, and says nothing about new rows.
    """
    newest = Batch.objects.order_by("-id").first()
    if newest is None:
        return 0
    if connection.vendor == "postgresql" and newest.horizon > _running_transactions()[1]:
        return 0
    return newest.horizon


def deposit(folder: Path) -> Path | None:
    """Append the newest head of the chain to this month's file in a folder outside. None when nothing is sealed.

    Seals alone cannot show that the newest batches were cut off: a head kept where the database's ruler
    cannot reach can.
    """
    newest = Batch.objects.order_by("-id").first()
    if newest is None:
        return None
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"audit-heads-{newest.sealed_at:%Y-%m}.jsonl"
    line = f"{json.dumps(_head(newest), sort_keys=True)}\n".encode()
    with path.open("a+b") as file:
        if not _end_of(file).endswith(line):
            file.write(line)
            file.flush()
            os.fsync(file.fileno())
    return path


def deposited(folder: Path) -> Iterator[dict[str, Any]]:
    """Every head that was ever deposited in the folder, oldest first."""
    for path in sorted(folder.glob("audit-heads-*.jsonl")):
        with path.open(encoding="utf-8") as file:
            yield from map(json.loads, file)


def _head(batch: Batch) -> dict[str, Any]:
    return {
        "batch": batch.id,
        "sealed_at": moment(batch.sealed_at),
        "chain": batch.chain,
        "signature": batch.signature,
        "public_key": signatures.public_key(),
    }


def _end_of(file: IO[bytes]) -> bytes:
    file.seek(0, os.SEEK_END)
    file.seek(max(0, file.tell() - LONGEST_LINE))
    return file.read()
