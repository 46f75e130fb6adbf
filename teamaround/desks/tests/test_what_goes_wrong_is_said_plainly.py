"""Error pages in our words; a form older than the sign-in (design.md 6, 10)."""

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse

from teamaround.access.actor import Actor
from teamaround.agencies.factories import sign_in
from teamaround.desks import views_errors


def request_of(method="get"):
    request = getattr(RequestFactory(), method)("/x/")
    request.actor, request.resolver_match, request._messages = Actor.nobody(), None, []
    return request


def test_what_cannot_be_read():
    answer = views_errors.bad_request(request_of(), ValueError())
    assert (answer.status_code, "We could not read what was sent" in answer.content.decode()) == (400, True)


def test_what_is_not_open():
    answer = views_errors.forbidden(request_of(), PermissionError())
    assert (answer.status_code, "You cannot do this now" in answer.content.decode()) == (403, True)


def test_what_broke_on_our_side_needs_neither_request_nor_database():
    answer = views_errors.broken(None)
    assert (answer.status_code, "Something went wrong on our side" in answer.content.decode()) == (500, True)


class TestAFormOlderThanTheSignIn:
    TOKEN = {"csrfmiddlewaretoken": "c" * 64, "words": "Some words that took a while"}

    def client(self):
        client = Client(enforce_csrf_checks=True)
        client.cookies["csrftoken"] = "b" * 32
        return client

    def send(self, client, words=None, **headers):
        return client.post("/post/", self.TOKEN if words is None else words, headers=headers)

    @pytest.mark.django_db
    def test_a_stranger_is_asked_to_sign_in(self):
        answer = self.send(self.client(), origin="http://testserver")
        assert answer.headers["Location"].startswith(reverse("account_login"))

    @pytest.mark.django_db
    def test_a_script_is_told(self, cast):
        client = sign_in(self.client(), cast.posts["lead"])
        answer = self.send(client, **{"origin": "http://testserver", "HX-Request": "true"})
        assert answer.status_code == 401

    @pytest.mark.django_db
    def test_the_browser_may_say_it_in_another_header(self, cast):
        client = sign_in(self.client(), cast.posts["lead"])
        answer = self.send(client, **{"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "navigate"})
        assert answer.headers["Location"] == reverse("agencies:unsent")

    @pytest.mark.django_db
    def test_with_nothing_to_keep_one_is_told_to_load_the_page_again(self, cast):
        client = sign_in(self.client(), cast.posts["lead"])
        answer = self.send(client, {"csrfmiddlewaretoken": "c" * 64}, origin="http://testserver")
        assert (answer.status_code, "This form had been open too long" in answer.content.decode()) == (403, True)
