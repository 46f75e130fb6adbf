"""Questions to the record: who looked at this child, what did this account or post do. Newest first, by page.

Each page is one walk along an index, however long the record is. These are for reviewers and for the
family's page; whoever shows them decides what this reader may know.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from teamaround.audit.models import About, Event, Outcome

LOOKS = (Outcome.READ, Outcome.SEARCH, Outcome.EXPORT, Outcome.PRINT)
"""Outcomes in which somebody saw something."""

PAGE = 50


@dataclass(frozen=True)
class Place:
    """Where a page ended: pass it on to get the next one."""

    at: datetime.datetime
    event_id: int


@dataclass(frozen=True)
class Page:
    """Events, newest first, and where the next page begins; None at the end."""

    events: list[Event]
    following: Place | None


def looks_at(
    child_id: int,
    since: datetime.datetime | None = None,
    *,
    outcomes: Iterable[str] = LOOKS,
    after: Place | None = None,
    size: int = PAGE,
) -> Page:
    """Events in which somebody saw something of this child."""
    about = About.objects.filter(child_id=child_id, outcome__in=list(outcomes)).filter(
        _within("event_id", since, after)
    )
    places = [Place(*row) for row in about.order_by("-at", "-event_id").values_list("at", "event_id")[: size + 1]]
    return _page(_events_at(places[:size]), places, size)


def events_of(
    *,
    account_id: int | None = None,
    post_id: int | None = None,
    since: datetime.datetime | None = None,
    after: Place | None = None,
    size: int = PAGE,
) -> Page:
    """Everything an account did, or everything that was done in a post. Name one of the two."""
    if (account_id is None) == (post_id is None):
        raise ValueError("name an account or a post")
    who: dict[str, Any] = {"post_id": post_id} if account_id is None else {"account_id": account_id}
    found = Event.objects.filter(**who).filter(_within("id", since, after)).order_by("-at", "-id")
    events = list(found[: size + 1])
    return _page(events[:size], [Place(event.at, event.pk) for event in events], size)


def _within(number: str, since: datetime.datetime | None, after: Place | None) -> Q:
    wanted = Q()
    if since is not None:
        wanted &= Q(at__gte=since)
    if after is not None:
        wanted &= Q(at__lte=after.at) & (Q(at__lt=after.at) | Q(**{f"{number}__lt": after.event_id}))
    return wanted


def _events_at(places: list[Place]) -> list[Event]:
    """The moments beside the ids let PostgreSQL open only the months that hold them."""
    if not places:
        return []
    found = Event.objects.filter(pk__in=[place.event_id for place in places], at__in={place.at for place in places})
    by_id = {event.pk: event for event in found}
    return [by_id[place.event_id] for place in places if place.event_id in by_id]


def _page(events: list[Event], places: list[Place], size: int) -> Page:
    return Page(events, places[size - 1] if len(places) > size else None)
