"""`test`: everything but the journeys on all cores, then the journeys in a real browser, then one line."""

import contextlib
import os
import time
import xml.etree.ElementTree as Tree
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from tools.dev import browser, postgres, prepare, steps
from tools.dev.arguments import Request
from tools.dev.places import Places
from tools.dev.problem import Problem
from tools.dev.serve import cores

NOTHING_FOUND = 5
MOST_AGAIN = 3
"""So many journeys may be tried a second time, alone: a browser on a busy machine is slow now and then. It is said."""
SLOWEST = ("--durations=20", "--durations-min=1.0")


@dataclass(frozen=True)
class Outcome:
    """How one group went."""

    title: str
    code: int
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    again: tuple[str, ...] = ()
    """What passed only when it was tried a second time."""

    def in_words(self) -> str:
        if self.code == NOTHING_FOUND:
            return f"{self.title}: none were found"
        words = f"{self.title}: {self.passed:,} passed, {self.failed:,} failed, {self.skipped:,} skipped"
        if self.again:
            words += f" ({len(self.again)} only at the second try: {', '.join(self.again)})"
        return words if self.code in (0, 1) else f"{words}, broken off (pytest's code {self.code})"


def counted(title: str, code: int, report: Path) -> Outcome:
    """Read the counts out of pytest's report; a group that was broken off may have left none."""
    if not report.exists():
        return Outcome(title, code)
    suite = Tree.parse(report).getroot().find("testsuite")
    if suite is None:
        return Outcome(title, code)
    total, failures, errors, skipped = (
        int(suite.get(name, "0")) for name in ("tests", "failures", "errors", "skipped")
    )
    return Outcome(title, code, total - failures - errors - skipped, failures + errors, skipped)


def verdict(outcomes: list[Outcome], not_run: str, in_ci: bool) -> int:
    """0 when all that should have run has run and passed. Journeys left out count only where nobody is watching."""
    if any(outcome.code for outcome in outcomes):
        return 1
    return 1 if not_run and in_ci else 0


def closing_words(outcomes: list[Outcome], not_run: str, engine: str, seconds: float) -> str:
    """The last lines that a tired person reads."""
    lines = [f"On {engine}, in {seconds:.0f} s. " + ". ".join(outcome.in_words() for outcome in outcomes) + "."]
    if not_run:
        lines.append(f"Journeys not run: {not_run}")
    return "\n".join(lines)


def pytest(places: Places, words: list[str], env: Mapping[str, str]) -> int:
    return steps.in_front([places.python, "-m", "pytest", *words], env=env, cwd=places.root)


def group(places: Places, title: str, words: list[str], env: Mapping[str, str]) -> Outcome:
    """One group with a report to count from; the slowest twenty are named, so that they do not grow unseen."""
    report = places.logs / f"{title.lower()}.xml"
    report.unlink(missing_ok=True)
    code = pytest(places, [*words, *SLOWEST, f"--junit-xml={report}"], env)
    return counted(title, code, report)


def failed_in(report: Path) -> list[str]:
    """What failed, as pytest takes it: "journeys/test_a.py::test_b[320]"."""
    if not report.exists():
        return []
    cases = Tree.parse(report).getroot().iter("testcase")
    wrong = [case for case in cases if case.find("failure") is not None or case.find("error") is not None]
    return [f"{case.get('classname', '').replace('.', '/')}.py::{case.get('name')}" for case in wrong]


def second_try(places: Places, first: Outcome, env: Mapping[str, str]) -> Outcome:
    """A few failed journeys once more, one after the other. What fails twice has failed."""
    names = failed_in(places.logs / f"{first.title.lower()}.xml")
    if first.code != 1 or not 0 < len(names) <= MOST_AGAIN:
        return first
    print(f"\nOnce more, alone: {', '.join(names)}", flush=True)
    if pytest(places, [*names, "-m", "journey"], env) != 0:
        return first
    return replace(first, code=0, passed=first.passed + len(names), failed=0, again=tuple(names))


def journeys_wanted(request: Request, workers: int) -> list[str]:
    """All of them on SQLite; on PostgreSQL those that are marked for it."""
    mark = "journey and postgres" if request.postgres else "journey"
    return ["journeys", "-m", mark, "-n", str(workers), "--dist", "loadgroup"]


def test(places: Places, request: Request) -> int:
    """The whole suite, or what the words after `test` name."""
    prepare.ensure_environment(places, packages="dev", modules="all")
    env = dict(os.environ) | {"TEAMAROUND_VAR": str(places.var)}
    env.pop("DJANGO_SETTINGS_MODULE", None)
    found = browser.Found(None, "you asked for that.")
    if request.journeys:
        found = browser.find(places, may_install=in_a_browser(request))
    if found.program:
        env["TEAMAROUND_BROWSER"] = found.program
    with contextlib.ExitStack() as stack:
        workers = cores()
        if request.postgres:
            servers = stack.enter_context(postgres.servers(places, workers))
            workers = min(workers, len(servers))
            env |= with_servers(env, servers)
        if request.rest:
            if in_a_browser(request) and not found.program:
                raise Problem(f"The journeys cannot run: {found.reason}")
            return pytest(places, request.rest, env)
        return everything(places, request, env, workers, found.reason)


def in_a_browser(request: Request) -> bool:
    """Everything, or a journey by name."""
    return request.journeys and (not request.rest or any(word.startswith("journeys") for word in request.rest))


def with_servers(env: Mapping[str, str], servers: list[str]) -> dict[str, str]:
    """What tells each process of pytest its own server (see own_server.py)."""
    plugins = [word for word in env.get("PYTEST_PLUGINS", "").split(",") if word]
    return {
        "TEAMAROUND_DATABASE": servers[0],
        "TEAMAROUND_TEST_SERVERS": " ".join(servers),
        "PYTEST_PLUGINS": ",".join([*plugins, "tools.dev.own_server"]),
    }


def everything(places: Places, request: Request, env: Mapping[str, str], workers: int, not_run: str) -> int:
    """Both groups, and the closing words."""
    begun = time.monotonic()
    words = ["-m", "not journey", "-n", str(workers), "--dist", "loadgroup"]
    outcomes = [group(places, "Tests", words, env)]
    if not not_run:
        journeys = group(places, "Journeys", journeys_wanted(request, min(2, workers)), env)
        outcomes.append(second_try(places, journeys, env))
    engine = "PostgreSQL" if request.postgres else "SQLite"
    print("\n" + closing_words(outcomes, not_run, engine, time.monotonic() - begun), flush=True)
    return verdict(outcomes, not_run if request.journeys else "", os.environ.get("CI", "").lower() == "true")
