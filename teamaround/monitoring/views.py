"""The manager's page: one finding, four figures with their base, two charts with tables, caseload."""

import csv
from io import StringIO

from django.http import HttpResponse, HttpResponseBase
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from teamaround.access.gate import Gated, gate
from teamaround.kit import charts, clock
from teamaround.kit.dates import day_words
from teamaround.kit.pieces import Figure
from teamaround.monitoring import measures, queries

NAMES = {
    "agreement": gettext_lazy("Agreement"),
    "assessment": gettext_lazy("Completed assessment"),
    "first meeting": gettext_lazy("First meeting"),
    "first action done": gettext_lazy("First action done"),
}

BANDS = [band for _low, _high, band in measures.AGES]


@gate("monitoring.read")
def page(request: Gated) -> HttpResponseBase:
    area = queries.area(request.actor)
    loads = queries.caseloads(request.actor)
    context = {
        "title": _("What the figures show"),
        "finding": finding(area, loads),
        "figures": figures(area, loads),
        "late_chart": late_chart(area),
        "state_chart": state_chart(area),
        "times": [(str(NAMES[name]), times) for name, times in area.times],
        "loads": loads,
        "ages": sorted(area.by_age, key=lambda cell: BANDS.index(cell.name)),
        "day": day_words(clock.today()),
    }
    return TemplateResponse(request, "monitoring/page.html", context)


def finding(area: queries.Area, loads: list[queries.Load]) -> str:
    """One sentence with what matters most today."""
    late = sum(row.late for row in area.late)
    over = [load for load in loads if load.families > load.limit]
    if late:
        worst = area.late[0]
        return ngettext(
            "%(count)d open action is late; %(agency)s answers for most.",
            "%(count)d open actions are late; %(agency)s answers for most.",
            late,
        ) % {"count": late, "agency": worst.agency}
    if over:
        return _("%(name)s leads more families than the local limit. Talk about sharing the load.") % {
            "name": over[0].name
        }
    return _("Nothing is late and nobody leads more families than the limit.")


def figures(area: queries.Area, loads: list[queries.Load]) -> list[Figure]:
    """Four figures, each with its base in words."""
    total = sum(row.open for row in area.late)
    late = sum(row.late for row in area.late)
    meeting = dict(area.times)["first meeting"]
    return [
        Figure(str(area.open), _("children have help open")),
        Figure(str(area.led), _("of %(of)d have a lead professional") % {"of": area.open}),
        Figure(
            str(late),
            _("of %(of)d open actions are late (%(share)d%%)") % {"of": total, "share": measures.share(late, total)},
        ),
        Figure(
            str(meeting.median) if meeting.median is not None else "–",
            _("days from worry to first meeting (median of %(reached)d of %(of)d)")
            % {"reached": meeting.reached, "of": meeting.of},
        ),
    ]


def late_chart(area: queries.Area) -> charts.Chart:
    late = [row for row in area.late if row.late] or area.late
    rows = [charts.Row(row.agency, row.late, row.open, strong=place == 0) for place, row in enumerate(late[:8])]
    title = _("Late actions by the agency that answers for them")
    return charts.bars(title, rows, what=_("late"), name_head=_("Agency"), foot=_foot(), key="late")


def state_chart(area: queries.Area) -> charts.Chart:
    """Cells kept back are left out of the picture and said in its foot."""
    shown = [cell for cell in area.by_state if cell.count is not None]
    rows = [charts.Row(cell.name, cell.count or 0, area.open, strong=place == 0) for place, cell in enumerate(shown)]
    hidden = len(area.by_state) - len(shown)
    foot = _foot()
    if hidden:
        foot = _("%(foot)s Stages with few children are left out (%(count)d).") % {"foot": foot, "count": hidden}
    return charts.bars(
        _("Where the help stands"), rows, what=_("children"), name_head=_("Stage"), foot=foot, key="stages"
    )


def _foot() -> str:
    return _("Counted on %(day)s.") % {"day": day_words(clock.today())}


@gate("monitoring.read", outcome="export")
def download(request: Gated) -> HttpResponseBase:
    """The same figures as a file for a spreadsheet; small numbers stay kept back."""
    area = queries.area(request.actor)
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow([_("Measure"), _("Name"), _("Figure"), _("Base")])
    writer.writerows([_("Stage"), cell.name, cell.words, area.open] for cell in area.by_state)
    writer.writerows([_("Age"), cell.name, cell.words, area.open] for cell in area.by_age)
    writer.writerows([_("Late actions"), row.agency, row.late, row.open] for row in area.late)
    writer.writerows([_("Median days to"), str(NAMES[name]), times.median, times.reached] for name, times in area.times)
    response = HttpResponse(text.getvalue(), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="figures-{clock.today()}.csv"'
    return response
