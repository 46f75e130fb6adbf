"""Messages to colleagues about a child obey what the family said, asked at the moment of sending."""

from teamaround.agencies.models import Sensitive
from teamaround.consent import access
from teamaround.notifications.models import Notice


def why_not(notice: Notice) -> str:
    """No message about this child goes to an agency that the family does not want, unless a duty covers it.

    Whoever caused the message reads why, and tells the colleague or not as is right (KIR-CO).
    """
    if notice.child_id is None or notice.to_post is None:
        return ""
    agency_id = notice.to_post.agency_id
    if not access.refused(agency_id).filter(child_id=notice.child_id).exists():
        return ""
    covered = access.covers(agency_id, notice.to_post.pk).filter(child_id=notice.child_id, sensitive=Sensitive.NONE)
    return "" if covered.exists() else Notice.Why.NOT_AGREED
