"""Copies: on paper for practitioners and for the family; each one is an event of printing."""

from django.http import Http404, HttpResponse, HttpResponseBase
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from teamaround.access.actor import Actor
from teamaround.access.gate import Gated, Loaded, gate
from teamaround.assessments import copies, queries
from teamaround.assessments.models import Assessment
from teamaround.assessments.whole import for_family
from teamaround.audit.models import Outcome
from teamaround.instruments.definition import Audience
from teamaround.kit import clock
from teamaround.kit.documents import Document, render_pdf


def _pdf(document: Document, name: str) -> HttpResponse:
    response = HttpResponse(render_pdf("document", document), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return response


@gate("assessments.print", load=queries.load_assessment, outcome=Outcome.PRINT)
def practitioners_copy(request: Gated, assessment: Assessment) -> HttpResponseBase:
    return _pdf(copies.practitioners_document(request.actor, assessment), f"assessment-{assessment.ref}")


def _for_family(assessment: Assessment, audience: str) -> Audience:
    """Raises Http404: nothing of a draft, and no copy for parents that the young person does not want."""
    if audience not in copies.audiences(assessment):
        raise Http404
    return Audience(audience)


def load_copy(actor: Actor, assessment_ref: str, audience: str) -> Loaded:
    """An assessment and for whom its copy is. Raises Http404."""
    loaded = queries.load_assessment(actor, assessment_ref)
    return Loaded((loaded.record, _for_family(loaded.record, audience)), loaded.child_ids)


@gate("assessments.print", load=load_copy, outcome=Outcome.PRINT)
def family_page(request: Gated, named: tuple[Assessment, Audience]) -> HttpResponseBase:
    """The family's copy on the screen, to read out together or to print."""
    assessment, audience = named
    reading = copies.family_reading(request.actor, assessment, audience)
    context = {
        "title": reading.title,
        "introduction": reading.introduction,
        "reading": for_family(assessment, reading),
        "assessment": assessment,
        "audience": str(audience),
        "printed": _("Shown by %(name)s") % {"name": request.actor.name},
        "today": clock.today(),
    }
    return TemplateResponse(request, "assessments/family_page.html", context)


@gate("assessments.print", load=load_copy, outcome=Outcome.PRINT)
def family_copy(request: Gated, named: tuple[Assessment, Audience]) -> HttpResponseBase:
    assessment, audience = named
    return _pdf(copies.family_document(request.actor, assessment, audience), f"copy-{assessment.ref}")
