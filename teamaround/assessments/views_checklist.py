"""The checklist: five outcomes, the help, the decision, on one page (issue 2 step 6)."""

import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from teamaround.access import engine
from teamaround.access.gate import Gated, gate
from teamaround.agencies.models import Agency, Post
from teamaround.assessments import (
    access,
    actions,
    checklist_page,
    colleagues,
    deciding,
    forms,
    queries,
    rules,
)
from teamaround.assessments.models import Assessment, ChecklistDecision
from teamaround.audit.submissions import once, result_of
from teamaround.episodes.models import State
from teamaround.families.models import Person
from teamaround.families.pages import page_of
from teamaround.families.presenters import child_page
from teamaround.families.queries import load_child
from teamaround.instruments.answers import given
from teamaround.kit.dates import PartialDate
from teamaround.kit.problems import Problem

Word = ChecklistDecision.Word


@gate("assessments.start", load=load_child)
def checklist(request: Gated, child: Person) -> HttpResponseBase:
    """One page, saved as a draft until something is decided."""
    before = queries.assessments_of_child(child.pk, rules.CHECKLIST)
    draft = _draft(before)
    if draft is not None and not engine.check(request.actor, access.READ, child.pk).allowed:
        return redirect("assessments:overview", child_ref=child.ref)
    follow = forms.FollowForm(
        request.POST or None,
        agencies=checklist_page.agencies(child),
        people=colleagues.who_can_ask_again(request.actor, child),
    )
    if request.method == "POST":
        return _sent(request, child, before, follow)
    return _page(request, child, before, checklist_page.fresh(request.actor, child, draft), follow)


def _draft(before: list[Assessment]) -> Assessment | None:
    """The one that is being filled in, of the help that is open."""
    drafts = (each for each in before if each.state == Assessment.State.DRAFT)
    return next((each for each in drafts if each.episode.state != State.CLOSED), None)


def _page(
    request: Gated,
    child: Person,
    before: list[Assessment],
    shown: checklist_page.Checklist,
    follow: forms.FollowForm,
    problem: str = "",
) -> HttpResponseBase:
    may_read = engine.check(request.actor, access.READ, child.pk).allowed
    decided = [each for each in before if each.state != Assessment.State.DRAFT] if may_read else []
    context = child_page(request.actor, child) | {
        "title": _("Checklist for %(name)s") % {"name": child.first_name},
        "checklist": shown,
        "form": shown.errors,
        "follow": follow,
        "problem": problem,
        "decided": [(each, each.decision) for each in decided if hasattr(each, "decision")],
    }
    return TemplateResponse(request, "assessments/checklist.html", context)


def _sent(request: Gated, child: Person, before: list[Assessment], follow: forms.FollowForm) -> HttpResponseBase:
    """Answers are saved first, then decided: a decision that is not whole yet loses no answer."""
    account, key = request.actor.account_id or 0, request.POST.get("submission_key", "")
    key = f"{key}:decide" if key else ""
    if decided := result_of(account, key):
        return redirect(decided)  # else the same page sent again would begin a second checklist
    made = actions.start(by=request.actor, child=child, instrument=rules.CHECKLIST)
    shown = checklist_page.saved(request.actor, made, request.POST)
    if shown.has_errors or not follow.is_valid():
        return _page(request, child, before, shown, follow)
    if "later" in request.POST:
        messages.success(request, _("Saved. You find it in your worktray."))
        return redirect(page_of(child))
    try:
        return redirect(once(account, key, lambda: _decide(request, child, made, follow)))
    except Problem as problem:
        return _page(request, child, before, shown.refused(problem), follow, problem.sentence)


def _decide(request: Gated, child: Person, made: Assessment, follow: forms.FollowForm) -> str:
    values = given(queries.rows_of(made), queries.instrument_of(made)).values
    decided = deciding.Decided(
        word=str(values.get("checklist_decision") or ""),
        reason=str(values.get("decision_reason") or ""),
        agency=Agency.objects.filter(ref=follow.cleaned_data["agency"]).first(),
        look_again_on=_day(values.get("look_again_on")),
        who_post_id=_post(follow.cleaned_data["who"]),
    )
    deciding.decide(by=request.actor, checklist=made, decided=decided)
    return _after(request, child, made, decided)


def _day(text: Any) -> datetime.date | None:
    return PartialDate.parse(text).latest() if isinstance(text, str) else None


def _post(ref: str) -> int | None:
    return Post.objects.filter(ref=ref).values_list("pk", flat=True).first() if ref else None


def _after(request: Gated, child: Person, made: Assessment, decided: deciding.Decided) -> str:
    """Where the decision leads, with a word on what can be done next."""
    if decided.word == Word.SAFEGUARDING:
        return reverse("episodes:report_safeguarding_about", kwargs={"child_ref": child.ref})
    if decided.word == Word.ASK_SERVICE:
        messages.success(request, _("Decided. Now write what you ask of them. Nothing is sent yet."))
        return f"{reverse('referrals:ask', kwargs={'child_ref': child.ref})}?checklist={made.ref}"
    if decided.word == Word.COMMON_ASSESSMENT:
        messages.success(request, _("Decided. The common assessment is open: begin anywhere."))
        return reverse("assessments:overview", kwargs={"child_ref": child.ref})
    words = _("Decided. On the day you gave, the worktray asks how %(name)s is: better, the same or worse.")
    messages.success(request, words % {"name": child.first_name})
    return page_of(child)
