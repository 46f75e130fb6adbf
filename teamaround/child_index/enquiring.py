"""Asking somebody about a child, and answering; emergency looks and their review (CWA-CP, DUD-27)."""

import datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from teamaround.access.actor import Actor
from teamaround.access.doing import doing
from teamaround.access.roles import Role
from teamaround.agencies.models import Post
from teamaround.child_index import access
from teamaround.child_index.models import BreakGlass, Enquiry, Involvement
from teamaround.families.models import Person
from teamaround.kit import clock
from teamaround.kit.problems import Problem

ANSWER_IN = datetime.timedelta(days=2)
EMERGENCY_LASTS = datetime.timedelta(minutes=60)


def enquire(*, by: Actor, child: Person, to: Involvement, question: str) -> Enquiry:
    """Ask the worker named in an involvement, or their agency. Raises Refused or Problem."""
    _need(question)
    if to.child_id != child.pk:
        raise Problem(_("Choose somebody who is round this child."), field="to")
    with doing(access.ENQUIRE, by=by, children=[child.pk], codes={"agency": to.agency_id, "post": to.post_id}):
        return _put(by, child, question, to_post_id=to.post_id, to_agency_id=to.agency_id)


def ask_index_team(*, by: Actor, child: Person, question: str) -> Enquiry:
    """Ask the index team of the child's authority; it puts people in touch where a shield keeps things back.

    Both people are on record: who asks with the child, and who answers. Raises Refused or Problem.
    """
    _need(question)
    with doing(access.ASK_INDEX_TEAM, by=by, children=[child.pk], codes={"role": Role.INDEX_TEAM.value}):
        today = clock.today()
        team = Post.objects.filter(authority_id=child.authority_id, role=Role.INDEX_TEAM, starts__lte=today)
        post = team.filter(Q(ends__isnull=True) | Q(ends__gte=today)).order_by("pk").first()
        if post is None:
            raise Problem(_("Your authority has nobody in its index team yet. Ring your manager."))
        return _put(by, child, question, to_agency_id=post.agency_id, to_role=Role.INDEX_TEAM.value)


def _put(by: Actor, child: Person, question: str, **to: Any) -> Enquiry:
    return Enquiry.objects.create(
        authority_id=child.authority_id,
        child=child,
        asked_by_id=by.post_id,
        question=question,
        answer_by=clock.today() + ANSWER_IN,
        asked_at=clock.now(),
        **to,
    )


def _need(question: str) -> None:
    if not question.strip():
        raise Problem(_("Write what you want to know."), field="question")


def answer_enquiry(*, by: Actor, enquiry: Enquiry, answer: str) -> Enquiry:
    """Answer once; a second answer is told that one is there. Raises Refused or Problem."""
    if not answer.strip():
        raise Problem(_("Write your answer."), field="answer")
    took = _hours(clock.now() - enquiry.asked_at)
    codes = {"enquiry": enquiry.pk, "hours": took}
    with doing(access.ANSWER_ENQUIRY, by=by, children=[enquiry.child_id], codes=codes):
        locked = Enquiry.objects.select_for_update().get(pk=enquiry.pk)
        if locked.answered_at is not None:
            raise Problem(_("Somebody has answered this already."))
        locked.answer, locked.answered_by_id, locked.answered_at = answer, by.own_post_id, clock.now()
        locked.save()
        return locked


def _hours(time: datetime.timedelta) -> int:
    return int(time.total_seconds() // 3600)


def put_away(*, by: Actor, enquiry: Enquiry) -> Enquiry:
    """Whoever asked has read the answer. Raises Refused or Problem."""
    if enquiry.asked_by_id != by.post_id:
        raise Problem(_("This is somebody else's question."))
    with doing(access.READ_ANSWER, by=by, children=[enquiry.child_id], codes={"enquiry": enquiry.pk}):
        locked = Enquiry.objects.select_for_update().get(pk=enquiry.pk)
        if locked.answered_at is None:
            raise Problem(_("There is no answer yet."))
        locked.read_at = locked.read_at or clock.now()
        locked.save()
        return locked


def open_in_emergency(*, by: Actor, child: Person, code: str, words: str) -> BreakGlass:
    """Open a record without a relationship for an hour; a reviewer must close it (design.md 4). Raises Refused."""
    with doing(
        access.BREAK_GLASS, by=by, children=[child.pk], codes={"code": code}, detail={"reason": words}, outcome="read"
    ):
        return BreakGlass.objects.create(
            authority_id=child.authority_id,
            child=child,
            post_id=by.post_id,
            reason_code=code,
            opened_at=clock.now(),
            ends_at=clock.now() + EMERGENCY_LASTS,
        )


def review_emergency(*, by: Actor, look: BreakGlass, finding: str) -> BreakGlass:
    """A reviewer closes an emergency look; nobody reviews their own. Raises Refused or Problem."""
    if look.post_id == by.post_id:
        raise Problem(_("Somebody else must review your own look."))
    with doing(access.REVIEW_BREAK_GLASS, by=by, children=[look.child_id], codes={"finding": finding}):
        locked = BreakGlass.objects.select_for_update().get(pk=look.pk)
        locked.reviewed_by_id, locked.reviewed_at, locked.finding = by.own_post_id, clock.now(), finding
        locked.save()
        return locked
