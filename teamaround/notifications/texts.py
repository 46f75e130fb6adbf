"""Ways of sending a text message. settings.TEXT_BACKEND names one; each is `send(ref, number, words)`.

On one's own machine texts are files beside the mail; in production a provider's class is named in the
environment. A way may send the same `ref` again: it must not reach the person twice within a provider
that can tell.
"""

from pathlib import Path
from typing import Protocol, cast

from django.conf import settings
from django.utils.module_loading import import_string


class TextBackend(Protocol):
    def send(self, ref: str, number: str, words: str) -> None: ...


class CannotText(Exception):
    """There is no way to send texts here: trying again will not help."""


class ToFiles:
    """One file for each message: var/mail/text-<ref>.txt."""

    def send(self, ref: str, number: str, words: str) -> None:
        folder = Path(settings.EMAIL_FILE_PATH)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"text-{ref}.txt").write_text(f"To: {number}\n\n{words}\n", encoding="utf-8")


class ToMemory:
    """For tests: `ToMemory.sent` is a list of (ref, number, words)."""

    sent: list[tuple[str, str, str]] = []

    def send(self, ref: str, number: str, words: str) -> None:
        self.sent.append((ref, number, words))


class NoTexts:
    """Where no provider has been chosen: the worker is told that the message did not go."""

    def send(self, ref: str, number: str, words: str) -> None:
        raise CannotText("no provider for text messages is set (TEAMAROUND_TEXT_BACKEND)")


def backend() -> TextBackend:
    return cast(TextBackend, import_string(settings.TEXT_BACKEND)())
