"""Locks, so that `dev` may be called twice at once. The kernel drops them when their holder dies."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from tools.dev.places import Places
from tools.dev.problem import Problem
from tools.dev.steps import Progress


def take(file: Path, words: str) -> TextIO | None:
    """Take the lock and leave `words` in it, or return None where somebody else holds it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    handle = file.open("a+", encoding="utf-8")
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        handle.close()
        return None
    handle.truncate(0)
    handle.write(words)
    handle.flush()
    return handle


def holder(file: Path) -> str:
    """The words that the holder left."""
    return file.read_text(encoding="utf-8").strip()


@contextmanager
def setting_up(places: Places) -> Iterator[None]:
    """One at a time installs packages, migrates and loads. The second waits, and says for whom."""
    file = places.tools / "setting_up.lock"
    words = f"process {os.getpid()}"
    begun = time.monotonic()
    handle = take(file, words)
    if handle is None:
        progress = Progress(f"Another ./dev ({holder(file)}) is setting up this folder; waiting for it")
        while handle is None:
            time.sleep(0.2)
            progress.tick(time.monotonic() - begun)
            handle = take(file, words)
        progress.done(time.monotonic() - begun)
    try:
        yield
    finally:
        handle.close()


@contextmanager
def running(places: Places, address: str) -> Iterator[None]:
    """One `dev start` for each var folder; a second is told where the first one is."""
    file = places.var / "running.lock"
    handle = take(file, f"at {address} (process {os.getpid()})")
    if handle is None:
        raise Problem(
            f"Teamaround already runs from this folder {holder(file)}. "
            "Open that address, or stop it there with Ctrl-C and try again."
        )
    try:
        yield
    finally:
        handle.close()
