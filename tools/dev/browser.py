"""A browser for the journeys: the one that was named, the one that is there, or one from apt."""

import os
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tools.dev import steps
from tools.dev.install import answers
from tools.dev.places import Places
from tools.dev.problem import Problem

NAMES = (
    "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome",
    "microsoft-edge", "microsoft-edge-stable", "msedge",
)  # fmt: skip
MEND = "Install Chromium, or name a browser with TEAMAROUND_BROWSER."


@dataclass(frozen=True)
class Found:
    """A browser, or in plain words why there is none."""

    program: str | None
    reason: str = ""


def named(environment: Mapping[str, str]) -> str | None:
    """TEAMAROUND_BROWSER comes first; a wrong one is said, not passed over."""
    program = environment.get("TEAMAROUND_BROWSER")
    if not program:
        return None
    found = shutil.which(program)
    if not found:
        raise Problem(f"TEAMAROUND_BROWSER is {program!r}, and there is no such program. Name one, or unset it.")
    return found


def installed(which: Callable[[str], str | None] = shutil.which) -> str | None:
    """The first that is there and really starts (Ubuntu has a `chromium-browser` that only asks for a snap)."""
    for name in NAMES:
        program = which(name)
        if program and answers([program, "--version"]):
            return program
    return None


def apt_prefix(which: Callable[[str], str | None] = shutil.which, user: int | None = None) -> list[str] | None:
    """How apt can be run without a question: as root, or by a sudo that does not ask."""
    if not which("apt-get"):
        return None
    if (os.geteuid() if user is None else user) == 0:
        return []
    sudo = which("sudo")
    if sudo and answers([sudo, "-n", "echo", "yes"]):
        return [sudo, "-n"]
    return None


def install_by_apt(places: Places, prefix: list[str]) -> int:
    """Chromium and one plain font from the machine's own distribution."""
    env = dict(os.environ) | {"DEBIAN_FRONTEND": "noninteractive"}
    for title, words in (
        ("Asking apt for its newest lists", ["update"]),
        ("Installing Chromium with apt", ["install", "-y", "--no-install-recommends", "chromium", "fonts-dejavu-core"]),
    ):
        log = places.logs / f"apt-{words[0]}.log"
        code = steps.attempt(title, [*prefix, "apt-get", *words], log=log, env=env, cwd=places.root)
    return code


def find(places: Places, *, may_install: bool = True) -> Found:
    """In this order: TEAMAROUND_BROWSER, an installed one, apt."""
    program = named(os.environ) or installed()
    if program:
        return Found(program)
    prefix = apt_prefix() if may_install else None
    if prefix is None:
        return Found(None, f"no browser was found. {MEND}")
    if install_by_apt(places, prefix):
        return Found(None, f"apt could not install Chromium ({places.logs / 'apt-install.log'} says why). {MEND}")
    program = installed()
    return Found(program) if program else Found(None, f"what apt installed does not start. {MEND}")
