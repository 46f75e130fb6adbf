"""Strict Content-Security-Policy: no style=, no on…=, no script in the page; every variable is known."""

import re

import pytest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory

from teamaround.kit.samples import SHEETS

INLINE = re.compile(r"""\sstyle\s*=|\son[a-z]+\s*=|<style|javascript:|<script(?![^>]*\ssrc=)""", re.IGNORECASE)


def check(html: str) -> None:
    assert not INLINE.search(html)
    assert "UNDEFINED[" not in html
    assert not re.search(r"\{[{%]|[%}]\}", html)


@pytest.mark.django_db
@pytest.mark.parametrize("sheet", SHEETS)
def test_a_sheet_of_the_style_page(client: Client, sheet: str) -> None:
    check(client.get(f"/kit/{sheet}/").content.decode())


@pytest.mark.django_db
def test_a_form_with_errors(client: Client) -> None:
    html = client.post("/kit/form/", {"given": "x" * 300, "on-day": "40", "kind": "other"}).content.decode()
    check(html)
    assert "<title>Error: " in html
    assert "There is a problem" in html


@pytest.mark.django_db
def test_a_sheet_that_is_not_there(client: Client) -> None:
    assert client.get("/kit/nothing/").status_code == 404


@pytest.mark.parametrize("name", ["400.html", "500.html"])
def test_errors_without_a_request(name: str) -> None:
    check(render_to_string(name))


@pytest.mark.parametrize("name", ["403.html", "404.html", "403_csrf.html"])
def test_errors_with_a_request(name: str) -> None:
    check(render_to_string(name, request=RequestFactory().get("/")))


def test_a_refusal_says_why_and_who_can_help() -> None:
    said = {"title": "Not now", "sentences": ["Because <b>."], "who_can_help": "Ask Lorraine."}
    html = render_to_string("403.html", said, request=RequestFactory().get("/"))
    assert "Because &lt;b&gt;." in html
    assert "Ask Lorraine." in html


def test_ids_of_a_page_are_used_once(client: Client) -> None:
    html = client.get("/kit/child/").content.decode()
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
