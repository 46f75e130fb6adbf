"""Words typed before the login ended: kept sealed for the same person only, and given back (design.md 6).

Who the words belong to is told by a signed cookie set while signed in. The text is sealed with the
server's key, bound to its row, and thrown away after 24 hours. Passwords and files are never kept.
"""

import json
import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core import signing
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.urls import NoReverseMatch, reverse

from teamaround.access.actor import Actor
from teamaround.access.roles import Kind
from teamaround.agencies import doors
from teamaround.agencies.models import Unsent
from teamaround.kit import clock, crypto, refs

KEPT_FOR = timedelta(hours=24)
AT_MOST = 20
"""Rows for one person: a runaway page cannot fill the table, and the newest words win."""
COOKIE = "who"
SALT = "teamaround.unsent"
SENT_AGAIN = "unsent_ref"
NEVER = re.compile(r"passw|secret|token|^code$|^pin$|^otp", re.IGNORECASE)
LONG = 30


@dataclass(frozen=True)
class Kept:
    """One form's words, opened for the person who typed them."""

    row: Unsent
    fields: list[tuple[str, str]]
    files: bool

    @property
    def texts(self) -> list[str]:
        """What is worth reading again: longer than a choice or a key."""
        return [value for name, value in self.fields if _is_text(name, value)]


def _is_text(name: str, value: str) -> bool:
    return name != "submission_key" and (len(value) > LONG or " " in value.strip() or "\n" in value)


def account_bound(account_id: int) -> str:
    return f"account:{account_id}"


def link_bound(door: str, grant_id: int) -> str:
    return f"{door}:{grant_id}"


def bound_to(actor: Actor) -> str:
    """Whose words the actor may see again, or an empty text."""
    if actor.account_id is not None:
        return account_bound(actor.account_id)
    if actor.kind in {Kind.FAMILY, Kind.GUEST} and actor.grant_id is not None:
        return link_bound(str(actor.kind), actor.grant_id)
    return ""


def remember_who(request: Any, who: str) -> None:
    """Used when the session has just ended: the cookie may be older than the session."""
    request.was = who


def _who(request: HttpRequest) -> str:
    told = getattr(request, "was", "") or bound_to(getattr(request, "actor", Actor.nobody()))
    if told:
        return str(told)
    try:
        return str(signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=KEPT_FOR))
    except signing.BadSignature:
        return ""


def keep(request: HttpRequest) -> bool:
    """Keep the form that was just sent, when we know whose it is. False when there was nothing to keep."""
    who = _who(request)
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in {"csrfmiddlewaretoken", SENT_AGAIN} and not NEVER.search(name)
        for value in values
    ]
    if request.method != "POST" or not who or not fields or _is_sign_in(request):
        return False
    ref = refs.new_ref()
    words = json.dumps({"fields": fields, "files": bool(request.FILES)})
    Unsent.objects.create(
        ref=ref, bound_to=who, path=request.get_full_path(), sealed=crypto.seal(words, f"unsent:{ref}"), at=clock.now()
    )
    surplus = Unsent.objects.filter(bound_to=who).order_by("-at", "-pk").values_list("pk", flat=True)[AT_MOST:]
    Unsent.objects.filter(pk__in=list(surplus)).delete()
    return True


def _is_sign_in(request: HttpRequest) -> bool:
    """Pages of signing in take secrets only: nothing of them is ever kept."""
    match = request.resolver_match
    return match is not None and (match.url_name or "").startswith(("account_", "mfa_"))


def still_kept(actor: Actor) -> QuerySet[Unsent]:
    """Rows of this person that are not older than a day."""
    who = bound_to(actor)
    rows = Unsent.objects.filter(bound_to=who, at__gt=clock.now() - KEPT_FOR)
    return rows.order_by("-at") if who else rows.none()


def opened(row: Unsent) -> Kept:
    """The words of a row. Raises CannotOpen when the row was tampered with."""
    words = json.loads(crypto.unseal(row.sealed, f"unsent:{row.ref}"))
    return Kept(row, [(name, value) for name, value in words["fields"]], words["files"])


def throw_away_old() -> int:
    """Run by the tick: nothing outlives its day. Returns how many rows went."""
    return Unsent.objects.filter(at__lte=clock.now() - KEPT_FOR).delete()[0]


def way_back_in(request: HttpRequest, kept: bool) -> str:
    """The page that lets the person in again, and afterwards shows the kept words or the page they wanted."""
    back = request.get_full_path() if request.method in {"GET", "HEAD"} else request.path
    after = reverse("agencies:unsent") if kept else back
    door = doors.get(_who(request).split(":", 1)[0])
    if door is not None:
        try:
            return reverse(door.again)
        except NoReverseMatch:
            pass
    return f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': after})}"


def after(request: Any, response: HttpResponse) -> HttpResponse:
    """Sets the cookie that tells whose words are kept, and drops a row that has now been sent."""
    actor = request.actor
    who = bound_to(actor)
    if who and _cookie_says(request) != who:
        response.set_cookie(
            COOKIE,
            signing.dumps(who, salt=SALT),
            max_age=int(KEPT_FOR.total_seconds()) if actor.account_id else None,
            httponly=True,
            secure=settings.SESSION_COOKIE_SECURE,
            samesite="Lax",
        )
    if who and request.method == "POST" and response.status_code in {302, 303}:
        _drop_sent(request, who)
    return response


def _cookie_says(request: HttpRequest) -> str:
    """What the cookie names, while more than half of its day is left."""
    try:
        return str(signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=KEPT_FOR / 2))
    except signing.BadSignature:
        return ""


def _drop_sent(request: HttpRequest, who: str) -> None:
    ref = request.POST.get(SENT_AGAIN, "")
    if ref:
        Unsent.objects.filter(ref=ref, bound_to=who).delete()
