"""The style page (development only) and the answer that keeps a session alive."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from teamaround.kit import samples


def keep(request: HttpRequest) -> HttpResponse:
    """Being asked is enough: any request is a sign that somebody is there."""
    return HttpResponse(status=204)


def style_page(request: HttpRequest, sheet: str = "controls") -> HttpResponse:
    """Every piece with sample data, for looking at."""
    make = samples.SHEETS.get(sheet)
    if make is None:
        raise Http404
    return render(request, f"kit/style/{sheet}.html", {"sheets": list(samples.SHEETS), **make(request)})
