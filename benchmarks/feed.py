"""A file of children matched with the index: rows a second, precision and recall. `--rows 100000 --index 100000 --json`

Fills a scratch database (SQLite, or an empty PostgreSQL by TEAMAROUND_DATABASE) with invented children, writes a feed
without numbers about them (feed_rows), stages and matches it as a delivery does, and compares with what is true. What
is joined with nobody looking counts for precision and recall; what goes to people is told apart. `--bare` leaves out
parent and school, `--splink` runs Splink on the same rows beside it (requirements/dedupe.lock).
"""

import argparse
import json
import os
import resource
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks import feed_rows, scratch
from benchmarks.generate import population

CHUNK = 5_000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--index", type=int, default=0, help="children in the index; as many as rows unless said")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="processes that match")
    parser.add_argument("--bare", action="store_true")
    parser.add_argument("--splink", action="store_true")
    parser.add_argument("--json", action="store_true")
    wanted = parser.parse_args()
    index = wanted.index or wanted.rows
    with tempfile.TemporaryDirectory(prefix="teamaround-feed-") as folder, scratch.database() as engine:
        authority = _fill(index, wanted.seed)
        path = Path(folder) / "feed.csv"
        truth = feed_rows.write(path, feed_rows.feed(wanted.rows, index, wanted.seed, bare=wanted.bare))
        report = {"machine": scratch.machine(), "engine": engine, "index": index, "rows": len(truth)}
        report |= _ours(path, truth, authority, wanted.workers)
        if wanted.splink:
            from benchmarks.feed_splink import beside

            report["splink"] = beside(path, truth, index, wanted.seed)
    print(json.dumps(report, indent=2) if wanted.json else _text(report))


def _fill(children: int, seed: int) -> Any:
    """People, names, homes, entries, keys and cards by bulk; a child's id is its number and 1."""
    from django.db import connection

    from teamaround.access.actor import Actor
    from teamaround.agencies.models import Authority
    from teamaround.audit.recording import recording
    from teamaround.child_index import search_rows

    authority = Authority.objects.create(key="marlbeck", name="Marlbeck")
    by = Actor.job("import_children", authority.pk)
    chunk: list[Any] = []
    with recording(by=by, action="exchange.import"):
        for child in population(children, seed):
            chunk.append(child)
            if len(chunk) == CHUNK:
                _insert(chunk, authority.pk)
                chunk = []
        _insert(chunk, authority.pk)
    search_rows.count_names()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return authority


def _insert(children: list[Any], authority: int) -> None:
    from teamaround.child_index import search_rows
    from teamaround.child_index.models import Entry
    from teamaround.families.models import Address, Name, Person
    from teamaround.kit import clock

    told = {"authority_id": authority, "source": "bench", "recorded_at": clock.now()}
    people, names, homes, entries, cards = [], [], [], [], {}
    for child in children:
        pk = child.number + 1
        named = {"given": child.given, "family": child.family}
        people.append(Person(pk=pk, authority_id=authority, sex=child.sex[:1].upper(), born=child.born,
                             expected_on=child.expected, **named))  # fmt: skip
        names.append(Name(person_id=pk, kind="current", **named, **told))
        homes.append(Address(person_id=pk, lines=child.address, postcode=child.postcode, **told))
        entries.append(Entry(child_id=pk, authority_id=authority, source="bench", entered_at=clock.now()))
        cards[pk] = (authority, feed_rows.card_of(child))
    for model, rows in ((Person, people), (Name, names), (Address, homes), (Entry, entries)):
        model.objects.bulk_create(rows, batch_size=1_000)
    search_rows.insert(cards)


def _ours(path: Path, truth: list[int | None], authority: Any, workers: int) -> dict[str, Any]:
    from teamaround.access.actor import Actor
    from teamaround.exchange.matching_rows import match
    from teamaround.exchange.staging import stage

    by = Actor.job("import_children", authority.pk)
    begun, used = time.perf_counter(), _processor()
    delivery = stage(by=by, path=path, layout_key="school_census", progress=lambda _word, _number: None)
    staged, staged_used = time.perf_counter(), _processor()
    delivery = match(by=by, delivery=delivery, progress=lambda _word, _number: None, workers=workers)
    matched, matched_used = time.perf_counter(), _processor()
    rows = len(truth)
    return {
        "staged_rows_a_second": round(rows / (staged - begun)),
        "matched_rows_a_second": round(rows / (matched - staged)),
        "both_rows_a_second": round(rows / (matched - begun)),
        "processor_seconds": {
            "staging": round(staged_used - used, 1),
            "matching": round(matched_used - staged_used, 1),
        },
        "peak_memory_mib": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        **_right(delivery, truth),
    }


def _processor() -> float:
    """Seconds of processor time of this process and of those it waited for."""
    both = (resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in both)


def _right(delivery: Any, truth: list[int | None]) -> dict[str, Any]:
    """Of what was joined alone, how much is right; of what is in the index, how much was joined, looked at, missed."""
    joined = right = looked_at = missed = invented = 0
    there = sum(wanted is not None for wanted in truth)
    for number, decision, child in delivery.staged.values_list("number", "decision", "child_id").iterator():
        wanted = truth[number - 1]
        same = wanted is not None and child == wanted + 1
        if decision == "same":
            joined += 1
            right += same
        elif decision in {"review", "held"}:
            looked_at += 1
        elif wanted is not None:
            missed += 1
        if decision == "same" and wanted is None:
            invented += 1
    return {
        "joined_alone": joined,
        "precision": round(right / max(1, joined), 5),
        "recall": round(right / max(1, there), 4),
        "to_people": round(looked_at / len(truth), 4),
        "taken_as_new_though_there": round(missed / max(1, there), 4),
        "new_children_joined_to_somebody": invented,
        "would_change": delivery.changes,
    }


def _text(report: dict[str, Any]) -> str:
    lines = [f"{report['machine']}, {report['engine']}: {report['rows']:,} rows against {report['index']:,} children"]
    lines += [f"{name:<34} {value}" for name, value in report.items() if name not in {"machine", "engine"}]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
