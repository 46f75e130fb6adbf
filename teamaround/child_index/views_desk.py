"""Pages of those who look after the index: the way in, the scope, legal holds."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from teamaround.access import engine, registry
from teamaround.access.gate import Gated, gate
from teamaround.access.submitting import submit
from teamaround.agencies.models import Authority
from teamaround.child_index import access, forms_entry, scope
from teamaround.child_index import access_of_entry as acts
from teamaround.child_index import access_services as services
from teamaround.child_index.models_of_entry import LegalHold
from teamaround.child_index.views_entry import entry_of
from teamaround.families.pages import plain_form_page
from teamaround.kit import clock

SHOWN_OUTSIDE = 25
SHOWN_HOLDS = 100

PAGES = (
    # words, what it is for, address, action that opens it
    (
        gettext_lazy("Whom you work with"),
        gettext_lazy("say with one click that you still do"),
        "own",
        services.OWN_INVOLVEMENTS,
    ),
    (
        gettext_lazy("Ask the other authorities"),
        gettext_lazy("whether there is an entry of a child elsewhere"),
        "search_beyond",
        services.SEARCH_BEYOND,
    ),
    (
        gettext_lazy("Children who lack a school, nursery or doctor"),
        gettext_lazy("who sees to it, by area"),
        "gaps",
        services.GAPS,
    ),
    (
        gettext_lazy("How long answers take"),
        gettext_lazy("by agency: half, nine of ten, late"),
        "times",
        services.ANSWER_TIMES,
    ),
    (
        gettext_lazy("Where the index is said to be wrong"),
        gettext_lazy("put it right and answer"),
        "contradictions",
        services.CONTRADICTIONS,
    ),
    (
        gettext_lazy("Reaching services that are not shown"),
        gettext_lazy("ask the service, pass on what it allows"),
        "brokerings",
        services.BROKER_QUEUE,
    ),
    (gettext_lazy("Searches across the border"), gettext_lazy("who looked where, and why"), "beyond", services.BEYOND),
    (gettext_lazy("Children who move"), gettext_lazy("to another authority, or here"), "moves", acts.MOVES),
    (
        gettext_lazy("Records that may be one child"),
        gettext_lazy("compare, join, keep apart"),
        "pairs",
        access.DUPLICATES,
    ),
    (gettext_lazy("Entries held back"), gettext_lazy("they resemble a protected child"), "held", access.DUPLICATES),
    (gettext_lazy("Protected children"), gettext_lazy("and whose review is due"), "shields", access.SHIELD_QUEUE),
    (gettext_lazy("The archive"), gettext_lazy("grown up, died, left England"), "archive", acts.ARCHIVED),
    (gettext_lazy("Legal holds"), gettext_lazy("nothing of these is destroyed"), "holds", acts.ARCHIVED),
    (gettext_lazy("Whom the index holds"), gettext_lazy("the decision and its ground"), "scope", acts.SEE_SCOPE),
    (gettext_lazy("Emergency looks"), gettext_lazy("to be reviewed"), "reviews", access.REVIEW_QUEUE),
)


@gate("child_index.desk", records=False)
def desk(request: Gated) -> HttpResponseBase:
    """Every page of those who look after the index, as far as this reader may open it. Shows no child."""
    pages = [
        (str(words), str(what), reverse(f"child_index:{name}"))
        for words, what, name, action in PAGES
        if engine.check(request.actor, action).allowed
    ]
    if engine.check(request.actor, registry.get("monitoring.index_worth")).allowed:
        worth = reverse("monitoring:worth")
        pages.append((_("What the index is worth"), _("look-ups, what they led to, times, completeness"), worth))
    return TemplateResponse(request, "child_index/desk.html", {"title": _("The index"), "pages": pages})


@gate("child_index.see_scope")
def show_scope(request: Gated) -> HttpResponseBase:
    """Whom the index holds, on which ground; for the index team also who stands in it without one."""
    authority = request.actor.authority_id
    may_decide = engine.check(request.actor, acts.DECIDE_SCOPE).allowed
    found = list(scope.outside(authority)[:SHOWN_OUTSIDE]) if may_decide else []
    request.passage.showed(*(row.child_id for row in found))
    context = {
        "title": _("Whom the index holds"),
        "held": scope.in_force(authority),
        "today": clock.today(),
        "may_decide": may_decide,
        "outside": [(row.child, entry_of(row.child)) for row in found],
    }
    return TemplateResponse(request, "child_index/scope.html", context)


@gate("child_index.decide_scope")
def decide_scope(request: Gated) -> HttpResponseBase:
    """A new decision; the one before stays on record."""
    held = scope.in_force(request.actor.authority_id)
    start = {"covers": held.covers, "ground": held.ground, "words": held.words} if held else {}
    form = forms_entry.ScopeForm(request.POST or None, initial=start | {"decided_on": clock.today()})

    def act(given: dict[str, Any]) -> str:
        names = ("covers", "ground", "words", "decided_by", "decided_on", "review_on")
        authority = Authority.objects.get(pk=request.actor.authority_id)
        scope.decide_scope(by=request.actor, authority=authority, **{name: given[name] for name in names})
        messages.success(request, _("Recorded. It holds from now on."))
        return reverse("child_index:scope")

    return submit(request, form, act) or plain_form_page(
        request, title=_("Record whom the index holds"), form=form, button=_("Record the decision"),
        back=reverse("child_index:scope"),
        intro=[_("You record what was decided, not who decides: that is for the council’s lawyers and director.")],
    )  # fmt: skip


@gate("child_index.archived")
def holds(request: Gated) -> HttpResponseBase:
    """Legal holds of the authority, the next review first."""
    rows = LegalHold.objects.filter(authority_id=request.actor.authority_id, lifted_at__isnull=True)
    found = list(rows.select_related("child", "put_by__practitioner").order_by("review_on", "pk")[:SHOWN_HOLDS])
    request.passage.showed(*(row.child_id for row in found))
    context = {"title": _("Legal holds"), "rows": found, "today": clock.today()}
    return TemplateResponse(request, "child_index/holds.html", context)
