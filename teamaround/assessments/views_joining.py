"""Asking colleagues to write a part; asking to join; answering."""

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from teamaround.access.gate import Gated, gate
from teamaround.access.submitting import submit
from teamaround.agencies.models import Post
from teamaround.assessments import access, actions, colleagues, forms, inviting, queries
from teamaround.assessments.models import Assessment, JoinRequest
from teamaround.assessments.standing import names_of
from teamaround.families.models import Person
from teamaround.families.pages import form_page, page_of, plain_form_page
from teamaround.families.queries import load_child
from teamaround.instruments.words import say_text


@gate("assessments.invite", load=queries.load_assessment)
def invite(request: Gated, assessment: Assessment) -> HttpResponseBase:
    """Ask a colleague to write some parts, or all."""
    actions.require_as_starter(access.INVITE, by=request.actor, assessment=assessment)
    child, names = assessment.episode.child, names_of(assessment)
    sections = queries.instrument_of(assessment).sections
    form = forms.InviteForm(
        request.POST or None,
        people=colleagues.to_ask(request.actor, child),
        parts=[(section.key, say_text(section.short_title, names)) for section in sections],
    )
    back = reverse("assessments:paper", kwargs={"assessment_ref": assessment.ref})

    def act(given: dict[str, str]) -> str:
        post = Post.objects.select_related("practitioner", "agency").get(ref=given["post"])
        inviting.invite(by=request.actor, assessment=assessment, post=post, sections=given["sections"])
        messages.success(request, _("%(name)s is asked and finds it in the worktray.") % {"name": post.name})
        return back

    return submit(request, form, act) or form_page(
        request,
        child,
        title=_("Ask somebody to write a part"),
        form=form,
        button=_("Ask them to write"),
        intro=(_("They see the assessment and write in the parts you choose, in their own name."),),
        tab="assessment",
        back=back,
    )


@gate("assessments.ask_to_join", load=load_child)
def ask_to_join(request: Gated, child: Person) -> HttpResponseBase:
    """For somebody who may know that an assessment exists and not what it says (DUD-42)."""
    newest = next(iter(queries.assessments_of_child(child.pk)), None)
    if newest is None:
        raise Http404
    form = forms.JoinForm(request.POST or None)

    def act(given: dict[str, str]) -> str:
        inviting.ask_to_join(by=request.actor, assessment=newest, words=given["words"])
        messages.success(request, _("You have asked to join. The answer comes to your worktray."))
        return page_of(child)

    return submit(request, form, act) or form_page(
        request,
        child,
        title=_("Ask to join the assessment of %(name)s") % {"name": child.first_name},
        form=form,
        button=_("Ask to join"),
        tab="assessment",
    )


@gate("assessments.invite", load=queries.load_join_request)
def answer_join(request: Gated, asked: JoinRequest) -> HttpResponseBase:
    """Let a colleague in, or say why not now."""
    actions.require_as_starter(access.INVITE, by=request.actor, assessment=asked.assessment)
    child = asked.assessment.episode.child
    draft = asked.assessment.state == Assessment.State.DRAFT
    form = forms.AnswerJoinForm(request.POST or None, draft=draft)
    values = {"who": asked.asked_by.name, "agency": asked.asked_by.agency.name}

    def act(given: dict[str, str]) -> str:
        let_in = given["answer"] == JoinRequest.Answer.LET_IN
        inviting.answer_join_request(by=request.actor, request=asked, let_in=let_in, words=given["words"])
        messages.success(request, _("Your answer is on its way."))
        return reverse("desks:worktray")

    return submit(request, form, act) or plain_form_page(
        request,
        title=_("%(who)s asks to join the assessment of %(name)s") % {"who": asked.asked_by.name, "name": child.name},
        form=form,
        button=_("Send your answer"),
        intro=(_("%(who)s, %(agency)s, writes:") % values, asked.words),
        back=reverse("desks:worktray"),
    )


@gate("assessments.read_answer", load=queries.load_own_request)
def join_answer(request: Gated, asked: JoinRequest) -> HttpResponseBase:
    """The answer to my own request: who answered, why, whom to ring, and what can be done now (DUD-42)."""
    if request.method == "POST":
        inviting.read_answer(by=request.actor, request=asked)
        messages.success(request, _("Done. It has left your worktray."))
        return redirect("desks:worktray")
    let_in = asked.answer == JoinRequest.Answer.LET_IN
    by = asked.answered_by
    context = {
        "asked": asked,
        "child": asked.assessment.episode.child,
        "let_in": let_in,
        "telephone": (by.telephone or by.agency.telephone) if by else "",
        "draft": asked.assessment.state == Assessment.State.DRAFT,
    }
    return TemplateResponse(request, "assessments/join_answer.html", context)
