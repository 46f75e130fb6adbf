"""Processes that `dev` starts: they live in one group, and die with it."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable

PR_SET_PDEATHSIG = 1


def dies_with_parent(with_signal: int = signal.SIGTERM) -> Callable[[], None] | None:
    """For `preexec_fn`: the kernel ends this child when we die, whatever we die of. Linux only."""
    if sys.platform != "linux":
        return None
    library = ctypes.CDLL(None)
    parent = os.getpid()

    def ask_the_kernel() -> None:
        library.prctl(PR_SET_PDEATHSIG, with_signal)
        if os.getppid() != parent:
            os._exit(1)

    return ask_the_kernel


def end(process: subprocess.Popen[bytes], patience: float = 5.0, ask: bool = True) -> None:
    """Ask a process to stop (Ctrl-C at a terminal has asked already); after `patience` seconds, make it."""
    if process.poll() is not None:
        return
    if ask:
        process.terminate()
    try:
        process.wait(timeout=patience)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


# The guard leads the process group. It waits for the end of its input, which comes when `dev` ends, be it by kill -9;
# then it ends the whole group, grandchildren too, which the kernel's own signal would not reach.
GUARD = """
import os, signal, sys, time
for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
    signal.signal(number, signal.SIG_IGN)
sys.stdin.buffer.read()
os.killpg(0, signal.SIGTERM)
time.sleep(3)
os.killpg(0, signal.SIGKILL)
"""


class Group:
    """One process group with a guard at its head."""

    def __init__(self) -> None:
        self.guard = subprocess.Popen(
            [sys.executable, "-I", "-S", "-c", GUARD],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            process_group=0,
        )
        self.members: list[subprocess.Popen[bytes]] = []

    def start(self, command: list[str], env: dict[str, str], cwd: str) -> subprocess.Popen[bytes]:
        """Start a process in the group; its output can be read from `stdout`."""
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=env,
            cwd=cwd,
            process_group=self.guard.pid,
            preexec_fn=dies_with_parent(),
        )
        self.members.append(process)
        return process

    def ask(self) -> None:
        """Ask everybody to stop. The guard does not hear of it."""
        self._signal(signal.SIGTERM)

    def is_alive(self) -> bool:
        return any(member.poll() is None for member in self.members)

    def end(self) -> None:
        """End everybody that is left, grandchildren and guard too."""
        self._signal(signal.SIGKILL)
        for process in [*self.members, self.guard]:
            process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe:
                    pipe.close()

    def _signal(self, number: int) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.guard.pid, number)
