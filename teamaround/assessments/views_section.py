"""Writing one part: the page, saving by itself, and who is here too. Every form is a plain POST."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, JsonResponse, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from teamaround.access.gate import Gated, gate
from teamaround.assessments import answering, draft_keys, live, presence, queries, section_page, visits
from teamaround.assessments.models import Assessment
from teamaround.assessments.part_form import PartForm
from teamaround.assessments.presenters import part_url
from teamaround.assessments.queries import Part
from teamaround.assessments.section_page import Opened
from teamaround.kit import clock
from teamaround.kit.dates import time_words
from teamaround.kit.problems import Problem


def _whole(text: str) -> int:
    """The number that stands there, 0 where none does."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0


def _number(request: HttpRequest) -> int:
    return _whole(request.GET.get("page", "")) or 1


@gate("assessments.write", load=queries.load_part)
def section(request: Gated, part: Part) -> HttpResponseBase:
    """One part. Sent, it saves what is right, and goes on, stops, or shows what is to be mended."""
    if part.assessment.state != Assessment.State.DRAFT:
        return redirect("assessments:read", assessment_ref=part.assessment.ref)
    opened = section_page.open_part(request.actor, part, number=_number(request))
    if request.method == "POST":
        return _sent(request, opened)
    presence.touch(request.actor, part)
    form = section_page.form_for(opened, change=request.GET.get("change", ""), day=visits.remembered(request, part))
    return _page(request, opened, form)


def _page(request: Gated, opened: Opened, form: PartForm) -> HttpResponseBase:
    context = section_page.context(opened, form)
    if "since" in request.GET:
        context["changes"] = live.changes(opened, since=_whole(request.GET["since"]))
    return TemplateResponse(request, "assessments/section.html", context)


def _sent(request: Gated, opened: Opened) -> HttpResponseBase:
    """Settling and taking away are buttons of the same form, so nothing that was typed beside them is lost."""
    data, part = request.POST, opened.part
    try:
        saved = _save(request, opened)
        visits.remember(request, part, saved.form)
        for name, act in (("keep_row", answering.keep_one), ("take_away", answering.take_away)):
            if data.get(name, "").isdigit():
                act(by=request.actor, part=part, row_id=int(data[name]))
                return _here_again(request, opened, _("Done. The history keeps what was there before."))
    except Problem as problem:
        messages.error(request, problem.sentence)
        return redirect(_address(opened))
    if saved.form.errors:
        return _page(request, section_page.open_part(request.actor, part, number=opened.number), saved.form)
    if saved.conflict:
        words = _("Somebody else changed the same answer. Both are here: choose which one holds.")
        return _here_again(request, opened, words)
    if "look" in data:
        return redirect(f"{_address(opened)}&since={_whole(data['look'])}")
    if saved.form.wants_more_rows:
        return redirect(_address(opened))
    return _next(request, opened, data)


def _save(request: Gated, opened: Opened) -> answering.Saved:
    return answering.save_page(
        by=request.actor,
        part=opened.part,
        questions=opened.questions,
        data=request.POST,
        look=opened.look,
        known={key: one.value for key, one in opened.known.items()},
        ask_not_needed=opened.number == 1,
    )


def _address(opened: Opened, number: int = 0) -> str:
    return f"{part_url(opened.part.assessment, opened.part.section.key)}?page={number or opened.number}"


def _here_again(request: Gated, opened: Opened, words: str) -> HttpResponseBase:
    messages.success(request, words)
    return redirect(_address(opened))


def _next(request: Gated, opened: Opened, data: QueryDict) -> HttpResponseBase:
    """To the next page, the next part, or the whole."""
    paper = reverse("assessments:paper", kwargs={"assessment_ref": opened.part.assessment.ref})
    if "stop" in data:
        messages.success(request, _("Saved. You can go on where you stopped, from here or from your worktray."))
        return redirect(paper)
    if opened.number < len(opened.all_pages):
        return redirect(_address(opened, opened.number + 1))
    after = section_page.next_section(section_page.open_part(request.actor, opened.part))
    return redirect(part_url(opened.part.assessment, after) if after else paper)


@require_POST
@gate("assessments.write", load=queries.load_part, records=False)
def keep(request: Gated, part: Part) -> HttpResponseBase:
    """Saving by itself: one answer at a time, as it is given; folds into the look that opened the page.

    What was kept after the login had ended comes back as an ordinary form: it leads on to the page of the part.
    """
    opened = section_page.open_part(request.actor, part, number=_number(request))
    if "text/html" in request.headers.get("Accept", ""):
        return _kept_before(request, opened)
    presence.touch(request.actor, part, request.POST.get("writing", ""))
    try:
        saved = _save(request, opened)
    except Problem as problem:
        return JsonResponse({"message": problem.sentence}, status=400)
    unsaid = [name for name in saved.form.errors if name.endswith("__source")]
    wrong = [str(saved.form.errors[name][0]) for name in saved.form.errors if name not in unsaid]
    if wrong:
        return JsonResponse({"message": wrong[0]}, status=400)
    if saved.conflict:
        words = _("Saved. Somebody else changed the same answer: both are kept. Open the page again to choose.")
        return JsonResponse({"message": words}, status=409)
    at = time_words(clock.now())
    return JsonResponse({"saved": _("%(time)s. Choose where it comes from") % {"time": at} if unsaid else at})


def _kept_before(request: Gated, opened: Opened) -> HttpResponseBase:
    """Saves what is right, says what is not, and opens the part, where the gate records the look."""
    try:
        wrong = [str(said[0]) for said in _save(request, opened).form.errors.values()]
    except Problem as problem:
        wrong = [problem.sentence]
    if wrong:
        messages.error(request, wrong[0])
    else:
        messages.success(request, _("Saved."))
    return redirect(_address(opened))


@require_GET
@gate("assessments.write", load=queries.load_part, records=False)
def here(request: Gated, part: Part) -> HttpResponseBase:
    """Who is here too and in which box, and colleagues' words as they grow: a fragment, asked for every few seconds.

    It folds into the look that opened the page. Words come only when there are newer ones than the page has.
    """
    presence.touch(request.actor, part, request.GET.get("writing", ""))
    opened = section_page.open_part(request.actor, part, number=_number(request), fill_in=False)
    asked = live.Asked(
        newest=_whole(request.GET.get("newest", "")),
        since=_whole(request.GET.get("since", "")),
        page_key=request.GET.get("key", "")[:64],
        change=request.GET.get("change", ""),
    )
    return TemplateResponse(request, "assessments/live.html", live.context(opened, asked))


@require_GET
@gate("agencies.unsent", records=False)
def draft_key(request: Gated) -> HttpResponseBase:
    """The key under which the browser keeps what is not sent yet: this account's, for one day."""
    day = draft_keys.day_of(request.GET.get("day", ""))
    if day is None:
        return JsonResponse({"message": _("There is no key for that day.")}, status=400)
    return JsonResponse(draft_keys.key_for(request.actor, day))
