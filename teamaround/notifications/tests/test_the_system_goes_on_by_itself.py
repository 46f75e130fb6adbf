"""Ticks and jobs: go on after errors, end when asked, harmless twice (design.md 3, jobs)."""

import datetime
import os
import signal
import subprocess
import sys
import time

import pytest
from django.conf import settings
from django.core.management import call_command

from teamaround.notifications import jobs, ticks

MINUTE = datetime.timedelta(minutes=1)


@pytest.fixture
def own_ticks(monkeypatch):
    monkeypatch.setattr(ticks, "_ticks", {})


def test_a_tick_comes_again_after_its_time(own_ticks):
    done = []
    ticks.register("test.a", lambda: done.append(1), every=MINUTE)
    for moment in (0.0, 59.0, 60.0, 61.0):
        ticks.run_due(moment)
    assert len(done) == 2


def test_one_that_fails_holds_up_nobody_and_comes_again(own_ticks, caplog):
    done = []

    def broken():
        done.append("broken")
        raise RuntimeError("no")

    ticks.register("test.a", broken)
    ticks.register("test.b", lambda: done.append("b"))
    ticks.run_due(0.0)
    ticks.run_due(60.0)
    assert done == ["broken", "b"] * 2
    assert "tick test.a failed" in caplog.text


def test_everything_that_must_run_by_itself_is_registered():
    names = {tick.name for tick in ticks.every_tick()}
    assert names >= {
        "audit.seal", "audit.partitions", "audit.submissions", "notifications.deliver",
        "agencies.unsent", "attachments.sweep", "notifications.lost_jobs",
    }  # fmt: skip


@pytest.mark.django_db
def test_one_round_runs_every_tick_without_a_word_of_failure(caplog, monkeypatch):
    monkeypatch.setattr("teamaround.notifications.management.commands.run_jobs.close_old_connections", lambda: None)
    for tick in ticks.every_tick():
        tick.due = 0.0
    call_command("run_jobs", once=True)
    assert "failed" not in caplog.text


def test_tests_run_their_jobs_at_once():
    assert not jobs.uses_database()
    assert not jobs.run_one("worker")


@pytest.mark.django_db
def test_a_waiting_job_is_run_and_a_lost_one_waits_again(settings):
    from django_tasks_db.models import DBTaskResult

    long_ago = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)

    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    row = DBTaskResult.objects.create(
        task_path="teamaround.notifications.tests.job.greet",
        args_kwargs={"args": [], "kwargs": {"name": "Sam"}},
        backend_name="default",
        run_after=long_ago,
    )
    DBTaskResult.objects.update(status="RUNNING", started_at=long_ago)
    assert jobs.give_back_lost() == 1
    assert jobs.run_one("worker")
    row.refresh_from_db()
    assert (row.status, row.return_value) == ("SUCCESSFUL", "Hello Sam")
    assert not jobs.run_one("worker")


def test_asked_to_end_it_is_gone_within_two_seconds(tmp_path):
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings.development",
        "TEAMAROUND_VAR": str(tmp_path),
        "TEAMAROUND_DATABASE": f"sqlite:///{tmp_path}/empty.sqlite3",
    }
    words = [sys.executable, "manage.py", "run_jobs"]
    with subprocess.Popen(words, env=environment, cwd=settings.ROOT, stdout=-1, stderr=-1, text=True) as worker:
        try:
            assert worker.stdout.readline().startswith("Jobs and ticks are running"), worker.stderr.read()
            time.sleep(0.7)
            assert worker.poll() is None, "it must survive even a database without tables"
            asked = time.monotonic()
            worker.send_signal(signal.SIGTERM)
            worker.communicate(timeout=5)
            assert time.monotonic() - asked < 2
            assert worker.returncode == 0
        finally:
            worker.kill()
