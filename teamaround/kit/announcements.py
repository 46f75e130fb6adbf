"""How a lower package tells, and asks, the upper ones (design.md 1): typed, in the same transaction, listed.

A lower package makes an `Announcement` or a `Guard`; an upper one registers a listener in its
AppConfig.ready. Every listener is named in the generated table of rules.
"""

from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")
_known: dict[str, "Announcement | Guard | Question"] = {}


class Announcement(Generic[T]):
    """Something that has happened: `announce` calls each listener with one payload, in order of registering."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.listeners: list[Callable[[T], None]] = []
        _known[name] = self

    def listen(self, listener: Callable[[T], None]) -> None:
        if listener not in self.listeners:
            self.listeners.append(listener)

    def announce(self, payload: T) -> None:
        for listener in self.listeners:
            listener(payload)


class Guard(Generic[T]):
    """Something that is about to happen: each guard answers with sentences about what still stands against it."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.listeners: list[Callable[[T], list[str]]] = []
        _known[name] = self

    def listen(self, listener: Callable[[T], list[str]]) -> None:
        if listener not in self.listeners:
            self.listeners.append(listener)

    def ask(self, payload: T) -> list[str]:
        return [sentence for listener in self.listeners for sentence in listener(payload)]


def every_announcement() -> list[tuple[str, list[str]]]:
    """Name and listeners ("package.module.function") of each, for the docs and their test."""
    return [
        (name, [f"{listener.__module__}.{listener.__qualname__}" for listener in known.listeners])
        for name, known in sorted(_known.items())
    ]


A = TypeVar("A")


class Question(Generic[T, A]):
    """Something a lower package must know that an upper one holds: each listener answers with a list."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.listeners: list[Callable[[T], list[A]]] = []
        _known[name] = self

    def listen(self, listener: Callable[[T], list[A]]) -> None:
        if listener not in self.listeners:
            self.listeners.append(listener)

    def ask(self, payload: T) -> list[A]:
        return [answer for listener in self.listeners for answer in listener(payload)]
