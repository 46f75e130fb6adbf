"""Asking colleagues to write a part, and asking to join in place of starting a second assessment (DER-18, DUD-42)."""

from collections.abc import Iterable

from django.db import IntegrityError
from django.utils.translation import gettext as _

from teamaround.access.actor import Actor
from teamaround.access.doing import doing
from teamaround.agencies.models import Post
from teamaround.assessments import access
from teamaround.assessments.actions import doing_as_starter
from teamaround.assessments.models import Assessment, Contributor, JoinRequest
from teamaround.assessments.queries import instrument_of
from teamaround.episodes.story import tell
from teamaround.kit import clock
from teamaround.kit.problems import Problem
from teamaround.notifications import outbox

INVITED = "assessments.invited"
ASKED_TO_JOIN = "assessments.asked_to_join"
JOIN_ANSWERED = "assessments.join_answered"


def invite(*, by: Actor, assessment: Assessment, post: Post, sections: Iterable[str] = ()) -> Contributor:
    """Ask a colleague to write some parts, or all; asking again changes which. Raises Refused or Problem."""
    wanted = list(sections)
    if assessment.state != Assessment.State.DRAFT:
        raise Problem(_("The assessment is complete. Ask for a supplement instead."))
    if not set(wanted) <= set(instrument_of(assessment).sections_by_key):
        raise Problem(_("Choose parts of this assessment."), field="sections")
    with doing_as_starter(access.INVITE, by=by, assessment=assessment, codes={"post": post.pk, "sections": wanted}):
        running = Contributor.objects.filter(assessment=assessment, post=post, ended_at__isnull=True).first()
        if running is not None:
            running.sections = wanted
            running.save()
            return running
        made = Contributor.objects.create(
            authority_id=assessment.authority_id,
            assessment=assessment,
            post=post,
            sections=wanted,
            invited_by_id=by.own_post_id,
            invited_at=clock.now(),
        )
        if not post.agency.sensitive:
            tell(assessment.episode, "assessments_invite", by=by, name=post.name)
        _write_to(post, INVITED, by, assessment, assessment.ref)
        return made


def _write_to(post: Post, kind: str, by: Actor, assessment: Assessment, ref: str) -> None:
    values = {"who": by.name[:120], "ref": ref}
    outbox.send(kind, to_post=post, by=by, values=values, child_id=assessment.episode.child_id)


def end_invitation(*, by: Actor, contributor: Contributor) -> Contributor:
    """Somebody no longer writes; what was written stays. Raises Refused."""
    codes = {"contributor": contributor.pk}
    with doing_as_starter(access.INVITE, by=by, assessment=contributor.assessment, codes=codes):
        contributor.ended_at = clock.now()
        contributor.save()
        return contributor


def ask_to_join(*, by: Actor, assessment: Assessment, words: str) -> JoinRequest:
    """Ask whoever started it to be let in; once while it waits. Raises Refused or Problem."""
    if not words.strip():
        raise Problem(_("Say in a few words what you could add."), field="words")
    child_id = assessment.episode.child_id
    try:
        with doing(access.ASK_TO_JOIN, by=by, children=[child_id], codes={"assessment": assessment.pk}):
            made = JoinRequest.objects.create(
                authority_id=assessment.authority_id,
                assessment=assessment,
                asked_by_id=by.post_id,
                words=words,
                asked_at=clock.now(),
            )
            _write_to(assessment.started_by, ASKED_TO_JOIN, by, assessment, made.ref)
            return made
    except IntegrityError:
        return JoinRequest.objects.get(assessment=assessment, asked_by_id=by.post_id, answered_at__isnull=True)


def answer_join_request(*, by: Actor, request: JoinRequest, let_in: bool, words: str = "") -> JoinRequest:
    """Let a colleague in, or say why not now: the answer goes to whoever asked. Raises Refused or Problem."""
    if not let_in and not words.strip():
        raise Problem(_("Say in a few words why not now, and what they could do instead."), field="words")
    assessment = request.assessment
    answer = JoinRequest.Answer.LET_IN if let_in else JoinRequest.Answer.DECLINED
    with doing_as_starter(access.INVITE, by=by, assessment=assessment, codes={"answer": str(answer)}):
        locked = JoinRequest.objects.select_for_update().get(pk=request.pk)
        if locked.answered_at is not None:
            raise Problem(_("Somebody has answered this already."))
        locked.answer, locked.answer_words = answer, words
        locked.answered_by_id, locked.answered_at = by.own_post_id, clock.now()
        locked.save()
        if let_in:
            _let_in(by, request)
        _write_to(request.asked_by, JOIN_ANSWERED, by, assessment, request.ref)
        return locked


def _let_in(by: Actor, request: JoinRequest) -> None:
    """Into a draft to write; into a finished one to read it, and to write a supplement."""
    assessment, post = request.assessment, request.asked_by
    if assessment.state == Assessment.State.DRAFT:
        invite(by=by, assessment=assessment, post=post)
    elif not Contributor.objects.filter(assessment=assessment, post=post, ended_at__isnull=True).exists():
        Contributor.objects.create(
            authority_id=assessment.authority_id,
            assessment=assessment,
            post=post,
            invited_by_id=by.own_post_id,
            invited_at=clock.now(),
        )


def read_answer(*, by: Actor, request: JoinRequest) -> JoinRequest:
    """Whoever asked has read the answer; it leaves the worktray. Raises Refused."""
    child_id = request.assessment.episode.child_id
    with doing(access.READ_ANSWER, by=by, children=[child_id], codes={"join_request": request.pk}):
        request.read_at = clock.now()
        request.save(update_fields=["read_at"])
        return request
