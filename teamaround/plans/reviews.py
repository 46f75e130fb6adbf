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
from teamaround.plans import access, rules
from teamaround.plans.actions import children_to_act_for, lock_live, read_scale
from teamaround.plans.models import Need, Plan, Review, ReviewComment, ReviewLine

VOICES = ("child", "parent")
REVIEW = "review"
"""By whom a place on the scale was said that was agreed at a review."""


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
    """Write one review down. Of every child of the plan whom the actor may review, the child and the parents have
    words, or there is a reason why not (WOR-15). Raises Refused or Problem.
    """
    said, mine = list(comments), children_to_act_for(by, plan, access.REVIEW)
    _check(plan, held_on, next_step, next_on)
    closes = next_step == Review.Next.CLOSE
    with doing(access.REVIEW, by=by, children=mine, codes={"plan": plan.pk, "next": next_step}):
        locked = lock_live(plan.pk)
        _check_voices(said, mine)
        if locked.state == Plan.State.DRAFT:
            raise Problem(_("This plan is not agreed yet. Say first that it is agreed; then you can look at it again."))
        made = Review.objects.create(
            authority_id=plan.authority_id, plan=plan, held_on=held_on, by_id=by.own_post_id, present=present,
            next=next_step, next_on=None if closes else next_on, notes=notes, recorded_at=clock.now(),
        )  # fmt: skip
        for line in lines:
            _write_line(by, made, line)
        for comment in said:
            ReviewComment.objects.create(
                review=made, episode=comment.episode, whose=comment.whose, words=comment.words,
                why_none=comment.why_none,
            )  # fmt: skip
        locked.next_review_on = made.next_on
        locked.save(update_fields=["next_review_on"])
        for link in plan.serves.filter(episode__child_id__in=mine).select_related("episode"):
            tell(link.episode, "plans_reviewed", by=by, on=held_on)
        return made


def _check(plan: Plan, held_on: datetime.date, next_step: str, next_on: datetime.date | None) -> None:
    begun = plan.made_at.astimezone(clock.LONDON).date()
    word = rules.review_day(held_on=held_on, begun=begun, today=clock.today())
    if word == "ahead":
        raise Problem(_("The day of the review lies ahead. Write the day you met."), field="held_on")
    if word == "before the plan":
        raise Problem(_("The plan was not begun yet on that day. Write the day you met."), field="held_on")
    if next_step not in Review.Next.values:
        raise Problem(_("Choose what comes next."), field="next_step")
    if next_step != Review.Next.CLOSE and (next_on is None or next_on <= held_on):
        raise Problem(_("Write the day you will look again, or choose to close."), field="next_on")


def _check_voices(said: list[Comment], mine: list[int]) -> None:
    heard = {(comment.episode.child_id, comment.whose) for comment in said}
    if any((child, whose) not in heard for child in mine for whose in VOICES):
        raise Problem(_("Write what each child and the parents said, or choose why there is nothing."))
    for comment in said:
        if not comment.words.strip() and comment.why_none not in rules.WHY_NO_WORDS:
            field = f"{comment.whose}_{comment.episode.ref}"
            raise Problem(_("Write what they said, or choose why there is nothing."), field=field)


def _write_line(by: Actor, made: Review, line: Line) -> None:
    ReviewLine.objects.create(review=made, need=line.need, scale=line.scale, words=line.words, met=line.met)
    if line.scale is not None:
        read_scale(by=by, need=line.need, value=line.scale, said_by=REVIEW, on=made.held_on)
    if line.met and line.need.met_on is None:
        line.need.met_on = made.held_on
        line.need.save(update_fields=["met_on"])
