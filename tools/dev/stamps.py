"""Stamps: a file that says from what a thing was made, so that a warm start can leave it alone.

A stamp is taken away before the work begins and written after it has succeeded. So a stamp that is there is true,
and work that was interrupted has none.
"""

import hashlib
from collections.abc import Iterable
from pathlib import Path


def digest(files: Iterable[Path], *words: str) -> str:
    """One short word for the names and contents of files, and for anything else that matters."""
    total = hashlib.sha256()
    for file in sorted(files):
        total.update(f"{file.name}\0".encode())
        total.update(hashlib.sha256(file.read_bytes()).digest())
    for word in words:
        total.update(f"{word}\0".encode())
    return total.hexdigest()[:32]


def says(stamp: Path, wanted: str) -> bool:
    """Whether the stamp is there and says just this."""
    return read(stamp) == wanted


def read(stamp: Path) -> str:
    try:
        return stamp.read_text(encoding="utf-8").strip()
    except OSError:
        return ""


def write(stamp: Path, value: str) -> None:
    """Write in one go, so that a stamp is never half there."""
    stamp.parent.mkdir(parents=True, exist_ok=True)
    fresh = stamp.with_name(stamp.name + ".new")
    fresh.write_text(value + "\n", encoding="utf-8")
    fresh.replace(stamp)


def remove(stamp: Path) -> None:
    stamp.unlink(missing_ok=True)
