"""How long the daily look for children without school or doctor takes. `--children 100000 --json`

Entries and rolls are written in bulk, nine of ten rolls each. The first look writes all gaps, the second finds none.
"""

import argparse
import json
import random
import time
from typing import Any

from benchmarks import scratch

MISSING = 0.1


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--children", type=int, default=100_000)
    parser.add_argument("--json", action="store_true")
    wanted = parser.parse_args()
    with scratch.database() as engine:
        _fill(wanted.children)

        from teamaround.child_index import gaps

        report: dict[str, Any] = {"machine": scratch.machine(), "engine": engine, "children": wanted.children}
        report["first"] = _timed(gaps.look)
        report["again"] = _timed(gaps.look)
    print(json.dumps(report, indent=2) if wanted.json else _words(report))


def _timed(look: Any) -> dict[str, Any]:
    begun = time.perf_counter()
    found = look()
    return {"seconds": round(time.perf_counter() - begun, 2), **found}


def _words(report: dict[str, Any]) -> str:
    lines = [f"{report['children']:,} children on {report['engine']}, {report['machine']}"]
    for name in ("first", "again"):
        one = report[name]
        lines.append(f"  {name} look: {one['seconds']} s, {one['new']:,} new, {one['closed']:,} closed")
    return "\n".join(lines)


def _fill(children: int) -> None:
    from teamaround.access.actor import Actor
    from teamaround.agencies.models import Agency, Authority
    from teamaround.audit.recording import recording
    from teamaround.child_index.models import Entry, Involvement
    from teamaround.families.models import Person
    from teamaround.kit import clock

    chance, today, now = random.Random(7), clock.today(), clock.now()
    authority = Authority.objects.create(key="bench", name="Bench")
    kinds = (
        ("school", "school", ""),
        ("gp", "gp", ""),
        ("dentist", "health", "dentist"),
        ("visitor", "health", "health_visitor"),
    )
    agencies = [
        Agency.objects.create(key=key, name=key, authority=authority, kind=kind, universal=universal)
        for key, kind, universal in kinds
    ]
    with recording(by=Actor.job("bench"), action="bench.fill"):
        for start in range(0, children, 10_000):
            people = Person.objects.bulk_create(
                (
                    Person(authority=authority, given="A", family="B", sex="F",
                           born=clock.today().replace(year=today.year - chance.randint(1, 17), day=1))
                    for _number in range(start, min(start + 10_000, children))
                ),
                batch_size=2_000,
            )  # fmt: skip
            Entry.objects.bulk_create(
                (Entry(child=one, authority=authority, source="bench", entered_at=now) for one in people),
                batch_size=2_000,
            )
            Involvement.objects.bulk_create(
                (
                    Involvement(authority=authority, child=one, agency=agency, kind="universal",
                                starts=one.born or today, source="bench")
                    for one in people for agency in agencies if chance.random() > MISSING
                ),
                batch_size=2_000,
            )  # fmt: skip


if __name__ == "__main__":
    main()
