"""Writing one event: canonical body, keyed digest, detail beside it (design.md 5)."""

import datetime
import hashlib
import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.conf import settings
from django.db import connection, models

from teamaround.audit.models import About, Detail, Event, Outcome, OwnerKey
from teamaround.kit import clock, crypto

SCHEMA_VERSION = 1
POLICY_VERSION = "1"
NONCE_BYTES = 10
ABOUT = "INSERT INTO audit_about (event_id, child_id, at, outcome) "
MANY = 200
"""Children of one event from whom on their rows are written by the database itself."""
LENGTHS = [(column.attname, column.max_length) for column in Event._meta.fields if isinstance(column, models.CharField)]


class WhoActs(Protocol):
    """What an event needs to know of an actor. `access.Actor` is one."""

    @property
    def kind(self) -> str: ...
    @property
    def account_id(self) -> int | None: ...
    @property
    def own_post_id(self) -> int | None: ...
    @property
    def on_behalf_of_id(self) -> int | None: ...
    @property
    def authority_id(self) -> int | None: ...
    @property
    def event_name(self) -> str: ...


@dataclass
class Draft:
    """An event about to be written. Ids and codes only; words go into `detail`."""

    by: WhoActs
    action: str
    outcome: str
    children: set[int] = field(default_factory=set)
    basis: str = ""
    codes: dict[str, Any] = field(default_factory=dict)
    detail: dict[str, Any] = field(default_factory=dict)
    authority_id: int | None = None

    def about(self, *child_ids: int) -> None:
        """The event is about these children too."""
        self.children.update(child_ids)


def canonical(fields: Mapping[str, Any]) -> str:
    """One text for one event on every engine: sorted keys, no spaces, UTC with microseconds."""
    return json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def moment(at: datetime.datetime) -> str:
    """A moment as the canonical texts write it."""
    return at.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _first_body(event: Any, at: str) -> str:
    return canonical(
        {
            "v": event.schema_version,
            "at": at,
            "authority": event.authority_id,
            "kind": event.actor_kind,
            "account": event.account_id,
            "post": event.post_id,
            "behalf": event.on_behalf_of_id,
            "name": event.actor_name,
            "action": event.action,
            "outcome": event.outcome,
            "children": event.children,
            "basis": event.basis,
            "codes": event.codes,
            "policy": event.policy_version,
            "commitment": event.commitment,
            "nonce": event.nonce,
        }
    )


BODIES: dict[int, Callable[[Any, str], str]] = {1: _first_body}
"""One reader for each schema version that was ever written; none is taken away (design.md 6)."""


def body_of(columns: Any, at: str) -> str:
    """The canonical body worked out from the columns; empty for a version that nobody ever wrote."""
    reader = BODIES.get(columns.schema_version)
    return reader(columns, at) if reader else ""


def digest_of(body: str) -> str:
    """The keyed digest of a body: only who holds the audit key can make it."""
    return crypto.keyed_digest(settings.AUDIT_KEY, body)


def commitment_of(words: str) -> str:
    """What the event keeps of its detail: a digest that says nothing without the salt inside the words."""
    return hashlib.sha256(words.encode()).hexdigest()


def write(draft: Draft) -> Event:
    """Write the event, its rows by child and its detail in the running transaction, which the caller opened.

    Whoever calls sees any error: what cannot be recorded must not happen (fail closed).
    """
    words = canonical({"salt": secrets.token_hex(16), "detail": draft.detail}) if draft.detail else ""
    event = _event_of(draft, commitment_of(words) if words else "")
    event.save(force_insert=True)
    _write_about(event)
    if words:
        _write_detail(event, words)
    return event


def _write_about(event: Event) -> None:
    """A row for each child, in one statement however many there are."""
    if len(event.children) < MANY:
        About.objects.bulk_create(
            [About(event_id=event.pk, child_id=child, at=event.at, outcome=event.outcome) for child in event.children]
        )
        return
    at = About._meta.get_field("at").get_db_prep_value(event.at, connection)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                ABOUT + "SELECT %s, unnest(%s::bigint[]), %s, %s", [event.pk, event.children, at, event.outcome]
            )
        else:
            cursor.execute(
                ABOUT + "SELECT %s, value, %s, %s FROM json_each(%s)",  # noqa: S608
                [event.pk, at, event.outcome, json.dumps(event.children)],
            )


def _event_of(draft: Draft, commitment: str) -> Event:
    event = Event(
        at=clock.now(),
        authority_id=draft.authority_id if draft.authority_id is not None else draft.by.authority_id,
        actor_kind=str(draft.by.kind),
        account_id=draft.by.account_id,
        post_id=draft.by.own_post_id,
        on_behalf_of_id=draft.by.on_behalf_of_id,
        actor_name=draft.by.event_name,
        action=draft.action,
        outcome=Outcome(draft.outcome).value,
        children=sorted(draft.children),
        basis=draft.basis,
        codes=_plain(draft.codes),
        policy_version=POLICY_VERSION,
        commitment=commitment,
        nonce=secrets.token_hex(NONCE_BYTES),
        schema_version=SCHEMA_VERSION,
    )
    event.body = body_of(event, moment(event.at))
    event.digest = digest_of(event.body)
    _demand_that_it_fits(event)
    return event


def _plain(codes: Mapping[str, Any]) -> Any:
    """Codes as a database gives them back, so that the body can be worked out again on every engine.

    Fractions are refused: engines write them differently. Write them as text.
    """
    return json.loads(canonical(codes), parse_float=refuse_fraction)


def refuse_fraction(written: str) -> float:
    """Raises ValueError."""
    raise ValueError(f"{written} in what is sealed: write fractions as text")


def _demand_that_it_fits(event: Event) -> None:
    """SQLite would take a longer text than PostgreSQL: both refuse."""
    for name, most in LENGTHS:
        if len(getattr(event, name)) > (most or 0):
            raise ValueError(f"{name} of the event {event.action} is longer than {most} characters")


def _write_detail(event: Event, words: str) -> None:
    row, key = _key_for(event)
    Detail.objects.create(event_id=event.pk, key=row, sealed=crypto.seal_with(key, words, f"audit:{event.pk}"))


def _key_for(event: Event) -> tuple[OwnerKey, bytes]:
    """A child's details share one key, so that all go with it; words about several or none have their own."""
    if len(event.children) != 1:
        fresh = _new_key(f"event:{event.pk}")
        fresh.save(force_insert=True)
        return fresh, unwrapped(fresh)
    kept = _kept_key(f"child:{event.children[0]}")
    return kept, unwrapped(kept)


def _kept_key(owner: str) -> OwnerKey:
    """The owner's key, made now if it is the first. Two at once: the first one's stays, both read it."""
    kept = OwnerKey.objects.filter(owner=owner).first()
    if kept is not None:
        return kept
    OwnerKey.objects.bulk_create([_new_key(owner)], ignore_conflicts=True)
    return OwnerKey.objects.get(owner=owner)


def _new_key(owner: str) -> OwnerKey:
    return OwnerKey(owner=owner, wrapped=crypto.seal(crypto.new_key().hex(), f"key:{owner}"))


def unwrapped(row: OwnerKey) -> bytes:
    """The key itself. Raises CannotOpen."""
    return bytes.fromhex(crypto.unseal(row.wrapped, f"key:{row.owner}"))


def open_detail(event_id: int, sealed: str, key: bytes) -> str:
    """The salted words of one detail, as they were committed to. Raises CannotOpen."""
    return crypto.open_with(key, sealed, f"audit:{event_id}")


def read_detail(event: Event) -> dict[str, Any] | None:
    """The words beside an event, or None where there are none or they were removed. Raises CannotOpen."""
    row = Detail.objects.select_related("key").filter(event_id=event.pk).first()
    if row is None:
        return None
    opened: dict[str, Any] = json.loads(open_detail(event.pk, row.sealed, unwrapped(row.key)))
    detail: dict[str, Any] = opened["detail"]
    return detail
