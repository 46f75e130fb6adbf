"""For tests of every package: a browser in which somebody is signed in."""

from typing import Any

from django.contrib.auth import SESSION_KEY
from django.db.models import QuerySet
from django.test import Client

from teamaround.access.actor import Actor
from teamaround.agencies import sessions
from teamaround.agencies.models import Account, Post
from teamaround.audit.recording import recording

BACKEND = "django.contrib.auth.backends.ModelBackend"


def sign_in(client: Client, post: Post, *, second_factor: bool = True, acting_for: Post | None = None) -> Client:
    """Sign the post's person in, in this post, with or without the second factor, or acting for another post."""
    account = post.practitioner.account
    assert account is not None
    return sign_in_account(client, account, second_factor=second_factor, post=post, acting_for=acting_for)


def sign_in_account(client: Client, account: Account, *, second_factor: bool = True, **chosen: Any) -> Client:
    """Sign an account in as after password (and second factor), with nothing chosen unless given."""
    client.force_login(account, backend=BACKEND)
    session = client.session
    if chosen.get("post"):
        session[sessions.POST] = chosen["post"].pk
    if chosen.get("acting_for"):
        session[sessions.ACTING_FOR] = chosen["acting_for"].pk
    if second_factor:
        session["account_authentication_methods"] = [{"method": "mfa", "type": "totp", "at": 0.0}]
        session["account_authentication_methods_user"] = session[SESSION_KEY]
    sessions.begin(session)
    session.save()
    return client


def enter_by_link(client: Client, door: str, grant_id: int) -> Client:
    """The short session of a family member ("family") or guest ("guest")."""
    client.logout()
    session = client.session
    session[sessions.LINK] = [door, grant_id]
    sessions.begin(session)
    session.save()
    client.cookies["sessionid"] = session.session_key or ""
    return client


def set_rows(rows: QuerySet[Any], **fields: Any) -> int:
    """Change rows of people and posts in a recording, for tests about what follows."""
    with recording(by=Actor.job("cast"), action="practice_data.cast"):
        return rows.update(**fields)


def remove_rows(rows: QuerySet[Any]) -> None:
    """Delete rows of people and posts in a recording, for tests about what follows."""
    with recording(by=Actor.job("cast"), action="practice_data.cast"):
        rows.delete()
