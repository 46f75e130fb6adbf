"""Shields: what is kept back from whom, and what that means for addresses, numbers, school and the people round.

Whoever finds a shielded child by a search sees only what every shield shows (`search_cards.SHOWN_BY_SHIELD`). The parts
of a shield are kept back from those who help too, unless `child_index.see_behind_shield` allows them. Address and
numbers are kept back for the whole home: a brother's page must not tell where his sister lives.
"""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from teamaround.access import engine
from teamaround.access.actor import Actor
from teamaround.access.roles import Kind
from teamaround.access.rules import POSTS
from teamaround.agencies.models import AgencyKind
from teamaround.child_index import access
from teamaround.child_index.models import Indication, Involvement, Shield
from teamaround.child_index.search_rows import shielded_among
from teamaround.families import protection, sealing
from teamaround.families.models import Address, Contact, LivesWith
from teamaround.families.protection import Part
from teamaround.families.queries import running
from teamaround.kit import clock

PLACES = (AgencyKind.SCHOOL, AgencyKind.EARLY_YEARS, AgencyKind.GP)
OF_THE_HOME = frozenset({Part.ADDRESS, Part.CONTACT})
"""What a shield keeps back for everybody who lives with the child."""


def open_shields() -> QuerySet[Shield]:
    """Shields that hold today."""
    today = clock.today()
    return Shield.objects.filter(Q(ends__isnull=True) | Q(ends__gt=today), starts__lte=today)


def shield_of(child_id: int) -> Shield | None:
    rows = open_shields().filter(child_id=child_id).order_by("-pk")
    return rows.select_related("decided_by__practitioner").first()


def parts_of(shield: Shield) -> frozenset[Part]:
    """The parts that this shield keeps back."""
    told = {
        Part.ADDRESS: shield.hides_address,
        Part.CONTACT: shield.hides_contact,
        Part.SCHOOL: shield.hides_school,
        Part.ENTRY: shield.hides_entry,
    }
    return frozenset(part for part, hidden in told.items() if hidden)


def household(person_id: int) -> tuple[set[int], set[int]]:
    """(grown-ups, children) of the homes that somebody is part of today; two queries."""
    homes = LivesWith.objects.filter(running())
    adults = {person_id, *homes.filter(child_id=person_id).values_list("person_id", flat=True)}
    kids = {person_id, *homes.filter(person_id__in=adults).values_list("child_id", flat=True)}
    return adults - kids, kids


def kept_back(actor: Actor, child_id: int) -> frozenset[Part]:
    """Parts that this reader may not see of this child. Asked through `families.protection.kept_back`."""
    return engine.once_a_page(("child_index.kept_back", actor, child_id), lambda: _kept_back(actor, child_id))


def _kept_back(actor: Actor, child_id: int) -> frozenset[Part]:
    adults, kids = household(child_id)
    kept: set[Part] = set()
    for shield in open_shields().filter(child_id__in=kids):
        if not _may_see(actor, shield.child_id, adults | kids):
            own = shield.child_id == child_id
            kept |= parts_of(shield) if own else parts_of(shield) & OF_THE_HOME
    return frozenset(kept)


def _may_see(actor: Actor, child_id: int, home: set[int]) -> bool:
    """Of the family those who live with the child; nothing is kept from them that they know."""
    if actor.kind is Kind.FAMILY:
        return actor.person_id in home
    return engine.check(actor, access.SEE_BEHIND_SHIELD, child_id).allowed


def without_kept(actor: Actor, rows: list[Involvement], wanted: tuple[int, ...]) -> list[Involvement]:
    """Involvements without those that a shield keeps back from this reader; no gap, no count."""
    hidden = {child: kept for child in _shielded(actor, wanted) if (kept := kept_back(actor, child))}
    if not hidden:
        return rows
    lead = Indication.objects.filter(child_id__in=hidden, kind=Indication.Kind.LEAD, ends__isnull=True)
    leads = set(lead.values_list("child_id", "post_id"))
    return [row for row in rows if _shown(actor, row, hidden.get(row.child_id, frozenset()), leads)]


def _shielded(actor: Actor, wanted: tuple[int, ...]) -> Iterable[int]:
    """One child costs nothing on a page that is being read; a list of children costs one query."""
    if len(wanted) == 1 and actor.kind in POSTS:
        return wanted if engine.facts_of(actor, wanted[0], {protection.SHIELDED}) else ()
    return shielded_among(wanted)


def _shown(actor: Actor, row: Involvement, kept: frozenset[Part], leads: set[tuple[int, int]]) -> bool:
    """One's own agency knows that it is involved, and everybody who helps knows who leads."""
    if row.agency_id == actor.agency_id or (row.post_id and (row.child_id, row.post_id) in leads):
        return True
    if Part.ENTRY in kept:
        return False
    return Part.SCHOOL not in kept or not is_place(row)


def is_place(row: Involvement) -> bool:
    """School, nursery, doctor and whatever else a child has by living somewhere."""
    return row.kind == Involvement.Kind.UNIVERSAL or row.agency.kind in PLACES


def seal_anew(person_ids: Iterable[int]) -> None:
    """Seal what an open shield of the home keeps back, and unseal what none does. Call inside a recording."""
    for person_id in set(person_ids):
        adults, kids = household(person_id)
        covered: set[Part] = set()
        for shield in open_shields().filter(child_id__in=kids):
            covered |= parts_of(shield) & OF_THE_HOME
        _addresses(adults | kids, Part.ADDRESS in covered)
        _contacts(adults | kids, Part.CONTACT in covered)


def _addresses(people: set[int], sealed: bool) -> None:
    for row in Address.objects.filter(person_id__in=people, ends__isnull=True):
        (sealing.seal_address if sealed else sealing.unseal_address)(row)


def _contacts(people: set[int], sealed: bool) -> None:
    for row in Contact.objects.filter(person_id__in=people, ends__isnull=True):
        (sealing.seal_contact if sealed else sealing.unseal_contact)(row)
