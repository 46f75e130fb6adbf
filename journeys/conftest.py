"""A real server process with the cast in a database of its own, and a browser that checks each page it opens."""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from conventions.migrated_once import copy_of_today
from journeys.browser import Browser
from journeys.town import Town

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def town(tmp_path_factory):
    """A server that runs until the last journey of this worker has ended, and its surroundings."""
    var = tmp_path_factory.mktemp("journeys")
    env = os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings.development", "TEAMAROUND_VAR": str(var)}
    with database(env, var):
        if not copied_whole(env, var):
            manage(env, "migrate", "-v0")
        for command in ("build_assets", "load_cast"):
            manage(env, command)
        with serving(env, var) as address:
            found = Town(address, var, env)
            yield found
            found.close()


@pytest.fixture(scope="session")
def server(town):
    """Its address."""
    return town.address


def copied_whole(env, var):
    """Take the migrated database that the other tests began from, where they have left one for these files."""
    copied = copy_of_today()
    if env.get("TEAMAROUND_DATABASE", "").startswith("postgres") or not copied.exists():
        return False
    shutil.copyfile(copied, var / "journeys.sqlite3")
    return True


@contextlib.contextmanager
def serving(env, var):
    """The server process, and that it has gone when we leave. It knows its own address, for the links in letters."""
    port = free_port()
    env["TEAMAROUND_PUBLIC_ADDRESS"] = f"http://localhost:{port}"
    command = [sys.executable, "manage.py", "runserver", "--noreload", "--skip-checks", f"127.0.0.1:{port}"]
    with (var / "server.log").open("w") as log:
        running = subprocess.Popen(command, cwd=ROOT, env=env, stdout=log, stderr=subprocess.STDOUT)
        try:
            wait_for(f"http://localhost:{port}/healthz", running)
            yield f"http://localhost:{port}"
        finally:
            running.terminate()
            running.wait(10)


@contextlib.contextmanager
def database(env, var):
    """SQLite in the temporary folder; on PostgreSQL a database of its own on the given server."""
    given = env.get("TEAMAROUND_DATABASE", "")
    if not given.startswith("postgres"):
        env["TEAMAROUND_DATABASE"] = f"sqlite:///{var}/journeys.sqlite3"
        yield
        return
    import psycopg

    name = f"journeys_{os.getpid()}"
    with psycopg.connect(given, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    head, _slash, tail = given.rpartition("/")
    query = tail.partition("?")[2]
    env["TEAMAROUND_DATABASE"] = f"{head}/{name}" + (f"?{query}" if query else "")
    yield
    with psycopg.connect(given, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def manage(env, *words):
    subprocess.run([sys.executable, "manage.py", *words], cwd=ROOT, env=env, check=True, stdout=subprocess.DEVNULL)


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def wait_for(address, running, seconds=60):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        assert running.poll() is None, "the server stopped while starting"
        with contextlib.suppress(OSError), urllib.request.urlopen(address, timeout=2):
            return
        time.sleep(0.3)
    raise AssertionError("the server did not answer in time")


@pytest.fixture(scope="session")
def chromium():
    from playwright.sync_api import sync_playwright

    path = os.environ.get("TEAMAROUND_BROWSER", "/usr/bin/chromium")
    with sync_playwright() as started:
        launched = started.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield launched
        launched.close()


@pytest.fixture
def person(server, chromium):
    """Opens browsers, one for each person (or device) of a story; all are closed at its end."""
    opened = []

    def somebody(username="", **how):
        opened.append(Browser(server, chromium, **how))
        if username:
            opened[-1].be(username)
        return opened[-1]

    yield somebody
    for one in opened:
        one.close()


@pytest.fixture
def browser(person):
    """One person's browser, on a wide screen, that checks accessibility on every page it opens."""
    return person()


@pytest.fixture(autouse=True)
def no_network():
    """The browser speaks to this machine only; the guard of the other tests would stop its driver."""


@pytest.fixture(autouse=True)
def clock():
    """The server keeps the real time."""
