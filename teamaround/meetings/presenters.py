"""Who is invited and how each stands, and the agenda, for one reader."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy

from teamaround.access.actor import Actor
from teamaround.families.models import Person
from teamaround.kit.pieces import Status
from teamaround.meetings import agenda, queries, rules
from teamaround.meetings.models import Invitee, Meeting
from teamaround.team_around_child.knowing import Knowing

ATTENDANCE = {
    "coming": ("good", gettext_lazy("Coming")),
    "writing": ("under_way", gettext_lazy("Sends a written part")),
    "declined": ("neutral", gettext_lazy("Cannot come")),
    "no answer": ("offered", gettext_lazy("No answer yet")),
    "came": ("done", gettext_lazy("Came")),
    "apologies": ("neutral", gettext_lazy("Sent apologies")),
    "written part": ("under_way", gettext_lazy("Sent a written part")),
    "missed": ("soon", gettext_lazy("Said yes, did not come")),
    "no answer, did not come": ("soon", gettext_lazy("No answer, did not come")),
}


@dataclass(frozen=True)
class Invited:
    """One person who was asked, and how it stands; kept after the meeting too (KIR-ME-20)."""

    row: Invitee
    name: str
    agency: str
    status: Status


def invited(actor: Actor, meeting: Meeting, children: list[Person]) -> list[Invited]:
    """Everybody asked whom this reader may know of: no child they may not see, no sensitive service uncovered."""
    knowing = Knowing.of(actor, [child.pk for child in children])
    known = {child.pk for child in children}
    about = {link.episode.child_id for link in queries.links_of(meeting)}
    rows = meeting.invitees.select_related("post__practitioner", "post__agency", "person").order_by("pk")
    return [
        _invited(row, held=meeting.state == Meeting.State.HELD)
        for row in rows
        if knowing.post(row.post) and (row.person_id not in about or row.person_id in known)
    ]


def _invited(row: Invitee, *, held: bool) -> Invited:
    who = row.post or row.person
    word = rules.attendance_word(held=held, answer=row.answer, attended=row.attended)
    return Invited(row, who.name if who else "", row.post.agency.name if row.post else "", Status(*ATTENDANCE[word]))


@dataclass(frozen=True)
class AgendaRow:
    """One point with its time; the child's name only where the reader may know the child."""

    timed: agenda.Timed
    words: str
    name: str


def agenda_rows(meeting: Meeting, children: list[Person]) -> list[AgendaRow]:
    known = {child.pk for child in children}
    rows = []
    for point in agenda.timed(meeting):
        inside = point.child is None or point.child.pk in known
        name = point.child.first_name if point.child is not None and inside else ""
        rows.append(AgendaRow(point, point.item.words if inside else point.outside, name))
    return rows
