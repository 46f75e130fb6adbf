"""Who is acting in this request: works out the actor once, from the session and the chosen post."""

import datetime
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.urls import NoReverseMatch, reverse

from teamaround.access.actor import Actor
from teamaround.agencies import acting, doors, navigation, second_factor, sessions, sign_in, unsent
from teamaround.agencies.rules import SessionWord

WARN_BEFORE = datetime.timedelta(minutes=5)


class WhoIsActing:
    """Sets `request.actor` (an access.Actor), `request.navigation`, `request.searches`; ends sessions that ran out.

    `request.ask_first` is the address of what must be settled before anything else (choosing a post);
    `request.session_ends_in` and `request.session_warns_in` are seconds for the page's warning.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        about: Any = request
        about.actor, about.navigation, about.ask_first = Actor.nobody(), [], ""
        about.searches = False
        about.session_ends_in = about.session_warns_in = None
        about.posts = []
        if request.user.is_authenticated:
            _account(about)
        elif sessions.link_of(request.session):
            _link(about)
        response = self.get_response(request)
        return unsent.after(about, response)


def _account(request: Any) -> None:
    idle = datetime.timedelta(seconds=settings.SESSION_IDLE_SECONDS)
    word = sessions.word(request.session, idle)
    if word is not SessionWord.RUNNING:
        sign_in.record("agencies.sign_out", request.user.pk, why=str(word))
        unsent.remember_who(request, unsent.account_bound(request.user.pk))
        logout(request)
        return
    found = acting.acting(request.user.pk, request.session, second_factor=second_factor.used(request))
    request.actor, request.posts = found.actor, found.posts
    request.navigation = navigation.places(found.actor, request.session.get(navigation.COUNT))
    request.searches = navigation.may_search(found.actor)
    if found.must_choose:
        request.ask_first = _choose_page()
    _note_sign_of_life(request, idle)


def _link(request: Any) -> None:
    key, grant_id = sessions.link_of(request.session) or ("", 0)
    door = doors.get(key)
    running = door is not None and sessions.word(request.session, door.idle, door.longest) is SessionWord.RUNNING
    actor = door.enter(grant_id) if door and running else None
    if door is None or actor is None or not sessions.link_stands(request.session, actor.stands):
        unsent.remember_who(request, unsent.link_bound(key, grant_id))
        logout(request)
        return
    request.actor = actor
    _note_sign_of_life(request, door.idle)


def _note_sign_of_life(request: Any, idle: datetime.timedelta) -> None:
    """Opening a page or sending something is a sign of life; what the page asks by itself is not."""
    asked_by_page = request.method == "GET" and request.headers.get("HX-Request") == "true"
    if not asked_by_page:
        sessions.seen(request.session)
    request.session_ends_in = int(idle.total_seconds())
    request.session_warns_in = int((idle - WARN_BEFORE).total_seconds())


def _choose_page() -> str:
    try:
        return reverse("desks:choose_post")
    except NoReverseMatch:
        return ""
