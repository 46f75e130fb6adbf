"""After the password: set up the second factor, give it again, or go on (DUD-27)."""

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.urls import reverse

from teamaround.agencies.factories import sign_in

pytestmark = pytest.mark.django_db
STEP = "/second-step/?next=/directory/"


def test_a_stranger_signs_in_first(client):
    assert client.get(STEP).headers["Location"] == reverse("account_login")


def test_with_the_second_factor_given_one_goes_on(client, cast):
    assert sign_in(client, cast.posts["lead"]).get(STEP).headers["Location"] == "/directory/"


def test_who_has_an_app_already_is_asked_for_its_code(client, cast):
    TOTP.activate(cast.posts["lead"].practitioner.account, "JBSWY3DPEHPK3PXP")
    answer = sign_in(client, cast.posts["lead"], second_factor=False).get(STEP)
    assert answer.headers["Location"] == f"{reverse('mfa_reauthenticate')}?next=%2Fdirectory%2F"


def test_who_has_none_is_shown_both_ways(client, cast):
    page = sign_in(client, cast.posts["lead"], second_factor=False).get(STEP).content.decode()
    assert reverse("mfa_activate_totp") in page and reverse("mfa_add_webauthn") in page


def test_the_worktray_waits_until_then(client, cast):
    answer = sign_in(client, cast.posts["lead"], second_factor=False).get(reverse("desks:worktray"))
    assert answer.headers["Location"].startswith("/second-step/")


def test_pressing_stay_without_a_session_says_so(client):
    assert client.get(reverse("desks:stay")).status_code == 401
