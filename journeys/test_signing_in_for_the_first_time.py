"""Signing in: a password alone opens nothing; an app or a passkey is set up, and used the next time (DUD-27)."""

import re

import pytest

from journeys.town import PASSWORD, code_of_app

pytestmark = pytest.mark.journey
KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def give_password_only(town, username):
    town.python(
        "from teamaround.agencies.models import Account\n"
        f"found = Account.objects.get(username={username!r})\n"
        f"found.set_password({PASSWORD!r}); found.save(update_fields=['password'])"
    )


def begin(person, username):
    """In front of the page that asks for a second step, which no address leads round."""
    browser = person()
    browser.open("/sign-in/")
    browser.sign_in(username, "wrong password here")
    browser.sees("There is a problem")
    browser.sign_in(username, PASSWORD)
    browser.page.goto(browser.server + "/children/")
    browser.sees("One more step")
    return browser


def sign_out(browser):
    browser.context.clear_cookies()
    browser.open("/sign-in/?next=/children/")


@pytest.mark.postgres
def test_with_an_app_and_with_a_recovery_code_when_the_phone_is_lost(town, person):
    give_password_only(town, "dave.hinchliffe")
    dave = begin(person, "dave.hinchliffe")
    dave.press("Set up an app")
    secret = dave.page.locator("code").first.inner_text()
    dave.give_code("000000")
    dave.sees("There is a problem")
    assert dave.page.locator("code").first.inner_text() == secret
    dave.give_code(code_of_app(secret))
    codes = re.findall(r"\b[0-9a-f]{8,}\b", dave.page.get_by_role("main").inner_text())
    dave.page.goto(dave.server + "/children/")
    dave.sees("Children I work with")
    sign_out(dave)
    dave.sign_in("dave.hinchliffe", PASSWORD)
    assert codes, "recovery codes are shown once, after setting up"
    dave.give_code(codes[0])
    dave.sees("Children I work with")


@pytest.mark.postgres
def test_with_a_passkey_alone_the_next_time(town, person):
    give_password_only(town, "anil.rao")
    anil = begin(person, "anil.rao")
    device = anil.context.new_cdp_session(anil.page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    anil.press("Set up a passkey")
    anil.press("Add the passkey")
    anil.page.goto(anil.server + "/children/")
    anil.sees("Children I work with")
    sign_out(anil)
    anil.press("Use a passkey")
    anil.sees("Children I work with")
