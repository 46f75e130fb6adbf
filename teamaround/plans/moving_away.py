"""Open actions when another authority becomes responsible for the child. Listener."""

from django.utils.translation import gettext as _

from teamaround.child_index.announcements import Transferred
from teamaround.kit import clock
from teamaround.plans.models import Action, ActionProgress, ActionState, Plan


def hand_over(moved: Transferred) -> None:
    """What was somebody's task there is the receiver's, who may give it on; what others do stays theirs.

    A plan that serves a brother or sister who stays keeps its authority.
    """
    running = Action.objects.filter(
        need__serves__episode__child_id=moved.child_id, state__in=[ActionState.TO_DO, ActionState.UNDER_WAY]
    ).distinct()
    for action in running.filter(moved.stays_behind("owner_post")).select_related("agency"):
        _give(moved, action)
    plans = Plan.objects.filter(serves__episode__child_id=moved.child_id)
    elsewhere = plans.exclude(serves__episode__authority_id=moved.now_id).values("pk")
    for plan in plans.exclude(pk__in=elsewhere).distinct():
        plan.authority_id = moved.now_id
        plan.save()
    running.filter(moved.goes_along("owner_post")).update(authority_id=moved.now_id)


def _give(moved: Transferred, action: Action) -> None:
    post = moved.received_by
    if post is None or _serves_others(moved, action):
        return
    before = action.agency.name
    action.owner_post, action.agency_id, action.authority_id = post, post.agency_id, moved.now_id
    action.version += 1
    action.save()
    ActionProgress.objects.create(
        action=action,
        state=action.state,
        words=_("The family has moved. %(agency)s had this until today.") % {"agency": before},
        by_id=moved.by.own_post_id,
        at=clock.now(),
    )


def _serves_others(moved: Transferred, action: Action) -> bool:
    """Whether the need is a brother's or sister's too, who stays."""
    others = action.need.serves.exclude(episode__child_id=moved.child_id)
    return others.exclude(episode__authority_id=moved.now_id).exists()
