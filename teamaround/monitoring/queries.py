"""What the measures count, for one area and a range of months. No child is shown."""

import datetime
from collections import Counter
from dataclasses import dataclass

from django.db.models import Min, Q, QuerySet

from teamaround.agencies.models import Post
from teamaround.assessments.models import Assessment
from teamaround.assessments.rules import COMMON
from teamaround.consent.models import Decision
from teamaround.episodes.models import Concern, Episode, State
from teamaround.kit import clock
from teamaround.lead_professional.models import Appointment
from teamaround.lead_professional.queries import caseload_limit
from teamaround.lead_professional.rules import load_words
from teamaround.meetings.models import Meeting, MeetingEpisode
from teamaround.monitoring import measures
from teamaround.monitoring.areas import Area
from teamaround.monitoring.measures import Cell, Late, Reached
from teamaround.monitoring.period import Period, moved
from teamaround.plans.models import Action, ActionState

OPEN = [ActionState.TO_DO, ActionState.UNDER_WAY]
STEPS = ("agreement", "assessment", "meeting", "action")
"""First agreement, completed assessment, first meeting held, first action done (issue 2 step 14)."""


@dataclass(frozen=True)
class Load:
    """One practitioner: families led against the limit, own actions that are late."""

    name: str
    agency: str
    families: int
    limit: int
    late: int

    @property
    def word(self) -> str:
        """none, room, full or over (DER-10)."""
        return load_words(leading=self.families, limit=self.limit)


@dataclass(frozen=True)
class Row:
    """One piece of help, without the child's name."""

    pk: int
    child_id: int
    state: str
    opened: datetime.date
    closed: datetime.date | None
    born: datetime.date | None


@dataclass(frozen=True)
class Figures:
    """Everything the page shows: what stands today, and what happened in the months."""

    open: int
    by_state: list[Cell]
    by_age: list[Cell]
    by_length: list[Cell]
    led: int
    late: list[Late]
    open_actions: int
    late_actions: int
    loads: list[Load]
    months: list[datetime.date]
    open_by_month: list[int]
    steps: dict[str, measures.Spread]
    trends: dict[str, list[measures.Spread]]
    touched: int


def figures(area: Area, period: Period) -> Figures:
    """About eleven statements, whatever the size of the area."""
    today = clock.today()
    rows = [Row(*row) for row in area.episodes().values_list(*FIELDS)]
    running = [row for row in rows if row.state != State.CLOSED]
    actions = _open_actions(area)
    late = measures.late_by((agency, due < today) for agency, due, _post in actions)
    helps = [(row.opened, row.closed) for row in rows]
    held = _held(area)
    steps = _steps(area, rows)
    frames = [(moved(month, 1 - measures.SMOOTHED), moved(month, 1)) for month in period.months]
    return Figures(
        open=len(running),
        by_state=measures.kept_back(Counter(str(State(row.state).label) for row in running)),
        by_age=measures.kept_back(Counter(measures.age_band(row.born, today) for row in running)),
        by_length=measures.kept_back(Counter(measures.length_band(row.opened, today) for row in running)),
        led=len({each.episode_id for each in held}),
        late=measures.together(late),
        open_actions=sum(row.open for row in late),
        late_actions=sum(row.late for row in late),
        loads=_loads(area, held, actions),
        months=period.months,
        open_by_month=[measures.open_at(helps, min(end, today + DAY)) for _begin, end in frames],
        steps={name: measures.spread([one.days for one in found if period.holds(one.on)])
               for name, found in steps.items()},
        trends={name: measures.trend(found, frames) for name, found in steps.items()},
        touched=sum(row.opened < period.end and (row.closed is None or row.closed >= period.first) for row in rows),
    )  # fmt: skip


FIELDS = ("pk", "child_id", "state", "opened_on", "closed_on", "child__born")
DAY = datetime.timedelta(days=1)


def _open_actions(area: Area) -> list[tuple[str, datetime.date, int | None]]:
    """Agency that answers, due day and owner's post of each open action, once each."""
    rows = area.actions().filter(state__in=OPEN).distinct()
    return [(name, due, post) for _pk, name, due, post in
            rows.values_list("pk", "agency__name", "due_on", "owner_post_id")]  # fmt: skip


def _held(area: Area) -> list[Appointment]:
    """Who leads the running help of the area."""
    rows = Appointment.objects.filter(
        episode__in=area.episodes().exclude(state=State.CLOSED), part=Appointment.Part.LEAD, ends__isnull=True
    )
    if area.agency_id is not None:
        rows = rows.filter(Q(post__agency_id=area.agency_id) | Q(episode__agency_id=area.agency_id))
    return list(rows.select_related("post__practitioner", "post__agency", "episode").order_by("pk"))


def _loads(area: Area, held: list[Appointment], actions: list[tuple[str, datetime.date, int | None]]) -> list[Load]:
    """Those who lead or are late, most families first; of an agency only its own people."""
    today = clock.today()
    late = Counter(post for _agency, due, post in actions if due < today and post is not None)
    groups: dict[int, set[int]] = {}
    posts = {}
    for row in held:
        groups.setdefault(row.post_id, set()).add(row.episode.group_id)
        posts[row.post_id] = row.post
    missing = [pk for pk in late if pk not in posts]
    if missing:
        posts |= Post.objects.select_related("practitioner", "agency").in_bulk(missing)
    limit = caseload_limit(area.authority_id)
    found = [
        Load(post.name, post.agency.name, len(groups.get(pk, ())), limit, late[pk])
        for pk, post in posts.items()
        if area.agency_id is None or post.agency_id == area.agency_id
    ]
    return sorted(found, key=lambda load: (-load.families, -load.late, load.name))


def _steps(area: Area, rows: list[Row]) -> dict[str, list[Reached]]:
    """From the worry, or from opening when none was noted, to each first step (DER-12)."""
    episodes = area.episodes()
    children = episodes.values("child_id")
    worries = _first(Concern.objects.filter(child_id__in=children), "child_id", "raised_at")
    starts = [_start(row.opened, worries.get(row.child_id)) for row in rows]
    agreed = _first(Decision.objects.filter(child_id__in=children, answer="agreed"), "child_id", "made_at")
    found = {
        "agreement": [agreed.get(row.child_id) for row in rows],
        "assessment": _by_episode(rows, _first(_assessments(episodes), "episode_id", "completed_at")),
        "meeting": _by_episode(rows, _first(_meetings(episodes), "episode_id", "meeting__starts_at")),
        "action": _by_episode(rows, _first(_actions(episodes), "need__serves__episode_id", "done_on")),
    }
    return {name: measures.reached(starts, found[name]) for name in STEPS}


def _by_episode(rows: list[Row], found: dict[int, datetime.date]) -> list[datetime.date | None]:
    return [found.get(row.pk) for row in rows]


def _start(opened: datetime.date, worry: datetime.date | None) -> datetime.date:
    """The worry counts when it came within a quarter before the help was opened."""
    if worry is not None and opened - datetime.timedelta(days=92) <= worry <= opened:
        return worry
    return opened


def _assessments(episodes: QuerySet[Episode]) -> QuerySet[Assessment]:
    return Assessment.objects.filter(episode__in=episodes, instrument=COMMON, completed_at__isnull=False)


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
