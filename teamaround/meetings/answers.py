"""Answering an invitation: coming, a written part instead, or cannot come (DER-08)."""

from django.utils.translation import gettext as _

from teamaround.access import engine
from teamaround.access.actor import Actor
from teamaround.access.doing import doing
from teamaround.access.roles import Kind
from teamaround.kit import clock
from teamaround.kit.problems import Problem
from teamaround.meetings import access
from teamaround.meetings.locking import children_of
from teamaround.meetings.models import Invitee, Meeting


def answer(*, by: Actor, invitee: Invitee, word: str, written_part: str = "", would_help: str = "") -> Invitee:
    """One's own answer, by link, signed in, or from the family's page; it may be changed until the meeting.

    Whoever cannot come may still send a written part, and say what would help them come. Raises Refused or Problem.
    """
    if word not in Invitee.Answer.values:
        raise Problem(_("Choose one of the three answers."), field="answer")
    if word == Invitee.Answer.WRITING and not written_part.strip():
        raise Problem(_("Write your part in the box, or choose another answer."), field="written_part")
    children = [child for child in children_of(invitee.meeting) if engine.check(by, access.ANSWER, child).allowed]
    with doing(access.ANSWER, by=by, children=children or children_of(invitee.meeting), codes={"answer": word}):
        locked = Invitee.objects.select_for_update().select_related("meeting").get(pk=invitee.pk)
        if not _own(by, locked):
            raise Problem(_("This invitation is somebody else's."))
        if locked.meeting.state != Meeting.State.PLANNED:
            raise Problem(_("The meeting has been held or called off. Ring whoever called it."))
        locked.answer, locked.answered_at = word, clock.now()
        locked.written_part = written_part or locked.written_part
        locked.would_help = would_help or locked.would_help
        locked.save()
        return locked


def _own(by: Actor, invitee: Invitee) -> bool:
    if by.kind is Kind.GUEST:
        return invitee.pk == by.grant_id
    if by.kind is Kind.FAMILY:
        return invitee.person_id is not None and invitee.person_id == by.person_id
    return invitee.post_id is not None and invitee.post_id == by.post_id
