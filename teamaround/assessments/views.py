"""The way in for a child, the assessment at a glance, reading the whole."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from teamaround.access import engine
from teamaround.access.gate import Gated, gate
from teamaround.assessments import access, actions, queries
from teamaround.assessments.copies import audiences
from teamaround.assessments.models import Answer, Assessment
from teamaround.assessments.presenters import (
    everything,
    page_context,
    part_url,
    parts,
    progress_words,
    reading_of,
    started_words,
    titled,
    who_wrote,
)
from teamaround.assessments.standing import what_is_missing
from teamaround.assessments.whole import for_practitioners
from teamaround.consent.access import agreed_to_assess
from teamaround.episodes.access import LEADING
from teamaround.families.models import Person
from teamaround.families.presenters import child_page
from teamaround.families.queries import load_child
from teamaround.instruments.rendering import Reading
from teamaround.instruments.routing import State
from teamaround.kit import clock
from teamaround.kit.problems import Problem

DOORS = (access.START, access.READ, access.WRITE, access.ASK_TO_JOIN, access.INVITE, access.COMPLETE)


def paper_url(assessment: Assessment) -> str:
    return reverse("assessments:paper", kwargs={"assessment_ref": assessment.ref})


@gate("child_index.see", load=load_child)
def overview(request: Gated, child: Person) -> HttpResponseBase:
    """The way in: to what is being written; else first what exists and how to join, then starting (DUD-42)."""
    may = engine.permitted(request.actor, child.pk, DOORS)
    found = queries.assessments_of_child(child.pk)
    running = next((each for each in found if each.state == Assessment.State.DRAFT), None)
    newest = running or next(iter(found), None)
    if newest is not None and access.READ.name in may:
        return redirect(paper_url(newest))
    shown = [_existence(request, child, each) for each in found]
    context = child_page(request.actor, child, tab="assessment") | {
        "title": _("Common assessment"),
        "found": shown,
        "may_start": access.START.name in may and running is None,
        "may_ask": access.ASK_TO_JOIN.name in may and newest is not None,
        "missing": _missing_agreement(request, child),
    }
    return TemplateResponse(request, "assessments/overview.html", context)


def _existence(request: Gated, child: Person, assessment: Assessment) -> dict[str, str]:
    """That it exists, since when, and whom to ring; never what it says."""
    by = assessment.started_by
    known = queries.may_know_agency(request.actor, child.pk, by.agency)
    return {
        "state": str(assessment.get_state_display()),
        "words": started_words(request.actor, assessment),
        "telephone": (by.telephone or by.agency.telephone) if known else "",
    }


def _missing_agreement(request: Gated, child: Person) -> str:
    """Calmly: what is not there yet, and for what it is needed."""
    if agreed_to_assess(request.actor).filter(child_id=child.pk).exists():
        return ""
    return _("No agreement is recorded yet. You can go on; before the assessment is shared it must be there.")


@require_POST
@gate("assessments.start", load=load_child)
def start(request: Gated, child: Person) -> HttpResponseBase:
    made = actions.start(by=request.actor, child=child)
    return _to_it(request, made)


@gate("assessments.read", load=queries.load_assessment)
def paper(request: Gated, assessment: Assessment) -> HttpResponseBase:
    """At a glance: all parts with their state, who wrote, what completing still needs."""
    actor, child = request.actor, assessment.episode.child
    rows = queries.rows_of(assessment)
    mine = queries.readable(actor, assessment, rows)
    reading = everything(assessment, mine)
    may = _may(request, assessment)
    draft = assessment.state == Assessment.State.DRAFT
    context = page_context(actor, assessment) | {
        "title": titled(reading.title, assessment),
        "builds_on": assessment.supplements,
        "parts": parts(assessment, reading, writes=access.WRITE.name in may),
        "progress": progress_words(reading),
        "started": started_words(actor, assessment),
        "go_on": _go_on(request, assessment, reading) if draft and access.WRITE.name in may else None,
        "wrote": who_wrote(actor, [row for row in mine if not row.withdrawn]),
        "asked": queries.contributors(actor, assessment) if draft else [],
        "missing": _missing(assessment, rows) if draft else [],
        "missing_agreement": _missing_agreement(request, child) if draft else "",
        "may": {name.partition(".")[2]: name in may for name in _names()},
        "draft": draft,
        "is_first_contact": (assessment.first_contact_until or clock.today()) > clock.today(),
        "earlier": [each for each in queries.assessments_of_child(child.pk) if each.pk != assessment.pk],
        "family_audiences": [] if draft else [str(each) for each in audiences(assessment)],
    }
    return TemplateResponse(request, "assessments/paper.html", context)


def _missing(assessment: Assessment, rows: list[Answer]) -> list[tuple[str, str]]:
    """Each thing that completing still needs, and where to mend it."""
    return [(each.sentence, part_url(assessment, each.section)) for each in what_is_missing(assessment, rows)]


ALL = (*DOORS, access.SHARE, access.PRINT)
AS_STARTER = (access.INVITE, access.COMPLETE, access.SHARE)


def _names() -> list[str]:
    return [action.name for action in ALL]


def _may(request: Gated, assessment: Assessment) -> frozenset[str]:
    """Buttons: one query, and for a mere contributor nothing that is for whoever started or leads."""
    actor, child_id = request.actor, assessment.episode.child_id
    may = engine.permitted(actor, child_id, ALL)
    leads = engine.facts_of(actor, child_id, LEADING) or assessment.started_by_id == actor.post_id
    return may if leads else may - {action.name for action in AS_STARTER}


def _go_on(request: Gated, assessment: Assessment, reading: Reading[Any]) -> dict[str, str] | None:
    """Where I stopped, else the first empty part that is open to me."""
    sections = {section.key: section for section in reading.sections()}
    open_to = queries.parts_open_to(request.actor, assessment)
    stopped = queries.where_stopped(request.actor, assessment)
    empty = [key for key, section in sections.items() if section.state is State.EMPTY and key in open_to]
    key = stopped if stopped in sections else next(iter(empty), "")
    return {"words": sections[key].short_title, "url": part_url(assessment, key)} if key else None


@gate("assessments.read", load=queries.load_assessment)
def read(request: Gated, assessment: Assessment) -> HttpResponseBase:
    """The whole as it stands, for practitioners."""
    actor = request.actor
    rows = queries.readable(actor, assessment, queries.rows_of(assessment))
    reading = reading_of(assessment, rows)
    may = engine.permitted(actor, assessment.episode.child_id, (access.WRITE, access.PRINT))
    context = page_context(actor, assessment, here=_("Read it all")) | {
        "title": titled(reading.title, assessment),
        "reading": for_practitioners(actor, assessment, reading),
        "started": started_words(actor, assessment),
        "parts": parts(assessment, everything(assessment, rows), writes=access.WRITE.name in may),
        "may_print": access.PRINT.name in may,
    }
    return TemplateResponse(request, "assessments/read.html", context)


@require_POST
@gate("assessments.start", load=queries.load_assessment)
def supplement(request: Gated, assessment: Assessment) -> HttpResponseBase:
    return _build_on(request, assessment, actions.supplement)


@require_POST
@gate("assessments.start", load=queries.load_assessment)
def review(request: Gated, assessment: Assessment) -> HttpResponseBase:
    return _build_on(request, assessment, actions.review)


def _build_on(request: Gated, assessment: Assessment, act: Callable[..., Assessment]) -> HttpResponseBase:
    """To the new one, or to the one that is being written already."""
    try:
        made = act(by=request.actor, assessment=assessment)
    except Problem as problem:
        messages.error(request, problem.sentence)
        return redirect(paper_url(assessment))
    return _to_it(request, made)


def _to_it(request: Gated, made: Assessment) -> HttpResponseBase:
    if made.started_by_id != request.actor.post_id:
        words = _("%(name)s had started already. Write in the same one.") % {"name": made.started_by.name}
        messages.info(request, words)
    return redirect(paper_url(made))
