"""Charts as SVG with the table beside each. Pure: values in, places out; kit/chart.html draws them.

The title is the finding. One strong line, at most one pale band and one limit; only the first and last values are
written. Bars lie, longest first, a sum of several last and hatched. Drawn at the size they are shown, so that 16 px
letters stay 16 px.

    context["chart"] = charts.line(_("Families now wait 19 days, down from 31"), points, words=charts.days, …)
    {% include "kit/chart.html" %}
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from teamaround.kit.letters import text_width

Words = Any
LEFT, TOP, BOTTOM = 8, 60, 250


@dataclass(frozen=True, slots=True)
class Frame:
    """One size a chart is drawn in: where the line ends (its words stand right of that) and how bars are set."""

    width: int
    right: int
    labels: int
    bar_longest: int
    bar_row: int
    words_under: bool


WIDE = Frame(530, 420, 4, 300, 66, False)
NARROW = Frame(262, 168, 1, 260, 92, True)


@dataclass(frozen=True, slots=True)
class Point:
    """One moment of a line: its label, its value and, where there is one, the band half of all fall in."""

    label: Words
    value: float
    low: float | None = None
    high: float | None = None
    base: int | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """A text in a chart. `look` is a class: own, strong, quiet, limit or nothing."""

    x: float
    y: float
    words: Words
    look: str = ""
    anchor: str = "start"


@dataclass(frozen=True, slots=True)
class Row:
    """One bar: `value` of `of`. `strong` when the title speaks of it; `several` for a sum of small ones."""

    name: Words
    value: int
    of: int
    strong: bool = False
    several: bool = False


@dataclass(frozen=True, slots=True)
class DrawnBar:
    y: float
    length: float
    look: str
    name: Words
    value_words: Words
    rest_words: Words
    words_x: float
    words_y: float


@dataclass(frozen=True, slots=True)
class Drawing:
    """One size of the picture."""

    key: str
    look: str
    width: int
    height: int
    right: int = 0
    path: str = ""
    band: str = ""
    limit_y: float | None = None
    event_x: float | None = None
    event_y: float = 0
    ends: tuple[tuple[float, float], ...] = ()
    written: tuple[Written, ...] = ()
    bars: tuple[DrawnBar, ...] = ()


@dataclass(frozen=True, slots=True)
class Chart:
    """What kit/chart.html draws: the same in two sizes, and the table."""

    title: Words
    key: str
    heads: list[Words]
    table: list[list[Words]]
    foot: Words
    numbers: str
    drawings: tuple[Drawing, ...] = ()


def days(value: float) -> str:
    """ "19 days"."""
    return ngettext("%(count)d day", "%(count)d days", round(value)) % {"count": round(value)}


def line(
    title: Words,
    points: Sequence[Point],
    *,
    words: Callable[[float], str] = days,
    measure: Words = "",
    limit: tuple[float, Words] | None = None,
    event: tuple[int, Words] | None = None,
    band_words: Words = "",
    foot: Words = "",
    key: str = "chart-line",
) -> Chart:
    """A line from at least two points; with fewer there is only the table and the sentence in the title."""
    heads, table, numbers = _line_table(points, words, measure or _("Value"))
    sizes = (("wide", WIDE), ("narrow", NARROW)) if len(points) > 1 else ()
    drawings = tuple(
        _line(f"{key}-{look}", look, frame, points, words, limit, event, band_words) for look, frame in sizes
    )
    return Chart(title, key, heads, table, foot, numbers, drawings)


def _line(
    key: str,
    look: str,
    frame: Frame,
    points: Sequence[Point],
    words: Callable[[float], str],
    limit: tuple[float, Words] | None,
    event: tuple[int, Words] | None,
    band_words: Words,
) -> Drawing:
    top = max([point.high or point.value for point in points] + ([limit[0]] if limit else [])) or 1
    xs = [LEFT + (frame.right - LEFT) * index / (len(points) - 1) for index in range(len(points))]
    ys = [_height(point.value, top) for point in points]
    written = [*_axis(points, xs, frame), *_end_words(points, ys, words, limit, top, frame)]
    band = _band(points, xs, top)
    if band and band_words and text_width(str(band_words), 16) < frame.right - LEFT:
        low = _height(points[0].low or 0, top)
        written.append(Written(LEFT, min(low + 30, BOTTOM - 10), band_words, "quiet"))
    if event:
        half = text_width(str(event[1]), 16) / 2
        middle = max(half, min(frame.width - half, xs[event[0]]))
        written.append(Written(round(middle, 1), TOP - 34, event[1], "", "middle"))
    return Drawing(
        key,
        look,
        frame.width,
        BOTTOM + 36,
        frame.right,
        path="M" + " L".join(f"{x:.1f},{y:.1f}" for x, y in zip(xs, ys, strict=True)),
        band=band,
        limit_y=round(_height(limit[0], top), 1) if limit else None,
        event_x=round(xs[event[0]], 1) if event else None,
        event_y=round(ys[event[0]] - 8, 1) if event else 0,
        ends=((xs[0], round(ys[0], 1)), (xs[-1], round(ys[-1], 1))),
        written=tuple(written),
    )


def _height(value: float, top: float) -> float:
    return BOTTOM - (BOTTOM - TOP) * value / top


def _band(points: Sequence[Point], xs: Sequence[float], top: float) -> str:
    upper = [(x, point.high) for x, point in zip(xs, points, strict=True) if point.high is not None]
    lower = [(x, point.low) for x, point in zip(xs, points, strict=True) if point.low is not None]
    if len(upper) < 2 or len(lower) < 2:
        return ""
    return "M" + " L".join(f"{x:.1f},{_height(value, top):.1f}" for x, value in [*upper, *reversed(lower)]) + " Z"


def _axis(points: Sequence[Point], xs: Sequence[float], frame: Frame) -> list[Written]:
    """First, last and, where there is room, some labels between."""
    last = len(points) - 1
    step = max(1, -(-last // frame.labels))
    wide = [text_width(str(point.label), 16) for point in points]
    between = [
        index
        for index in range(step, last, step)
        if xs[index] - xs[0] > wide[0] + wide[index] / 2 + 8
        and xs[last] - xs[index] > (wide[last] + wide[index]) / 2 + 8
    ]
    shown = [0, *between, last]
    return [
        Written(xs[index], BOTTOM + 22, points[index].label, "quiet", "start" if index == 0 else "middle")
        for index in shown
    ]


def _end_words(
    points: Sequence[Point],
    ys: Sequence[float],
    words: Callable[[float], str],
    limit: tuple[float, Words] | None,
    top: float,
    frame: Frame,
) -> list[Written]:
    """The first value over its point, the last beside it, the limit at its end; moved apart where they would touch."""
    last_y = ys[-1] + 6
    made = [Written(LEFT, max(16, ys[0] - 14), words(points[0].value), "own")]
    if limit:
        limit_y = _height(limit[0], top) + 6
        if abs(limit_y - last_y) < 24:
            above = limit_y <= last_y
            middle = (limit_y + last_y) / 2
            limit_y, last_y = (middle - 12, middle + 12) if above else (middle + 12, middle - 12)
        made.append(Written(frame.right + 14, limit_y, limit[1], "limit"))
    return [*made, Written(frame.right + 14, last_y, words(points[-1].value), "own")]


def _line_table(
    points: Sequence[Point], words: Callable[[float], str], measure: Words
) -> tuple[list[Words], list[list[Words]], str]:
    heads: list[Words] = [_("When"), measure]
    table: list[list[Words]] = [[point.label, words(point.value)] for point in points]
    if any(point.low is not None for point in points):
        heads.append(_("Half are between"))
        for row, point in zip(table, points, strict=True):
            known = point.low is not None and point.high is not None
            values = {"low": round(point.low or 0), "high": round(point.high or 0)}
            row.append(_("%(low)d and %(high)d") % values if known else "")
    if any(point.base is not None for point in points):
        heads.append(_("Counted"))
        for row, point in zip(table, points, strict=True):
            row.append("" if point.base is None else point.base)
    return heads, table, "2,4"


def bars(
    title: Words,
    rows: Sequence[Row],
    *,
    what: Words,
    name_head: Words = "",
    foot: Words = "",
    key: str = "chart-bars",
) -> Chart:
    """`what` is the word after the number: "late". Longest first, the sum of several last."""
    sorted_rows = sorted(rows, key=lambda row: (row.several, -row.value))
    heads = [name_head or _("Agency"), what, _("of"), _("share")]
    table = [[row.name, row.value, row.of, f"{percentage(row)}%"] for row in sorted_rows]
    drawings = tuple(
        _bars(f"{key}-{look}", look, frame, sorted_rows, what) for look, frame in (("wide", WIDE), ("narrow", NARROW))
    )
    return Chart(title, key, heads, table, foot, "2,3,4", drawings if rows else ())


def _bars(key: str, look: str, frame: Frame, rows: Sequence[Row], what: Words) -> Drawing:
    longest = max([row.value for row in rows] + [1])
    drawn = []
    for index, row in enumerate(rows):
        length = round(frame.bar_longest * row.value / longest, 1)
        colour = "several" if row.several else "strong" if row.strong else "usual"
        place = (0.0, 76.0) if frame.words_under else (length + 12, 46.0)
        drawn.append(
            DrawnBar(index * frame.bar_row, length, colour, row.name, f"{row.value} {what}", _share(row), *place)
        )
    return Drawing(key, look, frame.width, len(drawn) * frame.bar_row, bars=tuple(drawn))


def percentage(row: Row) -> int:
    return round(100 * row.value / row.of) if row.of else 0


def _share(row: Row) -> str:
    return _("of %(base)d (%(share)d%%)") % {"base": row.of, "share": percentage(row)}
