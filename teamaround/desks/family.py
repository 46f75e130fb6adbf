"""The family's page, in the order of the questions a parent asks (DER-01, DER-02).

Everything is worked out for one enrolment. Where a young person decided alone, the page of a carer is made as if
there were nothing: no row, no count, no gap tells that something is kept back (issue 5 item 1).
"""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from teamaround.consent.standing import sentences, standing
from teamaround.desks import family_help, family_looks, family_meetings
from teamaround.desks.family_found import Found, what_was_found
from teamaround.desks.family_help import Helper, Ring
from teamaround.desks.family_looks import Look
from teamaround.desks.family_meetings import Invitation
from teamaround.desks.family_seeing import visible_episode
from teamaround.episodes.models import Audience, Entry, Episode
from teamaround.families.models import Enrolment
from teamaround.families.page_standing import facts_of
from teamaround.kit import clock
from teamaround.kit.dates import day_words
from teamaround.lead_professional.queries import leading
from teamaround.plans.models import Offer, Plan
from teamaround.plans.queries import NeedRow, plan_of
from teamaround.referrals.presenters import services_asked
from teamaround.team_around_child.queries import team_of


@dataclass
class FamilyPage:
    """What one person of the family sees of one child. `own` when it is the young person's own page."""

    name: str
    greeting: str
    own: bool = False
    nothing_yet: bool = True
    good: str = ""
    found: Found = field(default_factory=Found)
    ring: Ring = field(default_factory=Ring)
    helpers: list[Helper] = field(default_factory=list)
    needs: list[NeedRow] = field(default_factory=list)
    offers: list[Offer] = field(default_factory=list)
    meetings: list[Invitation] = field(default_factory=list)
    next: list[str] = field(default_factory=list)
    agreed: list[str] = field(default_factory=list)
    alone: bool = False
    looks: list[Look] = field(default_factory=list)
    looked: str = ""
    said: list[Entry] = field(default_factory=list)


def compose(enrolment: Enrolment) -> FamilyPage:
    """The page of one enrolment."""
    own = enrolment.capacity == Enrolment.Capacity.YOUNG_PERSON
    page = FamilyPage(enrolment.child.first_name, greeting(enrolment), own)
    episode = visible_episode(enrolment)
    if episode is None:
        return page
    page.nothing_yet = False
    agreed = standing(enrolment.child_id).asking
    page.found = what_was_found(
        episode,
        copied=own or agreed is None or not agreed.hide_from_parents,
        shielded=facts_of(enrolment)["stands_shielded"],
    )
    page.ring = family_help.whom_to_ring(leading(episode), episode)
    page.needs = family_help.needs_of(episode)
    plan = page.needs[0].need.plan if page.needs else plan_of(episode)
    page.offers = [offer for row in page.needs for offer in row.offers]
    page.good = family_help.good_news(page.needs)
    posts = [row.member for row in team_of(episode).now if row.member.post is not None]
    page.helpers = family_help.who_does_what(posts, page.needs, enrolment, page.ring.post)
    page.meetings = family_meetings.of(enrolment, episode)
    page.next = [*_next(page.meetings, plan), *services_asked(episode)]
    _agreement(page, enrolment)
    page.looks = family_looks.who_looked(enrolment, episode, [member.post for member in posts])
    page.looked = family_looks.summary(page.looks)
    page.said = _said(enrolment, episode)
    return page


def greeting(enrolment: Enrolment) -> str:
    return _("Hello %(name)s") % {"name": enrolment.person.first_name}


def _next(meetings: list[Invitation], plan: Plan | None) -> list[str]:
    """The next meeting this person is invited to, and the next look at the plan."""
    coming = [one for one in meetings if one.to_come][:1]
    found = [
        _("We meet on %(when)s. The place is %(place)s.") % {"when": one.when, "place": one.place} for one in coming
    ]
    if plan is not None and plan.next_review_on is not None:
        found.append(
            _("We look at the plan again on %(day)s.") % {"day": day_words(plan.next_review_on, clock.today())}
        )
    return found


def _agreement(page: FamilyPage, enrolment: Enrolment) -> None:
    agreed = standing(enrolment.child_id)
    own = next((one for one in agreed.askings if one.answered_by_id == enrolment.person_id), None)
    said = own or (agreed.asking if agreed.word != "conflict" else None)
    if said is None:
        return
    page.agreed = sentences(said, agreed.decisions, with_keep_out=said is own)
    page.alone = page.own and said.hide_from_parents


def _said(enrolment: Enrolment, episode: Episode) -> list[Entry]:
    """This person's own words, newest first. What another of the family said is not for this page."""
    rows = Entry.objects.filter(episode=episode, author__isnull=True, author_words=enrolment.person.name)
    return list(rows.filter(audience=Audience.EVERYONE).exclude(words="").order_by("-recorded_at")[:5])
