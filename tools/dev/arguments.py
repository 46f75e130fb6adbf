"""What was asked for on the command line."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from tools.dev.problem import Problem

HELP = """\
Teamaround: everybody round a child, one shared place.

  ./dev start [--port 8000] [--fresh]   install what is missing, load the invented town the first time,
                                        and serve at http://localhost:8000; Ctrl-C stops it
                                        (--fresh throws the town away and begins again)
  ./dev test [--postgres] [--no-journeys] [anything for pytest]
                                        all tests, then the journeys in a real browser
                                        (--postgres: the same on PostgreSQL, which it brings along)
  ./dev check                           style, types, layers, migrations
  ./dev manage COMMAND …                one of the application's own commands (./dev manage help)
  ./dev bench [NAME …]                  measure; without a name: what can be measured

First time here: ./dev start
"""

USAGE = {
    "start": "./dev start [--port 8000] [--fresh]",
    "check": "./dev check",
}
HELP_WORDS = {"help", "--help", "-h"}


@dataclass(frozen=True)
class Request:
    """One command with its options; `rest` is passed on as it stands."""

    command: str
    rest: list[str] = field(default_factory=list)
    port: int = 8000
    fresh: bool = False
    postgres: bool = False
    journeys: bool = True


def parse(words: Sequence[str]) -> Request:
    """Read the command line, or say what is wrong with it."""
    if not words or words[0] in HELP_WORDS:
        return Request("help")
    command, rest = words[0], list(words[1:])
    if command in {"manage", "bench"}:
        return Request(command, rest)
    if HELP_WORDS & set(rest[:1]):
        return Request("help")
    if command == "start":
        return _start(rest)
    if command == "test":
        return _test(rest)
    if command == "check":
        _nothing_left(command, rest)
        return Request(command)
    raise Problem(f"There is no command {command!r}. Run ./dev to see what there is.")


def _start(words: list[str]) -> Request:
    request, left = Request("start"), list(words)
    while left:
        word = left.pop(0)
        if word == "--fresh":
            request = replace(request, fresh=True)
        elif word == "--port":
            request = replace(request, port=_port(left.pop(0) if left else ""))
        elif word.startswith("--port="):
            request = replace(request, port=_port(word.removeprefix("--port=")))
        else:
            _nothing_left("start", [word])
    return request


def _port(word: str) -> int:
    if word.isascii() and word.isdigit() and 1 <= int(word) <= 65535:
        return int(word)
    raise Problem(f"{word!r} is not a port. Write a number from 1024 to 65535, for example: ./dev start --port 8000")


def _test(words: list[str]) -> Request:
    ours = words[: words.index("--")] if "--" in words else words
    rest = [word for word in ours if word not in {"--postgres", "--no-journeys"}] + words[len(ours) :]
    return Request("test", rest, postgres="--postgres" in ours, journeys="--no-journeys" not in ours)


def _nothing_left(command: str, words: list[str]) -> None:
    if words:
        raise Problem(f"`{command}` does not know {words[0]!r}. Write: {USAGE[command]}")
