"""Recall by kind of error, false alerts and microseconds of blocking and scoring, without database, access or audit.

python -m benchmarks.matching --rows 100000 --seed 1 --json
"""

import argparse
import gc
import json
import os
import platform
import time
from collections import defaultdict
from collections.abc import Sequence
from statistics import median
from typing import Any

from benchmarks.corruptions import EXTRA_KINDS, KINDS, ONE_ERROR, Case, absent, cases
from benchmarks.generate import candidate, population
from benchmarks.memory_index import MemoryIndex
from teamaround.matching.compare import compare
from teamaround.matching.decide import ACCEPT, MATCH, Result, auto_accept, blind_odds, gap, judge
from teamaround.matching.frequencies import Frequencies


def main(arguments: Sequence[str] | None = None) -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--per-kind", type=int, default=100)
    parser.add_argument("--absent", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--exhaustive", type=int, default=0, help="compare so many cases with every row, as a check")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    figures = measure(options.rows, options.per_kind, options.absent, options.seed, options.exhaustive)
    print(json.dumps(figures, indent=2) if options.json else as_text(figures))


def measure(rows: int, per_kind: int, absent_count: int, seed: int, exhaustive: int = 0) -> dict[str, Any]:
    """All figures for one population."""
    started = time.process_time()
    index = MemoryIndex(candidate(child) for child in population(rows, seed))
    for child in index.children.values():
        child.prepared  # noqa: B018 - worked out once, as the index package does
    built = time.process_time() - started
    gc.freeze()  # the whole index sits in this process: do not measure Python looking through it
    log2_n = blind_odds(rows)
    frequencies = index.frequencies
    everything = cases(population(rows, seed), per_kind, seed)
    outcomes = [_Outcome(case, index, frequencies, log2_n) for case in everything]
    missing = [_Outcome(case, index, frequencies, log2_n) for case in absent(rows, absent_count, seed)]
    figures = {
        "what": "engine only: dictionaries instead of a database; no access check, no audit, no page",
        "machine": f"{os.cpu_count()} cores, Python {platform.python_version()}",
        "rows": rows,
        "seed": seed,
        "build_seconds": round(built, 1),
        **_speed(outcomes),
        "recall": _recall(outcomes),
        "absent": _false_alerts(missing),
        "auto_accept": _auto(outcomes),
        "calibration": _calibration(outcomes),
    }
    if exhaustive:
        figures["exhaustive"] = _exhaustive(
            outcomes[:: max(1, len(outcomes) // exhaustive)], index, frequencies, log2_n
        )
    return figures


class _Outcome:
    """One case run: what was found, in what time, and the place of the wanted child."""

    def __init__(self, case: Case, index: MemoryIndex, frequencies: Frequencies, log2_n: float) -> None:
        self.case, self.log2_n = case, log2_n
        found = index.found(case.query, log2_n)
        self.candidates = len(found)
        self.blocked = case.wanted in found
        started = time.process_time()
        results = _ranked(case, list(found.values()), frequencies, log2_n)
        self.seconds = time.process_time() - started
        self.place = next((at for at, r in enumerate(results) if r.candidate.ref == case.wanted), 10**9)
        self.results = results[:2]


def _ranked(case: Case, candidates: list[Any], frequencies: Frequencies, log2_n: float) -> list[Result]:
    results = []
    for child in candidates:
        lines = compare(case.query, child, frequencies)
        results.append(Result(child, lines, judge(lines, log2_n)))
    results.sort(key=lambda result: (-result.judgement.margin, -result.judgement.bits))
    return results


def _speed(outcomes: list[_Outcome]) -> dict[str, Any]:
    compared = sum(outcome.candidates for outcome in outcomes)
    seconds = sum(outcome.seconds for outcome in outcomes)
    return {
        "queries": len(outcomes),
        "candidates_p50_p95_max": _spread([outcome.candidates for outcome in outcomes], 1, 0),
        "scoring_processor_ms_p50_p95_max": _spread([outcome.seconds for outcome in outcomes], 1000, 2),
        "processor_us_per_comparison": round(seconds / max(compared, 1) * 1e6, 1),
    }


def _spread(values: Sequence[float], factor: float, places: int) -> list[float]:
    ordered = sorted(values)
    picked = (median(ordered), ordered[int(len(ordered) * 0.95)], ordered[-1])
    return [round(value * factor, places) for value in picked]


def _recall(outcomes: list[_Outcome]) -> dict[str, Any]:
    kinds: defaultdict[str, list[_Outcome]] = defaultdict(list)
    for outcome in outcomes:
        kinds[outcome.case.kind].append(outcome)
    main_kinds = [outcome for kind in KINDS for outcome in kinds[kind]]
    groups = {
        "24 kinds": main_kinds,
        "24 kinds, with postcode": [outcome for outcome in main_kinds if outcome.case.query.postcode],
        "24 kinds, without": [outcome for outcome in main_kinds if not outcome.case.query.postcode],
        "one error": [outcome for outcome in main_kinds if outcome.case.kind in ONE_ERROR],
        **{kind: kinds[kind] for kind in (*KINDS, *EXTRA_KINDS)},
    }
    return {name: _recall_of(chosen) for name, chosen in groups.items() if chosen}


def _recall_of(chosen: list[_Outcome]) -> dict[str, float]:
    return {
        "n": len(chosen),
        "R@1": _share(chosen, lambda outcome: outcome.place < 1),
        "R@10": _share(chosen, lambda outcome: outcome.place < 10),
        "blocking": _share(chosen, lambda outcome: outcome.blocked),
    }


def _share(chosen: list[_Outcome], test: Any, places: int = 3) -> float:
    return round(sum(map(test, chosen)) / max(len(chosen), 1), places)


def _false_alerts(missing: list[_Outcome]) -> dict[str, Any]:
    """Of searches for children who are not in the index: how many give a match, or would be joined by themselves."""
    halves = {
        "with postcode": [outcome for outcome in missing if outcome.case.query.postcode],
        "without": [outcome for outcome in missing if not outcome.case.query.postcode],
    }
    return {
        name: {
            "n": len(chosen),
            "called a match": _share(chosen, lambda o: bool(o.results) and o.results[0].judgement.word == MATCH, 4),
            "joined by itself": _share(chosen, lambda o: _accepts(o), 4),
        }
        for name, chosen in halves.items()
    }


def _accepts(outcome: _Outcome) -> bool:
    if not outcome.results:
        return False
    ahead = gap([result.judgement for result in outcome.results])
    return auto_accept(outcome.results[0].comparisons, outcome.log2_n, ahead) == ACCEPT


def _auto(outcomes: list[_Outcome]) -> dict[str, Any]:
    """What a feed with such rows would join by itself, right and wrong."""
    accepted = [outcome for outcome in outcomes if _accepts(outcome)]
    wrong = sum(outcome.place != 0 for outcome in accepted)
    with_third = [outcome for outcome in outcomes if outcome.case.query.postcode and outcome.case.kind in KINDS]
    taken = sum(_accepts(outcome) for outcome in with_third)
    return {
        "accepted": len(accepted),
        "wrong": wrong,
        "share of those with postcode": round(taken / len(with_third), 3),
    }


def _calibration(outcomes: list[_Outcome]) -> dict[str, Any]:
    """Of the best results with such a score, how many were the right child."""
    bands: defaultdict[str, list[bool]] = defaultdict(list)
    for outcome in outcomes:
        if outcome.results:
            score = outcome.results[0].judgement.score
            band = next(low for low in (0.95, 0.85, 0.5, 0.1, 0.0) if score >= low)
            bands[f"from {band}"].append(outcome.place == 0)
    return {
        band: {"n": len(rights), "right": round(sum(rights) / len(rights), 3)} for band, rights in sorted(bands.items())
    }


def _exhaustive(chosen: list[_Outcome], index: MemoryIndex, frequencies: Frequencies, log2_n: float) -> dict[str, Any]:
    """The same queries against every row: what blocking loses."""
    everybody = list(index.children.values())
    at_one = at_ten = 0
    for outcome in chosen:
        results = _ranked(outcome.case, everybody, frequencies, log2_n)
        place = next(at for at, result in enumerate(results) if result.candidate.ref == outcome.case.wanted)
        at_one += place < 1
        at_ten += place < 10
    blocked = _recall_of(chosen)
    return {"n": len(chosen), "every row": [at_one / len(chosen), at_ten / len(chosen)], "blocked": blocked}


def as_text(figures: dict[str, Any]) -> str:
    """The figures as a short table."""
    lines = [f"{name}: {value}" for name, value in figures.items() if name != "recall"]
    lines += [f"{kind:26} {values}" for kind, values in figures["recall"].items()]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
