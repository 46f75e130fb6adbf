"""`manage.py run_jobs`: the job worker and the tick in one process (design.md 3, jobs).

It goes on after every error, ends within two seconds when asked to, and may run several times at once.
"""

import logging
import os
import signal
import socket
import threading
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections

from teamaround.notifications import jobs, ticks

PAUSE = 0.5
PATIENCE = 1.5
"""Seconds that a running job gets to end; what it had begun is rolled back and done again later."""

log = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Runs background jobs and everything that is due from time to time"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="do what is due now, then end")

    def handle(self, *args: Any, once: bool = False, **options: Any) -> None:
        self.stop = threading.Event()
        if once:
            _round(self.name)
            return
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self.end)
        self.stdout.write("Jobs and ticks are running.")
        self.stdout.flush()
        while not self.stop.is_set():
            busy = _round(self.name)
            self.stop.wait(0 if busy else PAUSE)
        self.stdout.write("Jobs and ticks have ended.")

    @property
    def name(self) -> str:
        return f"{socket.gethostname()[:40]}-{os.getpid()}"

    def end(self, number: int, frame: FrameType | None) -> None:
        """Stop after the job in hand, or in the middle of it when it takes longer than we may."""
        self.stop.set()
        timer = threading.Timer(PATIENCE, os._exit, [0])
        timer.daemon = True
        timer.start()


def _round(name: str) -> bool:
    """One job and what is due. True when there may be more to do at once."""
    close_old_connections()
    try:
        ticks.run_due()
        return jobs.run_one(name)
    except Exception:
        log.exception("a round of jobs failed; going on")
        return False
    finally:
        close_old_connections()
