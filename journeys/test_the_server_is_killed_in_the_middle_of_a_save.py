"""A server killed in the middle of a save: all or nothing, and sent again it doubles nothing (issue 2 section 5)."""

import contextlib
import subprocess
import sys
import time

import pytest
from playwright.sync_api import Error

from journeys.browser import Browser
from journeys.conftest import free_port, wait_for
from journeys.town import ROOT

pytestmark = pytest.mark.journey
WORDS = "The lights went out while I wrote this."
KEEP = """() => {
  const form = [...document.forms].find((one) => one.querySelector("[name=words]"));
  window.sent = new FormData(form);
  window.target = form.action || location.href;
}"""
SEND = """() => fetch(window.target, {method: "POST", body: window.sent}).then((answer) => answer.url, () => "")"""


@contextlib.contextmanager
def dying(town, path):
    """The address of a server on the same database that dies a little later in each of its lives."""
    port = free_port()
    command = [sys.executable, "-m", "journeys.dying_server", str(port), path]
    with (town.var / "dying.log").open("w") as log:
        running = subprocess.Popen(command, cwd=ROOT, env=town.env, stdout=log, stderr=subprocess.STDOUT)
        try:
            wait_for(f"http://localhost:{port}/healthz", running)
            yield f"http://localhost:{port}", running
        finally:
            running.terminate()
            running.wait(10)


@pytest.mark.postgres
def test_either_all_of_it_is_there_or_nothing_and_never_twice(town, chromium):
    child = town.child("Kayleigh")
    path = f"/help-for-a-child/{child}/story/add/"
    with dying(town, path) as (address, running):
        sam = Browser(address, chromium)
        sam.be("sam.okafor")
        sam.open(path)
        sam.fill("What happened?", WORDS)
        sam.page.evaluate(KEEP)
        before, deaths = town.everything(), 0
        while not (answer := sam.page.evaluate(SEND)):
            deaths += 1
            assert whole(before, town.everything()), f"something is left of the save that ended after write {deaths}"
            wait_for(f"{address}/healthz", running)
        assert answer.endswith(f"/{child}/story/") or "/story/" in answer
        sam.close()
    assert deaths > 4, "the save has so few writes that this test shows nothing"
    assert len(town.rows("episodes.Entry", words=WORDS)) == 1
    again = town.everything()
    assert again["changes"] == before["changes"] + 1


def whole(before, now):
    """Nothing is there, or all of it is: the entry, its event and the key of the form."""
    parts = ("episodes.Entry", "changes", "audit.Submission")
    return len({now[part] - before[part] for part in parts}) == 1


def test_a_server_that_is_gone_is_told_by_the_browser_and_nothing_typed_is_lost(town, chromium):
    """The page stays; once the server is back the same button does it."""
    path = f"/help-for-a-child/{town.child('Kayleigh')}/story/add/"
    with dying(town, path) as (address, running):
        sam = Browser(address, chromium)
        sam.be("sam.okafor")
        sam.open(path)
        sam.fill("What happened?", "Typed before the server went.")
        sam.page.get_by_role("button", name="Add to the story").click()
        sam.page.wait_for_url("chrome-error://**")
        for _life in range(30):
            time.sleep(0.1)
            wait_for(f"{address}/healthz", running)
            with contextlib.suppress(Error):
                sam.page.reload()
            if sam.page.url.startswith(address):
                break
        sam.sees("Typed before the server went.")
        sam.close()
    assert len(town.rows("episodes.Entry", words="Typed before the server went.")) == 1
