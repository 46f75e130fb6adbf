"""The places in the bar at the top: only those that the actor's post may open. No query."""

from typing import Any

from django.urls import NoReverseMatch, reverse

from teamaround.access import registry
from teamaround.access.actor import Actor
from teamaround.access.rules import decide
from teamaround.kit.context import Place

COUNT = "worktray_count"

PLACES = (
    # key, page, action that opens it
    ("worktray", "desks:worktray", "desks.worktray"),
    ("children", "desks:children", "desks.children"),
    ("meetings", "meetings:list", "meetings.list"),
    ("directory", "agencies:directory", "agencies.directory"),
    ("insight", "monitoring:page", "monitoring.read"),
    ("files", "exchange:deliveries", "exchange.read"),
    ("people", "agencies:people", "agencies.people"),
)


def places(actor: Actor, count: int | None = None) -> list[Place]:
    """What this actor may open. A page that is not there yet is left out."""
    return [
        Place(key, url, count if key == "worktray" else None)
        for key, page, action in PLACES
        if _may(actor, action) and (url := _address(page))
    ]


def may_search(actor: Actor) -> bool:
    """Whether the header offers the box."""
    return _may(actor, "child_index.search")


def _may(actor: Actor, action: str) -> bool:
    return decide(registry.get(action), actor, frozenset()).allowed


def _address(page: str) -> str:
    try:
        return reverse(page)
    except NoReverseMatch:
        return ""


def remember_count(request: Any, count: int) -> None:
    """The worktray tells how much waits; other pages repeat the number without asking again."""
    if request.session.get(COUNT) != count:
        request.session[COUNT] = count
        request.navigation = places(request.actor, count)
