"""The service's side: what it was sent, and its answer. Nothing else of the child is shown here."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from teamaround.access.gate import Gated, gate
from teamaround.access.submitting import submit
from teamaround.agencies.models import Agency
from teamaround.families.pages import plain_form_page
from teamaround.kit import clock
from teamaround.kit.dates import age_words, day_words
from teamaround.kit.problems import Problem
from teamaround.referrals import answering, choices, contents, forms, presenters, queries, rules
from teamaround.referrals.models import Referral, State


def answer_page(referral: Referral) -> str:
    return reverse("referrals:answer", kwargs={"referral_ref": referral.ref})


@gate("referrals.answer", load=queries.load_received)
def answer(request: Gated, referral: Referral) -> HttpResponseBase:
    """What was asked and sent; say yes here. The first to open it shows the asker that it arrived."""
    form = forms.AcceptForm(request.POST or None)

    def act(given: dict[str, str]) -> str:
        answering.accept(by=request.actor, referral=referral, words=given["words"])
        messages.success(request, _("You said yes. You are now named as working with the child. Ring the family."))
        return answer_page(referral)

    if request.method != "POST" and referral.state == State.ASKED:
        _mark_seen(request, referral)
    child = referral.episode.child
    context = {
        "title": _("Help asked for %(name)s") % {"name": child.name},
        "referral": referral,
        "child": child,
        "age": age_words(child.born, clock.today(), expected=child.expected_on),
        "born": day_words(child.born, clock.today()) if child.born else "",
        "status": presenters.status_of(referral),
        "lines": presenters.standing_lines(referral, asked=False),
        "pieces": contents.sent(request.actor, referral),
        "verbs": rules.verbs(referral.state, "service"),
        "form": form,
    }
    return submit(request, form, act) or TemplateResponse(request, "referrals/answer.html", context)


def _mark_seen(request: Gated, referral: Referral) -> None:
    """The opening is a change and the look in one event. Who opens it a second later only looks."""
    try:
        answering.see(by=request.actor, referral=referral)
    except Problem:
        return
    request.passage.recorded = True
    referral.state = State.SEEN


@gate("referrals.answer", load=queries.load_received)
def decline(request: Gated, referral: Referral) -> HttpResponseBase:
    """No, with the reason and what instead."""
    others = choices.services(request.actor, referral.episode)
    form = forms.DeclineForm(request.POST or None, services=choices.service_choices(others))

    def act(given: dict[str, str]) -> str:
        answering.decline(
            by=request.actor,
            referral=referral,
            reason=given["reason"],
            instead=given["instead"],
            instead_agency=_named(others, given["instead_agency"]),
        )
        messages.success(request, _("Your answer is with whoever asked. You no longer see the request."))
        return reverse("desks:worktray")

    return submit(request, form, act) or _form(request, referral, _("We cannot help"), form, _("Send the answer"))


def _named(found: list[Agency], ref: str) -> Agency | None:
    return next((each for each in found if each.ref == ref), None)


def _form(request: Gated, referral: Referral, title: str, form: Any, button: str) -> TemplateResponse:
    name = referral.episode.child.name
    intro = [_("About the request for %(name)s.") % {"name": name}]
    return plain_form_page(request, title=title, form=form, button=button, back=answer_page(referral), intro=intro)


@gate("referrals.answer", load=queries.load_received)
def start(request: Gated, referral: Referral) -> HttpResponseBase:
    """The day of the first contact."""
    form = forms.StartForm(request.POST or None)

    def act(given: dict[str, Any]) -> str:
        answering.start(by=request.actor, referral=referral, on=given["on"])
        messages.success(request, _("Thank you. Whoever asked and the family can see that help has begun."))
        return answer_page(referral)

    return submit(request, form, act) or _form(request, referral, _("Help has begun"), form, _("Save the day"))


@gate("referrals.answer", load=queries.load_received)
def end(request: Gated, referral: Referral) -> HttpResponseBase:
    """What came of the help."""
    form = forms.EndForm(request.POST or None)

    def act(given: dict[str, str]) -> str:
        answering.end(by=request.actor, referral=referral, outcome=given["outcome"], words=given["words"])
        messages.success(request, _("Thank you. Whoever asked can read what came of it."))
        return reverse("desks:worktray")

    return submit(request, form, act) or _form(request, referral, _("The help is over"), form, _("Save the outcome"))
