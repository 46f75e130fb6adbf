"""Figures into words, charts and tables. Each chart's title says what it found."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from teamaround.kit import charts, clock
from teamaround.kit.charts import Chart, Row
from teamaround.kit.dates import day_words
from teamaround.kit.pieces import Figure
from teamaround.monitoring import measures
from teamaround.monitoring.measures import Cell, Late
from teamaround.monitoring.period import month_words, short_month
from teamaround.monitoring.queries import Figures

STEPS = {
    "agreement": gettext_lazy("agreement"),
    "assessment": gettext_lazy("completed assessment"),
    "meeting": gettext_lazy("first meeting"),
    "action": gettext_lazy("first action done"),
}
BANDS = {
    "under 5": gettext_lazy("under 5 years"),
    "5 to 10": gettext_lazy("5 to 10 years"),
    "11 to 15": gettext_lazy("11 to 15 years"),
    "16 and over": gettext_lazy("16 years and over"),
}
LENGTHS = {
    "under 3 months": gettext_lazy("under 3 months"),
    "3 to 6 months": gettext_lazy("3 to 6 months"),
    "6 months to a year": gettext_lazy("6 months to a year"),
    "over a year": gettext_lazy("over a year"),
}


def named(cell: Cell) -> str:
    """A band in words; a stage has its words already."""
    return str(BANDS.get(cell.name) or LENGTHS.get(cell.name) or cell.name)


def counted(cell: Cell) -> str:
    return _("under 5") if cell.count is None else str(cell.count)


TELLING = 3
"""Days by which a middle value must have moved before the page calls it sooner or later."""


def finding(shown: Figures) -> str:
    """One sentence with what matters most."""
    parts = []
    wait = change(shown.trends["meeting"])
    if wait is not None and abs(wait[0] - wait[1]) >= TELLING:
        sooner = _("Families meet their team sooner than they did.")
        later = _("Families wait longer for their first meeting than they did.")
        parts.append(sooner if wait[1] < wait[0] else later)
    if shown.late_actions:
        late = ngettext("%(count)d open action is late", "%(count)d open actions are late", shown.late_actions)
        worst = next((row for row in shown.late if row.late and not row.several), None)
        words = late % {"count": shown.late_actions}
        most = _("%(late)s; %(agency)s answers for most.") % {"late": words, "agency": worst.name} if worst else ""
        parts.append(most or f"{words}.")
    over = sum(load.word == "over" for load in shown.loads)
    if over:
        people = ngettext("%(count)d person leads", "%(count)d people lead", over) % {"count": over}
        parts.append(_("%(people)s more families than agreed.") % {"people": people})
    return " ".join(parts) or _("Nothing is late and nobody leads more families than agreed.")


def change(trend: Sequence[measures.Spread]) -> tuple[int, int] | None:
    """The first and the last middle value that are known."""
    known = [point.median for point in trend if point.median is not None]
    return (known[0], known[-1]) if len(known) > 1 else None


def head_figures(shown: Figures) -> list[Figure]:
    """Four figures, each with its base in words."""
    meeting = shown.steps["meeting"]
    days = charts.days(meeting.median) if meeting.median is not None else "–"
    return [
        Figure(shown.open, _open_words(shown)),
        Figure(days, _("from the worry to the first meeting; half wait less. %(base)s") % {"base": base(meeting)}),
        Figure(
            _("%(late)d of %(of)d") % {"late": shown.late_actions, "of": shown.open_actions},
            _("open actions are late (%(share)d%%)")
            % {"share": measures.share(shown.late_actions, shown.open_actions)},
        ),
        Figure(
            _("%(led)d of %(of)d") % {"led": shown.led, "of": shown.open},
            _("children have a lead professional (%(share)d%%)") % {"share": measures.share(shown.led, shown.open)},
        ),
    ]


def _open_words(shown: Figures) -> str:
    """With the change since the first month, where that month has enough children to be told."""
    first, last = shown.open_by_month[0], shown.open_by_month[-1]
    facts = {"more": abs(last - first), "month": month_words(shown.months[0])}
    if 0 < first < measures.SMALL or first == last:
        return _("children have help open today")
    if last > first:
        return _("children have help open today, %(more)d more than in %(month)s") % facts
    return _("children have help open today, %(more)d fewer than in %(month)s") % facts


def base(found: measures.Spread) -> str:
    if found.median is None:
        return _("Too few to say.")
    return ngettext("%(count)d family counted.", "%(count)d families counted.", found.base) % {"count": found.base}


def wait_chart(shown: Figures, step: str) -> Chart:
    """The middle value by month, with the band in which half of all lie."""
    pairs = zip(shown.months, shown.trends[step], strict=True)
    points = [
        charts.Point(short_month(month), found.median, found.low, found.high, found.base)
        for month, found in pairs
        if found.median is not None
    ]
    return charts.line(
        _wait_title(points, str(STEPS[step])),
        points,
        measure=_("Middle value"),
        band_words=_("half of all fall in this band"),
        foot=_("Days from the worry. Each month counts three months up to it; under five families, none."),
        key="wait",
    )


def _wait_title(points: Sequence[charts.Point], step: str) -> str:
    if not points:
        return _("Too few families yet to say how long they wait (%(step)s)") % {"step": step}
    first, last = round(points[0].value), round(points[-1].value)
    facts = {"last": charts.days(last), "first": first, "step": step}
    if last == first:
        return _("Families wait %(last)s (%(step)s), as before") % facts
    words = _("Families wait %(last)s (%(step)s), down from %(first)d")
    return (words if last < first else _("Families wait %(last)s (%(step)s), up from %(first)d")) % facts


def steps_chart(shown: Figures) -> Chart:
    """Times to each step in the months chosen: bars are in STEPS' order, the table has the base."""
    found = [(str(STEPS[name]), spread) for name, spread in shown.steps.items()]
    known = [spread.median for _name, spread in found if spread.median is not None]
    title = _("From worry to first meeting: too few to say")
    if shown.steps["meeting"].median is not None:
        title = _("Half of all families meet their team within %(days)s") % {
            "days": charts.days(shown.steps["meeting"].median)
        }
    heads = [_("Step"), _("Days, middle value"), _("Half are between"), _("Counted")]
    table = [_step_row(name, spread) for name, spread in found]
    foot = _("Days from the worry, for steps in the months chosen. %(of)d children had help open.") % {
        "of": shown.touched
    }
    drawings = tuple(_step_drawing(look, frame, found, max(known)) for look, frame in FRAMES) if known else ()
    return Chart(title, "steps", heads, table, foot, "2,3,4", drawings)


FRAMES = (("wide", charts.WIDE), ("narrow", charts.NARROW))


def _step_row(name: str, spread: measures.Spread) -> list[object]:
    if spread.median is None:
        return [name.capitalize(), _("too few"), "", _("under 5")]
    between = _("%(low)d and %(high)d") % {"low": spread.low, "high": spread.high}
    return [name.capitalize(), spread.median, between, spread.base]


def _step_drawing(
    look: str, frame: charts.Frame, found: Sequence[tuple[str, measures.Spread]], longest: int
) -> charts.Drawing:
    bars = []
    for place, (name, spread) in enumerate((name, spread) for name, spread in found if spread.median is not None):
        length = round(frame.bar_longest * (spread.median or 0) / max(longest, 1), 1)
        at = (0.0, 76.0) if frame.words_under else (length + 12, 46.0)
        words = _("of %(base)d families") % {"base": spread.base}
        bars.append(
            charts.DrawnBar(
                place * frame.bar_row, length, "strong" if name == str(STEPS["meeting"]) else "usual",
                name.capitalize(), charts.days(spread.median or 0), words, *at,
            )
        )  # fmt: skip
    return charts.Drawing(f"steps-{look}", look, frame.width, len(bars) * frame.bar_row, bars=tuple(bars))


def open_chart(shown: Figures) -> Chart:
    """How many children had help open at the end of each month."""
    pairs = list(zip(shown.months, shown.open_by_month, strict=True))
    few = max((place + 1 for place, (_month, count) in enumerate(pairs) if count < measures.SMALL), default=0)
    points = [charts.Point(short_month(month), count) for month, count in pairs[few:]]
    foot = _("At the end of each month.")
    if few:
        foot = _("At the end of each month. Months before had under five children.")
    return charts.line(
        _open_title([round(point.value) for point in points]), points,
        words=lambda value: str(round(value)), measure=_("Children"), foot=foot, key="open",
    )  # fmt: skip


def _open_title(counts: Sequence[int]) -> str:
    if not counts:
        return _("Fewer than five children have help open")
    facts = {"last": counts[-1], "first": counts[0]}
    if counts[-1] == counts[0]:
        return _("%(last)d children have help open, as before") % facts
    if counts[-1] > counts[0]:
        return _("%(last)d children have help open, up from %(first)d") % facts
    return _("%(last)d children have help open, down from %(first)d") % facts


def late_chart(shown: Figures) -> Chart:
    rows = [row for row in shown.late if row.late or row.several]
    worst = next((row for row in rows if row.late and not row.several), None)
    title = _("No open action is late")
    if shown.late_actions and worst is not None:
        title = _("%(agency)s answers for %(late)d of the %(all)d late actions") % {
            "agency": worst.name, "late": worst.late, "all": shown.late_actions,
        }  # fmt: skip
    elif shown.late_actions:
        words = ngettext("%(all)d open action is late", "%(all)d open actions are late", shown.late_actions)
        title = words % {"all": shown.late_actions}
    bars = [Row(late_name(row), row.late, row.open, row is worst, bool(row.several)) for row in rows]
    foot = _("%(day)s. Agencies with under five open actions stand together.") % {"day": _today()}
    return charts.bars(title, bars if shown.late_actions else [], what=_("late"), foot=foot, key="late")


def late_name(row: Late) -> str:
    if not row.several:
        return row.name
    return ngettext("%(count)d other agency", "%(count)d other agencies", row.several) % {"count": row.several}


def cells_chart(title: str, cells: Sequence[Cell], total: int, key: str, head: str, order: Iterable[str] = ()) -> Chart:
    """Counts of one kind that add up to the children with help open; what is kept back is said, not drawn."""
    known = [cell for cell in cells if cell.count is not None]
    hidden = len(cells) - len(known)
    rows = [Row(named(cell), cell.count or 0, total, place == 0) for place, cell in enumerate(known)]
    foot = _("%(day)s.") % {"day": _today()}
    if hidden:
        foot = _("%(foot)s %(count)d not drawn: too few children to show.") % {"foot": foot, "count": hidden}
    drawn = charts.bars(title, rows, what=_("children"), name_head=head, foot=foot, key=key)
    places = list(order)
    ordered = sorted(cells, key=lambda cell: places.index(cell.name)) if places else list(cells)
    table: list[list[object]] = [[named(cell), counted(cell)] for cell in ordered]
    return Chart(drawn.title, key, [head, _("Children")], table, foot, "2", drawn.drawings)


def most(cells: Sequence[Cell], words: str, other: str) -> str:
    """A title with the largest count that may be shown."""
    top = next((cell for cell in cells if cell.count), None)
    return words % {"name": named(top), "count": top.count} if top else other


def distribution_charts(shown: Figures) -> list[Chart]:
    few = _("Too few children to show")
    return [
        cells_chart(most(shown.by_state, _("Most stand at “%(name)s”: %(count)d children"), few),
                    shown.by_state, shown.open, "stages", _("Stage")),
        cells_chart(most(shown.by_length, _("Help has been open %(name)s for %(count)d children"), few),
                    shown.by_length, shown.open, "lengths", _("Open for"), LENGTHS),
        cells_chart(most(shown.by_age, _("Most are %(name)s: %(count)d children"), few),
                    shown.by_age, shown.open, "ages", _("Age"), BANDS),
    ]  # fmt: skip


def _today() -> str:
    return day_words(clock.today())
