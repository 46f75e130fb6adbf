"""What every page needs: name of the service, the five places, who is acting. Never asks the database."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

LABELS = {
    "worktray": gettext_lazy("Worktray"),
    "children": gettext_lazy("Children"),
    "meetings": gettext_lazy("Meetings"),
    "directory": gettext_lazy("Directory"),
    "insight": gettext_lazy("Insight"),
    "files": gettext_lazy("Files"),
    "people": gettext_lazy("Accounts"),
}
NAMESPACES = {
    "child_index": "children",
    "families": "children",
    "consent": "children",
    "episodes": "children",
    "assessments": "children",
    "lead_professional": "children",
    "team_around_child": "children",
    "plans": "children",
    "attachments": "children",
    "meetings": "meetings",
    "agencies": "directory",
    "services_directory": "directory",
    "monitoring": "insight",
    "exchange": "files",
}
DESKS = {"worktray": "worktray", "child": "children", "children": "children", "manager": "insight"}
"""Pages of the package desks, by name of their address."""


@dataclass(frozen=True)
class Place:
    """One of the five places in the navigation: `Place("worktray", reverse("desks:worktray"), count=4)`."""

    key: str
    url: str
    count: int | None = None
    label: Any = field(default=None)


def page(request: HttpRequest) -> dict[str, Any]:
    """The context processor. A middleware or view may set `request.navigation` (places) and `request.place` (a key)."""
    return {
        "service_name": _("Teamaround"),
        "navigation": navigation(getattr(request, "navigation", ()), current_place(request)),
        "searches": getattr(request, "searches", False),
        "actor": getattr(request, "actor", None),
        "personas": settings.PERSONAS,
        "idle_seconds": getattr(settings, "SESSION_IDLE_SECONDS", 1800),
        "idle_minutes": getattr(settings, "SESSION_IDLE_SECONDS", 1800) // 60,
    }


def navigation(places: Iterable[Place], current: str) -> list[dict[str, Any]]:
    return [
        {
            "label": place.label or LABELS.get(place.key, place.key),
            "url": place.url,
            "count": place.count,
            "current": place.key == current,
        }
        for place in places
    ]


def current_place(request: HttpRequest) -> str:
    """The place this page belongs to, from its address; "" when it belongs to none."""
    given = getattr(request, "place", "")
    if given:
        return str(given)
    match = request.resolver_match
    if match is None:
        return ""
    if match.namespace == "desks":
        return DESKS.get((match.url_name or "").split("_")[0], "")
    return NAMESPACES.get(match.namespace.split(":")[0], "")
