"""What the measures count, for one manager: of an authority, a locality, or one's own agency."""

import datetime
from collections import Counter
from dataclasses import dataclass

from django.db.models import Min, Q, QuerySet

from teamaround.access.actor import Actor
from teamaround.access.roles import Role
from teamaround.assessments.models import Assessment
from teamaround.consent.models import Decision
from teamaround.episodes.models import Concern, Episode, State
from teamaround.kit import clock
from teamaround.lead_professional.models import Appointment
from teamaround.lead_professional.queries import caseload_limit
from teamaround.meetings.models import Meeting, MeetingEpisode
from teamaround.monitoring import measures
from teamaround.plans.models import Action, ActionState

OPEN = [ActionState.TO_DO, ActionState.UNDER_WAY]


def episodes_of(actor: Actor) -> QuerySet[Episode]:
    """Episodes of the manager's area: counts only, no child is shown."""
    found = Episode.objects.filter(authority_id=actor.authority_id)
    if actor.role is Role.MANAGER:
        mine = Q(agency_id=actor.agency_id) | Q(appointments__post__agency_id=actor.agency_id)
        return found.filter(pk__in=Episode.objects.filter(mine).values("pk"))
    if actor.role is Role.COORDINATOR:
        return found.filter(locality_id=actor.locality_id)
    return found


@dataclass(frozen=True)
class Load:
    """One practitioner's families against the limit."""

    name: str
    agency: str
    families: int
    limit: int


def caseloads(actor: Actor) -> list[Load]:
    """Leads with most families first."""
    held = (
        Appointment.objects.filter(
            episode__in=episodes_of(actor).exclude(state=State.CLOSED), part=Appointment.Part.LEAD, ends__isnull=True
        )
        .select_related("post__practitioner", "post__agency", "episode")
        .order_by("pk")
    )
    groups: dict[int, set[int]] = {}
    posts = {}
    for row in held:
        groups.setdefault(row.post_id, set()).add(row.episode.group_id)
        posts[row.post_id] = row.post
    limit = caseload_limit(actor.authority_id)
    found = [Load(posts[pk].name, posts[pk].agency.name, len(families), limit) for pk, families in groups.items()]
    return sorted(found, key=lambda load: (-load.families, load.name))


@dataclass(frozen=True)
class Area:
    """Everything the page shows of an area."""

    open: int
    by_state: list[measures.Cell]
    by_age: list[measures.Cell]
    times: list[tuple[str, measures.Times]]
    late: list[measures.AgencyLate]
    led: int


def area(actor: Actor) -> Area:
    """About nine queries, whatever the size of the area."""
    today = clock.today()
    rows = list(episodes_of(actor).values_list("pk", "child_id", "state", "opened_on", "child__born"))
    running = [row for row in rows if row[2] != State.CLOSED]
    states = Counter(str(State(row[2]).label) for row in running)
    ages = Counter(measures.age_band(row[4], today) for row in running)
    pks = [row[0] for row in running]
    led = Appointment.objects.filter(episode_id__in=pks, part="lead", ends__isnull=True).count()
    return Area(
        open=len(running),
        by_state=measures.kept_back(states),
        by_age=measures.kept_back(ages),
        times=_times(actor, rows),
        late=_late(actor, today),
        led=led,
    )


def _late(actor: Actor, today: datetime.date) -> list[measures.AgencyLate]:
    needs = episodes_of(actor).exclude(state=State.CLOSED).values("need_links__need_id")
    rows = Action.objects.filter(need_id__in=needs, state__in=OPEN).values_list("agency__name", "due_on")
    return measures.late_by_agency((agency, due < today) for agency, due in rows)


def _times(
    actor: Actor, rows: list[tuple[int, int, str, datetime.date, datetime.date | None]]
) -> list[tuple[str, measures.Times]]:
    """From the worry, or from opening when none was noted, to each first step (DER-12)."""
    episodes = episodes_of(actor)
    children = episodes.values("child_id")
    worries = _first(Concern.objects.filter(child_id__in=children), "child_id", "raised_at")
    steps = (
        (
            "agreement",
            "child",
            _first(Decision.objects.filter(child_id__in=children, answer="agreed"), "child_id", "made_at"),
        ),
        ("assessment", "episode", _first(_assessments(episodes), "episode_id", "completed_at")),
        ("first meeting", "episode", _first(_meetings(episodes), "episode_id", "meeting__starts_at")),
        ("first action done", "episode", _first(_actions(episodes), "need__serves__episode_id", "done_on")),
    )
    starts = [_start(row[3], worries.get(row[1])) for row in rows]
    return [
        (
            name,
            measures.days_to(
                starts,
                [
                    _not_before(found.get(row[1] if by == "child" else row[0]), start)
                    for row, start in zip(rows, starts, strict=True)
                ],
            ),
        )
        for name, by, found in steps
    ]


def _start(opened: datetime.date, worry: datetime.date | None) -> datetime.date:
    """The worry counts when it came within a quarter before the help was opened."""
    if worry is not None and opened - datetime.timedelta(days=92) <= worry <= opened:
        return worry
    return opened


def _not_before(day: datetime.date | None, start: datetime.date) -> datetime.date | None:
    return day if day is not None and day >= start else None


def _assessments(episodes: QuerySet[Episode]) -> QuerySet[Assessment]:
    return Assessment.objects.filter(episode__in=episodes, instrument="common_assessment", completed_at__isnull=False)


def _meetings(episodes: QuerySet[Episode]) -> QuerySet[MeetingEpisode]:
    return MeetingEpisode.objects.filter(episode__in=episodes, meeting__state=Meeting.State.HELD)


def _actions(episodes: QuerySet[Episode]) -> QuerySet[Action]:
    return Action.objects.filter(need__serves__episode__in=episodes, done_on__isnull=False)


def _first(rows: QuerySet, key: str, day: str) -> dict[int, datetime.date]:
    """The earliest day for each key."""
    found = rows.order_by().values(key).annotate(first=Min(day)).values_list(key, "first")
    return {pk: _day(first) for pk, first in found if first is not None}


def _day(moment: datetime.date | datetime.datetime) -> datetime.date:
    return moment.astimezone(clock.LONDON).date() if isinstance(moment, datetime.datetime) else moment
