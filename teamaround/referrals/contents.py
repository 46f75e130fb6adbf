"""What can go with a request, and what the receiver reads: the same pieces in the preview and after sending.

Each piece is worked out for the agency that is asked: rows of the story by their readers and by the cover of
sensitive services, parts of the newest finished assessment without what a sensitive service wrote, the level of
need, and the one safe way to reach the family. A protected address or number never goes (facts.md c, shielding).
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from teamaround.access.actor import Actor
from teamaround.agencies.models import Agency
from teamaround.assessments import rules as assessment_rules
from teamaround.assessments.models import Assessment
from teamaround.assessments.presenters import reading_of
from teamaround.assessments.queries import assessments_of_child, for_the_family, readable, rows_of
from teamaround.assessments.whole import ShownEntry, ShownPart, for_practitioners
from teamaround.child_index.access import shielded
from teamaround.episodes.choosing import anybody_of, may_leave
from teamaround.episodes.models import Entry, Episode
from teamaround.episodes.queries import level_and_names
from teamaround.families.models import Contact
from teamaround.families.queries import contacts_at_home, home
from teamaround.kit import clock
from teamaround.kit.dates import short_day_words
from teamaround.referrals.models import Referral, SentPiece

HOW_SAFE = {
    Contact.Safe.RING: "%(number)s",
    Contact.Safe.TEXT: gettext_lazy("%(number)s, by text only"),
    Contact.Safe.MESSAGE: gettext_lazy("%(number)s, leave a message"),
}
CONTACT, LEVEL = "contact", "level"


@dataclass(frozen=True)
class Piece:
    """One thing that goes along: where it is chosen by its key, and what is read there."""

    key: str
    kind: str
    title: str
    words: str
    day: date | None = None
    byline: str = ""
    entry: Entry | None = None


@dataclass(frozen=True)
class Offered:
    """Everything that could go to the service, in the order in which it is read, and how many rows stay here."""

    pieces: tuple[Piece, ...]
    kept_back: int

    def of(self, kind: str) -> list[Piece]:
        return [piece for piece in self.pieces if piece.kind == kind]

    def chosen(self, keys: Collection[str]) -> list[Piece]:
        return [piece for piece in self.pieces if piece.key in keys]


def offered(actor: Actor, episode: Episode, agency: Agency) -> Offered:
    """What this sender could send to this agency now."""
    rows = may_leave(actor, episode, agency)
    pieces = (
        *_contact(actor, episode),
        *_level(episode),
        *_parts(actor, episode, agency),
        *(row_piece(row) for row in rows.rows),
    )
    return Offered(pieces, rows.kept_back)


def row_piece(row: Entry) -> Piece:
    """A row of the story as it leaves: what happened, what it means, what was done, who wrote it."""
    lines = [row.words]
    if row.significance:
        lines.append(_("For the child: %(words)s") % {"words": row.significance})
    if row.done:
        lines.append(_("Done: %(words)s") % {"words": row.done})
    who = row.author.name if row.author else row.author_words
    source = row.source_agency.name if row.source_agency else ""
    return Piece(
        key=f"row:{row.ref}",
        kind=SentPiece.Kind.ROW,
        title=str(row.get_kind_display()),
        words="\n".join(lines),
        day=row.happened_on,
        byline=", ".join(part for part in (who, source) if part),
        entry=row,
    )


def _contact(actor: Actor, episode: Episode) -> list[Piece]:
    """Who lives with the child and the safe number; of a protected child only whom to ask."""
    if shielded(actor).filter(child_id=episode.child_id).exists():
        words = _("Ask whoever sent this request. Where the family lives is protected.")
        return [Piece(CONTACT, SentPiece.Kind.CONTACT, _("How to reach the family"), words)]
    people = {person.pk: (person.name, relation) for person, relation in home(episode.child_id)}
    lines = [f"{name} ({relation})" if relation else name for name, relation in people.values()]
    for row in contacts_at_home(episode.child_id):
        if row.kind == Contact.Kind.TELEPHONE and row.safe != Contact.Safe.NEVER and row.person_id in people:
            number = str(HOW_SAFE[Contact.Safe(row.safe)]) % {"number": row.value}
            lines.append(". ".join(part for part in (f"{people[row.person_id][0]}: {number}", row.words) if part))
    if not lines:
        return []
    return [Piece(CONTACT, SentPiece.Kind.CONTACT, _("How to reach the family"), "\n".join(lines))]


def _level(episode: Episode) -> list[Piece]:
    found = level_and_names(episode)
    if found is None:
        return []
    newest, names = found
    name = names[newest.level - 1] if 0 < newest.level <= len(names) else ""
    words = _("%(level)s of %(of)s: %(name)s, since %(day)s.") % {
        "level": newest.level,
        "of": len(names),
        "name": name,
        "day": short_day_words(newest.on, clock.today()),
    }
    return [Piece(LEVEL, SentPiece.Kind.LEVEL, _("Level of need"), words, day=newest.on)]


def finished_assessment(episode: Episode) -> Assessment | None:
    """The newest common assessment that is finished; a draft never leaves."""
    found = assessments_of_child(episode.child_id, assessment_rules.COMMON)
    return next((each for each in found if each.state != Assessment.State.DRAFT), None)


def _parts(actor: Actor, episode: Episode, agency: Agency) -> list[Piece]:
    """Parts with something in them; nothing that a sensitive service wrote goes by this way (DUD-23).

    Authors are named as the service reads them: nobody is "you".
    """
    assessment = finished_assessment(episode)
    if assessment is None:
        return []
    rows = for_the_family(readable(actor, assessment, rows_of(assessment)))
    if shielded(actor).filter(child_id=episode.child_id).exists():
        rows = [row for row in rows if not assessment_rules.kept_from_the_family(row.question, shielded=True)]
    shown = for_practitioners(anybody_of(agency), assessment, reading_of(assessment, rows))
    return [
        Piece(f"part:{part.key}", SentPiece.Kind.PART, part.title, _part_words(part))
        for group in shown
        for part in group.sections
        if part.questions
    ]


def _part_words(part: ShownPart) -> str:
    """Question and answers; a note with its author."""
    lines = []
    for question in part.questions:
        said = [_entry_words(entry) for entry in question.entries]
        if len(said) == 1 and not question.entries[0].source:
            lines.append(f"{question.wording} – {said[0]}")
        else:
            lines += [question.wording, *(f"– {words}" for words in said)]
    return "\n".join(lines)


def _entry_words(entry: ShownEntry) -> str:
    said = " · ".join(text for text in (entry.text, *entry.lines) if text)
    return f"{said} ({entry.byline})" if entry.source else said


def sent(actor: Actor, referral: Referral) -> list[Piece]:
    """What went along, as it read then; the way to reach the family as it is safe today."""
    found = []
    for row in referral.pieces.order_by("position"):
        piece = Piece(str(row.pk), row.kind, row.title, row.words, row.day, row.byline)
        found += _contact(actor, referral.episode) if row.kind == SentPiece.Kind.CONTACT else [piece]
    return found


def keep(referral: Referral, pieces: Collection[Piece]) -> None:
    """Write down what went along, as it reads now. Call inside a recording."""
    for position, piece in enumerate(pieces, start=1):
        SentPiece.objects.create(
            authority_id=referral.authority_id,
            referral=referral,
            position=position,
            kind=piece.kind,
            title=piece.title[:200],
            day=piece.day,
            words=piece.words,
            byline=piece.byline[:300],
            entry=piece.entry,
        )
