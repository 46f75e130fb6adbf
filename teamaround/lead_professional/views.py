"""Who leads: asking, answering, ending, being away."""

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from teamaround.access import engine
from teamaround.access.actor import Actor
from teamaround.access.gate import Gated, Loaded, gate
from teamaround.access.submitting import submit
from teamaround.episodes.models import Episode
from teamaround.episodes.queries import current_episode
from teamaround.families.models import Person
from teamaround.families.pages import form_page, page_of, plain_form_page
from teamaround.families.presenters import child_page
from teamaround.families.queries import load_child
from teamaround.lead_professional import access, actions, forms, presenters, queries
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
            {"held": part, "lines": presenters.part_lines(part), "end": presenters.end_link(part)} for part in held
        ],
        "asked": queries.asked_for(episode),
        "may_invite": access.INVITE.name in may,
        "may_end": access.END.name in may,
    }
    return TemplateResponse(request, "lead_professional/page.html", context)


@gate("lead_professional.invite", load=load_child)
def invite(request: Gated, child: Person) -> HttpResponseBase:
    episode = _episode(child)
    people = {each.post.ref: each for each in presenters.candidates(request.actor, episode)}
    form = forms.InviteForm(request.POST or None, people=[(ref, each.words) for ref, each in people.items()])

    def act(given: dict[str, str]) -> str:
        chosen = people[given["post"]].post
        actions.invite(
            by=request.actor,
            episode=episode,
            post=chosen,
            basis=given["basis"],
            as_deputy=given["part"] == "deputy",
            family_wish=given["family_wish"],
            chosen_is_wished=bool(given["followed"]),
            wish_not_followed_because=given["wish_not_followed_because"],
        )
        messages.success(request, _("%(name)s is asked. The answer comes to your worktray.") % {"name": chosen.name})
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


@gate("lead_professional.absence", records=False)
def away(request: Gated) -> HttpResponseBase:
    form = forms.AwayForm(request.POST or None)

    def act(given: dict[str, object]) -> str:
        actions.be_away(by=request.actor, starts=given["starts"], ends=given["ends"])  # type: ignore[arg-type]
        messages.success(request, _("While you are away everybody is shown your deputies."))
        return reverse("desks:worktray")

    return submit(request, form, act) or plain_form_page(
        request,
        title=_("I am away"),
        form=form,
        button=_("Save"),
        back=reverse("desks:worktray"),
        intro=[_("Families and colleagues then see the deputy's name and number first.")],
    )
