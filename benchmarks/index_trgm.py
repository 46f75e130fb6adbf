"""What one would try first on PostgreSQL: trigrams of the whole name (pg_trgm, GIN), the hundred most alike."""

import time
from typing import Any

from benchmarks.corruptions import Case
from benchmarks.index_filling import Filled

MOST = 100
_SQL = f"""
SELECT child_id FROM (
    SELECT child_id, name, day, similarity(name, %s) AS alike FROM bench_trgm WHERE name %% %s
    ORDER BY alike DESC LIMIT {MOST}
) AS p ORDER BY alike + CASE WHEN day = %s THEN 1 ELSE 0 END DESC LIMIT 10
"""


def measure(sample: list[Case], filled: Filled) -> dict[str, Any]:
    """The same rows and queries: time, and whether the child is among the first ten (the right day put first)."""
    from django.db import connection

    with connection.cursor() as cursor:
        begun = time.perf_counter()
        cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        cursor.execute(
            "CREATE TABLE bench_trgm AS SELECT DISTINCT child_id, first || ' ' || family AS name, day "
            "FROM child_index_searchname"
        )
        cursor.execute("CREATE INDEX bench_trgm_name ON bench_trgm USING gin (name gin_trgm_ops)")
        cursor.execute("ANALYZE bench_trgm")
        made = time.perf_counter() - begun
        taken, places = [], []
        for case in [sample[0], *sample]:
            begun = time.perf_counter()
            ids = _ask(cursor, case)
            taken.append((time.perf_counter() - begun) * 1000)
            meant = filled.ids[case.wanted or 0]
            places.append(ids.index(meant) + 1 if meant in ids else 0)
        cursor.execute("DROP TABLE bench_trgm")
    ordered, places = sorted(taken[1:]), places[1:]
    return {
        "n": len(places),
        "p50": round(ordered[len(ordered) // 2], 1),
        "p95": round(ordered[int(len(ordered) * 0.95)], 1),
        "at_1": round(sum(place == 1 for place in places) / len(places), 3),
        "at_10": round(sum(place > 0 for place in places) / len(places), 3),
        "built_seconds": round(made, 1),
    }


def _ask(cursor: Any, case: Case) -> list[int]:
    form = case.query.prepared.named
    name = f"{form.given} {form.family}".strip()
    cursor.execute(_SQL, [name, name, case.query.prepared.birth_day])
    return [row[0] for row in cursor.fetchall()]
