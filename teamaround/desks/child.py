"""The child's page: who this is, who is round the child, what is happening, what comes next.

Composed of what the packages know, for one reader: readers outside the team get existence without content.
"""

import datetime
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from teamaround.access import engine, registry
from teamaround.access.actor import Actor
from teamaround.child_index.models import Indication
from teamaround.child_index.queries import Around, Exists, existence, people_around, social_care_words
from teamaround.desks.happening import Happening, sentences
from teamaround.episodes.models import Episode, State
from teamaround.episodes.presenters import story_row
from teamaround.episodes.queries import current_episode, story
from teamaround.families.models import Person
from teamaround.kit import clock, ring
from teamaround.kit.dates import age_words, day_words, short_day_words, time_words
from teamaround.kit.pieces import Fact, Link, NextDate
from teamaround.kit.ring_view import Ring
from teamaround.kit.ring_view import ring as draw_ring
from teamaround.lead_professional.queries import Leading, leading
from teamaround.meetings.models import Meeting
from teamaround.meetings.queries import next_meeting
from teamaround.plans.glance import needs_at_a_glance

STORY_ROWS = 3


@dataclass(frozen=True)
class Step:
    """A step of the main job that this reader may take now: link, or a form of one button."""

    link: Link
    main: bool = False


def compose(actor: Actor, child: Person) -> dict[str, Any]:
    """Everything below the bar. Content only where `episodes.read` allows."""
    episode = current_episode(child.pk)
    exists = existence(actor, [child.pk])[child.pk]
    inside = episode is not None and engine.check(actor, registry.get("episodes.read"), child.pk).allowed
    leads = leading(episode) if episode is not None else Leading(None, None, False)
    context: dict[str, Any] = {
        "ring": child_ring(actor, child, leads),
        "social_care": social_care(exists),
        "plans_elsewhere": [row.get_kind_display() for row in exists.statutory_now if row.kind != "social_care"],
        "exists": what_exists(exists) + ([] if inside else [who_leads(exists)]),
        "inside": inside,
        "steps": (found := steps(actor, child, episode)),
        "more_steps": any(not step.main for step in found),
    }
    if inside and episode is not None:
        context |= _inside(actor, child, episode)
    return context


def _inside(actor: Actor, child: Person, episode: Episode) -> dict[str, Any]:
    may_read_story = engine.check(actor, registry.get("episodes.read_story"), child.pk).allowed
    rows = story(actor, episode)[:STORY_ROWS] if may_read_story else []
    may_read_plan = engine.check(actor, registry.get("plans.read"), child.pk).allowed
    needs = needs_at_a_glance(actor, episode) if may_read_plan else None
    meeting = next_meeting(episode)
    happening = Happening(child.first_name, State(episode.state), episode.opened_on, needs, meeting is not None)
    may_add = engine.check(actor, registry.get("episodes.add_to_story"), child.pk).allowed
    return {
        "show_plan": _address("plans:show_family", child) if needs else "",
        "add_to_story": _address("episodes:add", child) if may_add and episode.state != State.CLOSED else "",
        "happening": sentences(happening, clock.today()),
        "needs": needs,
        "next": _next(meeting) if meeting else None,
        "rows": [story_row(actor, row) for row in rows],
    }


def _next(meeting: Meeting) -> NextDate:
    london = meeting.starts_at.astimezone(clock.LONDON)
    answers = list(meeting.invitees.values_list("answer", flat=True))
    return NextDate(
        day=london.date(),
        title=meeting.get_purpose_display(),
        sentence=_("%(day)s, %(time)s, %(place)s. %(coming)s of %(asked)s have said yes.")
        % {
            "day": day_words(london.date()),
            "time": time_words(london),
            "place": meeting.place,
            "coming": answers.count("coming"),
            "asked": len(answers),
        },
        link=Link(_("See who is coming"), reverse("meetings:meeting", kwargs={"meeting_ref": meeting.ref})),
    )


def child_ring(actor: Actor, child: Person, leads: Leading) -> Ring:
    """The picture, list and table of everybody round the child whom this reader may know of."""
    today = clock.today()
    deputy = leads.deputy.post_id if leads.deputy else None
    people = [_person(each, deputy, today) for each in people_around(actor, child)]
    return draw_ring(child.first_name, age_words(child.born, today, expected=child.expected_on), people)


def _person(each: Around, deputy_post: int | None, today: datetime.date) -> ring.Person:
    row = each.involvement
    last = row.last_contact or row.starts
    words = each.name.split()
    return ring.Person(
        key=row.ref,
        name=each.name,
        role=each.job_title,
        initials="".join(word[0] for word in words if word[0].isupper())[:2] or "?",
        agency_kind=row.agency.kind,
        agency=row.agency.name,
        band=ring.band_of(last, today) if not each.past else ring.BEFORE,
        lead=each.lead,
        deputy=deputy_post is not None and row.post_id == deputy_post,
        past=each.past,
        note=_("to %(day)s") % {"day": short_day_words(row.ends, today)} if each.past and row.ends else "",
        last_contact=short_day_words(last, today),
        contact=each.telephone,
        contact_url=f"tel:{each.telephone.replace(' ', '')}" if each.telephone else "",
        contact_verb=_("Ring") if each.telephone else "",
    )


def social_care(exists: Exists) -> Fact:
    """The first line of the page: now, before, or not known to us, with team and telephone."""
    word = social_care_words(exists)
    now = exists.social_care_now
    if word == "now" and now is not None:
        since = _("since %(day)s") % {"day": short_day_words(now.starts, clock.today())}
        lines = (now.team, since)
        return Fact(_("Social care"), _("Involved now"), lines, telephone=now.telephone, contact="ring")
    if word == "before":
        return Fact(_("Social care"), strong=_("Involved before, not now"))
    return Fact(_("Social care"), strong=_("Not known to us"), lines=(_("Ask them if it matters for what you do."),))


def what_exists(exists: Exists) -> list[Fact]:
    """Whether there is an assessment, for readers outside the team too (DUD-22)."""
    facts = []
    if exists.assessment is not None:
        facts.append(_existing(_("Common assessment"), _("Being written"), exists.assessment))
    elif exists.assessment_done is not None:
        facts.append(_existing(_("Common assessment"), _("There is one"), exists.assessment_done))
    else:
        facts.append(Fact(_("Common assessment"), strong=_("None known")))
    return facts


def who_leads(exists: Exists) -> Fact:
    """For readers outside the team; inside it the bar at the side says so (DUD-22)."""
    if exists.lead is None or exists.lead.post is None:
        return Fact(_("Lead professional"), strong=_("Nobody yet"))
    post = exists.lead.post
    lines = (post.agency.name,)
    return Fact(_("Lead professional"), post.name, lines, telephone=post.telephone, contact="ring")


def _existing(label: str, strong: str, mark: Indication) -> Fact:
    who = _("%(name)s, %(agency)s") % {"name": mark.post.name, "agency": mark.post.agency.name} if mark.post else ""
    since = _("since %(day)s") % {"day": short_day_words(mark.starts, clock.today())}
    return Fact(label, strong=strong, lines=tuple(line for line in (who, since) if line))


STEPS = (
    # action, address, words: beside what the bar offers already
    ("plans.review", "plans:review", gettext_lazy("Look at the plan again")),
    ("families.enrol", "family:enrol", gettext_lazy("Enrol the family for their page")),
    ("families.enrol", "family:preview", gettext_lazy("See what the family sees")),
    ("episodes.set_level", "episodes:level", gettext_lazy("Change the level of need")),
    ("episodes.close", "episodes:close", gettext_lazy("Close the help")),
)


def steps(actor: Actor, child: Person, episode: Episode | None) -> list[Step]:
    """Buttons only for what this reader may do now."""
    closed = episode is None or episode.state == State.CLOSED
    names = {action for action, _url, _words in STEPS} | {"episodes.open", "episodes.reopen"}
    may = engine.permitted(actor, child.pk, [registry.get(name) for name in names])
    found = []
    if episode is None and "episodes.open" in may:
        url = reverse("episodes:open", kwargs={"child_ref": child.ref})
        found.append(Step(Link(_("Start helping %(name)s") % {"name": child.first_name}, url, post=True), main=True))
    if episode is not None and closed and "episodes.reopen" in may:
        found.append(Step(Link(_("Open the help again"), _address("episodes:reopen", child)), main=True))
    if closed:
        return found
    return found + [Step(Link(words, _address(url, child))) for action, url, words in STEPS if action in may]


def _address(name: str, child: Person) -> str:
    return reverse(name, kwargs={"child_ref": child.ref})
