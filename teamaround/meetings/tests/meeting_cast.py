"""A meeting about Kayleigh, and Tyler beside her where a test wants a brother."""

import datetime

from teamaround.audit.recording import recording
from teamaround.kit import clock
from teamaround.lead_professional.models import Appointment
from teamaround.meetings import actions, minutes
from teamaround.practice_data.cast import MAKER, join, lead, make_person


def call(cast, by="lead", days=9, people=None, posts=("member",), episodes=("kayleigh",), **more):
    when = actions.Plan(clock.now() + datetime.timedelta(days=days), "Family room", "first")
    everybody = [cast.kayleigh, cast.mother] if people is None else people
    return actions.call(
        by=cast.actors[by], episodes=[cast.episodes[name] for name in episodes], plan=when,
        posts=[cast.posts[name] for name in posts], people=everybody, **more,
    )  # fmt: skip


def begun(cast, meeting):
    """The time of the meeting has come."""
    return put(meeting, starts_at=clock.now() - datetime.timedelta(hours=1))


def held(cast, came=(), **more):
    """A meeting that took place: `came` are names of posts."""
    meeting = begun(cast, call(cast, **more).meeting)
    there = meeting.invitees.filter(post__in=[cast.posts[name] for name in came])
    minutes.note_attendance(by=cast.actors["lead"], meeting=meeting, came=[row.pk for row in there])
    meeting.refresh_from_db()
    return meeting


def put(record, **values):
    with recording(by=MAKER, action="test.put"):
        for name, value in values.items():
            setattr(record, name, value)
        record.save()
    return record


def brother(cast):
    """Tyler in Kayleigh's family group; the lead may see both, the member only Kayleigh."""
    with recording(by=MAKER, action="test.brother"):
        cast.episodes["tyler"].group = cast.episodes["kayleigh"].group
        cast.episodes["tyler"].save()
        cast.episodes["tyler"].appointments.update(ends=clock.today(), end_reason="handed_over")
        lead(cast.episodes["tyler"], cast.posts["lead"], Appointment.Part.LEAD)
        join(cast.episodes["tyler"], cast.posts["lead"])
    return cast.episodes["tyler"]


def somebody(cast, given="Ann", family="Quill"):
    with recording(by=MAKER, action="test.person"):
        return make_person(cast.authority, given, family, datetime.date(1980, 1, 1))
