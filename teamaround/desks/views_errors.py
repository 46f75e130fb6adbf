"""Error pages in our own words. They ask nothing of the database."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.template.loader import render_to_string

from teamaround.access import refusals, unsent
from teamaround.access.roles import Kind

GROWN_OLD = "CSRF "
"""Beginning of those of Django's reasons that say the token is wrong, and not that the form came from elsewhere."""


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    return refusals.not_found(request)


def broken(request: HttpRequest) -> HttpResponse:
    return HttpResponse(render_to_string("500.html"), status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponseBase:
    """A form that is older than the last sign-in: its words are kept and shown again to the same person.

    Only a form of our own pages counts: the browser must say that it comes from this site.
    """
    if request.method == "POST" and reason.startswith(GROWN_OLD) and _from_this_site(request):
        if request.actor.kind is Kind.NOBODY:  # type: ignore[attr-defined]
            return unsent.ask_to_sign_in(request)
        if unsent.sent_by_page(request):
            return unsent.tell_page(request)
        if unsent.keep(request):
            return redirect("agencies:unsent")
    return render(request, "403_csrf.html", status=403)


def _from_this_site(request: HttpRequest) -> bool:
    """The browser's own word. Django has already refused an Origin that is not ours."""
    return "Origin" in request.headers or request.headers.get("Sec-Fetch-Site") == "same-origin"
