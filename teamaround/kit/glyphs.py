"""Which letters the papers' fonts can show: what the installed fonts say, and what Typst's own fonts have.

The latter was found out by setting each letter alone, and is kept here as ranges: the scripts of Europe.
"""

import unicodedata
from bisect import bisect_right

from teamaround.kit import fonts

SUBSTITUTE = "[?]"
"""Stands for a letter that no font has."""

# fmt: off
RANGES: tuple[tuple[int, int], ...] = (
    (0x20, 0x7E), (0xA0, 0xAC), (0xAE, 0x2FF), (0x370, 0x377), (0x37A, 0x37F), (0x384, 0x38A), (0x38C, 0x38C),
    (0x38E, 0x3A1), (0x3A3, 0x482), (0x48A, 0x4FF), (0x510, 0x513), (0x51A, 0x51D), (0x1D00, 0x1DBF),
    (0x1E00, 0x1F15), (0x1F18, 0x1F1D), (0x1F20, 0x1F45), (0x1F48, 0x1F4D), (0x1F50, 0x1F57), (0x1F59, 0x1F59),
    (0x1F5B, 0x1F5B), (0x1F5D, 0x1F5D), (0x1F5F, 0x1F7D), (0x1F80, 0x1FB4), (0x1FB6, 0x1FC4), (0x1FC6, 0x1FD3),
    (0x1FD6, 0x1FDB), (0x1FDD, 0x1FEF), (0x1FF2, 0x1FF4), (0x1FF6, 0x1FFE), (0x2000, 0x200A), (0x2010, 0x2027),
    (0x202F, 0x2040), (0x2042, 0x2042), (0x2044, 0x2052), (0x2054, 0x205F), (0x2070, 0x2071), (0x2074, 0x208E),
    (0x2090, 0x209C), (0x20A0, 0x20C0), (0x2100, 0x211E), (0x2120, 0x2120), (0x2122, 0x2122), (0x2124, 0x2124),
    (0x2126, 0x2151), (0x2153, 0x2184), (0x2189, 0x2189), (0x2190, 0x23FF), (0x2422, 0x2423), (0x2460, 0x262F),
    (0x2638, 0x268B), (0x2690, 0x269C), (0x26A0, 0x26A7), (0x26AA, 0x26B2), (0x2701, 0x2704), (0x2706, 0x2709),
    (0x270C, 0x2727), (0x2729, 0x274B), (0x274D, 0x274D), (0x274F, 0x2752), (0x2756, 0x2756), (0x2758, 0x275E),
    (0x2761, 0x277F), (0x2794, 0x2794), (0x2798, 0x27AF), (0x27B1, 0x27FF), (0xFB00, 0xFB06),
)
# fmt: on
BREAKS = {"\n", "\t"}
INVISIBLE = {"Cf", "Zl", "Zp"}
"""Marks without a shape of their own: left out. Some of them break the layout engine."""
JOINERS = {"\u200c", "\u200d"}
"""Marks without a shape that letters of Urdu, Bengali and Punjabi, and families of emoji, need between them."""
STYLES = range(0xFE00, 0xFE10)
"""Marks that ask for another look of the letter before them, such as colours: left out."""


def can_show(letter: str) -> bool:
    return _within(RANGES, ord(letter)) or _within(fonts.spans(), ord(letter))


def _within(ranges: tuple[tuple[int, int], ...], point: int) -> bool:
    place = bisect_right(ranges, (point, 0x110000)) - 1
    return place >= 0 and ranges[place][0] <= point <= ranges[place][1]


def _has_no_shape(letter: str) -> bool:
    """Left out: marks that only steer the layout, unless the letters beside them need them."""
    if ord(letter) in STYLES:
        return True
    return unicodedata.category(letter) in INVISIBLE and not (letter in JOINERS and fonts.folders())


def printable(text: str) -> str:
    """The text with a mark in place of each run of letters that cannot be shown."""
    if text.isascii():
        return text
    made: list[str] = []
    for letter in unicodedata.normalize("NFC", text):
        if _has_no_shape(letter):
            continue
        if letter in BREAKS or can_show(letter):
            made.append(letter)
        elif made[-1:] != [SUBSTITUTE]:
            made.append(SUBSTITUTE)
    return "".join(made)
