"""Answering an invitation: signed in, or by the link in the e-mail without an account."""

import datetime

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from teamaround.access.actor import Actor
from teamaround.access.gate import Gated, Loaded, gate
from teamaround.access.submitting import submit
from teamaround.agencies import sessions
from teamaround.families.pages import plain_form_page
from teamaround.kit import clock
from teamaround.kit.dates import day_words, time_words
from teamaround.meetings import actions, agenda, answers, forms
from teamaround.meetings.locking import children_of
from teamaround.meetings.models import Invitee, Meeting
from teamaround.meetings.views_calling import page_of


def load_own_invitation(actor: Actor, meeting_ref: str) -> Loaded:
    """The invitation of this very actor to a meeting. Raises Http404."""
    rows = Invitee.objects.filter(meeting__ref=meeting_ref, post_id=actor.post_id, post__isnull=False)
    return _loaded(rows.select_related("meeting__called_by__practitioner", "meeting__called_by__agency").first())


def load_link_invitation(actor: Actor) -> Loaded:
    """The invitation of a guest who came by a link. Raises Http404."""
    rows = Invitee.objects.filter(pk=actor.grant_id)
    return _loaded(rows.select_related("meeting__called_by__practitioner", "meeting__called_by__agency").first())


def _loaded(invitee: Invitee | None) -> Loaded:
    if invitee is None:
        raise Http404
    return Loaded(invitee, tuple(children_of(invitee.meeting)))


@gate("meetings.answer", load=load_own_invitation)
def answer(request: Gated, invitee: Invitee) -> HttpResponseBase:
    return _answer(request, invitee, page_of(invitee.meeting))


@gate("meetings.answer", load=load_link_invitation)
def answer_by_link(request: Gated, invitee: Invitee) -> HttpResponseBase:
    """Without an account: when, where, by whose authority; nothing of the child."""
    return _answer(request, invitee, reverse("meetings:thanks"))


def _answer(request: Gated, invitee: Invitee, then: str) -> HttpResponseBase:
    start = {name: getattr(invitee, name) for name in ("answer", "written_part", "would_help")}
    form = forms.AnswerForm(request.POST or None, initial=start)

    def act(given: dict[str, str]) -> str:
        answers.answer(
            by=request.actor, invitee=invitee, word=given["answer"], written_part=given["written_part"],
            would_help=given["would_help"],
        )  # fmt: skip
        messages.success(request, _("Thank you. Your answer is with whoever called the meeting."))
        return then

    record = invitee.meeting
    starts = record.starts_at.astimezone(clock.LONDON)
    intro = [
        _("Team meeting on %(day)s at %(time)s, %(place)s.")
        % {"day": day_words(starts, clock.today()), "time": time_words(starts), "place": record.place},
        _("%(who)s, %(agency)s, invites you with the agreement of the family, or because the law asks for it.")
        % {"who": record.called_by.name, "agency": record.called_by.agency.name},
        _("A written part counts as much as coming."),
        *_what_about(record, invitee),
    ]
    return submit(request, form, act) or plain_form_page(
        request, title=_("Will you come?"), form=form, button=_("Send your answer"), intro=intro, back=then
    )


def _what_about(meeting: Meeting, invitee: Invitee) -> list[str]:
    """The agenda without a name, and which part is this person's."""
    lines = agenda.outside_lines(meeting)
    found = [_("What we talk about: %(points)s.") % {"points": "; ".join(lines)}] if lines else []
    part = agenda.part_of_post(meeting, invitee.post_id) if invitee.post_id else ""
    return [*found, part] if part else found


@gate("desks.public", records=False)
def by_link(request: Gated, token: str) -> HttpResponseBase:
    """The link of an invitation: opens one short session for this one invitation."""
    invitee = Invitee.objects.filter(token_digest=actions.digest(token), meeting__state=Meeting.State.PLANNED).first()
    if invitee is None or invitee.meeting.starts_at < clock.now() - datetime.timedelta(hours=6):
        raise Http404
    if request.actor.post_id is not None and request.actor.post_id == invitee.post_id:
        return redirect("meetings:answer", meeting_ref=invitee.meeting.ref)
    sessions.begin_link(request, "guest", invitee.pk)
    return redirect("meetings:answer_by_link")


@gate("desks.public", records=False)
def thanks(request: Gated) -> HttpResponseBase:
    return TemplateResponse(request, "meetings/thanks.html", {"title": _("Thank you")})
