"""What messages say. Each package registers its kinds in its AppConfig; no words may name a child.

A text may use only `%(link)s`, `%(secret)s`, `%(service)s` and the values that the kind names. Values
are refs, days, times and names of agencies or workers, never anything about a child: the sender's
code is checked when it is sent.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise

from teamaround.notifications.models import Notice

Words = str | Promise
ALWAYS = frozenset({"link", "secret", "service"})
PLACEHOLDER = re.compile(r"%\((\w+)\)s")


@dataclass(frozen=True)
class Attached:
    """A file that goes with an e-mail, such as a calendar entry."""

    name: str
    content: bytes
    media_type: str


@dataclass(frozen=True)
class Kind:
    """One kind of message: its words for e-mail and for a text message, and where its link leads."""

    key: str
    subject: Words
    body: Words
    text: Words = ""
    """Short words for a text message; the body where there are none."""
    values: frozenset[str] = frozenset()
    path: Callable[[Mapping[str, str]], str] | None = None
    """From the values to the address of the page the link opens; the front page where there is none."""
    attach: Callable[[Notice], list[Attached]] | None = None
    later: frozenset[str] = frozenset()
    """Values that are worked out when the message goes, by `work_out`, and are kept nowhere. They name no child."""
    work_out: Callable[[Notice], Mapping[str, str]] | None = None

    def names(self) -> set[str]:
        """Every placeholder of the texts."""
        return {name for words in (self.subject, self.body, self.text) for name in PLACEHOLDER.findall(str(words))}


class UnknownKind(KeyError):
    """Nobody registered this kind of message."""


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> Kind:
    """Raises ValueError when the words use a value that the kind does not name, or for a second kind of the key."""
    unknown = kind.names() - kind.values - kind.later - ALWAYS
    if unknown:
        raise ValueError(f"{kind.key} uses {', '.join(sorted(unknown))} but does not name it in `values`")
    if kind.key in _kinds and _kinds[kind.key] != kind:
        raise ValueError(f"{kind.key} is registered twice")
    _kinds[kind.key] = kind
    return kind


def get(key: str) -> Kind:
    """Raises UnknownKind."""
    try:
        return _kinds[key]
    except KeyError:
        raise UnknownKind(key) from None


def every_kind() -> list[Kind]:
    return [_kinds[key] for key in sorted(_kinds)]
