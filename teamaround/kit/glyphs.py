"""Which letters the papers' fonts can show: found out by setting each one alone, kept here as ranges.

Typst's own fonts hold the scripts of Europe, not those of Asia; packaged fonts for these are a later step.
"""

import unicodedata
from bisect import bisect_right

SUBSTITUTE = "[?]"
"""Stands for a letter that no font has."""

RANGES: tuple[tuple[int, int], ...] = ((0x20, 0x7E), (0xA1, 0xAC), (0xAE, 0x17F))
_STARTS = [first for first, _last in RANGES]
BREAKS = {"\n", "\t"}
INVISIBLE = {"Cf", "Zl", "Zp"}
"""Marks without a shape of their own: left out. Some of them break the layout engine."""


def can_show(letter: str) -> bool:
    place = bisect_right(_STARTS, ord(letter)) - 1
    return place >= 0 and ord(letter) <= RANGES[place][1]


def printable(text: str) -> str:
    """The text with a mark in place of each run of letters that cannot be shown."""
    if text.isascii():
        return text
    made: list[str] = []
    for letter in unicodedata.normalize("NFC", text):
        if letter in BREAKS or can_show(letter):
            made.append(letter)
        elif unicodedata.category(letter) not in INVISIBLE and made[-1:] != [SUBSTITUTE]:
            made.append(SUBSTITUTE)
    return "".join(made)
