"""One part, many hands: everything that the page of a section shows."""

import datetime
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.forms import BoundField
from django.urls import reverse
from django.utils.translation import gettext as _

from teamaround.access.actor import Actor
from teamaround.assessments import earlier, rules
from teamaround.assessments import known as known_things
from teamaround.assessments.models import Answer, Assessment, Presence
from teamaround.assessments.part_form import DAY, WHO, About, PartForm
from teamaround.assessments.presenters import (
    author_words,
    card,
    everything,
    last_saved,
    page_context,
    parts,
    progress_words,
    who_wrote,
)
from teamaround.assessments.queries import Part, here_too, parts_open_to, readable, rows_of
from teamaround.assessments.standing import names_of
from teamaround.instruments.answers import given, notes
from teamaround.instruments.definition import NOT_NEEDED, Side
from teamaround.instruments.fields import Look
from teamaround.instruments.forms import Box
from teamaround.instruments.pages import Page, pages
from teamaround.instruments.routing import applying
from teamaround.instruments.values import in_words
from teamaround.instruments.words import say, say_text
from teamaround.kit import clock
from teamaround.kit.dates import short_day_words
from teamaround.kit.pieces import Link, NoteCard


@dataclass(frozen=True)
class Against:
    """One of two answers that stand against each other."""

    row_id: int
    who: str
    day: str
    text: str


@dataclass(frozen=True)
class ShownBox:
    """One question as the template draws it."""

    box: Box
    label: str
    cards: tuple[NoteCard, ...]
    own: bool
    changing: int | None
    sides: tuple[Against, ...]
    known: str
    last: str
    before: tuple[NoteCard, ...]

    @property
    def text(self) -> BoundField | None:
        return self.box.fields[0] if self.box.fields else None


@dataclass(frozen=True)
class Opened:
    """A part as this person opens it: rows, the page of it, the look, what is known, what may be written."""

    actor: Actor
    part: Part
    rows: list[Answer]
    all_pages: tuple[Page, ...]
    number: int
    look: Look
    known: Mapping[str, known_things.Known]
    may_write: bool
    before: Mapping[str, tuple[NoteCard, ...]]

    @property
    def questions(self) -> Page:
        return self.all_pages[self.number - 1]


def open_part(actor: Actor, part: Part, *, number: int = 1, fill_in: bool = True) -> Opened:
    """Read what stands; pages are of about ten questions, so that each can be answered without JavaScript."""
    rows = readable(actor, part.assessment, rows_of(part.assessment))
    all_pages = pages(part.instrument, part.section, given(rows, part.instrument))
    look = Look(names=names_of(part.assessment), agencies=known_things.agencies_to_pick(part))
    open_to = part.assessment.state == Assessment.State.DRAFT and part.section.key in parts_open_to(
        actor, part.assessment
    )
    answered = {row.question for row in rows if row.section == part.section.key}
    empty = any(question.key not in answered and not question.side for question in part.section.questions)
    asks = fill_in and open_to and empty and rules.must_be_whole(part.assessment.kind)
    before = earlier.rows_before(actor, part.assessment) if fill_in else []
    known = earlier.taken_over(part, before) | known_things.known_for(actor, part) if asks else {}
    shown = earlier.notes_before(actor, part, before)
    return Opened(actor, part, rows, all_pages, min(max(number, 1), len(all_pages)), look, known, open_to, shown)


def form_for(opened: Opened, *, change: str = "", day: datetime.date | None = None) -> PartForm:
    """The form of the page, empty or with the note that its own author changes; `day` is that of this visit."""
    editing = _editing(opened, change)
    row = next(iter(editing.values()), None)
    return PartForm(
        instrument=opened.part.instrument,
        section=opened.part.section,
        questions=opened.questions,
        rows=opened.rows,
        look=opened.look,
        known={key: one.value for key, one in opened.known.items()},
        editing=editing,
        ask_not_needed=opened.number == 1,
        about=About(row.visit_on, row.source_words) if row else About(day),
    )


def _editing(opened: Opened, change: str) -> dict[str, Any]:
    """One's own note that was asked for by its number."""
    found = [row for row in opened.rows if change.isdigit() and row.pk == int(change) and own(opened.actor, row)]
    return {row.question: row for row in found if row.section == opened.part.section.key}


def own(actor: Actor, row: Answer) -> bool:
    """Whether this post wrote it, or it was written in its name."""
    return row.author_id in {actor.post_id, actor.own_post_id}


def context(opened: Opened, form: PartForm) -> dict[str, Any]:
    """Everything the template needs."""
    part, actor, names = opened.part, opened.actor, opened.look.names
    title = say(part.section.title, opened.look.audience, names)
    reading = everything(part.assessment, opened.rows)
    shown = [_shown(opened, form, box) for box in form.boxes()]
    address = {"assessment_ref": part.assessment.ref, "section": part.section.key}
    return (
        page_context(actor, part.assessment, here=say_text(part.section.short_title, names))
        | {
            "title": title,
            "form": form,
            "hidden": form.hidden(),
            "introduction": say(part.section.introduction, opened.look.audience, names),
            "guidance": form.guidance_line(),
            "more": [say_text(text, names) for text in part.section.guidance.more] if part.section.guidance else [],
            "strengths": [one for one in shown if one.box.question.side is Side.STRENGTHS],
            "needs": [one for one in shown if one.box.question.side is Side.NEEDS],
            "plain": [one for one in shown if one.box.question.side is Side.NONE],
            "about": _about(form) if opened.may_write else None,
            "not_needed": form[NOT_NEEDED] if NOT_NEEDED in form.fields else None,
            "may_write": opened.may_write,
            "parts": parts(part.assessment, reading, writes=True, current=part.section.key),
            "progress": progress_words(reading),
            "saved_at": last_saved(actor, opened.rows, part.section.key),
            "go_on": _go_on(opened),
            "page_words": _page_words(opened),
            "page_number": opened.number,
            "changes": None,
            "keep_url": reverse("assessments:keep", kwargs=address) + f"?page={opened.number}",
            "here_url": reverse("assessments:here", kwargs=address) + f"?page={opened.number}",
            "newest": newest(opened),
            "draft_key_url": reverse("assessments:draft_key"),
            "paper_url": reverse("assessments:paper", kwargs={"assessment_ref": part.assessment.ref}),
        }
        | presence_context(opened)
    )


def _about(form: PartForm) -> dict[str, Any] | None:
    """The two boxes about all notes of the page; open where something stands in them."""
    if not form.asks_about:
        return None
    day, who = form[DAY], form[WHO]
    filled = day.value() not in (None, ("", "", "")) or bool(who.value())
    return {"day": day, "who": who, "open": bool(filled or day.errors or who.errors)}


def newest(opened: Opened) -> int:
    """The newest row of the part that this reader may read: what came later is new to the page."""
    return max((row.pk for row in opened.rows if row.section == opened.part.section.key), default=0)


def presence_context(opened: Opened) -> dict[str, Any]:
    """Who is here too, and in which box; who else wrote in this part."""
    actor, part = opened.actor, opened.part
    people = here_too(actor, part)
    present = {row.post_id for row in people}
    others = [row for row in opened.rows if row.section == part.section.key and not own(actor, row)]
    wrote = who_wrote(actor, [row for row in others if row.author_id not in present and not row.withdrawn])
    writers = {row.question: _("%(name)s is writing here") % {"name": row.post.name} for row in people if row.question}
    return {"here": [_here(part, row) for row in people], "also_wrote": ", ".join(wrote), "writers": writers}


def _here(part: Part, row: Presence) -> dict[str, str]:
    place = part.instrument.places.get(row.question)
    names = names_of(part.assessment)
    box = say(place[1].wording, Look().audience, names) if place else ""
    post = row.post
    return {"kind": post.agency.kind, "initials": post.practitioner.initials, "name": post.name, "box": box}


def _shown(opened: Opened, form: PartForm, box: Box) -> ShownBox:
    question = box.question
    editing = {row.id for row in form.seen[question.key]} if question.notes else set()
    rows = {row.pk: row for row in opened.rows}
    own_ids = {row.pk for row in opened.rows if own(opened.actor, row)}
    known = opened.known.get(question.key)
    is_known = known is not None and not form.seen[question.key]
    return ShownBox(
        box=box,
        label=_("Change your part") if editing else _("Add your part"),
        cards=cards_of(opened, question.key, without=editing) if question.notes else (),
        own=opened.may_write,
        changing=next(iter(editing & own_ids), None),
        sides=tuple(_side(opened, rows[head.id]) for head in box.conflict.heads) if box.conflict else (),
        known=_("From %(source)s. Saving this page accepts it.") % {"source": known.source}
        if known and is_known
        else "",
        last=_last(opened, form, question.key) if not question.notes else "",
        before=opened.before.get(question.key, ()),
    )


def cards_of(opened: Opened, question: str, *, without: Collection[int] = ()) -> tuple[NoteCard, ...]:
    """The notes that stand on a question, of all authors, apart from some; one's own can be changed."""
    actor, names = opened.actor, opened.look.names
    standing = [head for chain in notes(opened.rows, question) for head in chain.heads if head.pk not in without]
    links = {row.pk: _change(opened, row.pk) for row in standing if opened.may_write and own(actor, row)}
    return tuple(card(actor, row, names, link=links.get(row.pk)) for row in standing)


def _change(opened: Opened, row_id: int) -> Link:
    return Link(_("Change this"), f"?page={opened.number}&change={row_id}", about=_("note"))


def _side(opened: Opened, row: Answer) -> Against:
    question = opened.part.instrument.places[row.question][1]
    shown = in_words(question, row.value, opened.look.audience, opened.look.names)
    rows = ["; ".join(f"{label}: {text}" for label, text in one) for one in shown.rows]
    text = shown.text or "\n".join([*shown.items, *rows])
    return Against(row.pk, author_words(opened.actor, row), short_day_words(row.given_at, clock.today()), text)


def _last(opened: Opened, form: PartForm, key: str) -> str:
    """Who answered last, for a question with one answer."""
    rows = {row.pk: row for row in opened.rows}
    seen = [rows[row.id] for row in form.seen[key] if row.id in rows]
    if not seen:
        return ""
    day = short_day_words(seen[-1].given_at, clock.today())
    return _("%(name)s, %(day)s") % {"name": author_words(opened.actor, seen[-1]), "day": day}


def next_section(opened: Opened) -> str:
    """The key of the part after this one, or "" at the end."""
    applies = applying(opened.part.instrument, given(opened.rows, opened.part.instrument)).sections
    keys = [section.key for section in applies]
    after = keys[keys.index(opened.part.section.key) + 1 :] if opened.part.section.key in keys else []
    return after[0] if after else ""


def _go_on(opened: Opened) -> str:
    if opened.number < len(opened.all_pages):
        return _("Save and go on")
    key = next_section(opened)
    if not key:
        return _("Save and look at the whole")
    short = say_text(opened.part.instrument.sections_by_key[key].short_title, opened.look.names)
    return _("Go on to “%(part)s”") % {"part": short}


def _page_words(opened: Opened) -> str:
    if len(opened.all_pages) < 2:
        return ""
    return _("Page %(number)d of %(total)d") % {"number": opened.number, "total": len(opened.all_pages)}
