"""A server whose every life ends in the middle of a save: `python -m journeys.dying_server PORT PATH`.

In its first life it kills itself (SIGKILL, as a power cut would) after the first statement that writes while a form is
sent to PATH, in its second life after the second, and so on, until a life is long enough. Each next life is begun by
the parent process, as `./dev start` begins a server again that has died.
"""

import os
import signal
import sys
from typing import Any

import django
from django.core.management import call_command
from django.core.signals import request_started
from django.db.backends.signals import connection_created

WRITES = ("INSERT", "UPDATE", "DELETE")


class Life:
    """How many writes are left; counted only while the form is being saved."""

    def __init__(self, writes: int, path: str) -> None:
        self.left, self.path, self.saving = writes, path, False

    def begin_request(self, sender: Any, environ: dict[str, Any], **_more: Any) -> None:
        self.saving = environ["REQUEST_METHOD"] == "POST" and environ["PATH_INFO"] == self.path

    def watch(self, sender: Any, connection: Any, **_more: Any) -> None:
        if self.count not in connection.execute_wrappers:
            connection.execute_wrappers.append(self.count)

    def count(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        done = execute(sql, params, many, context)
        if self.saving and sql.startswith(WRITES):
            self.left -= 1
            if self.left <= 0:
                os.kill(os.getpid(), signal.SIGKILL)
        return done


def live(port: str, path: str, writes: int) -> None:
    life = Life(writes, path)
    connection_created.connect(life.watch, weak=False)
    request_started.connect(life.begin_request, weak=False)
    call_command(
        "runserver", f"127.0.0.1:{port}", use_reloader=False, use_threading=False, skip_checks=True, verbosity=0
    )


def main(port: str, path: str) -> None:
    django.setup()
    signal.signal(signal.SIGTERM, lambda *_given: sys.exit(0))
    for writes in range(1, 100):
        child = os.fork()
        if not child:
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
            live(port, path, writes)
        try:
            os.waitpid(child, 0)
        except SystemExit:
            os.kill(child, signal.SIGKILL)
            raise


if __name__ == "__main__":
    main(*sys.argv[1:])
