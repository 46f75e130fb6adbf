"""What a reviewer reads of an emergency look: who, why in own words, what was opened (design.md 4, DUD-27)."""

import datetime
from dataclasses import dataclass

from django.utils.translation import gettext as _

from teamaround.access import registry
from teamaround.audit.events import read_detail
from teamaround.audit.looks import LOOKS, events_of
from teamaround.audit.models import Event
from teamaround.child_index.forms import EmergencyForm
from teamaround.child_index.models import BreakGlass
from teamaround.kit.crypto import CannotOpen

AT_MOST = 200
A_MOMENT = datetime.timedelta(minutes=1)
"""The look itself is written down just before it opens."""


@dataclass(frozen=True)
class Opened:
    """One thing that was seen, and how often."""

    what: str
    first_at: datetime.datetime
    times: int


@dataclass(frozen=True)
class Reviewed:
    """The reason by code and in words, and everything this post saw of the child while it was open."""

    reason: str
    words: str
    opened: tuple[Opened, ...]


def told(look: BreakGlass) -> Reviewed:
    """One walk along the record of that post; nothing of other children is read out."""
    hour = [
        event
        for event in events_of(post_id=look.post_id, since=look.opened_at - A_MOMENT, size=AT_MOST).events
        if event.at <= look.ends_at and look.child_id in event.children
    ]
    return Reviewed(_reason(look.reason_code), _words(look, hour), tuple(_opened(hour)))


def _reason(code: str) -> str:
    choices = dict(EmergencyForm.base_fields["code"].choices)  # type: ignore[attr-defined]
    return str(choices.get(code.removeprefix("shield_"), _("Looked behind a shield")))


def _words(look: BreakGlass, hour: list[Event]) -> str:
    """What was typed, unless it was removed since."""
    made = next((event for event in hour if event.codes.get("code") == look.reason_code), None)
    try:
        detail = read_detail(made) if made else None
    except CannotOpen:
        detail = None
    return str((detail or {}).get("reason", ""))


def _opened(hour: list[Event]) -> list[Opened]:
    found: dict[str, list[datetime.datetime]] = {}
    for event in hour:
        if event.outcome in LOOKS:
            found.setdefault(event.action, []).append(event.at)
    rows = [Opened(str(registry.get(name).sentence), min(at), len(at)) for name, at in found.items()]
    return sorted(rows, key=lambda row: row.first_at)
