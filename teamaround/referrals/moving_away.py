"""Requests to services when another authority becomes responsible for the child. Listener."""

from django.db.models import Q

from teamaround.child_index.announcements import Died, Transferred
from teamaround.referrals import moving, rules
from teamaround.referrals.models import Referral


def take_back(told: Died) -> None:
    """The child has died: no service is asked any more. Listener."""
    for row in Referral.objects.filter(episode__child_id=told.child_id, state__in=rules.WAITING):
        moving.move(moving.locked(row, "withdraw"), "withdraw", by=told.by)


def hand_over(moved: Transferred) -> None:
    """What a service of the authority before has not answered is taken back: whoever receives the case asks anew.

    Requests to services elsewhere go along. Help that has begun there stays as it is in the history.
    """
    rows = Referral.objects.filter(episode__child_id=moved.child_id)
    going_on = Q(to_post_id__in=moved.goes_on) | Q(taken_by_id__in=moved.goes_on)
    for row in rows.filter(agency__authority_id=moved.before_id, state__in=rules.WAITING).exclude(going_on):
        moving.move(moving.locked(row, "withdraw"), "withdraw", by=moved.by)
    rows.filter(~Q(agency__authority_id=moved.before_id) | going_on).update(authority_id=moved.now_id)
