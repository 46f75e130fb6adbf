"""Writing together when another authority becomes responsible for the child. Listener."""

from teamaround.assessments.models import Assessment, Contributor, JoinRequest
from teamaround.child_index.announcements import Transferred
from teamaround.kit import clock


def hand_over(moved: Transferred) -> None:
    """The assessment goes along; those of the authority before write no more, and who asked to join is answered."""
    now = clock.now()
    Assessment.objects.filter(episode__child_id=moved.child_id).update(authority_id=moved.now_id)
    writing = Contributor.objects.filter(assessment__episode__child_id=moved.child_id, ended_at__isnull=True)
    writing.filter(moved.stays_behind("post")).update(ended_at=now)
    writing.filter(moved.goes_along("post")).update(authority_id=moved.now_id)
    asking = JoinRequest.objects.filter(assessment__episode__child_id=moved.child_id, read_at__isnull=True)
    theirs = asking.filter(moved.stays_behind("asked_by"))
    theirs.filter(answered_at__isnull=True).update(
        answer=JoinRequest.Answer.DECLINED, answered_by_id=moved.by.own_post_id, answered_at=now
    )
    theirs.update(read_at=now)
    asking.filter(moved.goes_along("asked_by")).update(authority_id=moved.now_id)
