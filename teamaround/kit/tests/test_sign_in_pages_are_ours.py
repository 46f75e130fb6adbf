"""The pages of the sign-in library have our frame and words and nothing inline."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.template.loader import get_template
from django.test import Client
from django.urls import reverse

INLINE = re.compile(r"""\sstyle\s*=|\son[a-z]+\s*=|<style|javascript:|<script(?![^>]*\ssrc=)""", re.IGNORECASE)
OURS = (
    "account/login.html",
    "account/logout.html",
    "account/reauthenticate.html",
    "account/password_change.html",
    "mfa/index.html",
    "mfa/authenticate.html",
    "mfa/reauthenticate.html",
    "mfa/totp/activate_form.html",
    "mfa/totp/deactivate_form.html",
    "mfa/recovery_codes/index.html",
    "mfa/recovery_codes/generate.html",
    "mfa/webauthn/add_form.html",
    "mfa/webauthn/authenticator_list.html",
    "mfa/webauthn/authenticator_confirm_delete.html",
    "mfa/webauthn/edit_form.html",
    "mfa/webauthn/reauthenticate.html",
    "allauth/elements/button.html",
)


def check(html: str) -> None:
    assert not INLINE.search(html)
    assert "UNDEFINED[" not in html
    assert "kit-header" in html


@pytest.mark.parametrize("name", OURS)
def test_our_template_stands_before_the_library_s(name: str) -> None:
    assert "teamaround/kit/templates" in str(get_template(name).origin)  # type: ignore[attr-defined]


@pytest.mark.django_db
def test_the_sign_in_page(client: Client) -> None:
    html = client.get(reverse("account_login")).content.decode()
    check(html)
    assert 'data-kit-passkey="ask"' in html


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["mfa_index", "account_logout", "account_change_password", "account_reauthenticate"])
def test_pages_for_somebody_signed_in(client: Client, name: str) -> None:
    client.force_login(get_user_model().objects.create_user("sam", password="three words here"))
    answer = client.get(reverse(name))
    assert answer.status_code == 200
    check(answer.content.decode())


@pytest.mark.django_db
def test_whoever_has_no_password_is_not_sent_to_change_it(client: Client) -> None:
    client.force_login(get_user_model().objects.create_user("sam"))
    answer = client.get(reverse("account_change_password"), follow=True)
    assert answer.status_code == 200
    html = answer.content.decode()
    check(html)
    assert "You have no password here" in html
