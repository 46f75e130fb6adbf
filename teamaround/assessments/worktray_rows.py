"""Rows of the worktray: half-written drafts, invitations, requests to join, first contact that has passed."""

from django.db.models import Exists, OuterRef, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from teamaround.access import engine
from teamaround.access.actor import Actor
from teamaround.access.roles import Role
from teamaround.assessments import access, rules
from teamaround.assessments.models import Answer, Assessment, Contributor, JoinRequest, Presence
from teamaround.assessments.queries import answered_requests, instrument_of, open_join_requests
from teamaround.child_index.models import Indication
from teamaround.episodes.models import State
from teamaround.instruments.words import say_text
from teamaround.kit import clock
from teamaround.kit.dates import short_day_words
from teamaround.notifications.worktray import Group, Urgency, WorktrayItem, group_for

DRAFT = Assessment.State.DRAFT


def drafts(actor: Actor) -> list[WorktrayItem]:
    """What I started or wrote in and is not finished, with the part where I stopped."""
    mine = Answer.objects.filter(assessment=OuterRef("pk"), author_id=actor.post_id)
    here = Presence.objects.filter(assessment=OuterRef("pk"), post_id=actor.own_post_id)
    found = (
        Assessment.objects.filter(state=DRAFT, episode__child_id__in=engine.child_ids(actor, access.WRITE))
        .filter(Exists(mine))
        .select_related("episode__child")
        .annotate(stopped_in=Subquery(here.values("section")[:1]))
        .order_by("-started_at")
    )
    return [_draft(row, row.stopped_in or "") for row in found[:20]]


def _draft(row: Assessment, section: str) -> WorktrayItem:
    child = row.episode.child
    if row.instrument == rules.CHECKLIST:
        url, title = reverse("assessments:checklist", kwargs={"child_ref": child.ref}), _("Checklist for %(name)s")
    else:
        url, title = _where(row, section), _("Common assessment of %(name)s")
    stopped = _stopped(row, section)
    return WorktrayItem(
        group=Group.THIS_WEEK,
        urgency=Urgency.GO_ON,
        tag="plain",
        tag_word=_("Half written"),
        title=title % {"name": child.name},
        url=url,
        lines=(_("You stopped at “%(part)s”.") % {"part": stopped},) if stopped else (),
        button=_("Go on writing"),
        child_ids=(child.pk,),
    )


def _where(row: Assessment, section: str) -> str:
    if section:
        return reverse("assessments:section", kwargs={"assessment_ref": row.ref, "section": section})
    return reverse("assessments:paper", kwargs={"assessment_ref": row.ref})


def _stopped(row: Assessment, section: str) -> str:
    found = instrument_of(row).sections_by_key.get(section)
    return say_text(found.short_title, {"child": row.episode.child.first_name}) if found else ""


def invitations(actor: Actor) -> list[WorktrayItem]:
    """Parts I was asked to write and have not begun."""
    written = Answer.objects.filter(assessment=OuterRef("assessment"), author_id=actor.post_id)
    found = (
        Contributor.objects.filter(
            post_id=actor.post_id,
            ended_at__isnull=True,
            assessment__state=DRAFT,
            assessment__episode__child_id__in=engine.child_ids(actor, access.WRITE),
        )
        .exclude(invited_by_id=actor.post_id)
        .exclude(Exists(written))
        .select_related("assessment__episode__child", "invited_by__practitioner")
    )
    return [_invitation(row) for row in found[:20]]


def _invitation(row: Contributor) -> WorktrayItem:
    child = row.assessment.episode.child
    instrument = instrument_of(row.assessment)
    names = {"child": child.first_name}
    parts = [say_text(instrument.sections_by_key[key].short_title, names) for key in row.sections]
    section = {"assessment_ref": row.assessment.ref, "section": row.sections[0]} if row.sections else {}
    url = reverse("assessments:paper", kwargs={"assessment_ref": row.assessment.ref})
    return WorktrayItem(
        group=Group.TODAY,
        urgency=Urgency.ANSWER_SOON,
        tag="soon",
        tag_word=_("Your part"),
        title=_("%(who)s asks you to write about %(name)s") % {"who": row.invited_by.name, "name": child.name},
        url=url,
        lines=(", ".join(parts),) if parts else (),
        button=_("Write your part"),
        button_url=reverse("assessments:section", kwargs=section) if section else "",
        child_ids=(child.pk,),
    )


def join_requests(actor: Actor) -> list[WorktrayItem]:
    """Colleagues who ask to join what I started, or what is written under my lead."""
    return [
        WorktrayItem(
            group=Group.TODAY,
            urgency=Urgency.ANSWER_SOON,
            tag="soon",
            tag_word=_("Asks to join"),
            title=_("%(who)s asks to join the assessment of %(name)s")
            % {"who": row.asked_by.name, "name": row.assessment.episode.child.name},
            url=reverse("assessments:answer_join", kwargs={"request_ref": row.ref}),
            lines=(row.asked_by.agency.name,),
            button=_("Answer"),
            child_ids=(row.assessment.episode.child_id,),
        )
        for row in open_join_requests(actor)[:20]
    ]


def join_answers(actor: Actor) -> list[WorktrayItem]:
    """What was answered to my request to join, with the reason, until I have read it (DUD-42)."""
    return [_join_answer(row) for row in answered_requests(actor)[:20]]


def _join_answer(row: JoinRequest) -> WorktrayItem:
    child, let_in = row.assessment.episode.child, row.answer == JoinRequest.Answer.LET_IN
    who = row.answered_by.name if row.answered_by else ""
    title = _("You can join the assessment of %(name)s") if let_in else _("Not now: the assessment of %(name)s")
    words = _("%(who)s: %(words)s") % {"who": who, "words": row.answer_words} if row.answer_words else who
    return WorktrayItem(
        group=Group.TODAY,
        urgency=Urgency.FOR_INFORMATION,
        tag="done" if let_in else "plain",
        tag_word=_("Answered"),
        title=title % {"name": child.name},
        url=reverse("assessments:join_answer", kwargs={"request_ref": row.ref}),
        lines=(words,),
        button=_("Read the answer"),
        child_ids=(child.pk,),
    )


def first_contact_passed(actor: Actor) -> list[WorktrayItem]:
    """For co-ordinators: the author's time as first contact is over and nobody leads yet (issue 2 step 8)."""
    if actor.role is not Role.COORDINATOR:
        return []
    today = clock.today()
    leads = Indication.objects.filter(child=OuterRef("episode__child"), kind=Indication.Kind.LEAD, ends__isnull=True)
    found = (
        Assessment.objects.filter(
            first_contact_until__lt=today, episode__child_id__in=engine.child_ids(actor, access.READ)
        )
        .exclude(episode__state=State.CLOSED)
        .annotate(somebody_leads=Exists(leads))
        .select_related("episode__child", "completed_by__practitioner")
        .order_by("first_contact_until")
    )
    late = [
        row
        for row in found
        if rules.first_contact_is_over(row.first_contact_until, today, somebody_leads=row.somebody_leads)
    ]
    return [_without_lead(row) for row in late[:20]]


def _without_lead(row: Assessment) -> WorktrayItem:
    child, until = row.episode.child, row.first_contact_until
    assert until is not None
    who = row.completed_by.name if row.completed_by else ""
    return WorktrayItem(
        group=group_for(until),
        urgency=Urgency.LATE,
        tag="late",
        tag_word=_("Nobody leads"),
        title=_("Who leads for %(name)s?") % {"name": child.name},
        url=reverse("desks:child", kwargs={"child_ref": child.ref}),
        lines=(
            _("%(who)s was first contact until %(day)s.") % {"who": who, "day": short_day_words(until, clock.today())},
        ),
        button=_("See who could lead"),
        due=until,
        child_ids=(child.pk,),
    )
