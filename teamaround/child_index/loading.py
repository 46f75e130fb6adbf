"""Filling the index from a large file: batch by batch, each recorded, nothing twice however often it is run.

Workers read and prepare rows while this process writes; at most a few batches are in memory. A batch, its event and
what the event names are one transaction. Rows whose number is known from this source are left as they are: changes
come by deliveries.
"""

import itertools
import json
import multiprocessing
import os
from collections import Counter, deque
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from django.db import connection

from teamaround.access.actor import Actor
from teamaround.access.doing import doing, require
from teamaround.child_index import access, bulk_file, bulk_rows, candidates, search_rows
from teamaround.child_index.bulk_rows import Chunk, Made, Shape
from teamaround.child_index.bulk_shields import Protected
from teamaround.child_index.bulk_tables import Tables, reserve, room_for_pages, tell_the_planner
from teamaround.child_index.bulk_values import COLUMNS, Incoming
from teamaround.families.models import Identifier
from teamaround.kit import clock

BATCH = {"sqlite": 20_000, "postgresql": 5_000}
"""SQLite writes whole pages at each commit, and new keys fall everywhere: fewer, larger batches write far less."""
WORTH_A_WORKER = 1_500_000
"""A file with fewer bytes is prepared in this process: a worker takes a second to start."""
AHEAD = 2
IDENTIFIER = Identifier._meta.db_table

Progress = Callable[[int], None]


@dataclass
class Loaded:
    """What became of the rows of a file."""

    rows: int = 0
    new: int = 0
    held: int = 0
    known: int = 0
    problems: Counter[str] = field(default_factory=Counter)
    cut_off: int = 0
    """The number of the row in which the file breaks off, or 0."""


def load_file(*, by: Actor, path: Path, source: str, progress: Progress) -> Loaded:
    """Load every row of a file. Raises Refused, or Problem for a file that cannot be read; what was loaded stays."""
    require(by, access.LOAD)
    with bulk_file.opened(path, COLUMNS, COLUMNS) as table:
        loading = _Loading(by, source, table.places, table.width)
        loading.run(table.rows(), progress, workers=path.stat().st_size > WORTH_A_WORKER)
        loading.loaded.cut_off = table.number if table.cut_off else 0
    return loading.loaded


def load_children(
    *, by: Actor, children: Iterable[Incoming], source: str, progress: Progress, workers: bool = True
) -> Loaded:
    """Load children that are read already. Raises Refused."""
    require(by, access.LOAD)
    loading = _Loading(by, source, {}, 0)
    loading.run(children, progress, workers=workers)
    return loading.loaded


class _Loading:
    """One run: the statements, what is known, and the counts."""

    def __init__(self, by: Actor, source: str, places: Mapping[str, int], width: int) -> None:
        self.by, self.source, self.loaded = by, source, Loaded()
        self.tables = Tables(by.authority_id, source, clock.now())
        as_copy = connection.vendor == "postgresql"
        endings = self.tables.copy_endings if as_copy else {}
        self.shape = Shape(by.authority_id, clock.today(), places, width, as_copy, endings)
        self.protected = Protected(by.authority_id)

    def run(self, rows: Iterable[Sequence[str] | Incoming], progress: Progress, *, workers: bool) -> None:
        """Write batch after batch, then let the database and the weights of names follow."""
        prepare = _by_workers if workers else _here
        with room_for_pages(), closing(prepare(_chunks(rows), self.shape)) as prepared:
            for chunk, made in prepared:
                self._batch(chunk, made)
                progress(self.loaded.rows)
        if self.loaded.new:
            tell_the_planner()
            search_rows.count_names()
            candidates.forget_counts()

    def _batch(self, chunk: Chunk, made: Made) -> None:
        """One transaction: the children who are not known yet, and one event that names them."""
        codes = {"source": self.source, "first": self.loaded.rows + 1, "rows": len(made.records)}
        self.protected.refresh()
        with doing(access.LOAD, by=self.by, codes=codes) as draft:
            fresh, held = self._only_new(chunk, made)
            self.tables.write(fresh)
            draft.codes |= {"new": len(fresh.ids), "held": held}
            draft.about(*fresh.ids)
        self.loaded.rows += len(made.records)
        self.loaded.new += len(fresh.ids)
        self.loaded.held += held
        self.loaded.known += len(made.records) - len(fresh.ids)
        self.loaded.problems += made.problems

    def _only_new(self, chunk: Chunk, made: Made) -> tuple[Made, int]:
        """Without the rows that are known, and with entries held that resemble a protected child (design.md 4)."""
        known = self._known(made.records)
        if not (known or self.protected.ids) and len(set(made.records)) == len(made.records):
            return made, 0
        fresh: dict[str, tuple[int, Incoming]] = {}
        for number, child in zip(made.ids, bulk_rows.children_of(chunk, self.shape, Counter()), strict=True):
            if child.record not in known:
                fresh.setdefault(child.record, (number, child))
        held = frozenset(number for number, child in fresh.values() if self.protected.resembled_by(child))
        ids, children = [number for number, _child in fresh.values()], [child for _number, child in fresh.values()]
        tables = bulk_rows.lay_out(ids, children, self.shape, held)
        return made._replace(ids=ids, records=list(fresh), tables=tables), len(held)

    def _known(self, records: Sequence[str]) -> set[str]:
        """Of these numbers those that this source has brought before. Two runs at once wait for each other here."""
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute("SELECT pg_advisory_xact_lock(hashtext('load_index'), %s)", [self.by.authority_id])
            several = "= ANY(%s)" if connection.vendor == "postgresql" else "IN (SELECT value FROM json_each(%s))"
            cursor.execute(
                f"SELECT value FROM {IDENTIFIER} WHERE scheme = %s AND authority_id = %s AND source = %s "  # noqa: S608
                f"AND value {several}",
                [bulk_rows.SCHEME, self.by.authority_id, self.source, as_list(records)],
            )
            return {value for (value,) in cursor.fetchall()}


def as_list(values: Sequence[str]) -> list[str] | str:
    """Several values as one parameter of a statement."""
    return list(values) if connection.vendor == "postgresql" else json.dumps(list(values))


def _chunks(rows: Iterable[Sequence[str] | Incoming]) -> Iterator[Chunk]:
    """A batch of rows each, with ids reserved for them."""
    left = iter(rows)
    while some := list(itertools.islice(left, BATCH[connection.vendor])):
        yield Chunk(reserve(len(some)), some)


def _here(chunks: Iterator[Chunk], shape: Shape) -> Generator[tuple[Chunk, Made], None, None]:
    for chunk in chunks:
        yield chunk, bulk_rows.make(chunk, shape)


def _by_workers(chunks: Iterator[Chunk], shape: Shape) -> Generator[tuple[Chunk, Made], None, None]:
    """Prepared in other processes, given back in order; a few batches ahead and no more."""
    context = multiprocessing.get_context("spawn")
    waiting: deque[tuple[Chunk, Future[Made]]] = deque()
    with ProcessPoolExecutor(max_workers=max(1, (os.cpu_count() or 2) - 1), mp_context=context) as pool:
        for chunk in chunks:
            waiting.append((chunk, pool.submit(bulk_rows.make, chunk, shape)))
            if len(waiting) > AHEAD:
                first, made = waiting.popleft()
                yield first, made.result()
        for first, made in waiting:
            yield first, made.result()
