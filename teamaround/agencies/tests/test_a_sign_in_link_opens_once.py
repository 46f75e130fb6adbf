"""The link for choosing a password: by e-mail, once, three days; the same words for every other link (DUD-27)."""

import datetime
import re

import pytest
from django.core import mail
from django.urls import reverse

from teamaround.agencies import staffing
from teamaround.agencies.factories import set_rows, sign_in
from teamaround.agencies.models import Practitioner
from teamaround.audit.models import Event
from teamaround.kit.clock import freeze
from teamaround.notifications import delivery

pytestmark = pytest.mark.django_db
GOOD = "barge lantern walnut"


@pytest.fixture
def link(cast):
    person = cast.posts["member"].practitioner
    set_rows(Practitioner.objects.filter(pk=person.pk), email="priya@example.invalid")
    staffing.send_link(by=cast.actors["index_team"], post=cast.posts["member"])
    return sent_link()


def sent_link():
    delivery.deliver()
    return re.search(r"/welcome/\S+", mail.outbox[-1].body).group()


def test_the_link_comes_by_e_mail_and_names_no_child(cast, link):
    message = mail.outbox[-1]
    assert message.to == ["priya@example.invalid"]
    assert "Kayleigh" not in message.subject + message.body


def test_a_password_is_chosen_and_the_link_is_used_up(client, cast, link):
    assert client.post(link, {"password": GOOD}).headers["Location"] == reverse("account_login")
    account = Practitioner.objects.get(pk=cast.posts["member"].practitioner_id).account
    assert account.check_password(GOOD)
    assert Event.objects.filter(action="agencies.choose_password").count() == 1
    assert "no longer opens" in client.get(link).content.decode()


def test_a_weak_password_is_refused_with_what_would_help(client, cast, link):
    page = client.post(link, {"password": "priya"}).content.decode()
    assert "too short" in page or "too similar" in page
    assert not Event.objects.filter(action="agencies.choose_password").exists()


def test_after_three_days_the_link_is_over(client, link, clock):
    with freeze(clock + datetime.timedelta(days=3)):
        assert "Choose a password" in client.get(link).content.decode()
    with freeze(clock + datetime.timedelta(days=3, minutes=1)):
        assert "no longer opens" in client.get(link).content.decode()


def test_an_invented_link_and_a_used_one_look_alike(client, cast, link):
    client.post(link, {"password": GOOD, "submission_key": "one"}, follow=True)
    used = client.get(link).content
    invented = client.get(reverse("agencies:choose_password", kwargs={"account_ref": "no", "token": "no"})).content
    assert used == invented


def test_nobody_but_the_index_team_sends_links(client, cast):
    path = reverse("agencies:send_link", kwargs={"post_ref": cast.posts["member"].ref})
    assert sign_in(client, cast.posts["manager"]).post(path).status_code in (403, 404)
    assert sign_in(client, cast.posts["index_team"]).post(path).status_code == 302


def test_a_lost_telephone_is_forgotten(client, cast):
    from allauth.mfa.models import Authenticator

    member = cast.posts["member"].practitioner
    Authenticator.objects.create(user=member.account, type="totp", data={})
    path = reverse("agencies:forget_second_factor", kwargs={"person_ref": member.ref})
    sign_in(client, cast.posts["coordinator"]).post(path)
    assert Authenticator.objects.filter(user=member.account).exists()
    sign_in(client, cast.posts["index_team"]).post(path)
    assert not Authenticator.objects.filter(user=member.account).exists()


def test_the_button_pressed_twice_sends_one_letter(client, cast):
    set_rows(Practitioner.objects.filter(pk=cast.posts["member"].practitioner_id), email="priya@example.invalid")
    path = reverse("agencies:send_link", kwargs={"post_ref": cast.posts["member"].ref})
    sign_in(client, cast.posts["index_team"])
    for _press in range(2):
        client.post(path, {"submission_key": "one"})
    delivery.deliver()
    assert len(mail.outbox) == 1
