"""Sign-in by allauth: accounts are made by the authority, never by signing up oneself.

Every sign-in, failed sign-in and sign-out is an event (design.md 5). What was typed as a name is not
kept: people type passwords into the wrong box.
"""

import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from teamaround.access.actor import Actor
from teamaround.access.roles import Kind
from teamaround.agencies import sessions
from teamaround.agencies.models import Account
from teamaround.audit import recording
from teamaround.audit.models import Outcome
from teamaround.kit import crypto

TOTP_PLACE = "mfa_authenticator"


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody opens an account for themselves; a message after sign-in would only be in the way."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        return None

    def post_login(self, request: HttpRequest, user: Account, **kwargs: Any) -> HttpResponse:
        sessions.begin(request.session)
        record("agencies.sign_in", user.pk)
        answer: HttpResponse = super().post_login(request, user, **kwargs)
        return answer

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        account = Account.objects.filter(username=credentials.get("username", "")).first()
        record("agencies.sign_in_failed", account.pk if account else None, why="password")

    def logout(self, request: HttpRequest) -> None:
        record("agencies.sign_out", request.user.pk)
        super().logout(request)

    def is_reauthentication_required(self, *args: Any, **kwargs: Any) -> bool:
        """Nobody repeats the password to set up the first second factor, nor to see the codes that come with it."""
        request = context.request
        if _just_given(request, "password") and not is_mfa_enabled(request.user):
            return False
        if _just_given(request, "password") and _just_given(request, "mfa", added=True):
            return False
        return bool(super().is_reauthentication_required(*args, **kwargs))


def _just_given(request: HttpRequest, method: str, *, added: bool = False) -> bool:
    """Whether the session saw this proof within the last quarter of an hour."""
    records = get_authentication_records(request, request.user)
    given = [one["at"] for one in records if one.get("method") == method and bool(one.get("added")) == added]
    return bool(given) and time.time() - max(given) < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """The secret of an authenticator app is sealed with the installation's key (design.md 3, encryption)."""

    def encrypt(self, text: str) -> str:
        return crypto.seal(text, TOTP_PLACE)

    def decrypt(self, encrypted_text: str) -> str:
        return crypto.unseal(encrypted_text, TOTP_PLACE)


def second_factor_added(
    sender: Any, request: HttpRequest, user: Account, authenticator: Authenticator, **kwargs: Any
) -> None:
    """Whoever has just set up an app or passkey has shown that they hold it: no second question now."""
    record_authentication(request, user, "mfa", id=authenticator.pk, type=authenticator.type, added=True)
    record("agencies.second_factor_added", user.pk, type=str(authenticator.type))


def second_factor_removed(sender: Any, user: Account, authenticator: Authenticator, **kwargs: Any) -> None:
    record("agencies.second_factor_removed", user.pk, type=str(authenticator.type))


def second_factor_failed(sender: Any, user: Account, authenticator: Any = None, **kwargs: Any) -> None:
    record("agencies.sign_in_failed", user.pk, why="second_factor")


def record(action: str, account_id: int | None, **codes: str) -> None:
    """One event of signing in or out; the account is known, the post not yet."""
    recording.record(
        by=Actor(kind=Kind.NOBODY, account_id=account_id, event_name="sign_in"),
        action=action,
        outcome=Outcome.SIGN_IN,
        codes=codes,
    )
