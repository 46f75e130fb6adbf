"""Words and pieces for the pages: notes as cards, the parts with their state, who wrote."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from teamaround.access.actor import Actor
from teamaround.agencies.models import Post
from teamaround.assessments.models import Answer, Assessment
from teamaround.assessments.queries import instrument_of, may_know_agency
from teamaround.assessments.standing import names_of
from teamaround.families.presenters import child_page
from teamaround.instruments.rendering import Empty, Reading, ReadSection, read
from teamaround.instruments.routing import State
from teamaround.instruments.sources import Source, tag
from teamaround.instruments.words import Names
from teamaround.kit import clock
from teamaround.kit.dates import short_day_words, time_words
from teamaround.kit.pieces import Link, NoteCard

WARM = {Source.SAID_BY_CHILD.value, Source.SAID_BY_PARENT.value}
"""Words of the family: their tag is warm."""


@dataclass(frozen=True)
class PartLink:
    """One part in the list at the side."""

    words: str
    state: str
    url: str
    current: bool
    empty: bool


@dataclass(frozen=True)
class PartGroup:
    """Parts under one heading."""

    title: str
    parts: tuple[PartLink, ...]


def reading_of(assessment: Assessment, rows: Iterable[Any], **how: Any) -> Reading[Any]:
    """The answers laid out, for practitioners unless said otherwise."""
    return read(instrument_of(assessment), rows, names=names_of(assessment), **how)


def everything(assessment: Assessment, rows: Iterable[Answer]) -> Reading[Any]:
    """With the parts that nobody has written in."""
    return reading_of(assessment, rows, empty=Empty.NAMED)


def titled(title: str, assessment: Assessment) -> str:
    """ "Common assessment", "Common assessment: review"."""
    if assessment.kind == Assessment.Kind.WHOLE:
        return title
    return _("%(title)s: %(kind)s") % {"title": title, "kind": str(assessment.get_kind_display()).lower()}


def part_url(assessment: Assessment, section: str) -> str:
    return reverse("assessments:section", kwargs={"assessment_ref": assessment.ref, "section": section})


def parts(assessment: Assessment, reading: Reading[Any], *, writes: bool, current: str = "") -> list[PartGroup]:
    """Every part with its state in words; for mere readers, and once the text is finished, the links lead into it."""
    whole = reverse("assessments:read", kwargs={"assessment_ref": assessment.ref})
    opens = writes and assessment.state == Assessment.State.DRAFT
    return [
        PartGroup(
            group.title,
            tuple(
                PartLink(
                    words=section.short_title,
                    state=state_words(section, current=section.key == current),
                    url=part_url(assessment, section.key) if opens else f"{whole}#{section.key}",
                    current=section.key == current,
                    empty=section.state is State.EMPTY,
                )
                for section in group.sections
            ),
        )
        for group in reading.groups
    ]


def state_words(section: ReadSection[Any], *, current: bool = False) -> str:
    """ "open now", "not needed", "empty", "2 notes", "3 answers"."""
    if current:
        return _("open now")
    if section.state is State.NOT_NEEDED:
        return _("not needed")
    if section.state is State.EMPTY:
        return _("empty")
    if any(question.side for question in section.questions):
        return ngettext("%(count)d note", "%(count)d notes", section.notes) % {"count": section.notes}
    return ngettext("%(count)d answer", "%(count)d answers", section.notes) % {"count": section.notes}


def progress_words(reading: Reading[Any]) -> str:
    """ "14 of 19 parts have notes or are not needed"."""
    total = len(list(reading.sections()))
    return _("%(done)d of %(total)d parts have notes or are not needed") % {"done": reading.done, "total": total}


def card(actor: Actor, row: Answer, names: Names, *, text: str = "", link: Link | None = None) -> NoteCard:
    """A note as a card: mark, name, role, day, where it comes from."""
    post = row.author
    day = short_day_words(row.visit_on or row.given_at, clock.today())
    return NoteCard(
        agency_kind=post.agency.kind if post else "other",
        initials=post.practitioner.initials if post else row.author_words[:1].upper(),
        name=author_words(actor, row),
        line=_("%(role)s, %(day)s") % {"role": _role(row), "day": day} if _role(row) else day,
        source=source_words(row, names),
        text=text or str(row.value),
        warm=row.source in WARM,
        past=_has_left(post),
        link=link,
        key=f"note-{row.pk}",
    )


def author_words(actor: Actor, row: Answer) -> str:
    """ "You", or the name; with whoever typed it in."""
    if row.author is None:
        return row.author_words
    if row.author_id == actor.post_id and row.typed_by_id in {None, actor.own_post_id}:
        return _("You")
    return row.author.name


def _role(row: Answer) -> str:
    if row.typed_by is not None:
        return _("typed in by %(name)s") % {"name": row.typed_by.name}
    return row.author.job_title.lower() if row.author else ""


def _has_left(post: Post | None) -> bool:
    return post is not None and post.ends is not None and post.ends < clock.today()


def source_words(row: Answer, names: Names) -> str:
    """The tag beside a note: "saw it", "said by Kayleigh", "said by Donna Moss"."""
    if row.source == Source.SAID_BY_PARENT.value and row.source_words:
        return _("said by %(name)s") % {"name": row.source_words}
    if row.source == Source.REPORTED_BY_AGENCY.value and row.source_words:
        return _("reported by %(name)s") % {"name": row.source_words}
    return tag(row.source, names) or _("not said where from")


def who_wrote(actor: Actor, rows: Iterable[Answer]) -> list[str]:
    """Everybody whose words stand, once each, in the order in which they came."""
    found = dict.fromkeys(author_words(actor, row) for row in rows if row.author_id or row.author_words)
    return list(found)


def last_saved(actor: Actor, rows: Sequence[Answer], section: str) -> str:
    """When this post last saved something in the part today, or ""."""
    mine = [row.given_at for row in rows if row.section == section and row.author_id == actor.post_id]
    today = mine and clock.today() == max(mine).astimezone(clock.LONDON).date()
    return time_words(max(mine)) if today else ""


def page_context(actor: Actor, assessment: Assessment, *, here: str = "") -> dict[str, Any]:
    """The child's page round an assessment, with crumbs down to it. The parts stand where one could do things."""
    child = assessment.episode.child
    context = child_page(actor, child, tab="assessment")
    paper = reverse("assessments:paper", kwargs={"assessment_ref": assessment.ref})
    crumbs = [*context["crumbs"], Link(_("Assessment"), paper if here else "")]
    return context | {
        "assessment": assessment,
        "bar": replace(context["bar"], can_do=()),
        "crumbs": [*crumbs, Link(here, "")] if here else crumbs,
    }


def started_words(actor: Actor, assessment: Assessment) -> str:
    """ "Started by Sam Okafor, Hazel Bank Primary, on 3 February." Nameless where the service may not be known."""
    by = assessment.started_by
    day = short_day_words(assessment.started_at, clock.today())
    if not may_know_agency(actor, assessment.episode.child_id, by.agency):
        return _("Started on %(day)s.") % {"day": day}
    values = {"name": by.name, "agency": by.agency.name, "day": day}
    return _("Started by %(name)s, %(agency)s, on %(day)s.") % values
