"""Searches against a filled index: bare and real, one client and many, present children and absent ones."""

import argparse
import os
import sys
import time
from collections.abc import Callable, Sequence
from typing import Any

from benchmarks import index_load, index_trgm, scratch
from benchmarks.corruptions import KINDS, ONE_ERROR, Case, absent
from benchmarks.index_filling import Filled

Answered = tuple[Case, int, str, int]
"""The case, the place of the child who is meant (0: not among ten), the word, and how many were compared."""

LOOK_UPS = 2_000


def measure(filled: Filled, wanted: argparse.Namespace) -> dict[str, Any]:
    """All figures but those of the loading."""
    bare = _Bare(filled)
    for case in filled.asked[:200]:
        bare.ask(case)
    asked, timing = _timed(bare.ask, filled.asked)
    carer, _times = _timed(bare.ask, filled.with_carer)
    school, _times = _timed(bare.ask, filled.with_school)
    missing, _times = _timed(bare.ask, absent(wanted.rows, wanted.absent, wanted.seed))
    report: dict[str, Any] = {"bare_ms": timing, "candidates": _spread([count for *_rest, count in asked], 0)}
    report["recall"] = _groups(asked) | _alongside(filled, asked, carer, school)
    report["absent"] = _absent(missing)
    report["words"] = _words(asked)
    report["lookup_ms"] = _look_ups(filled)
    print("bare searches done; real ones", file=sys.stderr)
    index_load.make_posts(filled.authority_id, wanted)
    report["real_ms"] = index_load.one_client(filled.asked[:: max(1, len(filled.asked) // 400)])
    report["open_loop"] = index_load.open_loop(filled.asked, wanted)
    if os.environ["TEAMAROUND_DATABASE"].startswith("postgres") and wanted.trgm:
        plain = [case for case in filled.asked if case.kind in KINDS]
        sample = plain[:: max(1, len(plain) // wanted.trgm)]
        report["pg_trgm"] = index_trgm.measure(sample, filled)
        places = {id(case): place for case, place, *_rest in asked}
        report["pg_trgm"]["ours_on_the_same"] = _recall([places[id(case)] for case in sample])
    return report


class _Bare:
    """The search without access, audit and page."""

    def __init__(self, filled: Filled) -> None:
        self.filled = filled

    def ask(self, case: Case) -> Answered:
        from teamaround.child_index import candidates
        from teamaround.matching.decide import rank

        frequencies, log2_n = candidates.counts(self.filled.authority_id)
        found = [each for each, _shielded in candidates.find(case.query, self.filled.authority_id)]
        answer = rank(case.query, found, log2_n=log2_n, frequencies=frequencies)
        refs = [result.candidate.ref for result in answer.results]
        meant = self.filled.ids.get(case.wanted) if case.wanted is not None else None
        return case, refs.index(meant) + 1 if meant in refs else 0, answer.word, len(found)


def _timed(ask: Callable[[Case], Answered], asked: Sequence[Case]) -> tuple[list[Answered], dict[str, float]]:
    found, taken, worked = [], [], time.process_time()
    for case in asked:
        begun = time.perf_counter()
        found.append(ask(case))
        taken.append((time.perf_counter() - begun) * 1000)
    each = (time.process_time() - worked) / max(1, len(asked)) * 1000
    return found, {**_spread(taken, 2), "processor_mean": round(each, 2)}


def _spread(values: Sequence[float], digits: int) -> dict[str, float]:
    ordered = sorted(values) or [0.0]
    return {
        name: round(ordered[min(len(ordered) - 1, int(len(ordered) * share))], digits)
        for name, share in scratch.SHARES.items()
    }


def _groups(asked: list[Answered]) -> dict[str, dict[str, float]]:
    main = [each for each in asked if each[0].kind in KINDS]
    groups = {
        "one error": [each for each in main if each[0].kind in ONE_ERROR],
        "24 kinds, with postcode": [each for each in main if each[0].query.postcode],
        "24 kinds, without": [each for each in main if not each[0].query.postcode],
    }
    for case, *rest in asked:
        groups.setdefault(case.kind, []).append((case, *rest))  # type: ignore[arg-type]
    return {name: _recall([place for _case, place, *_rest in each]) for name, each in groups.items()}


def _alongside(
    filled: Filled, asked: list[Answered], carer: list[Answered], school: list[Answered]
) -> dict[str, dict[str, float]]:
    """Queries without a postcode, as they are and with the name of a parent or the school."""
    return {
        "24 kinds, without, with a parent's name": _recall([e[1] for e in carer if not e[0].query.postcode]),
        "24 kinds, without, with the school": _recall([e[1] for e in school if not e[0].query.postcode]),
    }


def _recall(places: list[int]) -> dict[str, float]:
    count = max(1, len(places))
    return {
        "n": len(places),
        "at_1": round(sum(place == 1 for place in places) / count, 4),
        "at_10": round(sum(place > 0 for place in places) / count, 4),
    }


def _absent(missing: list[Answered]) -> dict[str, Any]:
    """Children who are not in the index: whose best answer is called a match all the same."""
    called = [word == "match" for _case, _place, word, _count in missing]
    words: dict[str, int] = {}
    for _case, _place, word, _count in missing:
        words[word] = words.get(word, 0) + 1
    return {"n": len(missing), "called_match": round(sum(called) / max(1, len(called)), 4), "words": words}


def _words(asked: list[Answered]) -> dict[str, dict[str, float]]:
    """Of the searches that got a word, how often the child who is meant came first."""
    found: dict[str, list[int]] = {}
    for _case, place, word, _count in asked:
        found.setdefault(word, []).append(place)
    return {word: _recall(places) for word, places in sorted(found.items())}


def _look_ups(filled: Filled) -> dict[str, float]:
    from teamaround.child_index import probing
    from teamaround.matching.blocking import NUMBER

    taken = []
    for number in (filled.numbers * LOOK_UPS)[:LOOK_UPS]:
        begun = time.perf_counter()
        found = probing.holding(NUMBER, f"nhs_number:{number}", filled.authority_id)
        taken.append((time.perf_counter() - begun) * 1000)
        assert found
    return _spread(taken, 3)
