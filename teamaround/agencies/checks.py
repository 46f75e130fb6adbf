"""Personas open everything to everybody: the site does not start with them anywhere but on one's own machine."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

OWN_MACHINE = {"localhost", "127.0.0.1", "[::1]", "testserver"}


@register
def personas_only_on_ones_own_machine(**kwargs: Any) -> list[CheckMessage]:
    """Refuses PERSONAS where the address is public or the cookies are those of production."""
    public = set(settings.ALLOWED_HOSTS) - OWN_MACHINE
    if settings.PERSONAS and (public or settings.SESSION_COOKIE_SECURE or settings.SECURE_SSL_REDIRECT):
        return [
            Error(
                "PERSONAS lets anybody sign in as anybody and is switched on for a public address",
                hint="Set PERSONAS = False, or ALLOWED_HOSTS to this machine only.",
                id="agencies.E001",
            )
        ]
    return []
