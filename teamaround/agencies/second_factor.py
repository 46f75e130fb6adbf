"""Whether the session was opened with more than a password (DUD-27)."""

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.http import HttpRequest

from teamaround.agencies import sessions


def used(request: HttpRequest) -> bool:
    """An app's code, a passkey or a recovery code was given; in practice towns a persona counts too."""
    if settings.PERSONAS and request.session.get(sessions.PERSONA):
        return True
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, request.user))
