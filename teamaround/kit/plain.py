"""Text as people type it, without characters that nobody types."""

import unicodedata

KEPT = "\n\t"
TURNS = "\u202a\u202b\u202c\u202d\u202e"
"""Marks that turn the direction of writing and can make a text look like another one."""


def plain(text: str) -> str:
    """Without control characters, broken halves of characters and direction overrides; one kind of line end."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(letter for letter in text.replace("\r\n", "\n").replace("\r", "\n") if _kept(letter))


def _kept(letter: str) -> bool:
    return letter in KEPT or (unicodedata.category(letter) not in ("Cc", "Cs") and letter not in TURNS)
