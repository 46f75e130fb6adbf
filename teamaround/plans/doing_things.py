"""Actions of the plan: adding one, changing one, saying how it went (DER-11)."""

import datetime

from django.utils.translation import gettext as _

from teamaround.access.actor import Actor
from teamaround.access.doing import doing
from teamaround.agencies.models import Agency, Post
from teamaround.families.models import Person
from teamaround.kit import clock
from teamaround.kit.problems import Problem
from teamaround.plans import access
from teamaround.plans.actions import Stale, children_of_need, lock_live
from teamaround.plans.models import Action, ActionProgress, ActionState, Aim, Need


def add_action(
    *,
    by: Actor,
    need: Need,
    what: str,
    outcome: str,
    aim: str,
    agency: Agency,
    due_on: datetime.date,
    owner_post: Post | None = None,
    owner_person: Person | None = None,
) -> Action:
    """Every action belongs to a need and has an owner person, an accountable agency, a day and a wanted outcome.

    Raises Refused or Problem (issue 2 step 10).
    """
    _check(aim, due_on, owner_post, owner_person)
    with doing(access.CHANGE, by=by, children=children_of_need(need), codes={"need": need.pk, "agency": agency.pk}):
        lock_live(need.plan_id)
        return Action.objects.create(
            authority_id=need.authority_id,
            need=need,
            what=what,
            outcome=outcome,
            aim=aim,
            owner_post=owner_post,
            owner_person=owner_person,
            agency=agency,
            due_on=due_on,
            added_by_id=by.own_post_id,
            added_at=clock.now(),
        )


def _check(aim: str, due_on: datetime.date, owner_post: Post | None, owner_person: Person | None) -> None:
    if aim not in Aim.values:
        raise Problem(_("Choose which of the five outcomes this serves."), field="aim")
    if (owner_post is None) == (owner_person is None):
        raise Problem(_("Choose one person who will do this."), field="owner")
    _check_day(due_on)


def _check_day(due_on: datetime.date) -> None:
    if due_on < clock.today():
        raise Problem(_("The day has passed. Write a day from today on."), field="due_on")


def change_action(*, by: Actor, action: Action, what: str, outcome: str, due_on: datetime.date, version: int) -> Action:
    """Change an action. A late one may keep its day; a new day lies ahead. Raises Refused, Problem, or Stale when
    somebody changed it meanwhile.
    """
    with doing(access.CHANGE, by=by, children=children_of_need(action.need), codes={"action": action.pk}):
        lock_live(action.need.plan_id)
        locked = Action.objects.select_for_update().get(pk=action.pk)
        if locked.version != version:
            raise Stale(locked)
        if due_on != locked.due_on:
            _check_day(due_on)
        locked.what, locked.outcome, locked.due_on, locked.version = what, outcome, due_on, version + 1
        locked.save()
        return locked


def say_progress(*, by: Actor, action: Action, state: str, words: str = "") -> ActionProgress:
    """How it went: under way, done, no longer needed. Appended; the action shows the newest. Raises Refused or Problem.

    Who only owns this action may do it for this action alone.
    """
    if state not in ActionState.values:
        raise Problem(_("Choose how it went."), field="state")
    if state == ActionState.DROPPED and not words.strip():
        raise Problem(_("Write why it is no longer needed."), field="words")
    children = children_of_need(action.need)
    with doing(access.PROGRESS, by=by, children=children, codes={"action": action.pk, "state": state}):
        lock_live(action.need.plan_id)
        locked = Action.objects.select_for_update().get(pk=action.pk)
        locked.state = state
        locked.done_on = clock.today() if state == ActionState.DONE else None
        locked.version += 1
        locked.save()
        return ActionProgress.objects.create(
            action=locked, state=state, words=words, by_id=by.own_post_id, at=clock.now()
        )
