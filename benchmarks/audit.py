"""Writing, sealing and verifying events. `--events 200000 --json`

Writes a sample one by one as the gate does (each durable by itself) with p50, p95 and p99, fills up to
the number wanted in large transactions, seals all of it and verifies all of it. Also: the longest time
the sealer held the database, and the search for nothing to do when all is sealed.
"""

import argparse
import json
import time
from collections.abc import Callable
from typing import Any

from benchmarks import scratch

CHILDREN = 5000
IN_ONE_TRANSACTION = 1000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=200_000)
    parser.add_argument("--singly", type=int, default=3000, help="how many are written one by one")
    parser.add_argument("--json", action="store_true")
    wanted = parser.parse_args()
    with scratch.database() as engine:
        report = {"engine": engine, "machine": scratch.machine(), "events": wanted.events, **_measure(wanted)}
    print(json.dumps(report, indent=2) if wanted.json else _sentences(report))


def _measure(wanted: argparse.Namespace) -> dict[str, Any]:
    from teamaround.audit import sealing
    from teamaround.audit.models import Event

    look, reasoned, changed = _writers()
    report: dict[str, Any] = {
        "look_ms": scratch.timed(look, wanted.singly),
        "look_with_a_reason_ms": scratch.timed(reasoned, wanted.singly // 3),
        "change_ms": scratch.timed(changed, wanted.singly // 3),
    }
    begun, have = time.perf_counter(), Event.objects.count()
    _fill(wanted.events - have)
    report["filled_per_second"] = _each_second(wanted.events - have, begun)
    report |= _sealing(sealing, wanted.events) | _verifying()
    report["seal_with_nothing_waiting_ms"] = scratch.timed(sealing.seal_all, 50)
    return report


def _writers() -> tuple[Callable[[], object], Callable[[], object], Callable[[], object]]:
    """A look, a look with a typed reason, and a change with nothing in it, each at a child of its own."""
    import itertools

    from teamaround.audit.factories import Somebody
    from teamaround.audit.models import Outcome
    from teamaround.audit.recording import record, recording

    numbers, by = itertools.count(), Somebody()

    def child() -> list[int]:
        return [next(numbers) * 7919 % CHILDREN]

    def look() -> object:
        return record(by=by, action="child_index.open", outcome=Outcome.READ, children=child(), basis="team:consent")

    def reasoned() -> object:
        words = {"reason": "She rang about the bus"}
        return record(by=by, action="child_index.open", outcome=Outcome.READ, children=child(), detail=words)

    def changed() -> None:
        with recording(by=by, action="episodes.note", children=child(), codes={"episode": 1}):
            pass

    return look, reasoned, changed


def _fill(events: int) -> None:
    """Nine looks and one reason of ten, as one action that is about many things would write them."""
    from django.db import transaction

    from teamaround.audit.events import Draft, write
    from teamaround.audit.factories import Somebody

    by, words = Somebody(), {"reason": "She rang about the bus"}
    for start in range(0, events, IN_ONE_TRANSACTION):
        with transaction.atomic():
            for number in range(start, min(start + IN_ONE_TRANSACTION, events)):
                detail = {} if number % 10 else words
                write(Draft(by, "child_index.open", "read", {number * 7919 % CHILDREN}, "team:consent", detail=detail))


def _sealing(sealing: Any, events: int) -> dict[str, Any]:
    begun, longest = time.perf_counter(), 0.0
    while True:
        batch = time.perf_counter()
        if sealing.seal_next() is None:
            break
        longest = max(longest, time.perf_counter() - batch)
    return {"sealed_per_second": _each_second(events, begun), "longest_batch_ms": round(longest * 1000, 1)}


def _verifying() -> dict[str, Any]:
    from teamaround.audit.verification import Verification

    begun, run = time.perf_counter(), Verification()
    faults = sum(finding.grave for finding in run.findings())
    return {"verified_per_second": _each_second(run.walk.events, begun), "faults": faults}


def _each_second(events: int, begun: float) -> int:
    return round(events / (time.perf_counter() - begun))


def _sentences(report: dict[str, Any]) -> str:
    return "\n".join(f"{name.replace('_', ' ')}: {figure}" for name, figure in report.items())


if __name__ == "__main__":
    main()
