"""Who leads: asking, answering, ending, being away."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from teamaround.access import engine
from teamaround.access.actor import Actor
from teamaround.access.gate import Gated, Loaded, gate
from teamaround.access.submitting import submit
from teamaround.agencies.models import Post
from teamaround.episodes.models import Episode
from teamaround.episodes.queries import current_episode
from teamaround.families.models import Person
from teamaround.families.pages import form_page, page_of
from teamaround.families.presenters import child_page
from teamaround.families.queries import load_child
from teamaround.kit.problems import Problem
from teamaround.lead_professional import access, actions, forms, presenters, queries, rules
from teamaround.lead_professional.models import Appointment, Invitation


def _episode(child: Person) -> Episode:
    episode = current_episode(child.pk)
    if episode is None:
        raise Http404
    return episode


@gate("lead_professional.read", load=load_child)
def page(request: Gated, child: Person) -> HttpResponseBase:
    """Who leads and who stands in, who was asked, and the way to ask somebody."""
    episode = _episode(child)
    leads = queries.leading(episode)
    held = [part for part in (leads.lead, leads.deputy) if part is not None]
    may = engine.permitted(request.actor, child.pk, [access.INVITE, access.END])
    context = child_page(request.actor, child) | {
        "title": _("Who leads for %(name)s") % {"name": child.first_name},
        "episode": episode,
        "leads": leads,
        "parts": [
            {
                "held": part,
                "lines": presenters.part_lines(part),
                "missing": presenters.agreement_words(part),
                "end": presenters.end_link(part),
            }
            for part in held
        ],
        "asked": [(one, rules.DECLINED_BECAUSE.get(one.decline_code, "")) for one in queries.asked_for(episode)],
        "nobody": "" if leads.lead else presenters.first_contact_words(episode),
        "may_be_away": request.actor.post_id in {part.post_id for part in held},
        "may_invite": access.INVITE.name in may,
        "may_end": access.END.name in may,
    }
    return TemplateResponse(request, "lead_professional/page.html", context)


@gate("lead_professional.invite", load=load_child)
def invite(request: Gated, child: Person) -> HttpResponseBase:
    episode = _episode(child)
    people = {each.post.ref: each for each in presenters.candidates(request.actor, episode)}
    form = forms.InviteForm(
        request.POST or None,
        people=[(ref, each.words) for ref, each in people.items()],
        handover=queries.leading(episode).lead is not None,
    )

    def act(given: dict[str, Any]) -> str:
        asked = _ask(request.actor, episode, {ref: each.post for ref, each in people.items()}, given)
        names = _("%(one)s and %(other)s are asked. The answers come to your worktray.")
        words = _("%(one)s is asked. The answer comes to your worktray.") if len(asked) == 1 else names
        messages.success(request, words % {"one": asked[0].post.name, "other": asked[-1].post.name})
        return reverse("lead_professional:page", kwargs={"child_ref": child.ref})

    return submit(request, form, act) or form_page(
        request,
        child,
        title=_("Ask somebody to lead"),
        form=form,
        button=_("Ask this person"),
        intro=[_("The family's wish comes first. Anybody well placed can lead; it is no question of job or rank.")],
        back=reverse("lead_professional:page", kwargs={"child_ref": child.ref}),
    )


def _ask(actor: Actor, episode: Episode, posts: dict[str, Post], given: dict[str, Any]) -> list[Invitation]:
    """Whoever is to lead, and at the same time whoever could stand in. Raises Problem, and then nobody is asked."""
    common = {name: given.get(name, "") for name in ("basis", "summary")} | {"agreed_by": given["agreed_by"]}
    wish = {
        "family_wish": given["family_wish"],
        "chosen_is_wished": bool(given["followed"]),
        "wish_not_followed_because": given["wish_not_followed_because"],
    }
    as_deputy, deputy = given["part"] == "deputy", posts.get(given["deputy"])
    if deputy is not None and deputy == posts[given["post"]]:
        raise Problem(_("One person cannot stand in for themselves. Choose somebody else."), field="deputy")
    first = actions.invite(by=actor, episode=episode, post=posts[given["post"]], as_deputy=as_deputy, **common, **wish)
    if deputy is None or as_deputy:
        return [first]
    return [first, actions.invite(by=actor, episode=episode, post=deputy, as_deputy=True, **common)]


@gate("lead_professional.answer", load=queries.load_invitation)
def answer(request: Gated, invitation: Invitation) -> HttpResponseBase:
    child = invitation.episode.child
    managers = {post.ref: post for post in queries.managers().filter(agency_id=request.actor.agency_id)}
    form = forms.AnswerForm(request.POST or None, managers=[(ref, post.name) for ref, post in managers.items()])

    def act(given: dict[str, str]) -> str:
        if given["answer"] == "yes":
            actions.accept(by=request.actor, invitation=invitation, manager=managers.get(given["manager"]))
            messages.success(
                request, _("Thank you. Everybody round %(name)s sees it now.") % {"name": child.first_name}
            )
            return page_of(child)
        actions.decline(by=request.actor, invitation=invitation, code=given["code"])
        messages.success(request, _("Thank you for saying so. Whoever asked you sees it."))
        return reverse("desks:worktray")

    part = _("deputy") if invitation.as_deputy else _("lead professional")
    intro = [
        _("%(who)s asks you to become %(part)s for %(name)s, because: %(why)s.")
        % {
            "who": invitation.invited_by.name,
            "part": part,
            "name": child.name,
            "why": invitation.get_basis_display().lower(),
        },
        _("You lead %(count)d families now; the local limit is %(limit)d.")
        % {
            "count": queries.caseload(invitation.post_id),
            "limit": queries.caseload_limit(invitation.authority_id),
        },
    ]
    if invitation.summary:
        intro.append(_("What you should know: %(words)s") % {"words": invitation.summary})
    if invitation.family_wish:
        intro.append(_("The family says: %(words)s") % {"words": invitation.family_wish})
    title = _("Will you be %(part)s?") % {"part": part}
    return submit(request, form, act) or form_page(
        request, child, title=title, form=form, button=_("Send your answer"), intro=intro
    )


def load_appointment(actor: Actor, appointment_ref: str) -> Loaded:
    """Raises Http404."""
    found = Appointment.objects.filter(ref=appointment_ref).select_related("episode__child", "post__practitioner")
    appointment = found.first()
    if appointment is None:
        raise Http404
    return Loaded(appointment, (appointment.episode.child_id,))


@require_POST
@gate("lead_professional.invite", load=queries.load_invitation)
def withdraw(request: Gated, invitation: Invitation) -> HttpResponseBase:
    """Take a question back that was not answered yet."""
    try:
        actions.withdraw(by=request.actor, invitation=invitation)
        messages.success(request, _("Taken back. %(name)s need not answer.") % {"name": invitation.post.name})
    except Problem as problem:
        messages.error(request, str(problem))
    return redirect("lead_professional:page", child_ref=invitation.episode.child.ref)


@gate("lead_professional.invite", load=load_appointment)
def agree(request: Gated, appointment: Appointment) -> HttpResponseBase:
    """Who agrees that this person leads: the family and the team, each on record."""
    child = appointment.episode.child
    form = forms.AgreeForm(request.POST or None, initial={"agreed_by": appointment.agreed_by.split()})

    def act(given: dict[str, Any]) -> str:
        actions.agree(by=request.actor, appointment=appointment, agreed_by=given["agreed_by"])
        messages.success(request, _("Written down."))
        return reverse("lead_professional:page", kwargs={"child_ref": child.ref})

    title = _("Who agrees that %(name)s has this part?") % {"name": appointment.post.name}
    back = reverse("lead_professional:page", kwargs={"child_ref": child.ref})
    return submit(request, form, act) or form_page(
        request, child, title=title, form=form, button=_("Write it down"), back=back
    )


@gate("lead_professional.end", load=load_appointment)
def end(request: Gated, appointment: Appointment) -> HttpResponseBase:
    child = appointment.episode.child
    form = forms.EndForm(request.POST or None)

    def act(given: dict[str, str]) -> str:
        actions.end(by=request.actor, appointment=appointment, reason=given["reason"])
        messages.success(request, _("Written down. Ask somebody to follow, so that nobody is without a contact."))
        return reverse("lead_professional:page", kwargs={"child_ref": child.ref})

    title = _("End the part of %(name)s") % {"name": appointment.post.name}
    return submit(request, form, act) or form_page(request, child, title=title, form=form, button=_("End this part"))


@require_POST
@gate("lead_professional.absence", records=False)
def back(request: Gated) -> HttpResponseBase:
    """One is back before the last day that was given."""
    actions.come_back(by=request.actor)
    messages.success(request, _("Welcome back. Everybody is shown your own number again."))
    return redirect("lead_professional:away")


@gate("lead_professional.absence", records=False)
def away(request: Gated) -> HttpResponseBase:
    """Say from when until when; or, while away, that one is back."""
    form = forms.AwayForm(request.POST or None)

    def act(given: dict[str, Any]) -> str:
        actions.be_away(by=request.actor, starts=given["starts"], ends=given["ends"])
        messages.success(request, _("While you are away everybody is shown your deputies."))
        return reverse("desks:worktray")

    context = {"title": _("I am away"), "form": form, "absence": queries.own_absence(request.actor)}
    return submit(request, form, act) or TemplateResponse(request, "lead_professional/away.html", context)
