"""From the words after ./dev to the work, and from what went wrong to a sentence."""

import os
import signal
import sys
from collections.abc import Sequence
from types import FrameType

from tools.dev import arguments, benching, checking, places, prepare, problem, serve, testing


def _leave(number: int, frame: FrameType | None) -> None:
    """A polite signal ends us as an exception would, so that what we started is stopped and removed."""
    raise SystemExit(128 + number)


def manage(where: places.Places, words: list[str]) -> int:
    """Become manage.py: its exit code, its terminal and its signals are its own."""
    prepare.ensure_environment(where, packages="base", modules="production", styles=False)
    os.chdir(where.root)
    os.execve(where.python, [str(where.python), "manage.py", *words], prepare.environment(where))  # noqa: RET503


def perform(request: arguments.Request) -> int:
    where = places.here()
    match request.command:
        case "start":
            return serve.start(where, request.port, request.fresh)
        case "test":
            return testing.test(where, request)
        case "check":
            return checking.check(where)
        case "manage":
            return manage(where, request.rest)
        case "bench":
            return benching.bench(where, request.rest)
    print(arguments.HELP, end="")
    return 0


def run(words: Sequence[str]) -> int:
    """One command, from its words to its exit code."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _leave)
    try:
        return perform(arguments.parse(words))
    except problem.Problem as trouble:
        print(problem.in_words(trouble), file=sys.stderr)
        return 1
    except OSError as trouble:
        print(f"This machine said no: {trouble}. Put that right and run the same command again.", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped. The same command goes on from here.", file=sys.stderr)
        return 130
