"""Looking at the plan again: progress, scales, words, and what next (DUD-45)."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from teamaround.access.actor import Actor
from teamaround.access.doing import doing
from teamaround.episodes.models import Episode
from teamaround.episodes.story import tell
from teamaround.kit import clock
from teamaround.kit.problems import Problem
from teamaround.plans import access
from teamaround.plans.actions import _mine, read_scale
from teamaround.plans.models import Need, Plan, Review, ReviewComment, ReviewLine


@dataclass(frozen=True)
class Line:
    """What was said about one need: place on the scale or None, words, whether it is met."""

    need: Need
    scale: int | None
    words: str
    met: bool


@dataclass(frozen=True)
class Comment:
    """Words of the child or the parent about one child, or a code why there are none."""

    episode: Episode
    whose: str
    words: str
    why_none: str


def review(
    *,
    by: Actor,
    plan: Plan,
    held_on: datetime.date,
    next_step: str,
    next_on: datetime.date | None,
    lines: Iterable[Line],
    comments: Iterable[Comment],
    present: str = "",
    notes: str = "",
) -> Review:
    """Write one review down. Every child and parent has words or a reason why not. Raises Refused or Problem."""
    said = list(comments)
    _check(held_on, next_step, next_on, said)
    with doing(access.REVIEW, by=by, children=_mine(by, plan, access.REVIEW), codes={"plan": plan.pk}):
        made = Review.objects.create(
            authority_id=plan.authority_id, plan=plan, held_on=held_on, by_id=by.own_post_id, present=present,
            next=next_step, next_on=next_on, notes=notes, recorded_at=clock.now(),
        )  # fmt: skip
        for line in lines:
            _write_line(by, made, line)
        for comment in said:
            ReviewComment.objects.create(
                review=made, episode=comment.episode, whose=comment.whose, words=comment.words,
                why_none=comment.why_none,
            )  # fmt: skip
        plan.next_review_on = next_on
        plan.save()
        for link in plan.serves.select_related("episode"):
            tell(link.episode, "plans_reviewed", by=by, on=held_on)
        return made


def _check(held_on: datetime.date, next_step: str, next_on: datetime.date | None, comments: list[Comment]) -> None:
    if held_on > clock.today():
        raise Problem(_("The day of the review lies ahead. Write the day you met."), field="held_on")
    if next_step not in Review.Next.values:
        raise Problem(_("Choose what comes next."), field="next")
    if next_step != Review.Next.CLOSE and (next_on is None or next_on <= held_on):
        raise Problem(_("Write the day you will look again, or choose to close."), field="next_on")
    for comment in comments:
        if not comment.words.strip() and not comment.why_none:
            raise Problem(_("Write what they said, or choose why there is nothing."), field=f"{comment.whose}_words")


def _write_line(by: Actor, made: Review, line: Line) -> None:
    ReviewLine.objects.create(review=made, need=line.need, scale=line.scale, words=line.words, met=line.met)
    if line.scale is not None:
        read_scale(by=by, need=line.need, value=line.scale, said_by="review")
    if line.met and line.need.met_on is None:
        line.need.met_on = made.held_on
        line.need.save(update_fields=["met_on"])
