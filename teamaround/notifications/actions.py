"""Settling a message that could not go."""

from teamaround.access.actor import Actor
from teamaround.access.doing import doing
from teamaround.kit import clock
from teamaround.notifications.access import SETTLE
from teamaround.notifications.models import Notice


def settle(notice: Notice, *, by: Actor) -> None:
    """The worker has told the person in another way: the row leaves the worktray."""
    with doing(SETTLE, by=by, codes={"notice": notice.pk, "kind": notice.kind}) as draft:
        if notice.child_id:
            draft.about(notice.child_id)
        Notice.objects.filter(pk=notice.pk, settled_at__isnull=True).update(settled_at=clock.now())
