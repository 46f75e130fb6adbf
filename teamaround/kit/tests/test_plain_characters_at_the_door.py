"""Forms and addresses lose control characters before anybody reads them."""

from typing import Any

import pytest
from django.http import Http404, HttpRequest, HttpResponse
from django.test import RequestFactory

from teamaround.kit.middleware import LocalhostName, PlainCharacters, SecurityHeaders


def passed(request: HttpRequest) -> HttpRequest:
    seen: list[HttpRequest] = []

    def view(through: HttpRequest) -> HttpResponse:
        seen.append(through)
        return HttpResponse()

    PlainCharacters(view)(request)
    return seen[0]


def post(**data: Any) -> HttpRequest:
    return RequestFactory().post("/", data)


def test_nul_and_escape_go_and_lines_stay() -> None:
    assert passed(post(words="a\x00b\x1b\r\nc\td")).POST["words"] == "ab\nc\td"


def test_every_value_of_a_name_is_cleaned() -> None:
    assert passed(post(who=["a\x00", "b"])).POST.getlist("who") == ["a", "b"]


def test_the_address_is_cleaned() -> None:
    assert passed(RequestFactory().get("/?q=Kay%00leigh")).GET["q"] == "Kayleigh"


def test_clean_words_pass_untouched() -> None:
    request = post(words="Zoë 👩‍👧")
    given = request.POST
    assert passed(request).POST is given


def test_what_was_cleaned_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        passed(post(words="a\x00")).POST["words"] = "b"


def test_a_path_with_nul_names_nothing() -> None:
    with pytest.raises(Http404):
        passed(RequestFactory().get("/children/%00/"))


def to(host: str, method: str = "get") -> HttpResponse:
    request = getattr(RequestFactory(), method)("/children/?page=2", headers={"host": host})
    answer = LocalhostName(lambda _request: HttpResponse())(request)
    assert isinstance(answer, HttpResponse)
    return answer


def test_a_number_becomes_the_name_that_passkeys_need(settings: Any) -> None:
    settings.PERSONAS = True
    assert to("127.0.0.1:8000").headers["Location"] == "http://localhost:8000/children/?page=2"
    assert to("127.0.0.1").headers["Location"] == "http://localhost/children/?page=2"
    assert to("localhost:8000").status_code == 200
    assert to("127.0.0.1:8000", "post").status_code == 200


def test_outside_development_nothing_is_sent_elsewhere(settings: Any) -> None:
    settings.PERSONAS = False
    assert to("127.0.0.1:8000").status_code == 200


def test_pages_are_not_for_search_engines() -> None:
    answer = SecurityHeaders(lambda _request: HttpResponse())(RequestFactory().get("/"))
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
