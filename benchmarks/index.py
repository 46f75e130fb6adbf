"""The product's own search in a database: time and recall. `--rows 100000 --queries 500 --seed 1 --json`

Fills a scratch database (SQLite, or an empty PostgreSQL by TEAMAROUND_DATABASE) with invented children and measures
probes, loading and scoring as `child_index.candidates` and `matching.decide` do them. Without HTTP, access and audit.
Beside it what one would write first: names that contain what was typed, in any case, and the date of birth.
"""

import argparse
import json
import time
from collections import defaultdict
from typing import Any

from benchmarks import scratch
from benchmarks.corruptions import Case, cases
from benchmarks.generate import candidate, population

CHUNK = 5_000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--queries", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    wanted = parser.parse_args()
    with scratch.database() as engine:
        begun = time.perf_counter()
        _fill(wanted.rows, wanted.seed)
        filled = time.perf_counter() - begun
        asked = cases(population(wanted.rows, wanted.seed), max(1, wanted.queries // 24), wanted.seed)
        ours = [_ours(case) for case in asked]
        naive = [_naive(case) for case in asked[:: max(1, len(asked) // 60)]]
    report = {
        "machine": scratch.machine(),
        "engine": engine,
        "rows": wanted.rows,
        "fill_seconds": round(filled, 1),
        "search_ms": _spread([each[0] for each in ours]),
        "recall": _recall(asked, ours),
        "naive_contains_ms": _spread([each[0] for each in naive]),
        "naive_found": round(sum(each[1] > 0 for each in naive) / len(naive), 3),
    }
    print(json.dumps(report, indent=2) if wanted.json else _text(report))


def _fill(rows: int, seed: int) -> None:
    """Keys and cards by bulk, as the index keeps them; ids are the children's numbers."""
    from django.db import connection, transaction

    from teamaround.child_index import search_rows

    chunk: dict[int, tuple[int, dict[str, Any]]] = {}
    with transaction.atomic():
        for child in population(rows, seed):
            known = candidate(child)
            chunk[int(str(known.ref))] = (1, _card(known))
            if len(chunk) == CHUNK:
                search_rows.insert(chunk)
                chunk = {}
        search_rows.insert(chunk)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _card(known: Any) -> dict[str, Any]:
    """The candidate as `child_index.search_cards` would keep it."""
    card = {
        "given": known.given,
        "family": known.family,
        "other_names": [list(name) for name in known.other_names],
        "born": known.born.isoformat() if known.born else None,
        "expected": known.expected.isoformat() if known.expected else None,
        "sex": known.sex,
        "carers": [list(carer) for carer in known.carers],
        "postcode": known.postcode,
        "address": known.address,
        "old_postcodes": list(known.old_postcodes),
        "old_addresses": list(known.old_addresses),
        "identifiers": dict(known.identifiers),
        "telephones": list(known.telephones),
        "schools": list(known.schools),
        "old_schools": list(known.old_schools),
        "practices": list(known.practices),
        "old_practices": list(known.old_practices),
    }
    return {name: value for name, value in card.items() if value}


def _ours(case: Case) -> tuple[float, int]:
    """Milliseconds, and the place of the wanted child (0 when not among the first ten)."""
    from teamaround.child_index import candidates
    from teamaround.matching.decide import rank

    begun = time.perf_counter()
    frequencies, log2_n = candidates.counts(1)
    found = [each for each, _shielded in candidates.find(case.query, 1)]
    results = rank(case.query, found, log2_n=log2_n, frequencies=frequencies).results
    taken = (time.perf_counter() - begun) * 1000
    refs = [str(result.candidate.ref) for result in results[:10]]
    wanted = str(case.wanted)
    return taken, refs.index(wanted) + 1 if wanted in refs else 0


def _naive(case: Case) -> tuple[float, int]:
    """The usual first idea: names containing what was typed, whatever the case, and the very date."""
    from teamaround.child_index.models import SearchName

    begun = time.perf_counter()
    rows = SearchName.objects.filter(family__contains=case.query.family.lower())
    rows = rows.filter(first__contains=case.query.given.lower())
    if case.query.born and hasattr(case.query.born, "isoformat"):
        rows = rows.filter(day=case.query.born)
    ids = list(rows.values_list("child_id", flat=True)[:10])
    taken = (time.perf_counter() - begun) * 1000
    return taken, ids.index(int(str(case.wanted))) + 1 if int(str(case.wanted)) in ids else 0


def _spread(values: list[float]) -> dict[str, float]:
    ordered = sorted(values)
    return {
        name: round(ordered[min(len(ordered) - 1, int(len(ordered) * share))], 2)
        for name, share in scratch.SHARES.items()
    }


def _recall(asked: list[Case], found: list[tuple[float, int]]) -> dict[str, dict[str, float]]:
    places: dict[str, list[int]] = defaultdict(list)
    for case, (_taken, place) in zip(asked, found, strict=True):
        places[case.kind].append(place)
        places["all"].append(place)
    return {
        kind: {
            "n": len(each),
            "at_1": round(sum(place == 1 for place in each) / len(each), 3),
            "at_10": round(sum(place > 0 for place in each) / len(each), 3),
        }
        for kind, each in sorted(places.items())
    }


def _text(report: dict[str, Any]) -> str:
    lines = [
        f"{report['machine']}, {report['engine']}, {report['rows']:,} children, filled in {report['fill_seconds']} s"
    ]
    lines.append(f"search ms {report['search_ms']}; contains-search ms {report['naive_contains_ms']}")
    lines.append(f"contains-search finds {report['naive_found']:.0%} of the same children")
    lines += [
        f"{kind:<22} n {row['n']:>4}  R@1 {row['at_1']:.3f}  R@10 {row['at_10']:.3f}"
        for kind, row in report["recall"].items()
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
