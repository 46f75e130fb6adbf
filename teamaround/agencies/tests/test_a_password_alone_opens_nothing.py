"""Sign-in with password and second factor through the real pages (issue 2 step 1; DUD-27)."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.urls import reverse

from teamaround.audit.models import Event

pytestmark = pytest.mark.django_db
PASSWORD = "a long and quiet river"


@pytest.fixture
def lead(cast):
    account = cast.posts["lead"].practitioner.account
    account.set_password(PASSWORD)
    account.save()
    return account


def give_password(client, account, password=PASSWORD):
    return client.post(reverse("account_login"), {"login": account.username, "password": password})


def code_for(secret):
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, counter))


def set_up_app(client):
    page = client.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    return client.post(reverse("mfa_activate_totp"), {"code": code_for(secret)}), secret


def test_after_the_password_a_second_factor_must_be_set_up(client, lead):
    assert give_password(client, lead).headers["Location"] == reverse("desks:worktray")
    opened = client.get(reverse("desks:worktray"))
    assert opened.headers["Location"].startswith(reverse("desks:second_step"))
    page = client.get(opened.headers["Location"])
    assert "Set up an app" in page.content.decode()


def test_setting_up_an_app_opens_the_worktray_and_gives_recovery_codes(client, lead, monkeypatch):
    monkeypatch.setattr("django.db.transaction.on_commit", lambda do: do())
    give_password(client, lead)
    answer, _secret = set_up_app(client)
    assert answer.headers["Location"] == reverse("mfa_view_recovery_codes")
    assert client.get(reverse("mfa_view_recovery_codes")).status_code == 200
    assert client.get(reverse("desks:worktray")).status_code == 200


def test_the_secret_of_the_app_is_sealed_in_the_database(client, lead):
    give_password(client, lead)
    _answer, secret = set_up_app(client)
    kept = Authenticator.objects.get(user=lead, type="totp").data["secret"]
    assert secret not in kept and kept.startswith("v1:")


def test_with_an_app_the_password_alone_signs_nobody_in(client, lead):
    TOTP.activate(lead, "JBSWY3DPEHPK3PXP")
    assert give_password(client, lead).headers["Location"] == reverse("mfa_authenticate")
    assert client.get(reverse("desks:worktray")).headers["Location"].startswith(reverse("account_login"))


def test_password_and_code_open_the_worktray(client, lead):
    TOTP.activate(lead, "JBSWY3DPEHPK3PXP")
    give_password(client, lead)
    client.post(reverse("mfa_authenticate"), {"code": code_for("JBSWY3DPEHPK3PXP")})
    assert client.get(reverse("desks:worktray")).status_code == 200


def test_changing_how_one_signs_in_later_asks_for_the_password_again(client, lead):
    TOTP.activate(lead, "JBSWY3DPEHPK3PXP")
    give_password(client, lead)
    client.post(reverse("mfa_authenticate"), {"code": code_for("JBSWY3DPEHPK3PXP")})
    for page in ("mfa_deactivate_totp", "mfa_add_webauthn"):
        assert client.get(reverse(page)).headers["Location"].startswith("/sign-in/")


def test_a_wrong_code_is_refused_and_recorded(client, lead):
    TOTP.activate(lead, "JBSWY3DPEHPK3PXP")
    give_password(client, lead)
    client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert client.get(reverse("desks:worktray")).status_code == 302
    failed = Event.objects.get(action="agencies.sign_in_failed")
    assert (failed.account_id, failed.codes) == (lead.pk, {"why": "second_factor"})


def test_sign_in_failed_sign_in_and_sign_out_are_events(client, lead):
    give_password(client, lead, "wrong one")
    give_password(client, lead)
    client.post(reverse("account_logout"))
    said = list(Event.objects.filter(outcome="sign_in").order_by("pk").values_list("action", "account_id"))
    assert said == [
        ("agencies.sign_in_failed", lead.pk),
        ("agencies.sign_in", lead.pk),
        ("agencies.sign_out", lead.pk),
    ]


def test_a_name_nobody_has_is_recorded_without_what_was_typed(client, lead):
    client.post(reverse("account_login"), {"login": "my secret password", "password": "x"})
    event = Event.objects.get(action="agencies.sign_in_failed")
    assert event.account_id is None
    assert "secret" not in event.body


def test_wrong_passwords_are_limited_by_a_count_in_the_database(client, lead):
    for _ in range(5):
        give_password(client, lead, "wrong one")
    answer = give_password(client, lead)
    assert "Too many failed login attempts" in answer.content.decode() or answer.status_code == 429


def test_nobody_can_open_an_account_for_themselves(client):
    assert client.get("/sign-in/signup/").status_code == 404
