"""A scratch database for a benchmark: migrated, filled, thrown away. Nothing here touches var/.

SQLite in a temporary folder, or PostgreSQL when TEAMAROUND_DATABASE names one (use an empty database).
"""

import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def database() -> Iterator[str]:
    """Sets Django up on a fresh database and migrates it. Yields "sqlite" or "postgresql"."""
    with tempfile.TemporaryDirectory(prefix="teamaround-bench-") as folder:
        os.environ.setdefault("TEAMAROUND_DATABASE", f"sqlite:///{folder}/bench.sqlite3")
        os.environ["TEAMAROUND_VAR"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.development"
        import django

        django.setup()
        from django.core.management import call_command
        from django.db import connection

        call_command("migrate", verbosity=0)
        yield connection.vendor
        connection.close()


def fsync_p50_ms(folder: str | None = None, times: int = 200) -> float:
    """Milliseconds that a small durable write takes on this disk, median: printed beside every latency."""
    with tempfile.NamedTemporaryFile(dir=folder) as file:
        taken = []
        for _ in range(times):
            begun = time.perf_counter()
            file.write(b"x" * 512)
            file.flush()
            os.fsync(file.fileno())
            taken.append((time.perf_counter() - begun) * 1000)
    return round(statistics.median(taken), 3)


def timed(call: Callable[[], object], times: int) -> dict[str, float]:
    """p50, p95 and p99 in milliseconds of `times` calls after one warm-up call."""
    call()
    taken = sorted(_once(call) for _ in range(times))
    return {name: round(taken[min(times - 1, int(times * share))], 3) for name, share in SHARES.items()}


SHARES = {"p50": 0.50, "p95": 0.95, "p99": 0.99}


def _once(call: Callable[[], object]) -> float:
    begun = time.perf_counter()
    call()
    return (time.perf_counter() - begun) * 1000


def machine() -> str:
    cores = os.cpu_count()
    return f"{cores} cores, fsync p50 {fsync_p50_ms(str(Path(tempfile.gettempdir())))} ms"
