"""The plan shown to the family and printed: a page to look at together, a page for paper, tagged PDFs of both."""

from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from teamaround.access import engine
from teamaround.access.gate import Gated, gate
from teamaround.audit.models import Outcome
from teamaround.families.models import Person
from teamaround.families.queries import load_child
from teamaround.kit import clock
from teamaround.kit.documents import Document, render_pdf
from teamaround.plans import access, papers
from teamaround.plans.views import episode_of


def _pdf(document: Document, name: str) -> HttpResponse:
    response = HttpResponse(render_pdf("document", document), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return response


@gate("plans.read", load=load_child)
def show_family(request: Gated, child: Person) -> HttpResponseBase:
    """The plan in the family's look, for showing on one's own screen; it prints as it stands."""
    told = papers.for_family(request.actor, episode_of(child))
    context = {
        "title": _("The plan for %(name)s") % {"name": child.first_name},
        "child": child,
        "told": told,
        "may_print": engine.check(request.actor, access.PRINT, child.pk).allowed,
    }
    return TemplateResponse(request, "plans/family.html", context)


@gate("plans.print", load=load_child, outcome=Outcome.PRINT)
def family_paper(request: Gated, child: Person) -> HttpResponseBase:
    told = papers.for_family(request.actor, episode_of(child))
    return _pdf(papers.family_document(child.first_name, told), f"plan-{child.ref}")


def _whole(request: Gated, child: Person) -> papers.Whole:
    """Raises Http404 where there is no plan."""
    whole = papers.for_practitioners(request.actor, episode_of(child))
    request.passage.showed(*whole.child_ids)
    return whole


@gate("plans.print", load=load_child, outcome=Outcome.PRINT)
def print_page(request: Gated, child: Person) -> HttpResponseBase:
    """For practitioners, on a page made for paper."""
    context: dict[str, Any] = {
        "title": _("Plan for %(name)s") % {"name": child.name},
        "child": child,
        "whole": _whole(request, child),
        "printed": papers.printed_words(request.actor, clock.today()),
    }
    return TemplateResponse(request, "plans/print.html", context)


@gate("plans.print", load=load_child, outcome=Outcome.PRINT)
def paper(request: Gated, child: Person) -> HttpResponseBase:
    return _pdf(papers.practitioners_document(request.actor, child, _whole(request, child)), f"plan-{child.ref}")
