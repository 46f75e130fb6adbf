"""The fonts of papers: Noto for the scripts that families of the town write, from npm, passed to Typst by hand.

Fonts of the machine are never used, so that a paper looks alike everywhere (design.md 3, fonts). Where the files are
not installed Typst's own fonts stand in, which hold the scripts of Europe.
"""

import struct
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import typst
from django.conf import settings

PACKAGES = {
    # npm package: family as Typst calls it
    "noto-sans": "Noto Sans",
    "noto-sans-arabic": "Noto Sans Arabic",
    "noto-sans-bengali": "Noto Sans Bengali",
    "noto-sans-gurmukhi": "Noto Sans Gurmukhi",
    "noto-sans-sc": "Noto Sans SC",
    "noto-emoji": "Noto Emoji",
}
OWN = ("Libertinus Serif", "DejaVu Sans Mono")
"""Fonts that Typst brings itself: what the others lack is looked for here."""
WEIGHTS = ("400Regular", "700Bold")
SCOPE = "@expo-google-fonts"

Span = tuple[int, int]


def folders() -> list[Path]:
    """Folders of the installed fonts, one for each family and weight."""
    root = Path(settings.NODE_MODULES) / SCOPE
    return [folder for name in PACKAGES for weight in WEIGHTS if (folder := root / name / weight).is_dir()]


@cache
def collection() -> typst.Fonts:
    """Read once a process: the files are large."""
    return typst.Fonts(include_system_fonts=False, font_paths=list(folders()))


def families() -> list[str]:
    """In the order in which a letter is looked for."""
    there = {folder.parent.name for folder in folders()}
    return [*(family for name, family in PACKAGES.items() if name in there), *OWN]


@cache
def spans() -> tuple[Span, ...]:
    """Every letter that an installed font of npm has, as sorted ranges that do not touch."""
    return merged(span for folder in folders() for file in folder.glob("*.ttf") for span in letters_of(file))


def merged(ranges: Iterable[Span]) -> tuple[Span, ...]:
    made: list[Span] = []
    for first, last in sorted(ranges):
        if made and first <= made[-1][1] + 1:
            made[-1] = (made[-1][0], max(last, made[-1][1]))
        else:
            made.append((first, last))
    return tuple(made)


def letters_of(file: Path) -> Iterator[Span]:
    """The letters that a TrueType font maps to a shape, from its table "cmap"."""
    font = file.read_bytes()
    for number in range(struct.unpack_from(">H", font, 4)[0]):
        tag, _check, offset, length = struct.unpack_from(">4sLLL", font, 12 + 16 * number)
        if tag == b"cmap":
            yield from _mapped(font[offset : offset + length])


def _mapped(table: bytes) -> Iterator[Span]:
    for number in range(struct.unpack_from(">H", table, 2)[0]):
        _platform, _encoding, offset = struct.unpack_from(">HHL", table, 4 + 8 * number)
        kind = struct.unpack_from(">H", table, offset)[0]
        if kind == 12:
            yield from _long_ranges(table, offset)
        elif kind == 4:
            yield from _short_ranges(table, offset)


def _long_ranges(table: bytes, offset: int) -> Iterator[Span]:
    """Format 12: groups of letters with the number of their first shape; shape 0 is the empty box."""
    for number in range(struct.unpack_from(">L", table, offset + 12)[0]):
        first, last, shape = struct.unpack_from(">LLL", table, offset + 16 + 12 * number)
        if last >= first + (shape == 0):
            yield first + (shape == 0), last


def _short_ranges(table: bytes, offset: int) -> Iterator[Span]:
    """Format 4: four columns side by side, each with one row a segment."""
    count = struct.unpack_from(">H", table, offset + 6)[0] // 2
    start = offset + 14
    ends = struct.unpack_from(f">{count}H", table, start)
    starts = struct.unpack_from(f">{count}H", table, start + 2 * count + 2)
    deltas = struct.unpack_from(f">{count}H", table, start + 4 * count + 2)
    shifts = struct.unpack_from(f">{count}H", table, start + 6 * count + 2)
    for row in range(count):
        for letter in range(starts[row], ends[row] + 1):
            place = start + 6 * count + 2 + 2 * row + shifts[row] + 2 * (letter - starts[row])
            shape = struct.unpack_from(">H", table, place)[0] if shifts[row] else letter
            if letter < 0xFFFF and shape and (shape + deltas[row]) % 0x10000:
                yield letter, letter
