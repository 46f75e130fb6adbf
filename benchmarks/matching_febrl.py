"""Matching measured on data that somebody else made and spoilt: a FEBRL file, every record against all others.

    python -m benchmarks.matching_febrl PATH/febrl_dataset3.csv --json

The people are adults with Australian postcodes, which count as unknown here; the identity number is not used. So only
names, date of birth and address line are compared.
"""

import argparse
import csv
import json
import time
from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.memory_index import MemoryIndex
from teamaround.matching.compare import compare
from teamaround.matching.decide import ACCEPT, MATCH_FROM, Result, auto_accept, blind_odds, gap, judge
from teamaround.matching.people import Candidate, Query


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    figures = measure(options.file)
    print(json.dumps(figures, indent=2) if options.json else "\n".join(f"{k}: {v}" for k, v in figures.items()))


def read(file: Path) -> list[tuple[str, dict[str, Any]]]:
    """For each row the person it stands for, and the fields that are compared."""
    with file.open(encoding="utf-8", newline="") as lines:
        return [(row["rec_id"].split("-")[1], _fields(row)) for row in csv.DictReader(lines, skipinitialspace=True)]


def _fields(row: dict[str, str]) -> dict[str, Any]:
    return {
        "given": row["given_name"],
        "family": row["surname"],
        "born": _date(row["date_of_birth"]),
        "address": f"{row['street_number']} {row['address_1']}".strip(),
    }


def _date(digits: str) -> date | None:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return None


def measure(file: Path) -> dict[str, Any]:
    """Look each record up among the others; count right pairs over the line, first places and automatic joins."""
    rows = read(file)
    index = MemoryIndex(Candidate(ref=number, **fields) for number, (_, fields) in enumerate(rows))
    people: defaultdict[str, set[int]] = defaultdict(set)
    for number, (person, _) in enumerate(rows):
        people[person].add(number)
    counts: defaultdict[str, int] = defaultdict(int)
    started = time.perf_counter()
    for number, (person, fields) in enumerate(rows):
        wanted = people[person] - {number}
        if wanted:
            _count(counts, wanted, _results(index, number, Query(**fields), blind_odds(len(rows))), len(rows))
    return _shares(counts, time.perf_counter() - started)


def _results(index: MemoryIndex, number: int, query: Query, log2_n: float) -> list[Result]:
    frequencies = index.frequencies
    results = []
    for other, child in index.found(query, log2_n).items():
        if other != number:
            lines = compare(query, child, frequencies)
            results.append(Result(child, lines, judge(lines, log2_n)))
    return sorted(results, key=lambda result: (-result.judgement.margin, -result.judgement.bits))


def _count(counts: defaultdict[str, int], wanted: set[int], results: list[Result], rows: int) -> None:
    counts["records"] += 1
    counts["pairs"] += len(wanted)
    counts["pairs found"] += sum(result.candidate.ref in wanted for result in results)
    over = [result.candidate.ref in wanted for result in results if result.judgement.score >= MATCH_FROM]
    counts["right over the line"] += sum(over)
    counts["over the line"] += len(over)
    if results:
        right = results[0].candidate.ref in wanted
        counts["first is right"] += right
        others = [result.judgement for result in results[1:] if result.candidate.ref not in wanted]
        ahead = gap([results[0].judgement, *others])
        accepted = auto_accept(results[0].comparisons, blind_odds(rows), ahead) == ACCEPT
        counts["joined by itself"] += accepted
        counts["joined wrongly"] += accepted and not right


def _shares(counts: defaultdict[str, int], seconds: float) -> dict[str, Any]:
    return {
        "records that have another": counts["records"],
        "R@1": round(counts["first is right"] / counts["records"], 4),
        "pairs reached by blocking": round(counts["pairs found"] / counts["pairs"], 4),
        "pairs at 0.95 or over: precision": round(counts["right over the line"] / counts["over the line"], 4),
        "pairs at 0.95 or over: recall": round(counts["right over the line"] / counts["pairs"], 4),
        "joined by itself": counts["joined by itself"],
        "joined wrongly": counts["joined wrongly"],
        "seconds": round(seconds, 1),
    }


if __name__ == "__main__":
    main()
