"""The family's page, in the order of the questions a parent asks (DER-01, DER-02).

Everything is worked out for one enrolment. Where a young person decided alone, the page of a carer is made as if
there were nothing: no row, no count, no gap tells that something is kept back (issue 5 item 1).
"""

import datetime
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from teamaround.access.actor import Actor
from teamaround.access.roles import Kind, Role
from teamaround.agencies.models import AgencyKind, Post
from teamaround.assessments.models import Assessment
from teamaround.assessments.queries import for_the_family, rows_of
from teamaround.audit.looks import looks_at
from teamaround.consent.standing import hidden_from_parents, sentences, standing
from teamaround.episodes.models import Audience, Entry, Episode
from teamaround.episodes.queries import current_episode
from teamaround.families.models import Enrolment, LivesWith, ParentalResponsibility
from teamaround.families.queries import running
from teamaround.instruments.answers import current
from teamaround.kit import clock
from teamaround.kit.dates import day_words, time_words
from teamaround.lead_professional.queries import Leading, leading
from teamaround.meetings.queries import next_meeting
from teamaround.plans.models import NeedEpisode, Offer
from teamaround.plans.queries import NeedRow, needs_for, plan_of
from teamaround.team_around_child.queries import team_of

FOUND = ("conclusions", "what_should_change")
"""Questions of the common assessment whose answers tell what was found."""

NOT_TOLD_KINDS = frozenset(
    {
        AgencyKind.SOCIAL_CARE,
        AgencyKind.MENTAL_HEALTH,
        AgencyKind.DRUG_ALCOHOL,
        AgencyKind.SEXUAL_HEALTH,
        AgencyKind.POLICE_JUSTICE,
    }
)
NOT_TOLD_ACTIONS = ("child_index.break_glass", "child_index.shield", "episodes.decide_safeguarding", "episodes.report")
NOT_TOLD_ROLES = frozenset({Role.REVIEWER, Role.INDEX_TEAM, Role.SOCIAL_WORKER})
LOOKS_SHOWN = 12
WITHHELD_FOR = datetime.timedelta(days=365)
"""A look that is not told is looked at again after a year by the information-governance reviewer."""


@dataclass(frozen=True)
class Look:
    """That an agency looked on a day."""

    day: datetime.date
    agency: str


@dataclass
class FamilyPage:
    """What one person of the family sees of one child."""

    name: str
    greeting: str
    nothing_yet: bool = True
    assessed: str = ""
    found: list[str] = field(default_factory=list)
    leads: Leading | None = None
    people: list[tuple[Post, str]] = field(default_factory=list)
    needs: list[NeedRow] = field(default_factory=list)
    offers: list[Offer] = field(default_factory=list)
    next: list[str] = field(default_factory=list)
    agreed: list[str] = field(default_factory=list)
    looks: list[Look] = field(default_factory=list)
    said: list[Entry] = field(default_factory=list)


def compose(enrolment: Enrolment) -> FamilyPage:
    """The page of one enrolment."""
    page = FamilyPage(enrolment.child.first_name, greeting(enrolment))
    episode = visible_episode(enrolment)
    if episode is None:
        return page
    page.nothing_yet = False
    _assessment(page, episode)
    page.leads = leading(episode)
    now = [row.member for row in team_of(episode).now]
    page.people = [(one.post, one.part) for one in now if one.post is not None and not one.post.agency.sensitive]
    _plan(page, episode)
    _next(page, enrolment, episode)
    agreed = standing(enrolment.child_id)
    if agreed.asking is not None:
        own = agreed.asking.answered_by_id == enrolment.person_id
        page.agreed = sentences(agreed.asking, agreed.decisions, with_keep_out=own)
    page.looks = who_looked(enrolment, episode)
    page.said = list(
        Entry.objects.filter(episode=episode, author__isnull=True, audience=Audience.EVERYONE)
        .exclude(author_words="")
        .order_by("-recorded_at")[:5]
    )
    return page


def greeting(enrolment: Enrolment) -> str:
    return _("Hello %(name)s") % {"name": enrolment.person.first_name}


def visible_episode(enrolment: Enrolment) -> Episode | None:
    """The episode this person may know of; None is the same as if there were none.

    A carer must have parental responsibility or live with the child today; and must not be kept out by a decision
    that a competent young person made alone.
    """
    if enrolment.capacity == Enrolment.Capacity.CARER and (
        hidden_from_parents(enrolment.child_id) or not _still_cares(enrolment)
    ):
        return None
    return current_episode(enrolment.child_id)


def _still_cares(enrolment: Enrolment) -> bool:
    tie = {"person_id": enrolment.person_id, "child_id": enrolment.child_id}
    return (
        LivesWith.objects.filter(running(), **tie).exists()
        or ParentalResponsibility.objects.filter(running(), **tie).exists()
    )


def _assessment(page: FamilyPage, episode: Episode) -> None:
    """That one was done and by whom; what it found only once it is shared."""
    done = (
        Assessment.objects.filter(episode=episode, instrument="common_assessment", completed_at__isnull=False)
        .select_related("completed_by__practitioner", "completed_by__agency")
        .order_by("-completed_at")
        .first()
    )
    if done is None or done.completed_at is None or done.completed_by is None:
        return
    day = day_words(done.completed_at.astimezone(clock.LONDON).date(), clock.today())
    page.assessed = _("%(who)s of %(agency)s finished it on %(day)s.") % {
        "who": done.completed_by.name,
        "agency": done.completed_by.agency.name,
        "day": day,
    }
    if done.state == Assessment.State.SHARED:
        rows = for_the_family(rows_of(done))
        page.found = [str(row.value) for row in current(rows) if row.question in FOUND and not row.withdrawn]


def _plan(page: FamilyPage, episode: Episode) -> None:
    plan = plan_of(episode)
    if plan is None:
        return
    reader = Actor(kind=Kind.FAMILY)
    page.needs = needs_for(reader, plan, episode=episode)
    needs = NeedEpisode.objects.filter(episode=episode, need__plan=plan).values("need_id")
    page.offers = list(
        Offer.objects.filter(need_id__in=needs, agency__sensitive="").select_related("agency").order_by("offered_on")
    )


def _next(page: FamilyPage, enrolment: Enrolment, episode: Episode) -> None:
    """The next meeting this person is invited to, and the next look at the plan."""
    meeting = next_meeting(episode)
    if meeting is not None and meeting.invitees.filter(person_id=enrolment.person_id).exists():
        start = meeting.starts_at.astimezone(clock.LONDON)
        page.next.append(
            _("We meet on %(day)s at %(time)s, %(place)s.")
            % {"day": day_words(start.date(), clock.today()), "time": time_words(start), "place": meeting.place}
        )
    plan = plan_of(episode)
    if plan is not None and plan.next_review_on is not None:
        page.next.append(
            _("We look at the plan again on %(day)s.") % {"day": day_words(plan.next_review_on, clock.today())}
        )


def who_looked(enrolment: Enrolment, episode: Episode) -> list[Look]:
    """Agencies that looked, by day, where telling is safe. Only looks since this help was opened."""
    since = datetime.datetime.combine(episode.opened_on, datetime.time(), tzinfo=clock.LONDON)
    events = looks_at(enrolment.child_id, since, size=100).events
    posts = {
        post.pk: post
        for post in Post.objects.filter(pk__in={event.post_id for event in events}).select_related("agency")
    }
    found: dict[Look, None] = {}
    for event in events:
        post = posts.get(event.post_id or 0)
        if post is not None and may_be_told(event.action, post):
            found[Look(event.at.astimezone(clock.LONDON).date(), post.agency.name)] = None
    return list(found)[:LOOKS_SHOWN]


def may_be_told(action: str, post: Post) -> bool:
    """Sensitive services, social care and police enquiries, overrides and reviewers are kept back by default."""
    if action.startswith(NOT_TOLD_ACTIONS) or post.role in NOT_TOLD_ROLES:
        return False
    return not post.agency.sensitive and post.agency.kind not in NOT_TOLD_KINDS
