"""The index is wrong: told from the child's page, seen and answered by the index team."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from teamaround.access.actor import Actor
from teamaround.access.gate import Gated, Loaded, gate
from teamaround.access.submitting import submit
from teamaround.child_index import contradicting, forms_services, service_rows
from teamaround.child_index.models import Contradiction
from teamaround.families.models import Person
from teamaround.families.pages import form_page, page_of
from teamaround.families.queries import load_child

PEOPLE = ("child", "reported_by__practitioner", "reported_by__agency", "answered_by__practitioner")


@gate("child_index.report_contradiction", load=load_child)
def report(request: Gated, child: Person) -> HttpResponseBase:
    form = forms_services.ContradictionForm(request.POST or None)

    def act(given: dict[str, Any]) -> str:
        contradicting.report(by=request.actor, child=child, kind=given["kind"], words=given["words"])
        messages.success(request, _("The index team knows. Their answer comes to your worktray."))
        return page_of(child)

    return submit(request, form, act) or form_page(
        request,
        child,
        title=_("The index is wrong about %(name)s") % {"name": child.first_name},
        form=form,
        button=_("Tell the index team"),
    )


@gate("child_index.contradictions")
def queue(request: Gated) -> HttpResponseBase:
    """What the index team is told is wrong, oldest first, and what was answered lately."""
    rows = Contradiction.objects.filter(authority_id=request.actor.authority_id).select_related(*PEOPLE)
    waiting = list(rows.filter(answered_at__isnull=True).order_by("reported_at"))
    done = list(rows.filter(answered_at__isnull=False).order_by("-answered_at")[:20])
    request.passage.showed(*(row.child_id for row in [*waiting, *done]))
    sections = [
        service_rows.Section(
            _("Waits for you"), [service_rows.contradiction(row) for row in waiting], _("Nobody says it is wrong.")
        ),
        service_rows.Section(
            _("Answered lately"), [service_rows.contradiction(row) for row in done], _("Nothing yet.")
        ),
    ]
    context = {"title": _("Where the index is said to be wrong"), "sections": sections}
    return TemplateResponse(request, "child_index/rows.html", context)


def load_contradiction(actor: Actor, contradiction_ref: str) -> Loaded:
    """One of the own authority. Raises Http404."""
    rows = Contradiction.objects.filter(ref=contradiction_ref, authority_id=actor.authority_id)
    found = rows.select_related(*PEOPLE).first()
    if found is None:
        raise Http404
    return Loaded(found, (found.child_id,))


@gate("child_index.resolve_contradiction", load=load_contradiction)
def resolve(request: Gated, found: Contradiction) -> HttpResponseBase:
    form = forms_services.ResolveForm(request.POST or None)

    def act(given: dict[str, Any]) -> str:
        contradicting.resolve(by=request.actor, found=found, outcome=given["outcome"], answer=given["answer"])
        messages.success(request, _("Your answer is sent."))
        return reverse("child_index:contradictions")

    who = found.reported_by
    said = [f"{found.get_kind_display()}.", f"“{found.words}”" if found.words else ""]
    return submit(request, form, act) or form_page(
        request,
        found.child,
        title=_("%(name)s says that the index is wrong") % {"name": who.name},
        form=form,
        button=_("Answer"),
        intro=[*(words for words in said if words), f"{who.job_title}, {who.agency.name}, {who.telephone}"],
        back=reverse("child_index:contradictions"),
    )


def load_own(actor: Actor, contradiction_ref: str) -> Loaded:
    """One that this post reported. Raises Http404."""
    rows = Contradiction.objects.filter(ref=contradiction_ref, reported_by_id=actor.post_id)
    found = rows.select_related(*PEOPLE).first()
    if found is None:
        raise Http404
    return Loaded(found)


@gate("child_index.own_answers", load=load_own)
def reported(request: Gated, found: Contradiction) -> HttpResponseBase:
    """What one reported, and the answer."""
    form = forms_services.ReadForm(request.POST or None)

    def act(_given: dict[str, Any]) -> str:
        contradicting.put_away(by=request.actor, found=found)
        return reverse("desks:worktray")

    sent = submit(request, form, act)
    if sent is not None:
        return sent
    request.passage.showed(found.child_id)
    answered = found.answered_by is not None
    context = {
        "title": _("What you said about %(name)s") % {"name": found.child.name},
        "said": f"{found.get_kind_display()}. {found.words}",
        "at": found.reported_at,
        "answer": [str(found.get_outcome_display()), found.answer] if answered else [],
        "by": found.answered_by.name if found.answered_by else "",
        "waiting": _("The index team has not answered yet."),
        "answer_by": None,
        "form": form if answered and not found.read_at else None,
    }
    return TemplateResponse(request, "child_index/answer.html", context)
