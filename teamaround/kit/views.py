"""The style page, in development only."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from teamaround.kit import samples
from teamaround.kit.sample_words import SAY


def style_page(request: HttpRequest, sheet: str = "controls") -> HttpResponse:
    """Every piece with sample data, for looking at."""
    make = samples.SHEETS.get(sheet)
    if make is None:
        raise Http404
    return render(request, f"kit/style/{sheet}.html", {"sheets": list(samples.SHEETS), "say": SAY, **make(request)})
