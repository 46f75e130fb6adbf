"""How long answers take, by agency: the middle one, nine of ten, open and late (KIR-CI-14, KIR-CI-15)."""

import datetime
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import ceil
from statistics import median

from django.db.models import QuerySet

from teamaround.access.actor import Actor
from teamaround.access.roles import Role
from teamaround.child_index.models import Enquiry
from teamaround.kit import clock


@dataclass(frozen=True)
class Times:
    """Of one agency: questions asked, open, late; hours in which half and nine of ten answers came."""

    agency: str
    asked: int
    open: int
    late: int
    median_hours: float | None
    nine_of_ten_hours: float | None


@dataclass
class _Counted:
    asked: int = 0
    open: int = 0
    late: int = 0
    hours: list[float] = field(default_factory=list)


def of_authority(authority_id: int, since: datetime.date, agency_id: int | None = None) -> list[Times]:
    """By agency, from a day on; of one agency alone where it is given. Numbers only."""
    rows = Enquiry.objects.filter(authority_id=authority_id, asked_at__date__gte=since)
    if agency_id is not None:
        rows = rows.filter(to_agency_id=agency_id)
    return _counted(rows)


def for_reader(actor: Actor, since: datetime.date) -> list[Times]:
    """The index team sees every agency of its authority, a manager the own one."""
    own = None if actor.role is Role.INDEX_TEAM else actor.agency_id
    return of_authority(actor.authority_id, since, own)


def _counted(rows: QuerySet[Enquiry]) -> list[Times]:
    found: dict[str, _Counted] = defaultdict(_Counted)
    for agency, asked_at, answered_at, answer_by in rows.values_list(
        "to_agency__name", "asked_at", "answered_at", "answer_by"
    ):
        one = found[agency]
        one.asked += 1
        if answered_at is not None:
            one.hours.append((answered_at - asked_at).total_seconds() / 3600)
        else:
            one.open += 1
            one.late += answer_by < clock.today()
    return [
        Times(name, one.asked, one.open, one.late, middle(one.hours), nine_of_ten(one.hours))
        for name, one in sorted(found.items())
    ]


def middle(hours: Sequence[float]) -> float | None:
    return round(median(hours), 1) if hours else None


def nine_of_ten(hours: Sequence[float]) -> float | None:
    """The time within which nine of ten answers came: the nearest-rank rule."""
    return round(sorted(hours)[ceil(0.9 * len(hours)) - 1], 1) if hours else None
