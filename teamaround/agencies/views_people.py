"""Pages of the index team: people, their posts, training and checks; and the page that a sign-in link opens."""

from collections.abc import Callable

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from teamaround.access.gate import Gated, gate
from teamaround.access.submitting import submit
from teamaround.agencies import forms, staffing
from teamaround.agencies import people as reading
from teamaround.agencies.announcements import hangs_on_post
from teamaround.agencies.models import Post
from teamaround.agencies.people import PersonRow
from teamaround.audit.submissions import once
from teamaround.kit.forms import Form, new_submission_key
from teamaround.kit.problems import Problem

ON_A_PAGE = 25


@gate("agencies.people", records=False)
def people(request: Gated) -> HttpResponseBase:
    """Everybody with a post in the authority, with what is out of date."""
    words = request.GET.get("words", "")[:80].strip()
    left = request.GET.get("left") == "yes"
    found = Paginator(reading.people_here(request.actor, words=words, left=left), ON_A_PAGE)
    request.place = "people"
    context = {
        "title": _("Accounts and posts"),
        "page_of_people": found.get_page(request.GET.get("page")),
        "words": words,
        "left": left,
    }
    return TemplateResponse(request, "agencies/people.html", context)


@gate("agencies.people", load=reading.load_person, records=False)
def person(request: Gated, row: PersonRow) -> HttpResponseBase:
    request.place = "people"
    context = {
        "title": row.person.name,
        "row": row,
        "qualifications": reading.qualifications(row.person),
        "roles": {role.value: words for role, words in forms.ROLES.items()},
        "key": new_submission_key(),
        "oneself": row.person.pk == request.actor.practitioner_id,
    }
    return TemplateResponse(request, "agencies/person.html", context)


@gate("agencies.take_on", records=False)
def take_on(request: Gated) -> HttpResponseBase:
    form = forms.TakeOnForm(request.POST or None, by=request.actor)

    def act(given: dict) -> str:
        given.pop("submission_key", None)
        post = staffing.take_on(by=request.actor, **given)
        name = post.practitioner.name
        messages.success(request, _("%(name)s has an account. A link went by e-mail.") % {"name": name})
        return _address(post.practitioner.ref)

    return submit(request, form, act) or _page(
        request,
        title=_("A new person"),
        form=form,
        button=_("Make the account"),
        back=reverse("agencies:people"),
        intro=[_("Reading begins when training and an enhanced check are noted. Worries can be raised at once.")],
    )


@gate("agencies.give_post", load=reading.load_person, records=False)
def give_post(request: Gated, row: PersonRow) -> HttpResponseBase:
    form = forms.PostForm(request.POST or None, by=request.actor)

    def act(given: dict) -> str:
        given.pop("submission_key", None)
        staffing.give_post(by=request.actor, person=row.person, **given)
        messages.success(request, _("%(name)s has a further post.") % {"name": row.person.name})
        return _address(row.person.ref)

    title = _("A further post for %(name)s") % {"name": row.person.name}
    back = _address(row.person.ref)
    return submit(request, form, act) or _page(request, title=title, form=form, button=_("Give the post"), back=back)


@gate("agencies.end_post", load=reading.load_post, records=False)
def end_post(request: Gated, post: Post) -> HttpResponseBase:
    """Says first what nobody would do when this post ended."""
    form = forms.EndPostForm(request.POST or None)

    def act(given: dict) -> str:
        staffing.end_post(by=request.actor, post=post, ends=given["ends"])
        messages.success(request, _("The post of %(name)s has a last day.") % {"name": post.name})
        return _address(post.practitioner.ref)

    return submit(request, form, act) or _page(
        request,
        title=_("End the post: %(job)s, %(agency)s") % {"job": post.job_title, "agency": post.agency.name},
        form=form,
        button=_("End the post"),
        back=_address(post.practitioner.ref),
        intro=hangs_on_post.ask(post),
    )


@gate("agencies.note_qualification", load=reading.load_person, records=False)
def note_qualification(request: Gated, row: PersonRow) -> HttpResponseBase:
    form = forms.QualificationForm(request.POST or None)

    def act(given: dict) -> str:
        staffing.note_qualification(by=request.actor, person=row.person, kind=given["kind"], on=given["on"])
        messages.success(request, _("Noted."))
        return _address(row.person.ref)

    title = _("Training or check of %(name)s") % {"name": row.person.name}
    back = _address(row.person.ref)
    return submit(request, form, act) or _page(request, title=title, form=form, button=_("Note it"), back=back)


@require_POST
@gate("agencies.send_link", load=reading.load_post, records=False)
def send_link(request: Gated, post: Post) -> HttpResponseBase:
    def send() -> str:
        staffing.send_link(by=request.actor, post=post)
        messages.success(request, _("A new link went to %(name)s by e-mail.") % {"name": post.name})
        return _address(post.practitioner.ref)

    return _button(request, send, _address(post.practitioner.ref))


@require_POST
@gate("agencies.forget_second_factor", load=reading.load_person, records=False)
def forget_second_factor(request: Gated, row: PersonRow) -> HttpResponseBase:
    def forget() -> str:
        staffing.forget_second_factor(by=request.actor, person=row.person)
        name = row.person.name
        messages.success(request, _("At the next sign-in %(name)s sets up the second step anew.") % {"name": name})
        return _address(row.person.ref)

    return _button(request, forget, _address(row.person.ref))


def _button(request: Gated, act: Callable[[], str], back: str) -> HttpResponseBase:
    """A form of one button: pressed twice it acts once; a rule's sentence is shown on the page behind it."""
    try:
        once(request.actor.account_id or 0, request.POST.get("submission_key", ""), act)
    except Problem as problem:
        messages.error(request, problem.sentence)
    return redirect(back)


@gate("agencies.choose_password", records=False)
def choose_password(request: Gated, account_ref: str, token: str) -> HttpResponseBase:
    """For whoever holds the link; the same words for a link that never was, was used or ran out."""
    account = staffing.account_of(account_ref, token)
    if account is None:
        return TemplateResponse(request, "agencies/link_over.html", {"title": _("This link no longer opens")})
    form = forms.PasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            staffing.choose_password(by=request.actor, account=account, password=form.cleaned_data["password"])
            messages.success(request, _("Your password is set. Sign in as %(name)s.") % {"name": account.username})
            return redirect("account_login")
        except Problem as problem:
            form.refuse(problem)
    return _page(
        request,
        title=_("Choose a password"),
        form=form,
        button=_("Set the password"),
        back="",
        intro=[_("You sign in as %(name)s. Next you set up a second step.") % {"name": account.username}],
    )


def _page(
    request: Gated, *, title: str, form: Form, button: str, back: str, intro: list[str] | None = None
) -> TemplateResponse:
    request.place = "people"
    context = {"title": title, "form": form, "button": button, "back": back, "intro": intro or []}
    return TemplateResponse(request, "agencies/form_page.html", context)


def _address(person_ref: str) -> str:
    return reverse("agencies:person", kwargs={"person_ref": person_ref})
