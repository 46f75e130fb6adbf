"""What goes out about meetings: invitations with a calendar entry, changes, minutes. No child's name in any."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from teamaround.kit import clock
from teamaround.kit.dates import day_words, time_words
from teamaround.lead_professional.queries import leading_of
from teamaround.meetings import agenda, calendar
from teamaround.meetings.announcements import MeetingCalled
from teamaround.meetings.models import Meeting
from teamaround.notifications import kinds
from teamaround.notifications.kinds import Attached, Kind
from teamaround.notifications.models import Notice
from teamaround.notifications.outbox import send


def register() -> None:
    """The kinds of message, once, when the site starts."""
    for kind in (_invited(), _changed(), _second(), _minutes()):
        kinds.register(kind)


def _invited() -> Kind:
    return Kind(
        key="meetings.invited",
        subject=_("Team meeting: %(day)s"),
        body=_(
            "%(who)s of %(agency)s invites you to a team meeting on %(day)s at %(time)s, %(place)s.\n\n"
            "%(agenda)s\n\n"
            "The family has agreed, or the law asks for it. A written part counts as much as coming.\n\n"
            "Say whether you come, or write your part, here: %(link)s"
        ),
        values=frozenset({"who", "agency", "day", "time", "place", "meeting"}),
        later=frozenset({"agenda"}),
        work_out=_agenda,
        path=lambda values: reverse("meetings:by_link", kwargs={"token": values["secret"]}),
        attach=_calendar,
    )


def _changed() -> Kind:
    return Kind(
        key="meetings.changed",
        subject=_("Team meeting changed: %(day)s"),
        body=_(
            "A team meeting you are invited to has changed. It is now on %(day)s at %(time)s, %(place)s: %(state)s."
            "\n\n%(agenda)s"
        ),
        values=frozenset({"day", "time", "place", "state", "meeting"}),
        later=frozenset({"agenda"}),
        work_out=_agenda,
        attach=_calendar,
    )


def _second() -> Kind:
    return Kind(
        key="meetings.second",
        subject=_("Another meeting was called"),
        body=_("%(who)s called a meeting about a child you lead for. See it here: %(link)s"),
        values=frozenset({"who", "meeting"}),
        path=lambda values: reverse("meetings:meeting", kwargs={"meeting_ref": values["meeting"]}),
    )


def _minutes() -> Kind:
    return Kind(
        key="meetings.minutes",
        subject=_("Minutes of a team meeting"),
        body=_("The minutes of the team meeting on %(day)s are ready. Read your copy here: %(link)s"),
        values=frozenset({"day", "meeting"}),
        path=lambda values: reverse("meetings:meeting", kwargs={"meeting_ref": values["meeting"]}),
    )


def _agenda(notice: Notice) -> dict[str, str]:
    """What will be talked about and when, and which part is this reader's: without a name (DER-08)."""
    meeting = Meeting.objects.filter(ref=notice.values["meeting"]).first()
    if meeting is None or meeting.state == Meeting.State.CANCELLED:
        return {"agenda": ""}
    lines = [_("What we talk about:"), *agenda.outside_lines(meeting)]
    if notice.to_post_id is not None and (part := agenda.part_of_post(meeting, notice.to_post_id)):
        lines.append(part)
    return {"agenda": "\n".join(str(line) for line in lines)}


def _calendar(notice: Notice) -> list[Attached]:
    meeting = Meeting.objects.filter(ref=notice.values["meeting"]).first()
    return [Attached("meeting.ics", calendar.entry(meeting), "text/calendar")] if meeting else []


def tell_invited(change: MeetingCalled) -> None:
    """Listener of `meeting_called`: invitations when new, a changed calendar entry otherwise."""
    meeting = change.meeting
    for invitee in meeting.invitees.filter(post__isnull=False).select_related("post__practitioner"):
        assert invitee.post is not None
        if invitee.pk in change.tokens:
            send(
                "meetings.invited",
                to_post=invitee.post,
                by=change.by,
                values=_when(meeting) | {"who": change.by.name[:60], "agency": change.by.agency_name[:100]},
                secret=change.tokens[invitee.pk],
            )
        elif not change.tokens:
            values = _when(meeting) | {"state": str(meeting.get_state_display())}
            send("meetings.changed", to_post=invitee.post, by=change.by, values=values)


def _when(meeting: Meeting) -> dict[str, str]:
    start = meeting.starts_at.astimezone(clock.LONDON)
    return {
        "day": day_words(start.date(), clock.today()),
        "time": time_words(start),
        "place": calendar.place_outside(meeting)[:110],
        "meeting": meeting.ref,
    }


def minutes_out(meeting: Meeting) -> int:
    """Each invited post is told that its copy is ready. Call inside a recording. Returns how many were told."""
    day = day_words(meeting.starts_at.astimezone(clock.LONDON).date(), clock.today())
    posts = [row.post for row in meeting.invitees.filter(post__isnull=False).select_related("post__practitioner")]
    for post in posts:
        if post is not None:
            send("meetings.minutes", to_post=post, by=None, values={"day": day, "meeting": meeting.ref})
    return len(posts)


def warn_leads(change: MeetingCalled) -> None:
    """Listener: whoever leads learns that somebody else called a meeting about the child (issue 2 step 9)."""
    if not change.tokens:
        return
    episodes = [link.episode_id for link in change.meeting.serves.all()]
    for leads in leading_of(episodes).values():
        if leads.lead is not None and leads.lead.post_id != change.by.post_id:
            values = {"who": change.by.name[:60], "meeting": change.meeting.ref}
            send("meetings.second", to_post=leads.lead.post, by=change.by, values=values)
