"""A POST whose session has ended keeps its text for the same account only, 24 hours (design.md 6)."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from teamaround.agencies import unsent
from teamaround.agencies.factories import sign_in
from teamaround.agencies.models import Unsent
from teamaround.kit import clock as the_clock

pytestmark = pytest.mark.django_db
MOMENT = datetime.datetime(2026, 3, 3, 10, tzinfo=datetime.UTC)
LONG = "Mum said that the nights are better now, and that Kayleigh walks to school with Ellie.\n" * 20


def after(**time):
    return the_clock.freeze(MOMENT + datetime.timedelta(**time))


def page():
    return reverse("desks:choose_post")


def types_until_the_session_ends(client, post, **more):
    """Signs in, opens a page, and sends a long text forty minutes later."""
    sign_in(client, post)
    client.get(page())
    with after(minutes=40):
        return client.post(page(), {"words": LONG, "submission_key": "k1", **more})


def words_shown(client, post):
    with after(minutes=42):
        sign_in(client, post)
        answer = client.get(reverse("agencies:unsent"))
        return answer.content.decode() if answer.status_code == 200 else ""


def test_the_sign_in_page_leads_back_to_the_words(client, cast):
    answer = types_until_the_session_ends(client, cast.posts["lead"])
    assert answer.headers["Location"] == f"{reverse('account_login')}?next=%2Funsent%2F"
    shown = words_shown(client, cast.posts["lead"])
    assert "the nights are better now" in shown
    assert f'action="{page()}"' in shown


def test_every_field_is_sent_again_as_it_was(client, cast):
    types_until_the_session_ends(client, cast.posts["lead"], boxes=["a", "b"])
    kept = unsent.opened(Unsent.objects.get())
    assert kept.fields == [("words", LONG), ("submission_key", "k1"), ("boxes", "a"), ("boxes", "b")]
    assert kept.texts == [LONG]


def test_another_account_on_the_same_computer_sees_nothing(client, cast):
    types_until_the_session_ends(client, cast.posts["lead"])
    assert words_shown(client, cast.posts["other_lead"]) == ""
    assert "nights are better" in words_shown(client, cast.posts["lead"])


def test_another_account_cannot_throw_the_words_away(client, cast):
    types_until_the_session_ends(client, cast.posts["lead"])
    ref = Unsent.objects.get().ref
    with after(minutes=42):
        sign_in(client, cast.posts["other_lead"])
        assert client.post(reverse("agencies:leave_unsent", args=[ref])).status_code == 404
    assert Unsent.objects.count() == 1


def test_after_24_hours_they_are_gone(client, cast):
    types_until_the_session_ends(client, cast.posts["lead"])
    with after(minutes=40, hours=24):
        sign_in(client, cast.posts["lead"])
        assert client.get(reverse("agencies:unsent")).status_code == 302
        assert unsent.throw_away_old() == 1


def test_the_words_lie_sealed_in_the_database(client, cast):
    types_until_the_session_ends(client, cast.posts["lead"])
    assert "nights" not in Unsent.objects.get().sealed


def test_the_worktray_reminds_the_same_person_and_nobody_else(client, cast):
    types_until_the_session_ends(client, cast.posts["lead"])
    with after(minutes=42):
        for who, times in (("lead", 1), ("other_lead", 0)):
            page = sign_in(client, cast.posts[who]).get(reverse("desks:worktray")).content.decode()
            assert page.count(">Words you could not send<") == times


def test_passwords_and_files_are_never_kept(client, cast):
    file = SimpleUploadedFile("form.pdf", b"%PDF-1.7")
    types_until_the_session_ends(client, cast.posts["lead"], password="very secret", paper=file)
    kept = unsent.opened(Unsent.objects.get())
    assert [name for name, _value in kept.fields] == ["words", "submission_key"]
    assert kept.files


def test_words_that_were_tampered_with_are_thrown_away_not_shown(client, cast):
    types_until_the_session_ends(client, cast.posts["lead"])
    Unsent.objects.update(sealed="v1:0:AAAA")
    assert words_shown(client, cast.posts["lead"]) == ""
    assert not Unsent.objects.exists()


def test_words_can_be_thrown_away(client, cast):
    types_until_the_session_ends(client, cast.posts["lead"])
    with after(minutes=42):
        sign_in(client, cast.posts["lead"])
        client.post(reverse("agencies:leave_unsent", args=[Unsent.objects.get().ref]))
    assert not Unsent.objects.exists()


def test_the_sign_in_pages_keep_nothing(client, cast):
    sign_in(client, cast.posts["lead"])
    client.get(page())
    with after(minutes=40):
        unsent.keep(client.post(reverse("account_login"), {"login": "sam", "password": "x"}).wsgi_request)
    assert not Unsent.objects.exists()


def test_a_stranger_without_the_cookie_leaves_nothing(client, cast):
    client.post(page(), {"words": LONG})
    assert not Unsent.objects.exists()


def test_a_forged_cookie_leaves_nothing(client, cast):
    client.cookies[unsent.COOKIE] = f"account:{cast.posts['lead'].practitioner.account_id}"
    client.post(page(), {"words": LONG})
    assert not Unsent.objects.exists()


def test_the_session_cookie_may_be_gone_altogether(client, cast):
    sign_in(client, cast.posts["lead"])
    client.get(page())
    del client.cookies["sessionid"]
    client.post(page(), {"words": LONG})
    assert "nights are better" in words_shown(client, cast.posts["lead"])


def test_a_script_is_told_and_the_words_stay_on_the_page(client, cast):
    sign_in(client, cast.posts["lead"])
    with after(minutes=40):
        answer = client.post(page(), {"words": LONG}, headers={"HX-Request": "true"})
    assert answer.status_code == 401
    assert not Unsent.objects.exists()


def test_sent_now_they_are_gone(client, cast):
    types_until_the_session_ends(client, cast.posts["lead"])
    ref = Unsent.objects.get().ref
    with after(minutes=42):
        sign_in(client, cast.posts["lead"])
        client.post(page(), {"post": cast.posts["lead"].ref, "unsent_ref": ref})
    assert not Unsent.objects.exists()


def test_a_form_that_comes_back_with_an_error_keeps_them(client, cast):
    types_until_the_session_ends(client, cast.posts["lead"])
    ref = Unsent.objects.get().ref
    with after(minutes=42):
        sign_in(client, cast.posts["lead"])
        client.post(reverse("personas:be"), {"key": "nobody", "unsent_ref": ref})
    assert Unsent.objects.count() == 1


def test_only_the_newest_twenty_are_kept(client, cast):
    sign_in(client, cast.posts["lead"])
    client.get(page())
    with after(minutes=40):
        for number in range(unsent.AT_MOST + 3):
            client.post(page(), {"words": f"number {number}"})
    assert Unsent.objects.count() == unsent.AT_MOST
    assert unsent.opened(Unsent.objects.order_by("-pk").first()).fields == [("words", "number 22")]


class TestAFormOlderThanTheSignIn:
    """Signed in again in another window: the token in the old form no longer fits."""

    def send(self, cast, **headers):
        client = Client(enforce_csrf_checks=True)
        sign_in(client, cast.posts["lead"])
        client.cookies["csrftoken"] = "b" * 32
        words = {"words": LONG, "csrfmiddlewaretoken": "c" * 64}
        return client, client.post(page(), words, headers=headers)

    def test_its_words_are_kept_and_shown(self, cast):
        client, answer = self.send(cast, origin="http://testserver")
        assert answer.headers["Location"] == reverse("agencies:unsent")
        assert "nights are better" in client.get(reverse("agencies:unsent")).content.decode()

    def test_a_form_from_another_site_is_not(self, cast):
        _client, answer = self.send(cast, origin="https://elsewhere.example")
        assert answer.status_code == 403
        assert not Unsent.objects.exists()

    def test_nor_one_whose_browser_does_not_say_where_it_comes_from(self, cast):
        _client, answer = self.send(cast)
        assert answer.status_code == 403
        assert not Unsent.objects.exists()
