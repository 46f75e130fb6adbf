"""Writing messages into the outbox, in the transaction of the action that causes them (design.md 6)."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from teamaround.access.actor import Actor
from teamaround.agencies.models import Post
from teamaround.kit import clock, crypto, refs
from teamaround.notifications import kinds
from teamaround.notifications.models import Notice

LONGEST_VALUE = 120


class NotInTransaction(Exception):
    """A message was to be sent outside an action: it could go although the action is undone."""


def send(
    kind: str,
    *,
    to_post: Post,
    by: Actor | None = None,
    values: Mapping[str, str] | None = None,
    child_id: int | None = None,
    secret: str = "",
    due_at: datetime.datetime | None = None,
) -> Notice:
    """Tell a colleague by e-mail. The message goes when the running transaction has been committed."""
    place = {"to_post": to_post, "authority_id": to_post.authority_id, "channel": Notice.Channel.EMAIL}
    return _write(kind, place, by, values, child_id, secret, due_at)


def send_to_contact(
    kind: str,
    *,
    contact_id: int,
    authority_id: int,
    by: Actor | None = None,
    values: Mapping[str, str] | None = None,
    child_id: int | None = None,
    secret: str = "",
    due_at: datetime.datetime | None = None,
) -> Notice:
    """Tell somebody of the family, as it is safe for them. When no message is safe the worker `by` is told instead."""
    place = {"to_contact_id": contact_id, "authority_id": authority_id, "channel": Notice.Channel.TEXT}
    return _write(kind, place, by, values, child_id, secret, due_at)


def send_to_number(
    kind: str,
    *,
    number: str,
    authority_id: int,
    by: Actor | None = None,
    values: Mapping[str, str] | None = None,
    child_id: int | None = None,
    secret: str = "",
) -> Notice:
    """A text message to a number that was confirmed face to face (enrolment for the family's page)."""
    place = {"authority_id": authority_id, "channel": Notice.Channel.TEXT, "number": number}
    return _write(kind, place, by, values, child_id, secret, None)


def _write(
    key: str,
    place: dict[str, Any],
    by: Actor | None,
    values: Mapping[str, str] | None,
    child_id: int | None,
    secret: str,
    due_at: datetime.datetime | None,
) -> Notice:
    """Raises UnknownKind, ValueError for a value the kind does not name, NotInTransaction."""
    if not transaction.get_connection().in_atomic_block:
        raise NotInTransaction(key)
    kind = kinds.get(key)
    given = {name: str(value) for name, value in (values or {}).items()}
    wrong = given.keys() ^ kind.values
    if wrong or any(len(value) > LONGEST_VALUE for value in given.values()):
        raise ValueError(f"{key} takes exactly {sorted(kind.values)}, each up to {LONGEST_VALUE} letters; not {wrong}")
    ref, now = refs.new_ref(), clock.now()
    number = place.pop("number", "")
    return Notice.objects.create(
        ref=ref,
        kind=key,
        values=given,
        child_id=child_id,
        sent_by_id=by.own_post_id if by else None,
        sealed_secret=crypto.seal(secret, f"notice:{ref}:secret") if secret else "",
        sealed_to=crypto.seal(number, f"notice:{ref}:to") if number else "",
        made_at=now,
        due_at=due_at or now,
        **place,
    )


def secret_of(notice: Notice) -> str:
    return crypto.unseal(notice.sealed_secret, f"notice:{notice.ref}:secret") if notice.sealed_secret else ""


def number_of(notice: Notice) -> str:
    return crypto.unseal(notice.sealed_to, f"notice:{notice.ref}:to") if notice.sealed_to else ""
