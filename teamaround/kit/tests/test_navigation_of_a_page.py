"""The five places, the current one, the actor; never a question to the database."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.http import HttpRequest
from django.test import RequestFactory

from teamaround.kit.context import Place, current_place, page


def request(namespace: str = "", url_name: str = "", **more: Any) -> HttpRequest:
    made = RequestFactory().get("/")
    made.resolver_match = SimpleNamespace(namespace=namespace, url_name=url_name)  # type: ignore[assignment]
    for name, value in more.items():
        setattr(made, name, value)
    return made


@pytest.mark.parametrize(
    ("namespace", "url_name", "place"),
    [
        ("desks", "worktray", "worktray"),
        ("desks", "child", "children"),
        ("desks", "manager_area", "insight"),
        ("desks", "choose_post", ""),
        ("plans", "plan", "children"),
        ("meetings", "list", "meetings"),
        ("agencies", "directory", "directory"),
        ("account_login", "", ""),
    ],
)
def test_the_place_follows_from_the_address(namespace: str, url_name: str, place: str) -> None:
    assert current_place(request(namespace, url_name)) == place


def test_a_view_may_say_the_place() -> None:
    assert current_place(request("plans", "x", place="insight")) == "insight"


def test_an_address_that_names_nothing_has_no_place() -> None:
    assert current_place(RequestFactory().get("/")) == ""


def test_places_are_named_counted_and_marked() -> None:
    places = [Place("worktray", "/w", count=4), Place("children", "/c"), Place("own", "/o", label="Panels")]
    shown = page(request("plans", "plan", navigation=places))["navigation"]
    assert [str(one["label"]) for one in shown] == ["Worktray", "Children", "Panels"]
    assert [one["current"] for one in shown] == [False, True, False]


def test_a_bare_request_is_enough() -> None:
    context = page(RequestFactory().get("/"))
    assert context["navigation"] == []
    assert context["actor"] is None
