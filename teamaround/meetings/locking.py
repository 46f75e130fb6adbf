"""A meeting about to be changed: the children it is about, and the row locked while it is still to come."""

from django.utils.translation import gettext as _

from teamaround.kit.problems import Problem
from teamaround.meetings.models import Meeting


def children_of(meeting: Meeting) -> list[int]:
    """Person ids of the children it is about."""
    return sorted(meeting.serves.values_list("episode__child_id", flat=True))


def planned(meeting: Meeting) -> Meeting:
    """The meeting, locked, while it is still to come. Call inside a recording. Raises Problem."""
    locked = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if locked.state != Meeting.State.PLANNED:
        raise Problem(_("This meeting has been held or called off already."))
    return locked
