"""Splink on the same index and the same feed, beside our own matching: time, precision, recall of its best answer."""

import csv
import datetime
import resource
import time
from pathlib import Path
from typing import Any

from benchmarks.feed_rows import card_of
from benchmarks.generate import population

ALONE = 0.999
"""A feed row is joined with its best answer from this chance on."""


def beside(path: Path, truth: list[int | None], index: int, seed: int) -> dict[str, Any]:
    """Training is included in the time, reading the rows is not."""
    from teamaround.exchange import splink_way

    splink, duckdb, pyarrow = splink_way.needed()
    known = _columns(splink_way.row_of(child.number, card_of(child)) for child in population(index, seed))
    told = _columns(_told(path))
    begun = time.perf_counter()
    api = splink.DuckDBAPI(connection=duckdb.connect())
    linker = splink_way.trained(splink, api, [pyarrow.table(told), pyarrow.table(known)], "link_only")
    predicted = linker.inference.predict(threshold_match_probability=0.5).as_pyarrow_table()
    taken = time.perf_counter() - begun
    return {
        "seconds": round(taken, 1),
        "rows_a_second": round(len(truth) / taken),
        "peak_memory_mib": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        **_right(predicted, truth),
    }


def _columns(rows: Any) -> dict[str, list[Any]]:
    columns: dict[str, list[Any]] = {}
    for row in rows:
        for name, value in row.items():
            columns.setdefault(name, []).append(value)
    return columns


def _told(path: Path) -> Any:
    """The feed as Splink reads it; a row's id is its number below zero."""
    from teamaround.exchange import splink_way

    with path.open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file)):
            born = datetime.datetime.strptime(row["DOB"], "%d/%m/%Y").date().isoformat() if row["DOB"] else ""
            carer = f"{row['ParentForename']} {row['ParentSurname']}".strip()
            card = {"given": row["Forename"], "family": row["Surname"], "born": born, "sex": row["Gender"],
                    "postcode": row["Postcode"], "carers": [[carer]]}  # fmt: skip
            yield splink_way.row_of(-1 - number, card)


def _right(predicted: Any, truth: list[int | None]) -> dict[str, Any]:
    best: dict[int, tuple[float, int]] = {}
    columns = predicted.select(["unique_id_l", "unique_id_r", "match_probability"]).to_pydict()
    for left, right, chance in zip(*columns.values(), strict=True):
        row, child = (left, right) if left < 0 else (right, left)
        best[row] = max(best.get(row, (0.0, -1)), (chance, child))
    joined = {row: child for row, (chance, child) in best.items() if chance >= ALONE}
    right = sum(truth[-1 - row] == child for row, child in joined.items())
    there = sum(wanted is not None for wanted in truth)
    return {"precision": round(right / max(1, len(joined)), 5), "recall": round(right / max(1, there), 4)}
