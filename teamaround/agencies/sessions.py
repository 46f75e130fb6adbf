"""What a session remembers: who signed in when, the chosen post, for whom a delegate acts, or the link that was opened.

Moments are kept as ISO text of `kit.clock`, so that a test can age a session.
"""

import datetime
from typing import Any

from django.contrib.auth import logout
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest
from django.middleware.csrf import rotate_token

from teamaround.agencies.rules import LONGEST, SessionWord, session_word
from teamaround.kit import clock

POST = "post_id"
ACTING_FOR = "acting_for_post_id"
BEGAN = "began_at"
SEEN = "seen_at"
PERSONA = "persona"
LINK = "link"
STANDS = "link_stands"
SEEN_EVERY = datetime.timedelta(seconds=60)
"""The last sign of life is written at most once a minute, so that reading does not mean writing."""


def begin(session: SessionBase) -> None:
    """Start the two clocks of a session: idle and longest."""
    session[BEGAN] = session[SEEN] = clock.now().isoformat()


def word(session: SessionBase, idle: datetime.timedelta, longest: datetime.timedelta = LONGEST) -> SessionWord:
    """Whether the session still runs. A session without clocks starts them now."""
    if BEGAN not in session:
        begin(session)
    return session_word(clock.now(), _moment(session, BEGAN), _moment(session, SEEN), idle, longest)


def seen(session: SessionBase) -> None:
    """Note a sign of life, at most once a minute."""
    now = clock.now()
    if abs(now - _moment(session, SEEN)) >= SEEN_EVERY:
        session[SEEN] = now.isoformat()


def _moment(session: SessionBase, key: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(session[key])


def choose_post(session: SessionBase, post_id: int) -> None:
    """From now on this person acts in this post, for nobody else."""
    session[POST] = post_id
    session.pop(ACTING_FOR, None)


def act_for(session: SessionBase, own_post_id: int, principal_post_id: int) -> None:
    """From now on this person acts in the name of another post (DER-16)."""
    session[POST] = own_post_id
    session[ACTING_FOR] = principal_post_id


def begin_link(request: HttpRequest, door: str, grant_id: int) -> None:
    """Start the short session of a family member or guest who came by a link. Ends any other session first."""
    logout(request)
    request.session.cycle_key()
    request.session[LINK] = [door, grant_id]
    begin(request.session)
    request.session.set_expiry(0)
    rotate_token(request)


def link_stands(session: SessionBase, today: str) -> bool:
    """Whether the link's session was begun on the facts of today (`Actor.stands`); the first page notes them."""
    return bool(session.setdefault(STANDS, today) == today)


def end(request: HttpRequest) -> None:
    """Forget everything about the session at once ("Leave this page")."""
    logout(request)


def link_of(session: SessionBase) -> tuple[str, int] | None:
    """The door and the grant by which a guest came in."""
    found: Any = session.get(LINK)
    return (str(found[0]), int(found[1])) if found else None
