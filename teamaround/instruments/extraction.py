"""Gives the texts of definition files to Babel, so that they are translated like every other text.

In the Babel mapping: `[teamaround.instruments.extraction:extract: **/definitions/*.toml]`.
"""

import tomllib
from collections.abc import Collection, Iterator, Mapping
from typing import IO, Any

_WORDED = {"title", "short_title", "introduction", "ask", "hint", "label", "line", "more"}
Message = tuple[int, str, str, list[str]]


def extract(
    file: IO[bytes], keywords: Collection[str], comment_tags: Collection[str], options: Mapping[str, Any]
) -> Iterator[Message]:
    """Babel's extraction method: every text of the definition, once."""
    for text in dict.fromkeys(_texts(tomllib.load(file))):
        yield 1, "gettext", text, []


def _texts(entry: Any, worded: bool = False) -> Iterator[str]:
    if isinstance(entry, str):
        if worded and entry:
            yield entry
    elif isinstance(entry, list):
        for item in entry:
            yield from _texts(item, worded)
    elif isinstance(entry, Mapping):
        for key, inner in entry.items():
            yield from _texts(inner, worded or key in _WORDED)
