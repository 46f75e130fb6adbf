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
    """Let a colleague write, or say why not now. Raises Refused or Problem."""
    assessment = request.assessment
    answer = JoinRequest.Answer.LET_IN if let_in else JoinRequest.Answer.DECLINED
    with doing_as_starter(access.INVITE, by=by, assessment=assessment, codes={"answer": str(answer)}):
        locked = JoinRequest.objects.select_for_update().get(pk=request.pk)
        if locked.answered_at is not None:
            raise Problem(_("Somebody has answered this already."))
        locked.answer, locked.answer_words = answer, words
        locked.answered_by_id, locked.answered_at = by.own_post_id, clock.now()
        locked.save()
        if let_in and assessment.state == Assessment.State.DRAFT:
            invite(by=by, assessment=assessment, post=request.asked_by)
        return locked
