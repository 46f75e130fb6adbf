"""SQLite tests begin from a copy of the migrated database, so that starting a test costs no second migration.

The copy lies in the temporary folder of the machine under a name made of every migration, of the guard that installs
triggers and of the locked libraries: what changes one of them makes a new copy. PostgreSQL migrates each time.
"""

import contextlib
import hashlib
import os
import sqlite3
import tempfile
from pathlib import Path
from typing import Any

from django.core import management
from django.db import connection

ROOT = Path(__file__).resolve().parent.parent
MADE_OF = ("teamaround/*/migrations/*.py", "teamaround/audit/*.py", "teamaround/*/apps.py", "requirements/*.lock")


def copy_of_today() -> Path:
    """Where the copy for this state of the files lies, or will lie."""
    seen = hashlib.sha256()
    for pattern in MADE_OF:
        for path in sorted(ROOT.glob(pattern)):
            seen.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes())
    return Path(tempfile.gettempdir()) / f"teamaround-tests-{os.getuid()}" / f"{seen.hexdigest()[:32]}.sqlite3"


def take_over(source: str, target: Any) -> None:
    """All pages of the database file into the open one."""
    with contextlib.closing(sqlite3.connect(source)) as copied:
        copied.backup(target)


def keep(path: Path) -> None:
    """The database as it is after migrating, put down whole or not at all."""
    path.parent.mkdir(mode=0o700, exist_ok=True)
    half = path.with_suffix(f".{os.getpid()}")
    with contextlib.closing(sqlite3.connect(half)) as copied:
        connection.connection.backup(copied)
    half.replace(path)


def migrated_once() -> None:
    """The next `migrate`, that of the test database, takes the copy where there is one and leaves one where not."""
    call = management.call_command

    def quicker(name: str, *words: Any, **options: Any) -> Any:
        management.call_command = call
        if name != "migrate" or connection.vendor != "sqlite":
            return call(name, *words, **options)
        path = copy_of_today()
        connection.ensure_connection()
        if path.exists():
            return take_over(str(path), connection.connection)
        call(name, *words, **options)
        return keep(path)

    management.call_command = quicker  # type: ignore[assignment]
