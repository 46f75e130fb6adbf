"""Chosen rows on paper: the same rows on the screen made for printing and in the tagged PDF."""

from django.utils.translation import gettext as _

from teamaround.access.actor import Actor
from teamaround.agencies.models import Agency
from teamaround.episodes.choosing import Chosen
from teamaround.episodes.models import Entry
from teamaround.families.models import Person
from teamaround.kit import clock
from teamaround.kit.dates import day_words, time_words
from teamaround.kit.documents import Block, Document, heading, small, text


def title_of(child: Person) -> str:
    return _("From the story of %(name)s") % {"name": child.name}


def lead_of(agency: Agency | None) -> str:
    """For whom the paper is."""
    if agency is None:
        return _("Chosen rows, oldest first.")
    return _("Chosen rows for %(agency)s, oldest first.") % {"agency": agency.name}


def foot_of(actor: Actor) -> str:
    return _("Printed by %(name)s on %(day)s. Keep it locked away, or give it back.") % {
        "name": actor.name,
        "day": day_words(clock.today()),
    }


def when(row: Entry) -> str:
    """Day, hour where it is known, kind."""
    hour = f", {time_words(row.happened_at)}" if row.happened_at else ""
    return f"{day_words(row.happened_on, clock.today())}{hour}: {row.get_kind_display()}"


def who(row: Entry) -> str:
    """Who wrote it, and where they work."""
    name = row.author.name if row.author else row.author_words
    return ", ".join(part for part in (name, row.source_agency.name if row.source_agency else "") if part)


def document(actor: Actor, child: Person, found: Chosen, agency: Agency | None) -> Document:
    """The paper as a tagged PDF."""
    blocks = [block for row in found.rows for block in _blocks(row)]
    return Document(title=title_of(child), lead=lead_of(agency), blocks=tuple(blocks), foot=foot_of(actor))


def _blocks(row: Entry) -> list[Block]:
    found = [heading(2, when(row)), text(row.words)]
    if row.significance:
        found.append(text(_("For the child: %(words)s") % {"words": row.significance}))
    if row.done:
        found.append(text(_("Done: %(words)s") % {"words": row.done}))
    return [*found, small(who(row))]
