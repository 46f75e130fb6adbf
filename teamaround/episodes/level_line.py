"""The level of need over time as one small line of steps: pure geometry, with the same in a sentence."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from teamaround.kit.dates import short_day_words

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 600, 96, 14, 22, 22, 22


@dataclass(frozen=True)
class Mark:
    """Where a level begins: its number stands over the line."""

    x: float
    y: float
    words: str


@dataclass(frozen=True)
class LevelLine:
    """What the template draws, and the sentence a screen reader gets."""

    path: str
    marks: tuple[Mark, ...]
    sentence: str
    first_day: datetime.date
    width: int = WIDTH
    height: int = HEIGHT


def level_line(levels: Sequence[tuple[datetime.date, int]], of: int, today: datetime.date) -> LevelLine | None:
    """Steps up and down from the first day to today, oldest first; nothing to draw with fewer than two levels."""
    if len(levels) < 2:
        return None
    first = levels[0][0]
    days = max((today - first).days, 1)
    points = [(_x((day - first).days, days), _y(level, of)) for day, level in levels]
    path = f"M{points[0][0]} {points[0][1]}" + "".join(f"H{x}V{y}" for x, y in points[1:]) + f"H{WIDTH - RIGHT}"
    marks = tuple(Mark(x, y - 7, str(level)) for (x, y), (_day, level) in zip(points, levels, strict=True))
    parts = [
        _("%(level)s since %(day)s") % {"level": level, "day": short_day_words(day, today)} for day, level in levels
    ]
    return LevelLine(path, marks, _("Level of need: %(levels)s.") % {"levels": ", ".join(parts)}, first)


def _x(days: int, of: int) -> float:
    return round(LEFT + (WIDTH - LEFT - RIGHT) * days / of, 1)


def _y(level: int, of: int) -> float:
    return round(HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * (level - 1) / max(of - 1, 1), 1)
