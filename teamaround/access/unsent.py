"""What happens to a request whose session has ended: ask for sign-in, and keep what was typed.

Keeping words needs accounts, and `agencies` stands above this package: it registers its two functions
here in its AppConfig. Without them people are asked to sign in and nothing is kept.
"""

from collections.abc import Callable
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, resolve_url
from django.utils.translation import gettext as _

Keep = Callable[[HttpRequest], bool]
WayBackIn = Callable[[HttpRequest, bool], str]

_keepers: list[tuple[Keep, WayBackIn]] = []


def register(keep: Keep, way_back_in: WayBackIn) -> None:
    """`keep` stores the form (and says whether it did); `way_back_in` gives the sign-in page's address."""
    _keepers[:] = [(keep, way_back_in)]


def ask_to_sign_in(request: HttpRequest) -> HttpResponseBase:
    """To the sign-in page, and back to where the person was, with the words they had typed.

    What a page sends by itself (autosave, a fragment) gets a plain 401: the words are still on the page,
    and the form that holds them will be sent by the person.
    """
    if sent_by_page(request):
        return tell_page(request)
    kept = keep(request)
    for _keep, way_back_in in _keepers:
        return redirect(way_back_in(request, kept))
    return redirect(_plain_sign_in(request))


def keep(request: HttpRequest) -> bool:
    """Keep what was typed, where somebody can. False for a request that sends nothing."""
    return request.method == "POST" and any(store(request) for store, _way in _keepers)


def sent_by_page(request: HttpRequest) -> bool:
    """Whether a script asked, so that nobody would see a redirect."""
    return request.headers.get("HX-Request") == "true" or request.headers.get("Sec-Fetch-Mode") in {
        "cors",
        "same-origin",
    }


def tell_page(request: HttpRequest) -> HttpResponse:
    """What a script is told in place of a redirect."""
    words = _("You have been signed out. Your words are still on this page: send the form and sign in again.")
    response = HttpResponse(words, status=401, content_type="text/plain; charset=utf-8")
    response.headers["Cache-Control"] = "no-store"
    return response


def _plain_sign_in(request: HttpRequest) -> str:
    back = request.get_full_path() if request.method in {"GET", "HEAD"} else request.path
    return f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': back})}"
