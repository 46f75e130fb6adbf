"""The family's page: enrolling, asking for a link, opening it, answering offers, own words."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from teamaround.access.actor import Actor
from teamaround.access.doing import doing
from teamaround.access.gate import Gated, Loaded, gate
from teamaround.access.roles import Kind
from teamaround.access.submitting import submit
from teamaround.agencies import sessions
from teamaround.desks import family, family_help, forms
from teamaround.desks.access import FAMILY_WORDS
from teamaround.desks.family_seeing import visible_episode
from teamaround.episodes.models import Audience, Entry
from teamaround.families import enrolment as enrolments
from teamaround.families import link_job, page_standing
from teamaround.families.models import Enrolment, Person
from teamaround.families.pages import form_page
from teamaround.families.presenters import child_page
from teamaround.families.queries import load_child, people_at_home, responsible_people
from teamaround.kit import clock
from teamaround.kit.problems import Problem
from teamaround.plans.models import Offer
from teamaround.plans.offers import answer_offer
from teamaround.plans.queries import load_offer

PENDING = "enrolment_begun"


def _people(child: Person) -> dict[str, Person]:
    found = {child.ref: child}
    for person in [*people_at_home(child.pk), *responsible_people(child.pk)]:
        found.setdefault(person.ref, person)
    return found


@gate("families.enrol", load=load_child)
def enrol(request: Gated, child: Person) -> HttpResponseBase:
    """Face to face: who is in the room, and their mobile."""
    people = _people(child)
    form = forms.EnrolForm(request.POST or None, people=[(ref, person.name) for ref, person in people.items()])

    def act(given: dict[str, Any]) -> str:
        begun = enrolments.begin(by=request.actor, child=child, person=people[given["person"]], mobile=given["mobile"])
        request.session[PENDING] = [child.pk, begun.person_id, begun.mobile, begun.code_digest]
        return reverse("family:enrol_code", kwargs={"child_ref": child.ref})

    return submit(request, form, act) or form_page(
        request,
        child,
        title=_("Enrol the family for their page"),
        form=form,
        button=_("Send the code"),
        intro=[_("Do this together, in one room. They then see on their own phone what was agreed and who helps.")],
    )


@gate("families.enrol", load=load_child)
def enrol_code(request: Gated, child: Person) -> HttpResponseBase:
    """The code is read back; the family number is told in the room and shown this once."""
    pending = request.session.get(PENDING)
    if not pending or pending[0] != child.pk:
        return redirect("family:enrol", child_ref=child.ref)
    form = forms.CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            begun = enrolments.Begun(*pending[1:])
            made, number = enrolments.confirm(
                by=request.actor, child=child, begun=begun, code=form.cleaned_data["code"]
            )
            del request.session[PENDING]
            context = child_page(request.actor, child) | {
                "title": _("Enrolled"),
                "number": f"{number[:3]} {number[3:]}",
                "person": made.person,
            }
            return TemplateResponse(request, "desks/enrolled.html", context)
        except Problem as problem:
            form.refuse(problem)
    return form_page(request, child, title=_("Read the code back"), form=form, button=_("Enrol them"))


@gate("desks.public", records=False)
def ask(request: Gated) -> HttpResponseBase:
    """The same answer for every number."""
    form = forms.AskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        link_job.ask(form.cleaned_data["mobile"])
        return redirect("family:asked")
    return TemplateResponse(request, "desks/family_ask.html", {"title": _("Your family's page"), "form": form})


@gate("desks.public", records=False)
def asked(request: Gated) -> HttpResponseBase:
    return TemplateResponse(request, "desks/family_asked.html", {"title": _("Look at your phone")})


@gate("desks.public", records=False)
def open_link(request: Gated, token: str) -> HttpResponseBase:
    """Link and family number together begin a short session."""
    form = forms.NumberForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            opened = enrolments.open_link(token=token, number=form.cleaned_data["number"])
            sessions.begin_link(request, "family", opened.pk)
            return redirect("desks:family_page")
        except Problem as problem:
            form.refuse(problem)
    return TemplateResponse(request, "desks/family_open.html", {"title": _("Open your page"), "form": form})


def load_own(actor: Actor) -> Loaded:
    """The enrolment of the person whose session this is. Raises Http404."""
    if actor.kind is not Kind.FAMILY:
        return Loaded(None)
    found = page_standing.enrolments().filter(pk=actor.grant_id, ended_at__isnull=True).first()
    if found is None:
        raise Http404
    return Loaded(found, (found.child_id,))


@gate("desks.family_page", load=load_own)
def page(request: Gated, own: Enrolment) -> HttpResponseBase:
    return _render(request, own, preview=False)


def _render(
    request: Gated, own: Enrolment, *, preview: bool, others: Sequence[Enrolment] = (), form: Any = None
) -> TemplateResponse:
    shown = family.compose(own)
    context = {
        "title": shown.greeting,
        "page": shown,
        "form": form or forms.WordsForm(),
        "answers": family_help.answers(own=shown.own),
        "preview": preview,
        "child": own.child,
        "reader": own.person,
        "others": others,
    }
    return TemplateResponse(request, "desks/family_page.html", context)


@require_POST
@gate("plans.answer_offer", load=load_offer)
def answer(request: Gated, offer: Offer) -> HttpResponseBase:
    """Have it, not yet, no longer want it: for offers on this very page."""
    own = load_own(request.actor).record
    if own is None:
        raise Http404
    shown = {each.pk for each in family.compose(own).offers}
    if offer.pk not in shown:
        raise Http404
    try:
        answer_offer(by=request.actor, offer=offer, answer=request.POST.get("answer", ""))
        messages.success(request, _("Saved. Thank you."))
    except Problem as problem:
        messages.error(request, problem.sentence)
    return redirect(f"{reverse('desks:family_page')}#offer-{offer.ref}")


@require_POST
@gate("desks.family_words", load=load_own)
def words(request: Gated, own: Enrolment) -> HttpResponseBase:
    """Own words go into the story, for everyone in the team to read."""
    form = forms.WordsForm(request.POST)
    episode = visible_episode(own)

    def act(given: dict[str, str]) -> str:
        if episode is not None:
            with doing(FAMILY_WORDS, by=request.actor, children=[own.child_id]):
                Entry.objects.create(
                    authority_id=own.authority_id,
                    episode=episode,
                    kind=Entry.Kind.CALL,
                    happened_on=clock.today(),
                    author_words=own.person.name,
                    words=given["words"],
                    audience=Audience.EVERYONE,
                    recorded_at=clock.now(),
                )
        messages.success(request, _("Saved. The people who help you can read it."))
        return reverse("desks:family_page")

    return submit(request, form, act) or _render(request, own, preview=False, form=form)


@gate("families.enrol", load=load_child)
def preview(request: Gated, child: Person) -> HttpResponseBase:
    """What an enrolled person would see, for whoever leads; recorded like any look."""
    enrolled = page_standing.enrolments().filter(child=child, ended_at__isnull=True)
    everybody = list(enrolled.order_by("confirmed_at"))
    if not everybody:
        messages.info(request, _("Nobody of the family is enrolled yet."))
        return redirect("family:enrol", child_ref=child.ref)
    own = next((each for each in everybody if each.person.ref == request.GET.get("person")), everybody[0])
    return _render(request, own, preview=True, others=[each for each in everybody if each != own])
