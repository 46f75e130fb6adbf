"""The calendar entry of a meeting: no child's name in it, the agenda with it (issue 2 step 9)."""

import datetime

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vText

from teamaround.child_index.search_rows import shielded_among
from teamaround.meetings import agenda
from teamaround.meetings.models import Meeting


def entry(meeting: Meeting) -> bytes:
    """An RFC 5545 file: invitation, update or cancellation of one meeting; the same UID each time."""
    calendar = Calendar()
    calendar.add("prodid", "-//Teamaround//Meetings//EN")
    calendar.add("version", "2.0")
    cancelled = meeting.state == Meeting.State.CANCELLED
    calendar.add("method", "CANCEL" if cancelled else "REQUEST")
    event = Event()
    event.add("uid", f"{meeting.ref}@{settings.PUBLIC_ADDRESS.split('//')[-1].split(':')[0]}")
    event.add("sequence", meeting.sequence)
    event.add("dtstamp", meeting.called_at)
    event.add("dtstart", meeting.starts_at)
    event.add("dtend", meeting.starts_at + datetime.timedelta(minutes=meeting.minutes_long))
    event.add("summary", "Team meeting")
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    event["location"] = vText(place_outside(meeting))
    lines = agenda.outside_lines(meeting)
    if lines and not cancelled:
        event.add("description", "\n".join(lines))
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def place_outside(meeting: Meeting) -> str:
    """Where, for messages and calendars outside: of a protected child only that one must sign in to see it."""
    children = meeting.serves.values_list("episode__child_id", flat=True)
    return _("sign in to see where") if shielded_among(children) else meeting.place
