"""Completing with the finished text in view, and sharing."""

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from teamaround.access.gate import Gated, gate
from teamaround.access.submitting import submit
from teamaround.assessments import access, actions, queries
from teamaround.assessments.copies import agreed, family_reading
from teamaround.assessments.models import Assessment
from teamaround.assessments.presenters import page_context, part_url
from teamaround.assessments.standing import what_is_missing
from teamaround.assessments.whole import ShownGroup, for_family
from teamaround.instruments.definition import Audience
from teamaround.kit import clock
from teamaround.kit.dates import short_day_words
from teamaround.kit.forms import Form
from teamaround.kit.problems import Problem


def _paper(assessment: Assessment) -> str:
    return reverse("assessments:paper", kwargs={"assessment_ref": assessment.ref})


@gate("assessments.complete", load=queries.load_assessment)
def complete(request: Gated, assessment: Assessment) -> HttpResponseBase:
    """What is missing, the family's agreement to the finished text, and the button."""
    actions.require_as_starter(access.COMPLETE, by=request.actor, assessment=assessment)
    if assessment.state != Assessment.State.DRAFT:
        return redirect(_paper(assessment))
    form = Form(request.POST if request.method == "POST" else None)

    def act(given: dict[str, str]) -> str:
        done = actions.complete(by=request.actor, assessment=assessment)
        assert done.first_contact_until is not None
        words = _("Completed. You are first contact until %(day)s; that makes nobody the lead professional.")
        messages.success(request, words % {"day": short_day_words(done.first_contact_until, clock.today())})
        return _paper(assessment)

    missing = what_is_missing(assessment, queries.rows_of(assessment))
    child = assessment.episode.child
    context = page_context(request.actor, assessment, here=_("Complete")) | {
        "title": _("Complete the assessment of %(name)s") % {"name": child.first_name},
        "form": form,
        "missing": [(each.sentence, part_url(assessment, each.section)) for each in missing],
        "asked": queries.agreed_at_completion(assessment),
        "agreed": agreed(assessment),
        "reading": _in_view(request, assessment),
    }
    return submit(request, form, act) or TemplateResponse(request, "assessments/complete.html", context)


def _in_view(request: Gated, assessment: Assessment) -> list[ShownGroup]:
    """The text as whoever is asked will get it: the parents, or a young person who decides alone."""
    alone = queries.hidden_from_parents(assessment.episode.child_id)
    audience = Audience.CHILD if alone else Audience.PARENT
    return for_family(assessment, family_reading(request.actor, assessment, audience))


@require_POST
@gate("assessments.share", load=queries.load_assessment)
def share(request: Gated, assessment: Assessment) -> HttpResponseBase:
    try:
        actions.share(by=request.actor, assessment=assessment)
        messages.success(request, _("Shared. Give the family their copy, on paper or on their page."))
    except Problem as problem:
        messages.error(request, problem.sentence)
    return redirect(_paper(assessment))
