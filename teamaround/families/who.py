"""The page "Who this is": what is written, since when and from whom, with what was before."""

import datetime
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.db.models import CharField, F, Q, QuerySet, Value
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from teamaround.access.actor import Actor
from teamaround.access.roles import Role
from teamaround.families import protection
from teamaround.families.ending import SCHEMES
from teamaround.families.homes import home_words
from teamaround.families.members import KINDS as TIES
from teamaround.families.models import (
    Address,
    Birth,
    Contact,
    Dated,
    Identifier,
    LivesWith,
    Name,
    ParentalResponsibility,
    Person,
    Relationship,
)
from teamaround.families.protection import Part
from teamaround.families.queries import family_of, running
from teamaround.families.rules import LOCAL
from teamaround.families.sealing import open_contact
from teamaround.kit import clock
from teamaround.kit.dates import day_words, short_day_words
from teamaround.kit.pieces import Link

SOURCE_WORDS = {
    "family": gettext_lazy("told by the family"),
    "child": gettext_lazy("told by the child"),
    "document": gettext_lazy("seen on a document"),
    "agency": gettext_lazy("told by a service"),
    "index": gettext_lazy("from the index"),
}
CHECKS = {"test number": gettext_lazy("a number for testing"), "temporary": gettext_lazy("temporary number")}


@dataclass(frozen=True)
class Line:
    """One thing that is written: the words, where they come from, how one may use it."""

    words: str
    byline: str
    note: str = ""
    past: bool = False


@dataclass(frozen=True)
class Block:
    """A heading with its lines and what can be changed. `kept_back` in place of lines behind a shield."""

    title: str
    lines: tuple[Line, ...]
    links: tuple[Link, ...]
    kept_back: bool = False


@dataclass(frozen=True)
class Member:
    """Somebody of the family, in the three facts, with safe numbers."""

    name: str
    lines: tuple[Line, ...]
    links: tuple[Link, ...]


BlockPart = Callable[[Actor, Person], Block | None]
_offered: dict[int, BlockPart] = {}


def offer_block(order: int, part: BlockPart) -> None:
    """An upper package adds a block after those of the person himself, for instance the school."""
    _offered[order] = part


def blocks(actor: Actor, child: Person) -> list[Block]:
    """All blocks for this reader."""
    more = (_offered[order](actor, child) for order in sorted(_offered))
    return [*_own_blocks(actor, child), *(block for block in more if block is not None)]


def _own_blocks(actor: Actor, child: Person) -> list[Block]:
    """Name, birth, homes, numbers of the child. Four queries, and one or two behind a shield."""
    homes = list(Address.objects.filter(person=child).order_by("-starts", "-pk"))
    kept = protection.kept_back(actor, child.pk, sealed=any(row.sealed for row in homes))
    return [
        Block(_("Name"), tuple(_names(child)), (_link(child, _("Change the name"), "name"),
                                                 _link(child, _("Add another name"), "other_name"))),
        Block(_("Birth and sex"), tuple(_births(child)), tuple(_birth_links(child))),
        Block(
            _("Where the child lives"),
            () if Part.ADDRESS in kept else tuple(_homes(homes)),
            (_link(child, _("Add an address or a move"), "address"),),
            kept_back=Part.ADDRESS in kept,
        ),
        Block(_("Numbers"), tuple(_numbers(actor, child)), (_link(child, _("Add a number"), "number"),)),
    ]  # fmt: skip


def members(actor: Actor, child: Person) -> tuple[list[Member], bool]:
    """The child's own numbers and everybody of the family; whether numbers are kept back. Six queries."""
    people = family_of(child)
    rows = list(Contact.objects.filter(running(), person__in=people).order_by("pk"))
    kept = Part.CONTACT in protection.kept_back(actor, child.pk, sealed=any(row.sealed for row in rows))
    facts = _facts(child)
    found = []
    for person in people:
        mine = [] if kept else [_contact(row) for row in rows if row.person_id == person.pk]
        if person.pk == child.pk:
            if mine:
                found.append(Member(_("%(name)s’s own") % {"name": child.first_name}, tuple(mine), ()))
            continue
        found.append(Member(person.name, (*facts.get(person.pk, ()), *mine), tuple(_member_links(child, person))))
    return found, kept


def _facts(child: Person) -> dict[int, list[Line]]:
    """The three facts of everybody: one query over the three tables."""
    found: dict[int, list[Line]] = {}
    tables = (
        (Relationship, F("kind"), 1),
        (ParentalResponsibility, Value(""), 2),
        (LivesWith, F("share"), 3),
    )
    columns = ("order", "person_id", "words", "starts", "ends", "source")
    queries = [
        model._default_manager.filter(running(), child=child)
        .annotate(order=Value(order), words=Cast(words, CharField()))
        .values_list(*columns)
        for model, words, order in tables
    ]
    for order, person, words, starts, ends, source in queries[0].union(*queries[1:]).order_by("order", "starts"):
        line = Line(_fact_words(child, order, words), _told(starts, ends, source))
        found.setdefault(person, []).append(line)
    return found


def _fact_words(child: Person, order: int, words: str) -> str:
    if order == 1:
        return str(TIES.get(words, words.replace("_", " ").capitalize()))
    if order == 2:
        return _("Has parental responsibility")
    home = _("Lives with %(name)s") % {"name": child.first_name}
    return f"{home}, {words}" if words else home


def _contact(row: Contact) -> Line:
    note = f"{row.get_safe_display()}. {row.words}".strip()
    return Line(open_contact(row), _byline(row), note=note)


def _names(child: Person) -> Iterator[Line]:
    kinds = {Name.Kind.FORMER: _("before"), Name.Kind.ALIAS: _("also used")}
    rows = list(Name.objects.filter(person=child).order_by("-pk"))
    current = next((row for row in rows if row.kind == Name.Kind.CURRENT), None)
    called = _("called %(name)s") % {"name": child.known_as} if child.known_as else ""
    words = f"{child.given} {child.family}".strip() or child.name
    yield Line(words, _byline(current) if current else "", note=called)
    for row in (row for row in rows if row is not current):
        past = row.kind == Name.Kind.FORMER or row.ends is not None
        words = f"{row.given} {row.family}".strip() or _("no name yet")
        yield Line(words, _byline(row), note=kinds[Name.Kind(row.kind)], past=past)


def _births(child: Person) -> Iterator[Line]:
    rows = list(Birth.objects.filter(person=child).order_by("-pk"))
    yield Line(birth_words(child), _byline(rows[0]) if rows else "")
    for row in rows[1:]:
        yield Line(birth_words(row), _byline(row), note=_("before"), past=True)


def birth_words(row: Person | Birth) -> str:
    """Sex and day of birth, as one reads them."""
    sex = {"F": _("Girl"), "M": _("Boy")}.get(row.sex, _("Sex not known"))
    if row.born is not None:
        day = _("born %(day)s") % {"day": day_words(row.born)}
    elif row.expected_on is not None:
        day = _("expected %(day)s") % {"day": day_words(row.expected_on)}
    else:
        day = _("date of birth not known")
    return f"{sex}, {day}"


def _homes(rows: Iterable[Address]) -> Iterator[Line]:
    for row in sorted(rows, key=lambda each: each.ends is not None):
        words = home_words(row)
        past = row.ends is not None
        note = _("before") if past else (_("UPRN %(number)s") % {"number": row.uprn} if row.uprn else "")
        yield Line(words[:1].upper() + words[1:], _byline(row), note=note, past=past)


def _numbers(actor: Actor, child: Person) -> Iterator[Line]:
    for row in numbers_for(actor, child):
        past = row.ends is not None
        note = _("before") if past else str(CHECKS.get(row.check_word, ""))
        yield Line(f"{SCHEMES.get(row.scheme, row.scheme)} {row.value}", _byline(row), note=note, past=past)


def numbers_for(actor: Actor, child: Person) -> QuerySet[Identifier]:
    """Numbers as far as this reader may see them: a service's own number is for its staff and the index team alone
    (facts.md c, C9)."""
    rows = Identifier.objects.filter(person=child).order_by("ends", "scheme", "-pk")
    if actor.role == Role.INDEX_TEAM:
        return rows
    return rows.exclude(Q(scheme=LOCAL) & ~Q(issuer_id=actor.agency_id, issuer__isnull=False))


def _byline(row: Dated) -> str:
    return _told(row.starts, row.ends, row.source)


def _told(starts: datetime.date | None, ends: datetime.date | None, source: str) -> str:
    """ "since 3 March, until 5 May, told by the family"."""
    today = clock.today()
    parts = []
    if starts:
        parts.append(_("since %(day)s") % {"day": short_day_words(starts, today)})
    if ends:
        parts.append(_("until %(day)s") % {"day": short_day_words(ends, today)})
    return ", ".join([*parts, str(SOURCE_WORDS.get(source, source))])


def _birth_links(child: Person) -> Iterator[Link]:
    if child.born is None:
        yield _link(child, _("The baby is born"), "born")
    yield _link(child, _("Change birth or sex"), "birth")


def _member_links(child: Person, person: Person) -> Iterator[Link]:
    """Whoever is a child of the index too has a page of their own for the name."""
    where = {"child_ref": child.ref, "person_ref": person.ref}
    about = person.name
    yield Link(_("Change who they are to the child"), reverse("families:ties", kwargs=where), about=about)
    yield Link(_("Change the name"), reverse("families:member_name", kwargs=where), about=about)
    yield Link(_("No longer in the family"), reverse("families:member_end", kwargs=where), about=about)


def _link(child: Person, words: str, name: str) -> Link:
    return Link(words, reverse(f"families:{name}", kwargs={"child_ref": child.ref}))
