"""Reaching a service that is not shown: whoever asks, the broker, the service."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from teamaround.access.actor import Actor
from teamaround.access.gate import Gated, Loaded, gate
from teamaround.access.submitting import submit
from teamaround.child_index import brokering, forms_services, service_rows
from teamaround.child_index.models import Brokering, BrokerQuestion
from teamaround.families.models import Person
from teamaround.families.pages import form_page, page_of, plain_form_page
from teamaround.families.queries import load_child

PEOPLE = ("child", "asked_by__practitioner", "asked_by__agency")


@gate("child_index.ask_broker", load=load_child)
def ask(request: Gated, child: Person) -> HttpResponseBase:
    """The same page for every child, whoever is involved."""
    form = forms_services.BrokerAskForm(request.POST or None)

    def act(given: dict[str, Any]) -> str:
        brokering.ask(by=request.actor, child=child, question=given["question"])
        messages.success(request, _("Your question is sent. What can be told comes to your worktray."))
        return page_of(child)

    return submit(request, form, act) or form_page(
        request,
        child,
        title=_("Reach a service that is not shown"),
        form=form,
        button=_("Send the question"),
        intro=[
            _("Some services are not shown, whether or not they work with a child. The index team can ask for you."),
            _("You get an answer either way by the same day. If nothing can be passed on, it does not say why."),
        ],
    )


def load_asked(actor: Actor, brokering_ref: str) -> Loaded:
    """One's own wish. Raises Http404."""
    found = Brokering.objects.filter(ref=brokering_ref, asked_by_id=actor.post_id).select_related(*PEOPLE).first()
    if found is None:
        raise Http404
    return Loaded(found)


@gate("child_index.own_answers", load=load_asked)
def asked(request: Gated, wish: Brokering) -> HttpResponseBase:
    """What whoever asked is told: the agreed words, or the same sentence for no, nobody and silence."""
    form = forms_services.ReadForm(request.POST or None)

    def act(_given: dict[str, Any]) -> str:
        brokering.put_away(by=request.actor, brokering=wish)
        return reverse("desks:worktray")

    sent = submit(request, form, act)
    if sent is not None:
        return sent
    request.passage.showed(wish.child_id)
    word = brokering.word_of(wish)
    answers = {"told": [wish.agreed], "nothing": [_("There is nothing that we can pass on.")], "waiting": []}
    context = {
        "title": _("What you asked about %(name)s") % {"name": wish.child.name},
        "said": wish.question,
        "at": wish.asked_at,
        "answer": answers[word],
        "by": _("The index team"),
        "waiting": _("You get an answer by this day:"),
        "answer_by": wish.answer_by,
        "form": form if word != "waiting" and not wish.read_at else None,
    }
    return TemplateResponse(request, "child_index/answer.html", context)


@gate("child_index.broker_queue")
def queue(request: Gated) -> HttpResponseBase:
    rows = list(brokering.waiting(request.actor))
    request.passage.showed(*(row.child_id for row in rows))
    shown = [service_rows.brokering(row) for row in rows]
    sections = [service_rows.Section(_("Waits for you"), shown, _("Nobody wants to reach a hidden service."))]
    context = {"title": _("Reaching services that are not shown"), "sections": sections}
    return TemplateResponse(request, "child_index/rows.html", context)


def load_brokering(actor: Actor, brokering_ref: str) -> Loaded:
    """One of the own authority. Raises Http404."""
    rows = Brokering.objects.filter(ref=brokering_ref, authority_id=actor.authority_id)
    found = rows.select_related(*PEOPLE).first()
    if found is None:
        raise Http404
    return Loaded(found, (found.child_id,))


@gate("child_index.be_broker", load=load_brokering)
def broker(request: Gated, wish: Brokering) -> HttpResponseBase:
    """The broker's page: which services there are, what each answered, and what is passed on."""
    services = {row.ref: row for row in brokering.hidden_services(wish)}
    questions = list(wish.questions.select_related("to_agency", "to_post__practitioner").order_by("pk"))
    names = {each.to_agency_id for each in questions}
    left = [(ref, service_rows.service_words(row)) for ref, row in services.items() if row.agency_id not in names]
    ask_form = forms_services.ServiceForm(
        request.POST if "service" in request.POST else None, services=left, initial={}
    )
    settle_form = forms_services.SettleForm(request.POST if "agreed" in request.POST else None)
    here = reverse("child_index:broker_one", kwargs={"brokering_ref": wish.ref})

    def ask_one(given: dict[str, Any]) -> str:
        brokering.ask_service(by=request.actor, brokering=wish, service=services[given["service"]])
        messages.success(request, _("The service is asked. Its answer comes to you alone."))
        return here

    def settle(given: dict[str, Any]) -> str:
        brokering.settle(by=request.actor, brokering=wish, agreed=given["agreed"])
        messages.success(request, _("Settled."))
        return reverse("child_index:brokerings")

    sent = submit(request, ask_form, ask_one) if ask_form.is_bound else None
    sent = sent or (submit(request, settle_form, settle) if settle_form.is_bound else None)
    if sent is not None:
        return sent
    context = {
        "title": _("%(who)s wants to reach somebody about %(child)s")
        % {"who": wish.asked_by.name, "child": wish.child.name},
        "wish": wish,
        "questions": [service_rows.question(each) for each in questions],
        "none_known": not services,
        "ask_form": ask_form if left and not wish.settled_at else None,
        "settle_form": None if wish.settled_at else settle_form,
    }
    return TemplateResponse(request, "child_index/broker.html", context)


def load_question(actor: Actor, broker_ref: str) -> Loaded:
    """Raises Http404."""
    related = ("child", "brokering__asked_by__practitioner", "brokering__asked_by__agency", "asked_by__practitioner")
    found = BrokerQuestion.objects.filter(ref=broker_ref).select_related(*related).first()
    if found is None:
        raise Http404
    return Loaded(found, (found.child_id,))


@gate("child_index.answer_broker", load=load_question)
def answer(request: Gated, question: BrokerQuestion) -> HttpResponseBase:
    """The service's own page: it answers the index team, never whoever asks."""
    form = forms_services.BrokerAnswerForm(request.POST or None)

    def act(given: dict[str, Any]) -> str:
        brokering.answer_broker(by=request.actor, question=question, answer=given["answer"], words=given["words"])
        messages.success(request, _("Your answer went to the index team alone."))
        return reverse("desks:worktray")

    wish, asker = question.brokering, question.brokering.asked_by
    return submit(request, form, act) or plain_form_page(
        request,
        title=_("May %(who)s reach you about %(child)s?") % {"who": asker.name, "child": question.child.name},
        form=form,
        button=_("Answer the index team"),
        back=reverse("desks:worktray"),
        intro=[
            f"“{wish.question}”",
            f"{asker.job_title}, {asker.agency.name}, {asker.telephone}",
            _("They do not know that you are there. Without your yes they never will."),
        ],
    )
