"""The page of an entry for the index team: values with source and day, what others say, how long it is kept.

Never case content: what a service does with the child is not here (DUD-24).
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from teamaround.access.actor import Actor
from teamaround.child_index import archiving, scope, staying, transferring
from teamaround.child_index.entry_rules import archive_due
from teamaround.child_index.models import Involvement
from teamaround.child_index.models_of_entry import Archiving, Scope, ToldValue
from teamaround.families import protection
from teamaround.families.ending import SCHEMES
from teamaround.families.homes import home_words
from teamaround.families.models import Address, Birth, Dated, Name, ParentalResponsibility, Person, Relationship
from teamaround.families.protection import Part
from teamaround.families.queries import running
from teamaround.families.who import SOURCE_WORDS, birth_words, numbers_for
from teamaround.kit import clock
from teamaround.kit.dates import day_words, short_day_words
from teamaround.kit.pieces import Link

CHECKED = {
    "valid": gettext_lazy("check figure fits"),
    "temporary": gettext_lazy("temporary number"),
    "test number": gettext_lazy("a number for testing"),
}


@dataclass(frozen=True)
class Value:
    """One value: what, since when, who told it and when it was written."""

    words: str
    source: str
    written: str
    note: str = ""
    past: bool = False


@dataclass(frozen=True)
class Group:
    """A kind of value with what stands now, and what was before."""

    title: str
    now: list[Value] = field(default_factory=list)
    before: list[Value] = field(default_factory=list)
    kept_back: bool = False


def value_of(words: str, row: Dated, *, note: str = "", past: bool = False) -> Value:
    """The words of a row with where they come from."""
    return Value(words, source_words(row.source), written_words(row), note, past)


def source_words(source: str) -> str:
    """A source in words; of a delivery its layout."""
    kind, _colon, layout = source.partition(":")
    if kind == "delivery":
        return _("from a file: %(layout)s") % {"layout": layout.replace("_", " ")}
    return str(SOURCE_WORDS.get(source, source))


def written_words(row: Dated) -> str:
    """Who wrote it and when, since when it holds."""
    today = clock.today()
    parts = [_("written %(day)s") % {"day": short_day_words(row.recorded_at.date(), today)}]
    if row.recorded_by is not None:
        parts.append(_("by %(name)s") % {"name": row.recorded_by.name})
    if row.starts:
        parts.append(_("holds since %(day)s") % {"day": short_day_words(row.starts, today)})
    if row.ends:
        parts.append(_("until %(day)s") % {"day": short_day_words(row.ends, today)})
    return ", ".join(parts)


def groups(actor: Actor, child: Person) -> list[Group]:
    """Every kind of value of the entry. Seven statements."""
    homes = list(Address.objects.filter(person=child).select_related("recorded_by__practitioner").order_by("-pk"))
    kept = protection.kept_back(actor, child.pk, sealed=any(row.sealed for row in homes))
    return [
        _split(_("Names"), _names(child)),
        _split(_("Birth and sex"), _births(child)),
        Group(_("Addresses"), kept_back=True) if Part.ADDRESS in kept else _split(_("Addresses"), _homes(homes)),
        _split(_("Numbers"), _numbers(actor, child)),
        _split(_("Parents and carers"), _carers(child)),
        _split(_("School, nursery and doctor"), _places(child)),
    ]


def _split(title: str, values: Iterable[Value]) -> Group:
    rows = list(values)
    return Group(title, [row for row in rows if not row.past], [row for row in rows if row.past])


def _names(child: Person) -> Iterable[Value]:
    kinds = {Name.Kind.FORMER: _("former name"), Name.Kind.ALIAS: _("also used"), Name.Kind.CURRENT: _("in force")}
    rows = Name.objects.filter(person=child).select_related("recorded_by__practitioner").order_by("-pk")
    for row in rows:
        words = f"{row.given} {row.family}".strip() or _("no name yet")
        past = row.kind == Name.Kind.FORMER or row.ends is not None
        yield value_of(words, row, note=str(kinds[Name.Kind(row.kind)]), past=past)


def _births(child: Person) -> Iterable[Value]:
    rows = list(Birth.objects.filter(person=child).select_related("recorded_by__practitioner").order_by("-pk"))
    if not rows:
        yield Value(birth_words(child), _("from the index"), _("written when the child was added"))
    for row in rows:
        yield value_of(birth_words(row), row, past=row.ends is not None)


def _homes(rows: Iterable[Address]) -> Iterable[Value]:
    for row in rows:
        words = home_words(row)
        note = _("UPRN %(number)s") % {"number": row.uprn} if row.uprn else ""
        yield value_of(words[:1].upper() + words[1:], row, note=note, past=row.ends is not None)


def _numbers(actor: Actor, child: Person) -> Iterable[Value]:
    for row in numbers_for(actor, child).select_related("recorded_by__practitioner", "issuer"):
        kind = row.issuer.name if row.issuer else str(SCHEMES.get(row.scheme, row.scheme))
        note = str(CHECKED.get(row.check_word, row.check_word))
        yield value_of(f"{kind} {row.value}", row, note=note, past=row.ends is not None)


def _carers(child: Person) -> Iterable[Value]:
    """Parent or carer only; nothing of other ties (facts.md c, C5)."""
    held = ParentalResponsibility.objects.filter(running(), child=child)
    responsible = set(held.values_list("person_id", flat=True))
    rows = Relationship.objects.filter(running(), child=child, person__entry__isnull=True)
    for row in rows.select_related("person", "recorded_by__practitioner").order_by("kind", "pk"):
        note = _("has parental responsibility") if row.person_id in responsible else ""
        yield value_of(f"{row.person.name}, {row.kind.replace('_', ' ')}", row, note=note)


def _places(child: Person) -> Iterable[Value]:
    rows = Involvement.objects.filter(child=child, kind=Involvement.Kind.UNIVERSAL, sensitive="", agency__sensitive="")
    today = clock.today()
    for row in rows.select_related("agency").order_by("ends", "-starts", "pk"):
        since = _("since %(day)s") % {"day": short_day_words(row.starts, today)}
        yield Value(row.agency.name, source_words(row.source), since, past=row.ends is not None)


def kept_until(child: Person) -> list[str]:
    """Sentences on how long the entry is kept and what stands against it."""
    found = []
    due = archive_due(archiving.life_of(child))
    if child.died_on:
        found.append(_("The child died on %(day)s.") % {"day": day_words(child.died_on)})
    if due is not None:
        words = {"day": day_words(due[0]), "why": str(Archiving.Why(due[1]).label).lower()}
        found.append(_("The entry goes into the archive on %(day)s: %(why)s.") % words)
    held = staying.staying(child.pk)
    if held is not None:
        words = {"day": day_words(held.until), "ground": str(held.get_ground_display()).lower(), "how": held.how}
        found.append(_("The young person agreed to stay until %(day)s: %(ground)s. %(how)s") % words)
    hold = staying.hold_of(child.pk)
    if hold is not None:
        words = {"day": day_words(hold.review_on), "words": hold.words}
        found.append(_("Nothing is archived or destroyed: %(words)s To be looked at again by %(day)s.") % words)
    return found


def responsible_words(child: Person) -> list[str]:
    """Who is responsible, a move under way, and the scope."""
    found = [_("%(name)s is responsible.") % {"name": child.authority.name}]
    under_way = transferring.open_transfer(child)
    if under_way is not None:
        words = {"name": under_way.to_authority.name, "state": str(under_way.get_state_display()).lower()}
        found.append(_("A move to %(name)s: %(state)s.") % words)
    held = scope.in_force(child.authority_id)
    if held is not None and held.covers == Scope.Covers.HELPED:
        found.append(str(held.get_covers_display()) + ".")
    return found


def doors(child: Person) -> list[Link]:
    """What the index team can do from here."""
    where = {"child_ref": child.ref}
    hold = _("Lift the legal hold") if staying.hold_of(child.pk) else _("Put a legal hold on it")
    stay = _("No longer stays after 18") if staying.staying(child.pk) else _("Stays after 18")
    died = _("The death was written by mistake") if child.died_on else _("The child has died")
    pages = (
        (_("Put something right"), "families:who"),
        (_("Write what another source says"), "child_index:tell_value"),
        (_("Offer to another authority"), "child_index:offer_move"),
        (stay, "child_index:stay"),
        (hold, "child_index:hold"),
        (died, "child_index:death"),
    )
    return [Link(words, reverse(page, kwargs=where)) for words, page in pages]


def told_words(row: ToldValue) -> str:
    """What a source says, with its day."""
    value = dict(row.value)
    if row.field == ToldValue.Field.BIRTH:
        words = day_words(datetime.date.fromisoformat(value["born"]))
    else:
        words = (" " if row.field == ToldValue.Field.NAME else ", ").join(part for part in value.values() if part)
    day = short_day_words(row.told_on, clock.today())
    return _("%(field)s: %(words)s (%(day)s)") % {"field": row.get_field_display(), "words": words, "day": day}
