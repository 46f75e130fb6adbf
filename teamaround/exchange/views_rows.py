"""Pages about the rows of a file: what would change, and one after the other those that a person decides about."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from teamaround.access.actor import Actor
from teamaround.access.gate import Gated, Loaded, gate
from teamaround.access.submitting import submit
from teamaround.exchange import forms, presenters, reviewing, row_pages
from teamaround.exchange.models import Delivery, StagedRow
from teamaround.exchange.views import load_delivery
from teamaround.kit.problems import Problem

ON_A_PAGE = 20
ANSWERS = (reviewing.SAME, reviewing.ANOTHER, reviewing.LATER)


@gate("exchange.read", load=load_delivery)
def changes(request: Gated, record: Delivery) -> HttpResponseBase:
    """Row by row what would change, or was changed, of children that are known."""
    known = record.staged.filter(decision=StagedRow.Decision.SAME).exclude(changes=[]).order_by("number")
    page = Paginator(known, ON_A_PAGE).get_page(request.GET.get("page"))
    rows = row_pages.changed_rows(record, list(page.object_list))
    request.passage.showed(*(row.child_id for row in rows))
    context = {
        "title": presenters.changes_title(record),
        "delivery": record,
        "page_of_rows": page,
        "rows": rows,
    }
    return TemplateResponse(request, "exchange/changes.html", context)


@gate("exchange.read", load=load_delivery)
def review(request: Gated, record: Delivery) -> HttpResponseBase:
    """The next row that waits for a person, or the file again when none does."""
    first = reviewing.waiting(record).first()
    if first is None or record.state not in reviewing.OPEN:
        return redirect(reverse("exchange:delivery", kwargs={"delivery_ref": record.ref}))
    return redirect(row_pages.address(record, first))


def load_row(actor: Actor, delivery_ref: str, row_number: int) -> Loaded:
    """Raises Http404."""
    found = (
        StagedRow.objects.filter(
            delivery__ref=delivery_ref, number=row_number, delivery__authority_id=actor.authority_id
        )
        .select_related("delivery", "decided_by__practitioner")
        .first()
    )
    if found is None:
        raise Http404
    return Loaded(found)


@gate("exchange.decide", load=load_row)
def row(request: Gated, record: StagedRow) -> HttpResponseBase:
    """The row beside the child it may be about. One press answers and brings the next."""
    form = forms.AnswerForm(request.POST or None)

    def act(given: dict[str, Any]) -> str:
        if given["answer"] not in ANSWERS:
            raise Problem(_("Press one of the three answers."))
        reviewing.decide(by=request.actor, row=record, answer=given["answer"])
        messages.success(request, row_pages.told(given["answer"]))
        return row_pages.after(record)

    context = row_pages.context(record) | {"form": form}
    if record.child_id is not None:
        request.passage.showed(record.child_id)
    return submit(request, form, act) or TemplateResponse(request, "exchange/row.html", context)
