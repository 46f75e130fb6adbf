"""Asking somebody about a child, answering; emergency looks and their review."""

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from teamaround.access.actor import Actor
from teamaround.access.gate import Gated, Loaded, gate
from teamaround.access.submitting import submit
from teamaround.child_index import emergency_looks, enquiring, forms, presenters
from teamaround.child_index.models import BreakGlass, Enquiry, SearchAlert
from teamaround.child_index.queries import people_around
from teamaround.families.models import Person
from teamaround.families.pages import form_page, page_of, plain_form_page
from teamaround.families.queries import load_child
from teamaround.kit import clock
from teamaround.kit.dates import age_words

INDEX_TEAM = "index_team"


@gate("child_index.enquire", load=load_child)
def enquire(request: Gated, child: Person) -> HttpResponseBase:
    """Ask one of the people round the child, or the index team; who will read it is said before sending."""
    people = {each.involvement.ref: each for each in people_around(request.actor, child) if not each.past}
    choices = [
        (ref, ", ".join(dict.fromkeys((each.name, each.job_title, each.involvement.agency.name))))
        for ref, each in people.items()
    ]
    choices.append((INDEX_TEAM, _("The index team: they find out who can tell you")))
    form = forms.EnquiryForm(request.POST or None, people=choices)

    def act(given: dict[str, str]) -> str:
        if given["to"] == INDEX_TEAM:
            enquiring.ask_index_team(by=request.actor, child=child, question=given["question"])
        else:
            to = people[given["to"]].involvement
            enquiring.enquire(by=request.actor, child=child, to=to, question=given["question"])
        messages.success(request, _("Your question is sent. The answer comes to your worktray."))
        return page_of(child)

    return submit(request, form, act) or form_page(
        request,
        child,
        title=_("Ask somebody about %(name)s") % {"name": child.first_name},
        form=form,
        button=_("Send the question"),
        intro=[_("The person you choose reads it; where no name is known, their agency does.")],
    )


@gate("child_index.ask_index_team", load=load_child)
def broker(request: Gated, child: Person) -> HttpResponseBase:
    """Asking the index team to put one in touch, also where a shield keeps everything else back."""
    form = forms.BrokerForm(request.POST or None)

    def act(given: dict[str, str]) -> str:
        enquiring.ask_index_team(by=request.actor, child=child, question=given["question"])
        messages.success(request, _("Your question is sent. The answer comes to your worktray."))
        return reverse("desks:worktray")

    return submit(request, form, act) or plain_form_page(
        request,
        title=_("Ask the index team about %(name)s") % {"name": child.first_name},
        form=form,
        button=_("Send the question"),
        intro=[_("They see who asks, and put you in touch with whoever may tell you.")],
        back=reverse("desks:worktray"),
    )


def load_enquiry(actor: Actor, enquiry_ref: str) -> Loaded:
    """Raises Http404."""
    related = ("child", "asked_by__practitioner", "asked_by__agency", "to_post__practitioner", "to_agency")
    found = Enquiry.objects.filter(ref=enquiry_ref).select_related(*related, "answered_by__practitioner").first()
    if found is None:
        raise Http404
    return Loaded(found, (found.child_id,))


@gate("child_index.answer_enquiry", load=load_enquiry)
def answer(request: Gated, enquiry: Enquiry) -> HttpResponseBase:
    form = forms.AnswerForm(request.POST or None)

    def act(given: dict[str, str]) -> str:
        enquiring.answer_enquiry(by=request.actor, enquiry=enquiry, answer=given["answer"])
        messages.success(request, _("Your answer is sent."))
        return reverse("desks:worktray")

    asker = enquiry.asked_by
    return submit(request, form, act) or form_page(
        request,
        enquiry.child,
        title=_("%(name)s asks") % {"name": asker.name},
        form=form,
        button=_("Send the answer"),
        intro=[f"“{enquiry.question}”", f"{asker.job_title}, {asker.agency.name}, {asker.telephone}"],
    )


def load_own_enquiry(actor: Actor, enquiry_ref: str) -> Loaded:
    """A question of one's own. Raises Http404."""
    loaded = load_enquiry(actor, enquiry_ref)
    if loaded.record.asked_by_id != actor.post_id:
        raise Http404
    return loaded


@gate("child_index.read_answer", load=load_own_enquiry)
def asked(request: Gated, enquiry: Enquiry) -> HttpResponseBase:
    """The question with its answer and how long that took; putting it away takes it off the worktray."""
    form = forms.PutAwayForm(request.POST or None)

    def act(_given: dict[str, str]) -> str:
        enquiring.put_away(by=request.actor, enquiry=enquiry)
        messages.success(request, _("The answer is put away. You find it here whenever you open it again."))
        return reverse("desks:worktray")

    context = {
        "title": _("Your question about %(name)s") % {"name": enquiry.child.name},
        "enquiry": enquiry,
        "asked_whom": presenters.asked_whom(enquiry),
        "took": presenters.how_long(enquiry.asked_at, enquiry.answered_at),
        "form": form,
    }
    return submit(request, form, act) or TemplateResponse(request, "child_index/asked.html", context)


@gate("child_index.break_glass", load=load_child)
def emergency(request: Gated, child: Person) -> HttpResponseBase:
    form = forms.EmergencyForm(request.POST or None)

    def act(given: dict[str, str]) -> str:
        enquiring.open_in_emergency(by=request.actor, child=child, code=given["code"], words=given["words"])
        return page_of(child)

    return submit(request, form, act) or plain_form_page(
        request,
        title=_("Open the record in an emergency"),
        form=form,
        button=_("Open for one hour"),
        back=reverse("desks:worktray"),
        warning=_("A reviewer looks at every emergency look. Use it only when a child may be harmed otherwise."),
    )


@gate("child_index.review_queue")
def reviews(request: Gated) -> HttpResponseBase:
    """Emergency looks that nobody has reviewed yet, and searching that is paused."""
    looks = (
        BreakGlass.objects.filter(authority_id=request.actor.authority_id, reviewed_at__isnull=True)
        .select_related("post__practitioner", "post__agency", "child")
        .order_by("opened_at")
    )
    request.passage.showed(*(look.child_id for look in looks))
    paused = (
        SearchAlert.objects.filter(authority_id=request.actor.authority_id, step=SearchAlert.Step.PAUSED)
        .select_related("post__practitioner", "post__agency")
        .order_by("reviewed_at", "paused_at")
    )
    context = {"title": _("To review"), "looks": looks, "paused": paused}
    return TemplateResponse(request, "child_index/reviews.html", context)


def load_emergency(actor: Actor, look_ref: str) -> Loaded:
    """Raises Http404."""
    found = (
        BreakGlass.objects.filter(ref=look_ref).select_related("child", "post__practitioner", "post__agency").first()
    )
    if found is None:
        raise Http404
    return Loaded(found, (found.child_id,))


@gate("child_index.review_break_glass", load=load_emergency)
def review(request: Gated, look: BreakGlass) -> HttpResponseBase:
    form = forms.ReviewForm(request.POST or None)

    def act(given: dict[str, str]) -> str:
        enquiring.review_emergency(by=request.actor, look=look, finding=given["finding"])
        messages.success(request, _("The look is closed."))
        return reverse("child_index:reviews")

    context = {
        "title": _("Review the look of %(name)s") % {"name": look.post.name},
        "look": look,
        "age": age_words(look.child.born, clock.today(), expected=look.child.expected_on),
        "told": emergency_looks.told(look),
        "form": form,
    }
    return submit(request, form, act) or TemplateResponse(request, "child_index/review.html", context)
