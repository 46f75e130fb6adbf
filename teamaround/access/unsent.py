"""Words typed before the login ended are kept and given back to the same account only (design.md 6).

The text is sealed with the server's key, bound to the account, for 24 hours, in one cookie-free row.
"""

from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, resolve_url


def ask_to_sign_in(request: HttpRequest) -> HttpResponseBase:
    """To the sign-in page, and back to where the person was."""
    back = request.get_full_path() if request.method in {"GET", "HEAD"} else _page_of_form(request)
    return redirect(f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': back})}")


def _page_of_form(request: HttpRequest) -> str:
    return request.path
