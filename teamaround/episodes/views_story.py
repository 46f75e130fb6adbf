"""The story: reading, adding, correcting; rows chosen for paper or for another service."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from teamaround.access import engine
from teamaround.access.gate import Gated, gate
from teamaround.access.submitting import submit
from teamaround.agencies.models import Agency
from teamaround.audit.models import Outcome
from teamaround.consent.standing import standing
from teamaround.episodes import access, choosing, entries, forms, papers, queries, rules
from teamaround.episodes.models import Entry
from teamaround.episodes.presenters import story_row
from teamaround.episodes.story_page import Wanted, story_page
from teamaround.families.models import Person
from teamaround.families.pages import form_page, page_of
from teamaround.families.presenters import child_page
from teamaround.families.queries import load_child
from teamaround.kit.documents import render_pdf

MOST_ROWS = 300


def story_of(child: Person) -> str:
    return reverse("episodes:story", kwargs={"child_ref": child.ref})


def _entry_form(request: Gated, child: Person) -> forms.EntryForm:
    """With the readers that the agreement allows."""
    return forms.EntryForm(request.POST or None, audience=rules.first_audience(standing(child.pk).word))


@gate("episodes.read_story", load=load_child)
def story(request: Gated, child: Person) -> HttpResponseBase:
    """The story, with a form on top for those who may add."""
    episode = queries.current_episode(child.pk)
    wanted = Wanted.given(request.GET)
    context = child_page(request.actor, child, tab="story") | {
        "title": _("Story"),
        "episode": episode,
        "page": story_page(request.actor, episode, wanted) if episode else None,
        "form": _entry_form(request, child),
        "may_print": engine.check(request.actor, access.PRINT_STORY, child.pk).allowed,
    }
    return TemplateResponse(request, "episodes/story.html", context)


@gate("episodes.add_to_story", load=load_child)
def add(request: Gated, child: Person) -> HttpResponseBase:
    """Add a visit, a call, an event. Without JavaScript the same form stands on a page of its own."""
    episode = queries.current_episode(child.pk)
    if episode is None:
        return redirect(page_of(child))
    form = _entry_form(request, child)

    def act(given: dict[str, object]) -> str:
        given.pop("submission_key", None)
        entries.add_entry(by=request.actor, episode=episode, **given)  # type: ignore[arg-type]
        messages.success(request, _("Added to the story."))
        return story_of(child)

    return submit(request, form, act) or TemplateResponse(
        request,
        "episodes/add.html",
        child_page(request.actor, child, tab="story") | {"title": _("Add to the story"), "form": form},
    )


@gate("episodes.add_to_story", load=queries.load_entry)
def correct(request: Gated, entry: Entry) -> HttpResponseBase:
    child = entry.episode.child
    start = {"words": entry.words, "significance": entry.significance, "done": entry.done}
    form = forms.CorrectionForm(request.POST or None, initial=start)

    def act(given: dict[str, str]) -> str:
        entries.correct_entry(
            by=request.actor, entry=entry, words=given["words"], significance=given["significance"], done=given["done"]
        )
        messages.success(request, _("Corrected. The first text stays, marked as corrected."))
        return story_of(child)

    return submit(request, form, act) or form_page(
        request, child, title=_("Correct what you wrote"), form=form, button=_("Save the correction"), tab="story"
    )


@gate("episodes.print_story", load=load_child)
def choose(request: Gated, child: Person) -> HttpResponseBase:
    """Tick rows, say for whom, see what they will read; print them or send them with a request."""
    episode = queries.current_episode(child.pk)
    rows = choosing.in_order(queries.story(request.actor, episode)) if episode else []
    ticked = set(request.GET.getlist("row"))
    context = child_page(request.actor, child, tab="story") | {
        "title": _("Choose rows of the story"),
        "rows": [(row.ref, row.ref in ticked, story_row(request.actor, row)) for row in rows],
        "agencies": _agencies(child, request.GET.get("agency", "")),
    }
    return TemplateResponse(request, "episodes/choose.html", context)


def _agencies(child: Person, chosen: str) -> list[dict[str, object]]:
    rows = Agency.objects.filter(authority_id=child.authority_id, sensitive="").order_by("name")
    found = [("", _("For ourselves, as I read it")), *rows.values_list("ref", "name")]
    return [{"value": ref, "text": name, "selected": ref == chosen} for ref, name in found]


@dataclass(frozen=True)
class _Paper:
    agency: Agency | None
    found: choosing.Chosen
    query: str


def _paper(request: Gated, child: Person) -> _Paper:
    """The ticked rows as they may go there; which rows and to whom is part of the event."""
    refs = request.GET.getlist("row")[:MOST_ROWS]
    wanted = request.GET.get("agency", "")
    agency = (
        Agency.objects.filter(ref=wanted, authority_id=child.authority_id, sensitive="").first() if wanted else None
    )
    episode = queries.current_episode(child.pk)
    found = choosing.chosen(request.actor, episode, refs, agency) if episode else choosing.Chosen((), 0)
    request.passage.codes |= {"rows": [row.pk for row in found.rows], "agency": agency.pk if agency else None}
    pairs = [*(("row", ref) for ref in refs), *([("agency", agency.ref)] if agency else [])]
    return _Paper(agency, found, urlencode(pairs))


@gate("episodes.print_story", load=load_child, outcome=Outcome.PRINT)
def paper(request: Gated, child: Person) -> HttpResponseBase:
    """What the reader of the paper will see, made for printing."""
    made = _paper(request, child)
    pdf = reverse("episodes:paper_pdf", kwargs={"child_ref": child.ref})
    back = reverse("episodes:choose", kwargs={"child_ref": child.ref})
    context = {
        "title": papers.title_of(child),
        "lead": papers.lead_of(made.agency),
        "foot": papers.foot_of(request.actor),
        "rows": [(papers.when(row), row, papers.who(row)) for row in made.found.rows],
        "kept_back": made.found.kept_back,
        "agency": made.agency,
        "refused": made.agency is not None and choosing.kept_from(made.agency, child.pk),
        "pdf_url": f"{pdf}?{made.query}",
        "back_url": f"{back}?{made.query}",
    }
    return TemplateResponse(request, "episodes/paper.html", context)


@gate("episodes.print_story", load=load_child, outcome=Outcome.PRINT)
def paper_pdf(request: Gated, child: Person) -> HttpResponseBase:
    """The same as a tagged PDF."""
    made = _paper(request, child)
    pdf = render_pdf("document", papers.document(request.actor, child, made.found, made.agency))
    response = HttpResponse(pdf, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="story-{child.ref}.pdf"'
    return response
