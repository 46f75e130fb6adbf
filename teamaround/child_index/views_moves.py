"""Pages of moves between authorities: asking, offering, answering, taking back, the list."""

import datetime
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from teamaround.access.actor import Actor
from teamaround.access.gate import Gated, Loaded, gate
from teamaround.access.submitting import submit
from teamaround.agencies.models import Authority, Locality, Post
from teamaround.child_index import forms_entry, transferring
from teamaround.child_index.models_of_entry import Transfer
from teamaround.child_index.move_pages import line_of, people_there, people_who_help, under_way_words, where_now
from teamaround.families.models import Person
from teamaround.families.pages import form_page, page_of, plain_form_page
from teamaround.families.queries import load_child, siblings
from teamaround.families.who import birth_words
from teamaround.kit import clock

SETTLED_FOR = datetime.timedelta(days=90)
RELATED = ("child", "authority", "to_authority", "asked_by__practitioner", "offered_by__practitioner",
           "received_by__practitioner", "ended_by__practitioner")  # fmt: skip


def authorities(child: Person) -> dict[str, Authority]:
    """All but the one that is responsible."""
    return {each.ref: each for each in Authority.objects.exclude(pk=child.authority_id).order_by("name")}


@gate("child_index.moves")
def moves(request: Gated) -> HttpResponseBase:
    """What waits for us, what waits for others, what was settled lately."""
    ours = Q(authority_id=request.actor.authority_id)
    to_us = Q(to_authority_id=request.actor.authority_id) & ~Q(state=Transfer.State.ASKED)
    since = clock.now() - SETTLED_FOR
    rows = Transfer.objects.filter(ours | to_us).filter(Q(ended_at__isnull=True) | Q(ended_at__gt=since))
    found = list(rows.select_related(*RELATED).order_by("-offered_at", "-pk"))
    request.passage.showed(*(row.child_id for row in found))
    lines = [line_of(request.actor, row) for row in found]
    context = {
        "title": _("Children who move"),
        "waiting": [line for line in lines if line.url],
        "elsewhere": [line for line in lines if not line.url and not line.settled],
        "settled": [line for line in lines if line.settled],
    }
    return TemplateResponse(request, "child_index/moves.html", context)


@gate("child_index.ask_move", load=load_child)
def ask(request: Gated, child: Person) -> HttpResponseBase:
    """Whoever helps tells the own index team that the family lives elsewhere now."""
    places = authorities(child)
    form = forms_entry.AskMoveForm(request.POST or None, authorities=list(places.values()))

    def act(given: dict[str, Any]) -> str:
        transferring.ask_move(by=request.actor, child=child, to=places[given["to"]], words=given["words"])
        messages.success(request, _("The index team is told. They hand the record on; you go on until then."))
        return page_of(child)

    return submit(request, form, act) or form_page(
        request,
        child,
        title=_("The family has moved to another authority"),
        form=form,
        button=_("Tell the index team"),
        intro=[
            where_now(request.actor, child),
            _("When both index teams agree, the other authority is responsible. Your story and plan go along."),
        ],
        missing=under_way_words(child),
    )


@gate("child_index.offer_move", load=load_child)
def offer(request: Gated, child: Person) -> HttpResponseBase:
    """The index team offers the record; what somebody asked for stands in the form."""
    places, asked = authorities(child), transferring.open_transfer(child)
    people = people_who_help(child)
    others = {each.ref: each for each in siblings(child.pk).filter(authority_id=child.authority_id)}
    start = {"to": asked.to_authority.ref, "words": asked.words} if asked else {}
    form = forms_entry.OfferMoveForm(
        request.POST or None,
        initial=start,
        authorities=list(places.values()),
        people=[each[:2] for each in people],
        siblings=[(ref, each.name) for ref, each in others.items()],
    )
    request.passage.showed(*(each.pk for each in others.values()))

    def act(given: dict[str, Any]) -> str:
        chosen = {pk for ref, _words, pk in people if ref in given.get("goes_on", ())}
        to = places[given["to"]]
        for moving in (child, *(others[ref] for ref in given.get("along", ()))):
            transferring.offer_move(by=request.actor, child=moving, to=to, words=given["words"], goes_on=chosen)
        messages.success(request, _("Offered. %(name)s is told and answers.") % {"name": to.name})
        return reverse("child_index:moves")

    return submit(request, form, act) or form_page(
        request,
        child,
        title=_("Offer the record to another authority"),
        form=form,
        button=_("Offer it"),
        intro=[where_now(request.actor, child), _("Until they agree, nothing changes.")],
        missing=under_way_words(child),
        back=reverse("child_index:moves"),
    )


def load_transfer(actor: Actor, transfer_ref: str) -> Loaded:
    """Raises Http404."""
    found = Transfer.objects.filter(ref=transfer_ref).select_related(*RELATED).first()
    if found is None:
        raise Http404
    return Loaded(found, (found.child_id,))


@gate("child_index.answer_move", load=load_transfer)
def answer_move(request: Gated, transfer: Transfer) -> HttpResponseBase:
    """The other index team sees who it is, where the child lives and who offers, and answers."""
    child = transfer.child
    people = {ref: (words, post) for ref, words, post in people_there(request.actor)}
    places = {each.key: each for each in Locality.objects.filter(authority_id=request.actor.authority_id)}
    helped = transferring.needs_receiver(child.pk)
    form = forms_entry.AnswerMoveForm(
        request.POST or None,
        people=[(ref, words) for ref, (words, _post) in people.items()],
        localities=[(key, place.name) for key, place in places.items()],
        helped=helped,
    )

    def act(given: dict[str, Any]) -> str:
        if given["answer"] == "no":
            transferring.refuse_move(by=request.actor, transfer=transfer, words=given["words"])
            messages.success(request, _("Answered. The record stays where it was."))
            return reverse("child_index:moves")
        chosen = given.get("received_by", "")
        receiver: Post | None = people[chosen][1] if chosen else None
        transferring.agree_move(
            by=request.actor, transfer=transfer, received_by=receiver, locality=places.get(given.get("locality", ""))
        )
        messages.success(request, _("Your authority is responsible for %(name)s now.") % {"name": child.name})
        return page_of(child)

    context = {
        "title": _("Has %(name)s moved into your area?") % {"name": child.name},
        "transfer": transfer,
        "child": child,
        "birth": birth_words(child),
        "where": where_now(request.actor, child, asked_by_other=True),
        "helped": helped,
        "form": form,
    }
    return submit(request, form, act) or TemplateResponse(request, "child_index/move.html", context)


@gate("child_index.offer_move", load=load_transfer)
def withdraw(request: Gated, transfer: Transfer) -> HttpResponseBase:
    """Not offered, or taken back."""
    form = forms_entry.WithdrawForm(request.POST or None)

    def act(given: dict[str, Any]) -> str:
        transferring.withdraw_move(by=request.actor, transfer=transfer, words=given["words"])
        messages.success(request, _("Taken back. The record stays with your authority."))
        return reverse("child_index:moves")

    name = {"name": transfer.child.name, "to": transfer.to_authority.name}
    return submit(request, form, act) or plain_form_page(
        request,
        title=_("Take back the move of %(name)s") % name,
        form=form,
        button=_("Take it back"),
        intro=[_("The record is to go to %(to)s.") % name],
        back=reverse("child_index:moves"),
    )
