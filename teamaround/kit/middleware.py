"""What happens to every request before anybody looks at it."""

from collections.abc import Callable
from typing import cast

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponsePermanentRedirect, QueryDict

from teamaround.kit.plain import plain

GetResponse = Callable[[HttpRequest], HttpResponseBase]


class PlainCharacters:
    """Text of forms and addresses without NUL and other control characters; line ends and tabs stay."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if plain(request.path_info) != request.path_info:
            raise Http404
        request.GET = cleaned(request.GET)  # type: ignore[assignment]
        if request.method == "POST":
            request.POST = cleaned(request.POST)  # type: ignore[assignment]
        return self.get_response(request)


def cleaned(given: QueryDict) -> QueryDict:
    """The same values, or a new set when one of them held a character that nobody types."""
    values = {plain(key): [plain(value) for value in given.getlist(key)] for key in given}
    if all(values.get(key) == given.getlist(key) for key in given):
        return given
    made = QueryDict(mutable=True, encoding=given.encoding)
    for key, texts in values.items():
        made.setlist(key, cast(list[str | bytes], texts))
    made._mutable = False
    return made


class LocalhostName:
    """In development 127.0.0.1 becomes localhost: passkeys are bound to a name and refuse a number."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        host, _, port = request.META.get("HTTP_HOST", "").partition(":")
        if settings.PERSONAS and host == "127.0.0.1" and request.method in ("GET", "HEAD"):
            name = f"localhost:{port}" if port else "localhost"
            return HttpResponsePermanentRedirect(f"{request.scheme}://{name}{request.get_full_path()}")
        return self.get_response(request)


class SecurityHeaders:
    """Headers that Django and django-csp leave out: not for search engines, not for other sites to embed."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("X-Robots-Tag", "noindex, nofollow")
        return response
