"""The family answers an invitation and reads its copy of the minutes, on the screen or on paper."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from teamaround.access.gate import Gated, gate
from teamaround.access.submitting import submit
from teamaround.audit.models import Outcome
from teamaround.desks.family_meetings import Invitation, load_invitation
from teamaround.families.models import Person
from teamaround.kit.documents import render_pdf
from teamaround.meetings import answers, copies, forms


def _person(shown: Invitation) -> Person:
    person = shown.invitee.person
    assert person is not None
    return person


@gate("meetings.answer", load=load_invitation)
def answer(request: Gated, shown: Invitation) -> HttpResponseBase:
    """Coming or not, what would help, and own words; it may be changed until the meeting."""
    if not shown.to_come:
        raise Http404
    invitee = shown.invitee
    start = {"answer": invitee.answer, "written_part": invitee.written_part, "would_help": invitee.would_help}
    form = forms.FamilyAnswerForm(request.POST or None, initial=start)

    def act(given: dict[str, str]) -> str:
        answers.answer(
            by=request.actor, invitee=invitee, word=given["answer"], written_part=given["written_part"],
            would_help=given["would_help"],
        )  # fmt: skip
        messages.success(request, _("Saved. Thank you."))
        return reverse("desks:family_page") + "#meetings"

    context = {"title": _("Will you come?"), "shown": shown, "form": form}
    return submit(request, form, act) or TemplateResponse(request, "desks/family_answer.html", context)


@gate("meetings.own", load=load_invitation)
def minutes(request: Gated, shown: Invitation) -> HttpResponseBase:
    """This person's copy of what was said and decided."""
    if shown.to_come:
        raise Http404
    items = copies.items_for_person(shown.invitee.meeting, _person(shown))
    context = {"title": _("Our meeting"), "shown": shown, "items": items}
    return TemplateResponse(request, "desks/family_minutes.html", context)


@gate("meetings.own", load=load_invitation, outcome=Outcome.PRINT)
def minutes_paper(request: Gated, shown: Invitation) -> HttpResponseBase:
    if shown.to_come:
        raise Http404
    made = render_pdf("document", copies.family_document(shown.invitee.meeting, _person(shown)))
    response = HttpResponse(made, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="meeting-{shown.ref}.pdf"'
    return response
