"""The `dev` command at work: database and town, ports, browser, the end of the tests, progress, processes."""

import io
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tools.dev import (
    browser,
    children,
    locks,
    own_server,
    places,
    postgres,
    prepare,
    problem,
    serve,
    stamps,
    steps,
    testing,
)
from tools.dev.problem import Problem

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def clone(tmp_path: Path) -> places.Places:
    """An empty clone with a list of packages."""
    (tmp_path / "requirements").mkdir()
    (tmp_path / "requirements" / "base.lock").touch()
    return places.Places(root=tmp_path, var=tmp_path / "var")


def program(path: Path, text: str = "echo it starts") -> str:
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return str(path)


class TestDatabaseAndTown:
    @pytest.fixture
    def asked(self, clone: places.Places, monkeypatch: pytest.MonkeyPatch) -> list[str]:
        """The application's commands that would have run; `migrate` leaves a database behind."""
        names: list[str] = []

        def stand_in(where: places.Places, title: str, name: str, *words: str, mend: str) -> None:
            names.append(name)
            where.var.mkdir(exist_ok=True)
            (where.var / "teamaround.sqlite3").write_text(name)

        monkeypatch.setattr(prepare, "manage", stand_in)
        return names

    def set_up(self, clone: places.Places) -> prepare.Database:
        base = prepare.database(clone, {})
        prepare.ensure_migrated(clone, base)
        prepare.ensure_town(clone, base)
        return base

    def test_the_first_time_migrates_and_loads(self, clone: places.Places, asked: list[str]):
        self.set_up(clone)
        assert asked == ["migrate", "load_town"]
        assert (clone.var / "town.loaded").exists()

    def test_a_warm_start_asks_nothing(self, clone: places.Places, asked: list[str]):
        self.set_up(clone)
        asked.clear()
        self.set_up(clone)
        assert asked == []

    def test_a_new_migration_is_run_and_the_town_stays(self, clone: places.Places, asked: list[str]):
        self.set_up(clone)
        asked.clear()
        migration = clone.root / "teamaround" / "plans" / "migrations" / "0002_more.py"
        migration.parent.mkdir(parents=True)
        migration.touch()
        self.set_up(clone)
        assert asked == ["migrate"]

    def test_a_deleted_database_gets_its_town_again(self, clone: places.Places, asked: list[str]):
        self.set_up(clone)
        asked.clear()
        (clone.var / "teamaround.sqlite3").unlink()
        self.set_up(clone)
        assert asked == ["migrate", "load_town"]

    def test_half_a_town_is_begun_again_from_nothing(self, clone: places.Places, asked: list[str]):
        base = self.set_up(clone)
        asked.clear()
        base.loaded.unlink()
        stamps.write(base.loading, "begun")
        self.set_up(clone)
        assert asked == ["migrate", "load_town"]
        assert not base.loading.exists()

    def test_fresh_takes_the_town_and_leaves_what_it_did_not_make(self, clone: places.Places, asked: list[str]):
        base = self.set_up(clone)
        (clone.var / "notes.txt").touch()
        prepare.start_again(clone, base)
        assert [path.name for path in clone.var.iterdir()] == ["notes.txt"]

    def test_fresh_does_not_touch_a_database_it_did_not_make(self, clone: places.Places):
        base = prepare.database(clone, {"TEAMAROUND_DATABASE": "postgres://somewhere/real"})
        with pytest.raises(Problem, match="TEAMAROUND_DATABASE"):
            prepare.start_again(clone, base)

    def test_each_database_has_marks_of_its_own(self, clone: places.Places):
        other = prepare.database(clone, {"TEAMAROUND_DATABASE": "postgres://somewhere/real"})
        assert other.loaded != prepare.database(clone, {}).loaded


class TestPorts:
    def test_a_port_that_answers_is_refused_with_another(self):
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = taken.getsockname()[1]
            with pytest.raises(Problem, match=f"already answers on port {port}.*--port {port + 1}"):
                serve.refuse_a_taken_port(port)

    def test_a_free_port_is_not(self):
        with socket.create_server(("127.0.0.1", 0)) as once:
            port = once.getsockname()[1]
        serve.refuse_a_taken_port(port)

    def test_a_second_start_is_told_where_the_first_is(self, clone: places.Places):
        with locks.running(clone, "http://localhost:8000"), pytest.raises(Problem, match="http://localhost:8000"):
            locks.running(clone, "http://localhost:8001").__enter__()

    def test_a_lock_ends_with_its_holder(self, clone: places.Places):
        for port in (8000, 8001):
            with locks.running(clone, f"http://localhost:{port}"):
                pass

    def test_what_keeps_dying_is_started_ever_more_slowly(self):
        assert [serve.pause_before(times) for times in (1, 2, 3, 9)] == [1, 2, 4, 30]


class TestBrowser:
    def test_the_named_one_comes_first(self, tmp_path: Path):
        mine = program(tmp_path / "mine")
        assert browser.named({"TEAMAROUND_BROWSER": mine}) == mine

    def test_a_wrong_name_is_said_not_passed_over(self):
        with pytest.raises(Problem, match="TEAMAROUND_BROWSER is '/nowhere/browser'"):
            browser.named({"TEAMAROUND_BROWSER": "/nowhere/browser"})

    def test_chromium_comes_before_chrome_and_edge(self, tmp_path: Path):
        there = {name: program(tmp_path / name) for name in ("msedge", "google-chrome", "chromium")}
        assert browser.installed(there.get) == there["chromium"]

    def test_one_that_does_not_start_is_passed_over(self, tmp_path: Path):
        there = {
            "chromium-browser": program(tmp_path / "a", "exit 1"),
            "google-chrome": program(tmp_path / "b"),
        }
        assert browser.installed(there.get) == there["google-chrome"]

    def test_apt_is_used_by_root_and_by_a_sudo_that_does_not_ask(self, tmp_path: Path):
        quiet = {"apt-get": "apt-get", "sudo": program(tmp_path / "quiet", "echo yes")}
        asking = {"apt-get": "apt-get", "sudo": program(tmp_path / "asking", "exit 1")}
        assert browser.apt_prefix(quiet.get, user=0) == []
        assert browser.apt_prefix(quiet.get, user=1000) == [quiet["sudo"], "-n"]
        assert browser.apt_prefix(asking.get, user=1000) is None
        assert browser.apt_prefix({}.get, user=0) is None

    def test_without_any_the_reason_says_what_to_do(self, clone: places.Places, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.delenv("TEAMAROUND_BROWSER", raising=False)
        monkeypatch.setattr(browser, "installed", lambda: None)
        found = browser.find(clone, may_install=False)
        assert found.program is None
        assert "Install Chromium" in found.reason


class TestTheEndOfTheTests:
    PASSED = testing.Outcome("Tests", 0, passed=3)

    def test_all_passed_is_nought(self):
        assert testing.verdict([self.PASSED], "", in_ci=True) == 0

    def test_journeys_left_out_fail_only_where_nobody_watches(self):
        assert testing.verdict([self.PASSED], "no browser was found.", in_ci=False) == 0
        assert testing.verdict([self.PASSED], "no browser was found.", in_ci=True) == 1

    @pytest.mark.parametrize("code", [1, 2, testing.NOTHING_FOUND])
    def test_a_group_that_failed_or_found_nothing_fails_the_run(self, code: int):
        assert testing.verdict([self.PASSED, testing.Outcome("Journeys", code)], "", in_ci=False) == 1

    def test_the_counts_come_from_pytests_report(self, tmp_path: Path):
        report = tmp_path / "tests.xml"
        report.write_text('<testsuites><testsuite tests="9" failures="1" errors="1" skipped="2"/></testsuites>')
        outcome = testing.counted("Tests", 1, report)
        assert outcome.in_words() == "Tests: 5 passed, 2 failed, 2 skipped"

    def test_the_closing_words_name_what_was_not_run(self):
        words = testing.closing_words([self.PASSED], "no browser was found.", "SQLite", 7)
        assert "Tests: 3 passed" in words
        assert "Journeys not run: no browser was found." in words


class TestProgress:
    def test_what_is_quick_says_nothing(self):
        out = io.StringIO()
        progress = steps.Progress("Loading", out, moving=False)
        progress.tick(1.9)
        progress.done(1.9)
        assert out.getvalue() == ""

    def test_a_build_machine_gets_plain_lines_every_ten_seconds(self):
        out = io.StringIO()
        progress = steps.Progress("Loading", out, moving=False)
        for second in range(2, 25):
            progress.tick(second)
        progress.done(25)
        assert out.getvalue().splitlines() == [
            "Loading … 2 s", "Loading … 12 s", "Loading … 22 s", "Loading: done in 25.0 s",
        ]  # fmt: skip

    def test_what_fails_shows_the_tools_last_words_and_what_to_do(self, tmp_path: Path):
        log = tmp_path / "var" / "log" / "tool.log"
        with pytest.raises(Problem) as caught:
            steps.run("Loading", ["sh", "-c", "echo broken; exit 3"], log=log, env={}, cwd=tmp_path, mend="Mend it.")
        words = problem.in_words(caught.value)
        assert words.startswith("Loading failed. Mend it.")
        assert "  | broken" in words
        assert str(log) in words


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's own signal is Linux's")
class TestChildren:
    def test_a_group_ends_with_its_grandchildren(self, tmp_path: Path):
        group = children.Group()
        grandchild = group.start(["sh", "-c", "sleep 60 & echo $!; wait"], {"PATH": "/usr/bin:/bin"}, str(tmp_path))
        assert grandchild.stdout
        number = grandchild.stdout.readline().decode().strip()
        group.end()
        assert self.is_gone(number)

    def test_children_end_when_dev_is_killed(self, tmp_path: Path):
        text = (
            "import sys, time; sys.path.insert(0, sys.argv[1]); from tools.dev.children import Group\n"
            "child = Group().start(['sh', '-c', 'sleep 60 & echo $!; wait'], {'PATH': '/usr/bin:/bin'}, '/')\n"
            "print(child.pid, child.stdout.readline().decode(), flush=True); time.sleep(60)"
        )
        dev = subprocess.Popen([sys.executable, "-c", text, str(ROOT)], stdout=subprocess.PIPE)
        assert dev.stdout
        numbers = dev.stdout.readline().decode().split()
        dev.send_signal(signal.SIGKILL)
        dev.wait()
        dev.stdout.close()
        assert len(numbers) == 2
        assert all(self.is_gone(number) for number in numbers)

    @staticmethod
    def is_gone(number: str) -> bool:
        """Gone, or dead and waiting to be buried."""
        for _ in range(60):
            try:
                if Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
                    return True
            except OSError:
                return True
            time.sleep(0.1)
        return False


class TestTemporaryPostgres:
    def test_folders_of_killed_runs_are_removed_and_those_of_living_ones_stay(self, tmp_path: Path):
        dead, living = (tmp_path / f"{postgres.PREFIX}{number}-x" for number in (2**22 + 1, 1))
        dead.mkdir()
        living.mkdir()
        postgres.remove_leftovers(tmp_path)
        assert (dead.exists(), living.exists()) == (False, True)

    def test_memory_without_room_is_left_alone(self, tmp_path: Path):
        assert postgres.roomy_memory(10**9, tmp_path) is None
        assert postgres.roomy_memory(1, tmp_path / "missing") is None

    def test_each_worker_has_a_server_of_its_own(self):
        servers = ["first", "second"]
        assert [own_server.own(servers, worker) for worker in ("", "gw0", "gw1", "gw2")] == [
            "first", "first", "second", "first",
        ]  # fmt: skip

    def test_a_named_server_is_used_as_it_is(self, clone: places.Places):
        named = {"TEAMAROUND_POSTGRES": "postgres://one/x postgres://two/x"}
        with postgres.servers(clone, 8, named) as addresses:
            assert addresses == ["postgres://one/x", "postgres://two/x"]

    def test_other_plugins_of_pytest_stay(self):
        env = testing.with_servers({"PYTEST_PLUGINS": "mine"}, ["one", "two"])
        assert env["PYTEST_PLUGINS"] == "mine,tools.dev.own_server"
        assert env["TEAMAROUND_TEST_SERVERS"] == "one two"
