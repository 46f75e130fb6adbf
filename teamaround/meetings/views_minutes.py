"""Who came, the minutes on one screen, sending them."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from teamaround.access.gate import Gated, gate
from teamaround.access.submitting import submit
from teamaround.families.presenters import child_page
from teamaround.kit.problems import Problem
from teamaround.meetings import actions, forms, minutes, queries
from teamaround.meetings.models import Meeting


def _page(meeting: Meeting, name: str) -> str:
    return reverse(f"meetings:{name}", kwargs={"meeting_ref": meeting.ref})


@gate("meetings.minute", load=queries.load_meeting)
def write(request: Gated, record: Meeting) -> HttpResponseBase:
    """Attendance and items, one after the other, on one screen."""
    links = [
        link
        for link in record.serves.select_related("episode__child")
        if link.episode.child_id in request.passage.child_ids
    ]
    invitees = record.invitees.select_related("post__practitioner", "person").order_by("pk")
    came = forms.AttendanceForm(
        None,
        invitees=[(str(row.pk), (row.post or row.person).name) for row in invitees],  # type: ignore[union-attr]
        initial={"came": [str(row.pk) for row in invitees if row.attended]},
    )
    children = {link.episode.ref: link.episode for link in links}
    form = forms.ItemForm(request.POST or None, children=[(ref, each.child.name) for ref, each in children.items()])

    def act(given: dict[str, Any]) -> str:
        minutes.add_item(
            by=request.actor,
            meeting=record,
            words=given["words"],
            decision=given["decision"],
            audience=given["audience"],
            episode=children.get(given.get("about", "")),
        )
        return _page(record, "minutes") + "#add"

    context = child_page(request.actor, links[0].episode.child, tab="meetings") | {
        "title": _("Minutes"),
        "meeting": record,
        "attendance": came,
        "form": form,
        "items": queries.items_for(request.actor, record),
    }
    return submit(request, form, act) or TemplateResponse(request, "meetings/minutes.html", context)


@require_POST
@gate("meetings.minute", load=queries.load_meeting)
def attendance(request: Gated, record: Meeting) -> HttpResponseBase:
    try:
        came = [int(pk) for pk in request.POST.getlist("came") if pk.isdigit()]
        minutes.note_attendance(by=request.actor, meeting=record, came=came)
        messages.success(request, _("Written down who came."))
    except Problem as problem:
        messages.error(request, problem.sentence)
    return redirect(_page(record, "minutes"))


@require_POST
@gate("meetings.minute", load=queries.load_meeting)
def send(request: Gated, record: Meeting) -> HttpResponseBase:
    try:
        minutes.send_minutes(by=request.actor, meeting=record)
        messages.success(request, _("Everybody invited is told that their copy is ready."))
    except Problem as problem:
        messages.error(request, problem.sentence)
    return redirect(_page(record, "meeting"))


@require_POST
@gate("meetings.call", load=queries.load_meeting)
def call_off(request: Gated, record: Meeting) -> HttpResponseBase:
    try:
        actions.call_off(by=request.actor, meeting=record)
        messages.success(request, _("Called off. Everybody invited is told."))
    except Problem as problem:
        messages.error(request, problem.sentence)
    return redirect(_page(record, "meeting"))
