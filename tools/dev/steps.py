"""One step of work: a tool run with its output in a log, and a line that says how long it has taken so far."""

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

from tools.dev import children
from tools.dev.problem import Problem, last_lines

SPEAK_AFTER = 2.0
SPEAK_EVERY = 10.0


def is_moving(out: TextIO, environment: Mapping[str, str] = os.environ) -> bool:
    """Whether a line may be written over: a terminal, and not a build machine."""
    return out.isatty() and environment.get("TERM") != "dumb" and environment.get("CI", "").lower() != "true"


@dataclass
class Progress:
    """Says what is going on: a moving line on a terminal, plain lines elsewhere, nothing for what is quick."""

    title: str
    out: TextIO = field(default_factory=lambda: sys.stdout)
    moving: bool | None = None
    spoken_at: float | None = None

    def __post_init__(self) -> None:
        if self.moving is None:
            self.moving = is_moving(self.out)

    def tick(self, elapsed: float, detail: str = "") -> None:
        if elapsed < SPEAK_AFTER:
            return
        if self.moving:
            line = f"{self.title} … {elapsed:.0f} s  {detail}"
            self._write(f"\r\033[K{line[: _width() - 1]}")
        elif self.spoken_at is None or elapsed - self.spoken_at >= SPEAK_EVERY:
            self._write(f"{self.title} … {elapsed:.0f} s\n")
        else:
            return
        self.spoken_at = elapsed

    def done(self, elapsed: float) -> None:
        self.clear()
        if elapsed >= SPEAK_AFTER:
            self._write(f"{self.title}: done in {elapsed:.1f} s\n")

    def clear(self) -> None:
        """Take the moving line away."""
        if self.moving and self.spoken_at is not None:
            self._write("\r\033[K")
            self.spoken_at = None

    def _write(self, text: str) -> None:
        self.out.write(text)
        self.out.flush()


def _width() -> int:
    try:
        return os.get_terminal_size().columns or 80
    except OSError:
        return 80


def in_front(command: Sequence[str | Path], *, env: Mapping[str, str], cwd: Path) -> int:
    """Run a program that speaks for itself, on our terminal. Returns its exit code."""
    process = subprocess.Popen(
        [str(part) for part in command], env=dict(env), cwd=cwd, preexec_fn=children.dies_with_parent()
    )
    try:
        return process.wait()
    except KeyboardInterrupt:
        children.end(process, patience=10, ask=False)
        raise
    except BaseException:
        children.end(process)
        raise


def attempt(
    title: str,
    command: Sequence[str | Path],
    *,
    log: Path,
    env: Mapping[str, str],
    cwd: Path,
    final_line: bool = True,
) -> int:
    """Run a tool to its end with progress; its output goes to `log`. Returns its exit code."""
    log.parent.mkdir(parents=True, exist_ok=True)
    progress, begun = Progress(title), time.monotonic()
    with log.open("wb") as output:
        process = subprocess.Popen(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=dict(env),
            cwd=cwd,
            preexec_fn=children.dies_with_parent(),
        )
        try:
            code = _wait(process, progress, begun, log)
        except BaseException:
            children.end(process)
            raise
    progress.clear()
    if final_line and code == 0:
        progress.done(time.monotonic() - begun)
    return code


def _wait(process: subprocess.Popen[bytes], progress: Progress, begun: float, log: Path) -> int:
    while True:
        try:
            return process.wait(timeout=0.2)
        except subprocess.TimeoutExpired:
            elapsed = time.monotonic() - begun
            progress.tick(elapsed, " ".join(last_lines(log, 1)) if progress.moving and elapsed >= SPEAK_AFTER else "")


def run(title: str, command: Sequence[str | Path], *, log: Path, env: Mapping[str, str], cwd: Path, mend: str) -> None:
    """Run a tool that must succeed. `mend` is the sentence that says what to do when it does not."""
    try:
        code = attempt(title, command, log=log, env=env, cwd=cwd)
    except OSError as error:
        raise Problem(f"{title} failed: {error}. {mend}") from None
    if code:
        raise Problem(f"{title} failed. {mend}", log)
