"""The invented population goes into the real tables through the product's bulk loading; the queries are drawn on the
way, so that one pass does for any size.
"""

import pickle
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import IO, Any

from benchmarks.corruptions import KINDS, Case, cases
from benchmarks.files import incoming
from benchmarks.generate import Child, population
from teamaround.child_index.bulk_values import Incoming

CHUNK = 5_000
SOURCE = "benchmark"


@dataclass
class Filled:
    """What was loaded: figures of the loading, the queries, and the same with what else is known of some children."""

    authority_id: int
    asked: list[Case]
    with_carer: list[Case]
    with_school: list[Case]
    numbers: list[str]
    ids: dict[int, int]
    """Number of an invented child who is asked for -> id of the person in the index."""
    figures: dict[str, Any]


def fill(rows: int, queries: int, seed: int) -> Filled:
    """Generate to a file (not timed), load from it (timed)."""
    from teamaround.access.actor import Actor
    from teamaround.agencies.models import Authority
    from teamaround.child_index.loading import load_children

    authority = Authority.objects.create(key="marlbeck", name="Marlbeck")
    with tempfile.TemporaryFile() as file:
        asked = cases(_stored(file, population(rows, seed)), max(1, queries // 24), seed)
        print(f"{len(asked):,} queries drawn; loading", file=sys.stderr)
        begun, worked = time.perf_counter(), time.process_time()
        load_children(
            by=Actor.job("load_index", authority.pk), children=_read(file), source=SOURCE, progress=_say(rows)
        )
        seconds, worked = time.perf_counter() - begun, time.process_time() - worked
        meant = {case.wanted for case in asked}
        known = {int(each.record[1:]): each for each in _read(file) if int(each.record[1:]) in meant}
    figures = {
        "seconds": round(seconds, 1),
        "children_per_second": round(rows / seconds),
        "writer_processor_seconds": round(worked, 1),
        "memory_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }
    plain = [case for case in asked if case.kind in KINDS]
    return Filled(
        authority.pk,
        asked,
        [_more(case, known, "carer") for case in plain],
        [_more(case, known, "school") for case in plain if known[case.wanted or 0].more["schools"]],
        [each.number for each in known.values() if each.number],
        _ids(authority.pk, [f"r{number}" for number in meant if number is not None]),
        figures,
    )


def _stored(file: IO[bytes], children: Iterator[Child]) -> Iterator[Child]:
    """Passes the children on and keeps them as they will be loaded."""
    some: list[Incoming] = []
    for child in children:
        some.append(incoming(child, household=True))
        if len(some) == CHUNK:
            pickle.dump(some, file)
            some = []
        yield child
    pickle.dump(some, file)


def _read(file: IO[bytes]) -> Iterator[Incoming]:
    file.seek(0)
    while True:
        try:
            yield from pickle.load(file)
        except EOFError:
            return


def _say(rows: int) -> Any:
    def progress(done: int) -> None:
        if done % 100_000 == 0 or done == rows:
            print(f"  {done:,} of {rows:,} loaded", file=sys.stderr)

    return progress


def _more(case: Case, known: dict[int, Incoming], what: str) -> Case:
    """The same query with the name of a parent, or with the school."""
    child = known[case.wanted or 0]
    said = child.more["carers"][0][0] if what == "carer" else child.more["schools"][0]
    query = replace(case.query, carer=said) if what == "carer" else replace(case.query, school=said)
    return case._replace(query=query)


def _ids(authority_id: int, records: list[str]) -> dict[int, int]:
    from teamaround.child_index.bulk_rows import SCHEME
    from teamaround.families.models import Identifier

    found: dict[int, int] = {}
    for start in range(0, len(records), 500):
        some = Identifier.objects.filter(scheme=SCHEME, value__in=records[start : start + 500])
        found |= {int(value[1:]): person for person, value in some.values_list("person_id", "value")}
    return found
