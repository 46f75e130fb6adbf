"""Each person's copy of the minutes, worked out from what they may read; the family's on paper too (CWA-TAC)."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from teamaround.access.actor import Actor
from teamaround.agencies.acting import actor_in_post
from teamaround.child_index.access import shielded
from teamaround.consent.standing import hidden_from_parents
from teamaround.families.models import Person
from teamaround.families.queries import people_at_home, responsible_people
from teamaround.kit import clock
from teamaround.kit.dates import day_words, time_words
from teamaround.kit.documents import Block, Document, bullet, heading, text
from teamaround.meetings import queries, rules
from teamaround.meetings.models import Invitee, Item, Meeting


@dataclass(frozen=True)
class Copy:
    """What one invited person gets: the items, and how many of all are left out."""

    invitee: Invitee
    items: list[Item]
    left_out: int

    @property
    def name(self) -> str:
        who = self.invitee.post or self.invitee.person
        return who.name if who else ""


def copies_of(meeting: Meeting) -> list[Copy]:
    """Everybody's copy, for whoever sends them to look at first."""
    everything = queries.items_of(meeting).count()
    found = []
    for invitee in meeting.invitees.select_related("post", "person").order_by("pk"):
        items = copy_for(meeting, invitee)
        found.append(Copy(invitee, items, everything - len(items)))
    return found


def seen_by(copy: Copy, readable: set[int]) -> Copy:
    """Somebody else's copy without what the one who looks at it may not read; what is left out stays a number."""
    items = [item for item in copy.items if item.pk in readable]
    return Copy(copy.invitee, items, copy.left_out + len(copy.items) - len(items))


def copy_for(meeting: Meeting, invitee: Invitee) -> list[Item]:
    """The copy of one invited person: as their post reads it, or as the family does."""
    if invitee.post_id is None:
        assert invitee.person is not None
        return items_for_person(meeting, invitee.person)
    actor = actor_in_post(invitee.post_id)
    return queries.items_for(actor, meeting, invited=True) if actor else []


def items_for_person(meeting: Meeting, person: Person) -> list[Item]:
    """What somebody of the family reads: what is for everyone, about children they may know of."""
    links = queries.links_of(meeting)
    readable = frozenset(link.episode.child_id for link in links if may_know(person, link.episode.child))
    return [
        row
        for row in queries.items_of(meeting)
        if rules.may_read_item(
            audience=row.audience,
            about=queries.about(row, links),
            readable=readable,
            same_agency=False,
            leads=False,
            role=None,
            family=True,
        )
    ]


def may_know(person: Person, child: Person) -> bool:
    """The child; whoever they live with; a parent with responsibility while nothing of the child is protected. No
    parent where the young person decided alone (issue 2 step 13).
    """
    if person == child:
        return True
    if hidden_from_parents(child.pk):
        return False
    if person in people_at_home(child.pk):
        return True
    protected = shielded(Actor.nobody()).filter(child_id=child.pk).exists()
    return not protected and responsible_people(child.pk).filter(pk=person.pk).exists()


def family_document(meeting: Meeting, person: Person) -> Document:
    """The family's copy: large letters, what was said and decided, when we meet again."""
    starts = meeting.starts_at.astimezone(clock.LONDON)
    items = items_for_person(meeting, person)
    decided = [bullet(row.words) for row in items if row.decision]
    said = [bullet(row.words) for row in items if not row.decision]
    blocks: list[Block] = []
    for title, lines in ((_("What we decided"), decided), (_("What was said"), said)):
        blocks += [heading(2, title), *lines] if lines else []
    if not items:
        blocks.append(text(_("Nothing was written down for you to read.")))
    if meeting.next_on is not None:
        blocks += [heading(2, _("When we meet again")), text(day_words(meeting.next_on, clock.today()))]
    return Document(
        title=_("Our meeting on %(day)s") % {"day": day_words(starts.date(), clock.today())},
        lead=_("%(time)s. Your copy.") % {"time": time_words(starts)},
        blocks=tuple(blocks),
        foot=_("Tell us if something here is wrong, or if you want to add something."),
        large=True,
    )
