"""One page: a message could not go; tell the person yourself and say so."""

from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from teamaround.access.gate import Gated, gate
from teamaround.notifications import actions, contacts, queries
from teamaround.notifications.models import Notice


@gate("notifications.settle", load=queries.load_not_told)
def not_told(request: Gated, notice: Notice) -> HttpResponseBase:
    if request.method == "POST":
        actions.settle(notice, by=request.actor)
        return redirect("desks:worktray")
    if notice.child_id:
        request.passage.showed(notice.child_id)
    request.place = "worktray"
    context = {
        "title": _("A message could not go"),
        "notice": notice,
        "reach": contacts.reach(notice.to_contact_id) if notice.to_contact_id else None,
    }
    return TemplateResponse(request, "notifications/not_told.html", context)
