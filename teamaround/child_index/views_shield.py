"""Pages of shields: the queue, putting one on, keeping it, lifting it, and one look behind it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from teamaround.access.gate import Gated, gate
from teamaround.access.submitting import submit
from teamaround.child_index import shield_actions, shield_presenters, shielding
from teamaround.child_index.shield_forms import LiftForm, LookForm, ShieldForm
from teamaround.families.models import Person
from teamaround.families.pages import form_page, page_of, plain_form_page
from teamaround.families.queries import load_child
from teamaround.kit import clock


@gate("child_index.shield_queue")
def shields(request: Gated) -> HttpResponseBase:
    """Every shield of the authority, the next review first."""
    rows = shielding.open_shields().filter(authority_id=request.actor.authority_id)
    found = list(rows.select_related("child", "decided_by__practitioner").order_by("review_on", "pk"))
    request.passage.showed(*(row.child_id for row in found))
    context = {
        "title": _("Protected children"),
        "rows": [shield_presenters.row(row) for row in found],
        "today": clock.today(),
    }
    return TemplateResponse(request, "child_index/shields.html", context)


@gate("child_index.shield", load=load_child)
def shield(request: Gated, child: Person) -> HttpResponseBase:
    """Put a shield on, or keep or change the one that is there."""
    held = shielding.shield_of(child.pk)
    _adults, kids = shielding.household(child.pk)
    others = {each.ref: each for each in Person.objects.filter(pk__in=kids - {child.pk}, entry__isnull=False)}
    start: dict[str, Any] = {"based_on": shield_actions.version_of(held)}
    if held is not None:
        start |= {"parts": sorted(shielding.parts_of(held)), "reason": held.reason_code, "words": held.words}
    choices = [(ref, each.name) for ref, each in others.items()]
    form = ShieldForm(request.POST or None, initial=start, children=choices)

    def act(given: dict[str, Any]) -> str:
        also = [others[ref] for ref in given.get("also", [])]
        taken = {name: given[name] for name in ("parts", "reason", "words", "review_on", "based_on")}
        made = shield_actions.put_on(by=request.actor, child=child, also=also, **taken)
        messages.success(request, shield_presenters.done(child, made))
        return reverse("child_index:shields")

    intro = shield_presenters.intro(child, held)
    title = _("Keep or change the shield") if held else _("Protect where this child lives")
    page = form_page(
        request, child, title=title, form=form, button=_("Keep it so") if held else _("Protect from now on"),
        intro=intro, back=page_of(child), template="child_index/shield.html",
    )  # fmt: skip
    page.context_data["held"] = held  # type: ignore[index]
    return submit(request, form, act) or page


@gate("child_index.shield", load=load_child)
def lift(request: Gated, child: Person) -> HttpResponseBase:
    held = shielding.shield_of(child.pk)
    if held is None:
        return redirect("child_index:shield", child_ref=child.ref)
    form = LiftForm(request.POST or None, initial={"based_on": shield_actions.version_of(held)})

    def act(given: dict[str, Any]) -> str:
        taken = {name: given[name] for name in ("reason", "words", "based_on")}
        shield_actions.lift(by=request.actor, child=child, **taken)
        words = _("%(name)s is no longer protected. Tell the lead professional.") % {"name": child.first_name}
        messages.success(request, words)
        return reverse("child_index:shields")

    return submit(request, form, act) or form_page(
        request,
        child,
        title=_("Lift the shield"),
        form=form,
        button=_("Lift the shield"),
        intro=shield_presenters.intro(child, held),
        warning=_("Address, numbers and school can be seen again at once by everybody who works with the child."),
    )


@gate("child_index.look_behind_shield", load=load_child)
def behind(request: Gated, child: Person) -> HttpResponseBase:
    """A warning first; then one look, which is the answer to the form and has no address to come back to."""
    form = LookForm(request.POST or None)
    looked: list[Any] = []

    def act(given: dict[str, Any]) -> str:
        taken = {name: given[name] for name in ("code", "words")}
        looked.append(shield_actions.look_behind(by=request.actor, child=child, **taken))
        return reverse("child_index:limited", kwargs={"child_ref": child.ref})

    answer = submit(request, form, act)
    if looked:
        request.passage.recorded = True
        context = {"title": _("Behind the shield of %(name)s") % {"name": child.name}, "child": child}
        return TemplateResponse(request, "child_index/shield_behind.html", context | shield_presenters.behind(child))
    return answer or plain_form_page(
        request,
        title=_("Look behind the shield of %(name)s") % {"name": child.name},
        form=form,
        button=_("Show me once"),
        back=reverse("child_index:limited", kwargs={"child_ref": child.ref}),
        intro=[
            _("You see address, numbers and school once. When you leave the page it is gone."),
            _("If it can wait, ring the index team: they put you in touch with whoever may tell you."),
        ],
        warning=_("Your look starts a review at once. A reviewer reads your reason today."),
    )
