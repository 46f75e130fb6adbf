"""The manager's page: the finding, four figures with their base, charts with tables, caseload; and as a file."""

import csv
from collections.abc import Iterator
from io import StringIO

from django.http import HttpResponse, HttpResponseBase
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from teamaround.access.gate import Gated, gate
from teamaround.kit import clock
from teamaround.monitoring import areas, loads, measures, period, presenters, queries
from teamaround.monitoring.areas import Area
from teamaround.monitoring.period import Period


def _asked(request: Gated) -> tuple[list[Area], Area, Period]:
    """The area and the months an address names. Raises Http404 for an area that is not of this post."""
    mine = areas.areas_of(request.actor)
    wanted = request.GET
    months = period.chosen(wanted.get("from", ""), wanted.get("to", ""), clock.today())
    return mine, areas.chosen(mine, wanted.get("area", "")), months


@gate("monitoring.read")
def page(request: Gated) -> HttpResponseBase:
    mine, area, months = _asked(request)
    shown = queries.figures(area, months)
    step = request.GET.get("step", "")
    step = step if step in presenters.STEPS else "meeting"
    request.passage.codes = {"area": area.key, "from": period.key_of(months.first), "to": period.key_of(months.last)}
    context = {
        "title": f"{area.name}: {months.words}",
        "areas": mine,
        "area": area,
        "months": period.choices(clock.today()),
        "first": period.key_of(months.first),
        "last": period.key_of(months.last),
        "steps": list(presenters.STEPS.items()),
        "step": step,
        "finding": presenters.finding(shown),
        "figures": presenters.head_figures(shown),
        "charts": [
            presenters.wait_chart(shown, step),
            presenters.late_chart(shown),
            presenters.steps_chart(shown),
            presenters.open_chart(shown),
            *presenters.distribution_charts(shown),
            loads.load_chart(shown.loads),
        ],
        "load_heads": loads.load_heads(),
        "loads": [loads.load_row(load) for load in shown.loads],
    }
    return TemplateResponse(request, "monitoring/page.html", context)


@gate("monitoring.read", outcome="export")
def download(request: Gated) -> HttpResponseBase:
    """The same figures as a file for a spreadsheet; small numbers stay kept back. Recorded as an export."""
    _mine, area, months = _asked(request)
    request.passage.codes = {"area": area.key, "from": period.key_of(months.first), "to": period.key_of(months.last)}
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow([_("Measure"), _("Name"), _("Figure"), _("Base")])
    writer.writerows([safe(cell) for cell in row] for row in _rows(queries.figures(area, months)))
    response = HttpResponse(text.getvalue(), content_type="text/csv; charset=utf-8")
    name = f"figures-{period.key_of(months.first)}-{period.key_of(months.last)}.csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def safe(cell: object) -> object:
    """A text that begins like a formula is kept a text by a spreadsheet."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in "=+-@\t" else cell


def _rows(shown: queries.Figures) -> Iterator[list[object]]:
    """Every figure of the page in one shape: measure, name, figure, base."""
    few = _("under 5")
    bands = ((_("Stage"), shown.by_state), (_("Open for"), shown.by_length), (_("Age"), shown.by_age))
    for head, cells in bands:
        yield from ([head, presenters.named(cell), presenters.counted(cell), shown.open] for cell in cells)
    for row in shown.late:
        yield [_("Late actions"), presenters.late_name(row), row.late, row.open]
    for name, spread in shown.steps.items():
        known = [few, few] if spread.median is None else [spread.median, spread.base]
        yield [_("Days to, middle value"), str(presenters.STEPS[name]), *known]
    for month, count in zip(shown.months, shown.open_by_month, strict=True):
        shy = few if 0 < count < measures.SMALL else count
        yield [_("Help open at the end of"), period.key_of(month), shy, ""]
    for load in shown.loads:
        yield [_("Families led"), load.name, load.families, load.limit]
        yield [_("Late actions of"), load.name, load.late, ""]
