"""The question about somebody's searches, the pause, and the reviewer's page."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from teamaround.access.actor import Actor
from teamaround.access.gate import Gated, Loaded, gate
from teamaround.access.submitting import submit
from teamaround.child_index import forms_habits, habits
from teamaround.child_index.models import Search, SearchAlert
from teamaround.families.pages import plain_form_page

STANDS_OUT = {
    "unopened": gettext_lazy("You looked for many children and opened hardly any of them."),
    "surnames": gettext_lazy("You looked for many children of one family name and opened hardly any of them."),
    "street": gettext_lazy("You looked for several families of one street and opened hardly any of them."),
    "class": gettext_lazy("You looked for many children of one school and opened hardly any of them."),
}
REVIEWED = {
    "unopened": gettext_lazy("Many searches, hardly any opened"),
    "surnames": gettext_lazy("Many children of one family name, hardly any opened"),
    "street": gettext_lazy("Several families of one street, hardly any opened"),
    "class": gettext_lazy("Many children of one school, hardly any opened"),
}
SHOWN = 100


@gate("child_index.search", records=False)
def explain(request: Gated) -> HttpResponseBase:
    """ "What are you looking for?", or that searching is paused and what still works."""
    alert = habits.open_alert(request.actor.account_id or 0)
    on = _way_on(request)
    if alert is None or alert.step == SearchAlert.Step.ANSWERED:
        return redirect(on)
    if alert.step == SearchAlert.Step.PAUSED:
        return TemplateResponse(request, "child_index/paused.html", {"title": _("Searching is paused"), "alert": alert})
    form = forms_habits.ExplainForm(request.POST or None)

    def act(given: dict[str, Any]) -> str:
        habits.explain(by=request.actor, alert=alert, reason=given["reason"], words=given["words"])
        messages.success(request, _("Thank you. Go on searching."))
        return on

    return submit(request, form, act) or plain_form_page(
        request,
        title=_("What are you looking for?"),
        form=form,
        button=_("Go on"),
        intro=[str(STANDS_OUT[alert.pattern]), _("There is often a good reason. Tell it in a sentence and go on.")],
        back=reverse("desks:worktray"),
    )


def _way_on(request: Gated) -> str:
    """Back to the words that waited, never anywhere else."""
    on = request.GET.get("next", "")
    return on if on.startswith(reverse("child_index:look_for")) and "//" not in on else reverse("child_index:search")


def load_alert(actor: Actor, alert_ref: str) -> Loaded:
    """Raises Http404."""
    related = ("post__practitioner", "post__agency", "reviewed_by__practitioner")
    found = SearchAlert.objects.filter(ref=alert_ref, authority_id=actor.authority_id).select_related(*related).first()
    if found is None:
        raise Http404
    return Loaded(found)


@gate("child_index.review_searching", load=load_alert)
def review(request: Gated, alert: SearchAlert) -> HttpResponseBase:
    """What stood out, the answer that was given, each search with what became of it; no names of children."""
    form = forms_habits.ReviewForm(request.POST or None)

    def act(given: dict[str, Any]) -> str:
        habits.review(by=request.actor, alert=alert, finding=given["finding"], words=given["words"])
        messages.success(request, _("Your finding is kept."))
        return reverse("child_index:reviews")

    context = {
        "title": _("Searches of %(name)s") % {"name": alert.post.name},
        "alert": alert,
        "pattern": REVIEWED[alert.pattern],
        "answer": dict(forms_habits.REASONS).get(alert.reason_code, ""),
        "searches": searches_of(alert),
        "form": form,
    }
    return submit(request, form, act) or TemplateResponse(request, "child_index/review_searching.html", context)


def searches_of(alert: SearchAlert) -> list[Search]:
    """The searches of the session that led to the pause, the last first."""
    until = alert.paused_at or alert.asked_at
    found = Search.objects.filter(account_id=alert.account_id, at__lte=until, at__gt=alert.asked_at - habits.WINDOW)
    return list(found.order_by("-at", "-pk")[:SHOWN])
