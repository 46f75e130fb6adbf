"""What the index is worth: a page, and the same as a file."""

import csv
from io import StringIO

from django.http import HttpResponse, HttpResponseBase
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from teamaround.access.gate import Gated, gate
from teamaround.access.roles import Role
from teamaround.kit import clock
from teamaround.monitoring import areas, period, worth, worth_presenters
from teamaround.monitoring.areas import Area
from teamaround.monitoring.period import Period
from teamaround.monitoring.views import safe


def _asked(request: Gated) -> tuple[list[Area], Area, Period]:
    """The area and the whole months that an address names. Raises Http404 for an area that is not of this post."""
    mine = areas.areas_of(request.actor, whole=areas.WHOLE | {Role.INDEX_TEAM})
    months = period.chosen(request.GET.get("from", ""), request.GET.get("to", ""), clock.today())
    return mine, areas.chosen(mine, request.GET.get("area", "")), worth.whole_months(months)


def _codes(area: Area, months: Period) -> dict[str, str]:
    return {"area": area.key, "from": period.key_of(months.first), "to": period.key_of(months.last)}


@gate("monitoring.index_worth")
def page(request: Gated) -> HttpResponseBase:
    mine, area, months = _asked(request)
    shown = worth.worth(area, months)
    request.passage.codes = _codes(area, months)
    context = {
        "title": _("What the index is worth: %(area)s") % {"area": area.name},
        "months_words": months.words,
        "areas": mine,
        "area": area,
        "months": period.choices(clock.today())[1:],
        "first": period.key_of(months.first),
        "last": period.key_of(months.last),
        "figures": worth_presenters.figures(shown),
        "charts": worth_presenters.all_charts(shown),
        "answer_heads": worth_presenters.answer_heads(),
        "answers": worth_presenters.answer_rows(shown),
        "update_heads": worth_presenters.update_heads(),
        "updates": worth_presenters.update_rows(shown),
    }
    return TemplateResponse(request, "monitoring/worth.html", context)


@gate("monitoring.index_worth", outcome="export")
def download(request: Gated) -> HttpResponseBase:
    """The same figures for a spreadsheet, rounded alike. Recorded as an export."""
    _mine, area, months = _asked(request)
    request.passage.codes = _codes(area, months)
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow([_("Measure"), _("Name"), _("Figure"), _("Base")])
    writer.writerows([safe(cell) for cell in row] for row in worth_presenters.as_file(worth.worth(area, months)))
    response = HttpResponse(text.getvalue(), content_type="text/csv; charset=utf-8")
    name = f"index-{period.key_of(months.first)}-{period.key_of(months.last)}.csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
