"""Agreement on one screen, read back before it is saved; what stands; taking back; competence; duty."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from teamaround.access import engine
from teamaround.access.gate import Gated, gate
from teamaround.access.submitting import submit
from teamaround.agencies.models import Agency
from teamaround.consent import access, actions, asking, forms, history, rules, standing
from teamaround.consent.models import Answer, Asking, Evidence
from teamaround.consent.queries import sensitive_kinds
from teamaround.families.models import Person
from teamaround.families.pages import form_page, page_of
from teamaround.families.presenters import child_page
from teamaround.families.queries import load_child


def _sharing(child: Person) -> str:
    return reverse("consent:sharing", kwargs={"child_ref": child.ref})


@gate("consent.ask", load=load_child)
def agreement(request: Gated, child: Person) -> HttpResponseBase:
    """At most three questions on one phone screen, in under two minutes (issue 2 step 5)."""
    offered = asking.offered(request.actor, child)
    form = forms.AgreementForm(
        request.POST or None,
        request.FILES or None,
        involved=offered.involved,
        others=offered.others,
        people=offered.names,
        refused=offered.refused,
    )

    def act(given: dict[str, Any]) -> str:
        made = actions.record_agreement(
            by=request.actor,
            child=child,
            answers=asking.answers_of(given, offered),
            conversation=asking.conversation_of(given, offered, request.GET.get("at_completion") == "1"),
        )
        return reverse("consent:read_back", kwargs={"child_ref": child.ref, "asking_ref": made.ref})

    context = child_page(request.actor, child) | {
        "title": _("What does the family agree to?"),
        "form": form,
        "ask_first": standing.asked_first(child),
        "at_completion": request.GET.get("at_completion") == "1",
        "back": page_of(child),
    }
    return submit(request, form, act) or TemplateResponse(request, "consent/agreement.html", context)


@gate("consent.ask", load=asking.load_asking)
def read_back(request: Gated, made: Asking) -> HttpResponseBase:
    """The records read back as sentences, for the family to hear."""
    kinds = sensitive_kinds(request.actor, [made.child_id])[made.child_id]
    decisions = list(made.decisions.select_related("agency").order_by("pk"))
    context = child_page(request.actor, made.child) | {
        "title": _("This is what is written down"),
        "sentences": standing.sentences(made, decisions, kinds=kinds),
        "paper_missing": made.evidence == Evidence.PAPER and not made.attachment_ref,
        "asking": made,
        "next": page_of(made.child),
    }
    return TemplateResponse(request, "consent/read_back.html", context)


@gate("consent.read", load=load_child)
def sharing(request: Gated, child: Person) -> HttpResponseBase:
    """What stands, and the history of conversations."""
    now = standing.standing(child.pk)
    kinds = sensitive_kinds(request.actor, [child.pk])[child.pk]
    kind, words = now.status
    may = engine.permitted(
        request.actor, child.pk, [access.ASK, access.WITHDRAW, access.JUDGE_COMPETENCE, access.COVER, access.SETTLE]
    )
    context = child_page(request.actor, child, tab="sharing") | {
        "title": _("What the family agreed to"),
        "status_kind": kind,
        "status_words": words,
        "sentences": _sentences(now, kinds),
        "differ": now.word == "conflict",
        "taken_back": standing.taken_back(now),
        "missing": standing.missing_for_sharing(child),
        "can_be_taken_back": any(row.answer == Answer.AGREED for row in now.decisions),
        "happened": history.of_child(
            child, may_ask=access.ASK.name in may, with_reasons=access.JUDGE_COMPETENCE.name in may
        ),
        "may": may,
        "covers": child.covers.filter(sensitive="").select_related("agency").order_by("-starts"),
    }
    return TemplateResponse(request, "consent/sharing.html", context)


def _sentences(now: standing.Standing, kinds: frozenset[str]) -> list[str]:
    """Of the answer that counts; where people differ, of each of them."""
    askings = now.askings if now.word == "conflict" else [now.asking] if now.asking else []
    return [words for asking in askings for words in standing.sentences(asking, now.decisions, kinds=kinds)]


@gate("consent.withdraw", load=load_child)
def withdraw(request: Gated, child: Person) -> HttpResponseBase:
    """Works at the next request of whoever is meant."""
    now, people = standing.standing(child.pk), asking.people(child)
    agencies = {agency.ref: agency for agency in now.agencies}
    form = forms.WithdrawForm(
        request.POST or None,
        agencies=[(ref, _("Only that %(name)s may know") % {"name": agency.name}) for ref, agency in agencies.items()],
        people=[(person.ref, words) for person, words, _right in people],
    )

    def act(given: dict[str, str]) -> str:
        person, name, right = asking.who_answered(given, people)
        actions.withdraw(
            by=request.actor,
            child=child,
            by_name=name,
            by_person=person,
            right=right,
            agency=agencies.get(given["what"]),
            words=given["words"],
        )
        messages.success(request, _("Taken back. It counts from now on."))
        return _sharing(child)

    return submit(request, form, act) or form_page(
        request,
        child,
        title=_("Take agreement back"),
        form=form,
        button=_("Take it back"),
        intro=[_("Nobody is blamed for taking agreement back. Help does not hang on it.")],
        tab="sharing",
        back=_sharing(child),
    )


@gate("consent.ask", load=asking.load_asking)
def paper(request: Gated, made: Asking) -> HttpResponseBase:
    """The paper with the pen's signature, photographed later."""
    form = forms.PaperForm(request.POST or None, request.FILES or None)

    def act(given: dict[str, Any]) -> str:
        actions.attach_paper(by=request.actor, asking=made, paper=given["paper"])
        messages.success(request, _("The signed paper is kept."))
        return _sharing(made.child)

    return submit(request, form, act) or form_page(
        request,
        made.child,
        title=_("Add the signed paper"),
        form=form,
        button=_("Keep it"),
        intro=[_("Take a photo in which every line can be read.")],
        tab="sharing",
        back=_sharing(made.child),
    )


@gate("consent.judge_competence", load=load_child)
def competence(request: Gated, child: Person) -> HttpResponseBase:
    form = forms.CompetenceForm(request.POST or None)

    def act(given: dict[str, str]) -> str:
        answers = {name: given[name] for name in rules.COMPETENCE_QUESTIONS}
        actions.judge_competence(by=request.actor, child=child, answers=answers, word=given["word"], why=given["why"])
        messages.success(request, _("Your judgement is written down."))
        return reverse("consent:agreement", kwargs={"child_ref": child.ref})

    return submit(request, form, act) or form_page(
        request,
        child,
        title=_("Does %(name)s understand enough to decide alone?") % {"name": child.first_name},
        form=form,
        button=_("Save the judgement"),
    )


@gate("consent.cover", load=load_child)
def cover(request: Gated, child: Person) -> HttpResponseBase:
    """Sharing on a duty or public interest: reasons are always kept (DUD-60, DUD-61)."""
    agencies = {agency.ref: agency for agency in Agency.objects.filter(authority_id=child.authority_id)}
    form = forms.CoverForm(request.POST or None, agencies=[(ref, agency.name) for ref, agency in agencies.items()])

    def act(given: dict[str, Any]) -> str:
        actions.cover(
            by=request.actor,
            child=child,
            agency=agencies[given["agency"]],
            basis=given["basis"],
            reasons=given["reasons"],
            ends=given["ends"],
        )
        messages.success(request, _("Written down with your reasons. Tell the family, unless that brings harm."))
        return page_of(child)

    return submit(request, form, act) or form_page(
        request,
        child,
        title=_("Share without agreement"),
        form=form,
        button=_("Save the decision"),
        intro=[_("Ask for advice when in doubt. Share only what is needed, with those who need it.")],
        back=page_of(child),
    )


@gate("consent.ask", load=load_child)
def print_form(request: Gated, child: Person) -> HttpResponseBase:
    """The three questions on paper, to be signed with a pen."""
    offered = asking.offered(request.actor, child)
    context = {"title": _("What you agree to"), "child": child, "offered": offered, "explained": rules.EXPLAINED}
    return TemplateResponse(request, "consent/print_form.html", context)
