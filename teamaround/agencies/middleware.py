"""Who is acting in this request: works out the actor once, from the session and the chosen post."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


class WhoIsActing:
    """Sets `request.actor` (an access.Actor). Written fully by sign_in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        from teamaround.access.actor import Actor

        request.actor = Actor.nobody()  # type: ignore[attr-defined]
        return self.get_response(request)
