"""Pages about files: the list, sending one, where it stands with its receipt, applying, setting aside, undoing."""

import csv
from io import StringIO
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from teamaround.access.actor import Actor
from teamaround.access.gate import Gated, Loaded, gate
from teamaround.access.submitting import submit
from teamaround.exchange import actions, asking, forms, presenters, reviewing, staging
from teamaround.exchange.models import Delivery
from teamaround.kit import clock

ON_A_PAGE = 25
MOST_LINES = 50_000


def load_delivery(actor: Actor, delivery_ref: str) -> Loaded:
    """Raises Http404."""
    related = ("brought_by__practitioner", "applied_by__practitioner", "undone_by__practitioner")
    found = Delivery.objects.filter(ref=delivery_ref, authority_id=actor.authority_id).select_related(*related).first()
    if found is None:
        raise Http404
    return Loaded(found)


@gate("exchange.read")
def deliveries(request: Gated) -> HttpResponseBase:
    """Every file of the authority, the newest first."""
    found = Delivery.objects.filter(authority_id=request.actor.authority_id).order_by("-pk")
    page = Paginator(found.select_related("brought_by__practitioner"), ON_A_PAGE).get_page(request.GET.get("page"))
    rows = [presenters.list_row(each) for each in page.object_list]
    context = {"title": _("Files of children"), "page_of_files": page, "rows": rows}
    return TemplateResponse(request, "exchange/deliveries.html", context)


@gate("exchange.import")
def bring(request: Gated) -> HttpResponseBase:
    """Send a file."""
    form = forms.BringForm(request.POST or None, request.FILES or None, initial={"as_of": clock.today()})

    def act(given: dict[str, Any]) -> str:
        file = given["file"]
        made = actions.bring_in(
            by=request.actor, file=file, name=file.name or "", layout=given["layout"], as_of=given["as_of"]
        )
        messages.success(request, _("The file is here. It is read in the background; this page tells how far it is."))
        return reverse("exchange:delivery", kwargs={"delivery_ref": made.ref})

    context = {"form": form, "title": _("Bring in a file of children")}
    return submit(request, form, act) or TemplateResponse(request, "exchange/bring.html", context)


@gate("exchange.read", load=load_delivery)
def delivery(request: Gated, record: Delivery) -> HttpResponseBase:
    """Where it stands, what it would change, what it asks, its receipt."""
    context = presenters.page(record, waiting=reviewing.waiting(record).count())
    return TemplateResponse(request, "exchange/delivery.html", context)


@gate("exchange.apply", load=load_delivery)
def apply(request: Gated, record: Delivery) -> HttpResponseBase:
    """Let it change the index; where it asks something, with the reason."""
    form = forms.ApplyForm(request.POST or None, asks=bool(record.questions))

    def act(given: dict[str, Any]) -> str:
        actions.let_apply(by=request.actor, delivery=record, words=given.get("words", ""))
        messages.success(request, _("The file is being applied. This page tells how far it is."))
        return reverse("exchange:delivery", kwargs={"delivery_ref": record.ref})

    context = {
        "form": form,
        "title": _("Let this file change the index?"),
        "questions": [asking.sentence(question) for question in record.questions],
    }
    page = presenters.page(record, waiting=reviewing.waiting(record).count()) | context
    return submit(request, form, act) or TemplateResponse(request, "exchange/apply.html", page)


@gate("exchange.import", load=load_delivery)
def set_aside(request: Gated, record: Delivery) -> HttpResponseBase:
    """The file is not used."""
    form = forms.SetAsideForm(request.POST or None)

    def act(given: dict[str, Any]) -> str:
        actions.set_aside(by=request.actor, delivery=record, words=given["words"])
        messages.success(request, _("The file is set aside. It has changed nothing."))
        return reverse("exchange:delivery", kwargs={"delivery_ref": record.ref})

    context = {"form": form, "title": _("Set this file aside?"), "delivery": record, "button": _("Set it aside"),
               "explained": _("Nothing of it is used. The same file can be sent again.")}  # fmt: skip
    return submit(request, form, act) or TemplateResponse(request, "exchange/reason.html", context)


@gate("exchange.undo", load=load_delivery)
def undo(request: Gated, record: Delivery) -> HttpResponseBase:
    """Everything it changed is put back."""
    form = forms.UndoForm(request.POST or None)

    def act(given: dict[str, Any]) -> str:
        actions.have_undone(by=request.actor, delivery=record, words=given["words"])
        messages.success(request, _("The file is being undone. This page tells how far it is."))
        return reverse("exchange:delivery", kwargs={"delivery_ref": record.ref})

    context = {"form": form, "title": _("Undo this file?"), "delivery": record, "button": _("Undo the whole file"),
               "explained": presenters.what_undoing_does(record)}  # fmt: skip
    return submit(request, form, act) or TemplateResponse(request, "exchange/reason.html", context)


@gate("exchange.read", load=load_delivery, outcome="export")
def rejects(request: Gated, record: Delivery) -> HttpResponseBase:
    """What was turned away, as a file for whoever sent it. Recorded as an export."""
    request.passage.codes = {"delivery": record.pk, "rejects": record.rejected}
    text = StringIO()
    writer = csv.writer(text)
    for number, line in enumerate(staging.reject_lines(record)):
        if number > MOST_LINES:
            break
        writer.writerow([presenters.harmless(cell) for cell in line])
    response = HttpResponse(text.getvalue(), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="turned-away-{record.ref}.csv"'
    return response
