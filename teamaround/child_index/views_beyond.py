"""Other authorities: searching, asking their index team, answering; looking for somebody on the telephone."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from teamaround.access.actor import Actor
from teamaround.access.gate import Gated, Loaded, gate
from teamaround.access.submitting import submit
from teamaround.agencies.models import Agency
from teamaround.child_index import (
    beyond,
    forms,
    forms_services,
    habits,
    mediating,
    presenters,
    presenters_services,
    service_rows,
)
from teamaround.child_index.models import BeyondMatch, Mediated, Search
from teamaround.child_index.terms import terms_of
from teamaround.families.models import Person
from teamaround.families.pages import form_page, plain_form_page
from teamaround.families.queries import load_child
from teamaround.kit.forms import Form
from teamaround.kit.pieces import WorktrayRow

SHOWN = 50
PEOPLE = ("authority", "search__post__practitioner", "search__post__agency__authority", "answered_by__practitioner")


@gate("child_index.search_beyond", records=False)
def search(request: Gated) -> HttpResponseBase:
    """Full name and birth, or a number; the answer is only that there is an entry, and where."""
    waits = habits.must_wait(request.actor.account_id or 0)
    if waits and request.method != "POST":
        return redirect(reverse("child_index:explain"))
    form = forms_services.BeyondForm(request.POST or None)

    def act(given: dict[str, Any]) -> str:
        made = beyond.search(by=request.actor, reason=given["reason"], terms=form.what_was_typed())
        return reverse("child_index:beyond_found", kwargs={"beyond_ref": made.ref})

    return submit(request, form, act) or plain_form_page(
        request,
        title=_("Ask the other authorities"),
        form=form,
        button=_("Ask whether there is an entry"),
        back=reverse("child_index:search"),
        intro=[
            _("You learn only whether another authority has an entry of this child, and can then ask its index team."),
            _("Both index teams are told that you asked, and why."),
        ],
    )


def load_found(actor: Actor, beyond_ref: str) -> Loaded:
    """Raises Http404."""
    return beyond.load_search(actor, beyond_ref)


@gate("child_index.search_beyond", load=load_found)
def found(request: Gated, made: Search) -> HttpResponseBase:
    """In which authorities there is an entry. No child is shown."""
    context = {
        "title": _("Other authorities"),
        "typed": presenters.typed(terms_of(made), made),
        "matches": beyond.matches_of(made),
    }
    return TemplateResponse(request, "child_index/beyond_found.html", context)


def load_match(actor: Actor, match_ref: str) -> Loaded:
    """What one's own search showed. Raises Http404."""
    rows = BeyondMatch.objects.filter(ref=match_ref, search__post_id=actor.post_id, shown=True)
    one = rows.select_related(*PEOPLE).first()
    if one is None:
        raise Http404
    return Loaded(one)


@gate("child_index.search_beyond", load=load_match)
def ask_there(request: Gated, match: BeyondMatch) -> HttpResponseBase:
    form = forms_services.QuestionForm(request.POST or None)

    def act(given: dict[str, Any]) -> str:
        beyond.ask_there(by=request.actor, match=match, question=given["question"])
        messages.success(request, _("Your question is sent. The answer comes to your worktray."))
        return reverse("desks:worktray")

    return submit(request, form, act) or plain_form_page(
        request,
        title=_("Ask the index team of %(name)s") % {"name": match.authority.name},
        form=form,
        button=_("Send the question"),
        back=reverse("child_index:search_beyond"),
    )


@gate("child_index.own_answers", load=load_match)
def answered(request: Gated, match: BeyondMatch) -> HttpResponseBase:
    """One's own question to another authority, with what was typed: never what the entry there holds."""
    form = forms_services.ReadForm(request.POST or None)

    def act(_given: dict[str, Any]) -> str:
        beyond.put_away(by=request.actor, match=match)
        return reverse("desks:worktray")

    sent = submit(request, form, act)
    if sent is not None:
        return sent
    context = {
        "title": _("Your question to %(name)s") % {"name": match.authority.name},
        "said": match.question,
        "at": match.asked_at or match.search.at,
        "answer": [match.answer] if match.answered_at else [],
        "by": match.answered_by.name if match.answered_by else "",
        "waiting": _("Their index team answers by this day:"),
        "answer_by": match.answer_by,
        "form": form if match.answered_at and not match.read_at else None,
    }
    return TemplateResponse(request, "child_index/answer.html", context)


@gate("child_index.beyond")
def log(request: Gated) -> HttpResponseBase:
    """For index teams: who of ours looked elsewhere, and who from elsewhere looked for children here."""
    there = list(beyond.from_here(request.actor)[:SHOWN])
    here = list(beyond.to_here(request.actor)[:SHOWN])
    request.passage.showed(*(row.child_id for row in here))
    sections = [
        service_rows.Section(
            _("From other authorities"), [service_rows.search_to_here(row) for row in here], _("Nobody has looked.")
        ),
        service_rows.Section(_("From here"), _from_here(there), _("Nobody has looked.")),
    ]
    context = {"title": _("Searches across the border"), "sections": sections}
    return TemplateResponse(request, "child_index/rows.html", context)


def _from_here(searches: list[Search]) -> list[WorktrayRow]:
    """Only what was shown: that an entry there is protected is known there alone."""
    shown: dict[int, list[str]] = {}
    rows = BeyondMatch.objects.filter(search__in=searches, shown=True).values_list("search_id", "authority__name")
    for search_id, name in rows.distinct():
        shown.setdefault(search_id, []).append(name)
    return [service_rows.search_from_here(row, sorted(shown.get(row.pk, []))) for row in searches]


def load_from_elsewhere(actor: Actor, match_ref: str) -> Loaded:
    """A match in the own authority. Raises Http404."""
    rows = BeyondMatch.objects.filter(ref=match_ref, authority_id=actor.authority_id)
    one = rows.select_related("child", *PEOPLE).first()
    if one is None:
        raise Http404
    return Loaded(one)


@gate("child_index.beyond", load=load_from_elsewhere)
def from_elsewhere(request: Gated, match: BeyondMatch) -> HttpResponseBase:
    """The index team there: answers what it was asked, or says that it has seen who looked."""
    waits = match.asked_at is not None and match.answered_at is None
    form: Form = forms.AnswerForm(request.POST or None) if waits else forms_services.ReadForm(request.POST or None)

    def act(given: dict[str, Any]) -> str:
        if waits:
            beyond.answer_there(by=request.actor, match=match, answer=given["answer"])
        else:
            beyond.seen(by=request.actor, match=match)
        return reverse("child_index:beyond")

    sent = submit(request, form, act)
    if sent is not None:
        return sent
    request.passage.showed(match.child_id)
    post = match.search.post
    told = _("They were told that you have an entry.") if match.shown else _("They were told nothing: it is protected.")
    return plain_form_page(
        request,
        title=_("%(who)s looked for %(child)s") % {"who": post.name, "child": match.child.name},
        form=form,
        button=_("Send the answer") if waits else _("I have seen it"),
        back=reverse("child_index:beyond"),
        intro=[
            f"{post.job_title}, {post.agency.name}, {post.agency.authority.name}, {post.telephone}",
            str(match.search.get_reason_display()),
            told,
            *([f"“{match.question}”"] if match.question else []),
        ],
    )


@gate("child_index.mediate", load=load_child)
def mediate(request: Gated, child: Person) -> HttpResponseBase:
    """Somebody without a computer asks: who, and how one knows; both are on record."""
    agencies = {each.ref: each for each in Agency.objects.filter(authority_id=child.authority_id).order_by("name")}
    form = forms_services.MediateForm(request.POST or None, agencies=list(agencies.values()))

    def act(given: dict[str, Any]) -> str:
        words = {name: given[name] for name in ("name", "checked", "words")}
        made = mediating.look_for(
            by=request.actor, child=child, caller=mediating.Caller(agency=agencies[given["agency"]], **words)
        )
        return reverse("child_index:mediated", kwargs={"mediated_ref": made.ref})

    return submit(request, form, act) or form_page(
        request,
        child,
        title=_("Somebody asks me about %(name)s") % {"name": child.first_name},
        form=form,
        button=_("See what I may tell them"),
        intro=[_("Only people with a post, training and a check in date may be told. Their name and yours are kept.")],
    )


def load_mediated(actor: Actor, mediated_ref: str) -> Loaded:
    """One's own look for somebody, on the same day. Raises Http404."""
    rows = Mediated.objects.filter(ref=mediated_ref, looked_by_id=actor.own_post_id)
    made = rows.select_related("child", "asked_by__practitioner", "asked_by__agency").first()
    if made is None or made.at < beyond.today_began():
        raise Http404
    return Loaded(made, (made.child_id,))


@gate("child_index.mediate", load=load_mediated)
def mediated(request: Gated, made: Mediated) -> HttpResponseBase:
    """What may be told to whoever asks: that services are involved and whom to ring, as far as they may know."""
    people = [
        [each.name, each.involvement.agency.name, presenters_services.what(each.involvement), each.telephone]
        for each in mediating.may_be_told(made)
    ]
    context = {
        "title": _("What you may tell %(name)s") % {"name": made.asked_by.name},
        "made": made,
        "heads": [_("Name"), _("Agency"), _("What it is"), _("Telephone")],
        "people": people,
    }
    return TemplateResponse(request, "child_index/mediated.html", context)
