"""What meetings offer to the shared places: tab, worktray, next meeting, the guest's door, messages."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from teamaround.access.actor import Actor
from teamaround.access.roles import Kind
from teamaround.agencies import doors
from teamaround.child_index.announcements import died
from teamaround.episodes.story import add_sentences
from teamaround.families import bar
from teamaround.families.bar import Door
from teamaround.kit import clock
from teamaround.kit.dates import day_words, short_day_words, time_words
from teamaround.meetings import access, ending, notices, queries
from teamaround.meetings.announcements import meeting_called
from teamaround.meetings.models import Invitee, Meeting
from teamaround.notifications import worktray
from teamaround.notifications.worktray import SideCard, Urgency, WorktrayItem, group_for


def register() -> None:
    """Called once, when the site starts."""
    bar.offer_tab(60, Door("meetings", gettext_lazy("Meetings"), "meetings:of_child", access.READ.name))
    bar.offer_can_do(20, Door("call", gettext_lazy("Call a meeting"), "meetings:call", access.CALL.name))
    worktray.register_rows("meetings.invitations", invitations)
    worktray.register_side("meetings.next", next_card)
    doors.register(doors.Door("guest", guest, "meetings:thanks"))
    notices.register()
    meeting_called.listen(notices.tell_invited)
    died.listen(ending.call_off)
    meeting_called.listen(notices.warn_leads)
    add_sentences(
        meetings_called="A meeting was called for %(day)s.",
        meetings_called_off="A meeting was called off.",
        meetings_held="The team met; %(came)s came.",
    )


def guest(grant_id: int) -> Actor | None:
    """The actor of an invitation by link, while the meeting is planned."""
    invitee = Invitee.objects.filter(pk=grant_id, meeting__state=Meeting.State.PLANNED).first()
    if invitee is None:
        return None
    return Actor(
        kind=Kind.GUEST, grant_id=invitee.pk, authority_id=invitee.authority_id, event_name=f"invitee:{invitee.pk}"
    )


def invitations(actor: Actor) -> list[WorktrayItem]:
    """Meetings I have not answered."""
    found = []
    for meeting, children in queries.invitations_for(actor):
        start = meeting.starts_at.astimezone(clock.LONDON)
        who = meeting.called_by
        found.append(
            WorktrayItem(
                group=group_for(None),
                urgency=Urgency.ANSWER_TODAY,
                tag="soon",
                tag_word=short_day_words(start.date(), clock.today()),
                title=_("Come to the meeting about %(name)s?") % {"name": ", ".join(c.name for c in children)},
                url=reverse("meetings:answer", kwargs={"meeting_ref": meeting.ref}),
                lines=(
                    _("Invited by %(who)s, %(agency)s. You can send a written part instead.")
                    % {"who": who.name, "agency": who.agency.name},
                ),
                button=_("Answer"),
                due=start.date(),
                minutes=2,
                child_ids=tuple(child.pk for child in children),
            )
        )
    return found


def next_card(actor: Actor) -> list[SideCard]:
    """The next meeting of children I may see."""
    found = queries.next_of_mine(actor)
    if found is None:
        return []
    meeting, children = found
    start = meeting.starts_at.astimezone(clock.LONDON)
    return [
        SideCard(
            title=_("Next meeting"),
            strong=f"{day_words(start.date(), clock.today())}, {time_words(start)}",
            lines=(", ".join(child.name for child in children), meeting.place),
            url=reverse("meetings:meeting", kwargs={"meeting_ref": meeting.ref}),
            link=_("Open the meeting"),
            order=10,
            child_ids=tuple(child.pk for child in children),
        )
    ]
