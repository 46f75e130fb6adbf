"""The index at national size, side by side: load, search, look-up, recall, false alerts, calibration, pg_trgm.

./dev bench index --engine both --rows 1000000 --queries 2400 --seed 1 --json

Fills a scratch database through the product's own bulk loading and measures the product's own search: bare (probes,
reading, scoring) and real (access, habits, shield, scoring, explanation, sealed audit), one client and 50 a second
from several processes, with latency from the scheduled arrival. PostgreSQL is a durable temporary server from the
wheel, or an empty database named by TEAMAROUND_DATABASE. Everything lies on the disk of the temporary folder.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks import index_report, scratch

ENGINES = ("sqlite", "postgres")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--engine", choices=(*ENGINES, "both"), default="sqlite")
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--queries", type=int, default=2_400, help="spread over 24 kinds of error, equally many each")
    parser.add_argument("--absent", type=int, default=2_000, help="searches for children who are not in the index")
    parser.add_argument("--per-second", type=int, default=50, help="arrivals in the open loop")
    parser.add_argument("--seconds", type=int, default=30, help="length of the open loop")
    parser.add_argument("--processes", type=int, default=4, help="clients in the open loop")
    parser.add_argument("--trgm", type=int, default=48, help="queries put to pg_trgm (PostgreSQL only; 0: leave out)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    wanted = parser.parse_args()
    if wanted.engine == "both":
        reports = [report for engine in ENGINES for report in _in_its_own_process(engine, wanted)]
    else:
        reports = [_measured(wanted)]
    if not reports:
        raise SystemExit(1)
    print(json.dumps(reports, indent=2) if wanted.json else index_report.as_text(reports))


def _in_its_own_process(engine: str, wanted: argparse.Namespace) -> list[dict[str, Any]]:
    """Settings are read once in a process, so each engine has one. What one engine measured stays if another fails."""
    given = [f"--{name.replace('_', '-')}={value}" for name, value in vars(wanted).items() if name not in _OWN]
    command = [sys.executable, "-m", "benchmarks.index", f"--engine={engine}", "--json", *given]
    done = subprocess.run(command, check=False, stdout=subprocess.PIPE)
    if done.returncode:
        print(f"{engine} could not be measured: see above", file=sys.stderr)
        return []
    report: list[dict[str, Any]] = json.loads(done.stdout)
    return report


_OWN = {"engine", "json"}


def _measured(wanted: argparse.Namespace) -> dict[str, Any]:
    if wanted.engine == "sqlite":
        os.environ.pop("TEAMAROUND_DATABASE", None)
        return _on_a_database(wanted)
    if os.environ.get("TEAMAROUND_DATABASE", "").startswith("postgres"):
        return _on_a_database(wanted)
    from tools.dev import places, postgres

    with tempfile.TemporaryDirectory(prefix="teamaround-bench-") as folder:
        here = places.Places(Path.cwd(), Path(folder))
        here.logs.mkdir(parents=True)
        with postgres.for_measuring(here) as address:
            os.environ["TEAMAROUND_DATABASE"] = address
            return _on_a_database(wanted)


def _on_a_database(wanted: argparse.Namespace) -> dict[str, Any]:
    with scratch.database() as engine:
        from benchmarks import index_filling, index_searching

        print(f"{engine}: {wanted.rows:,} children", file=sys.stderr)
        filled = index_filling.fill(wanted.rows, wanted.queries, wanted.seed)
        report = {"machine": scratch.machine(), "engine": engine, "rows": wanted.rows, "seed": wanted.seed}
        report |= {"load": filled.figures, "load_average": " ".join(f"{each:.1f}" for each in os.getloadavg())}
        report |= index_searching.measure(filled, wanted)
        return report


if __name__ == "__main__":
    main()
