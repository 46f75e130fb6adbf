"""Reading people: one child by reference, carers, brothers and sisters, safe contacts."""

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.http import Http404

from teamaround.access import engine
from teamaround.access.actor import Actor
from teamaround.access.gate import Loaded
from teamaround.families import protection
from teamaround.families.models import Contact, LivesWith, ParentalResponsibility, Person, Relationship
from teamaround.families.protection import Part
from teamaround.families.sealing import open_contact
from teamaround.kit import clock


def load_child(actor: Actor, child_ref: str) -> Loaded:
    """The child that an address names. Raises Http404."""
    people = Person.objects.filter(ref=child_ref, entry__isnull=False).select_related("entry__merged_into__child")
    found = people.first()
    if found is None:
        raise Http404
    child = stands_for(found)
    return Loaded(child, (child.pk,))


def stands_for(child: Person) -> Person:
    """The child herself, or the one whose record hers was joined to: an old address leads there (design.md 8)."""
    while child.entry.merged_into is not None:
        child = child.entry.merged_into.child
    return child


def running() -> Q:
    """Dated facts that hold today."""
    today = clock.today()
    return (Q(starts__isnull=True) | Q(starts__lte=today)) & (Q(ends__isnull=True) | Q(ends__gte=today))


def responsible_people(child_id: int) -> QuerySet[Person]:
    """People with parental responsibility today."""
    held = ParentalResponsibility.objects.filter(running(), child_id=child_id)
    return Person.objects.filter(pk__in=held.values("person_id")).order_by("family", "given")


def people_at_home(child_id: int) -> list[Person]:
    """People the child lives with today, in one home or two; one query a page."""
    return [person for person, _relation in home(child_id)]


def home(child_id: int) -> list[tuple[Person, str]]:
    """People the child lives with today and what each is to the child, "" where nobody said; one query a page."""
    return engine.once_a_page(("families.home", child_id), lambda: _home(child_id))


def _home(child_id: int) -> list[tuple[Person, str]]:
    homes = LivesWith.objects.filter(running(), child_id=child_id)
    said = Relationship.objects.filter(running(), child_id=child_id, person_id=OuterRef("pk")).order_by("kind")
    people = Person.objects.filter(pk__in=homes.values("person_id")).annotate(
        relation=Subquery(said.values("kind")[:1])
    )
    return [(person, person.relation or "") for person in people.order_by("family", "given")]


def relations(child_id: int) -> QuerySet[Relationship]:
    """Who is what to the child today, carers first by kind."""
    return (
        Relationship.objects.filter(running(), child_id=child_id).select_related("person").order_by("kind", "person_id")
    )


def siblings(child_id: int) -> QuerySet[Person]:
    """Other children of the index for whom the same person has parental responsibility today."""
    held = ParentalResponsibility.objects.filter(running(), child_id=child_id).values("person_id")
    others = ParentalResponsibility.objects.filter(running(), person_id__in=held).exclude(child_id=child_id)
    found = Person.objects.filter(pk__in=others.values("child_id"), entry__isnull=False)
    return found.filter(archived_on__isnull=True).order_by("born")


def family_of(child: Person) -> list[Person]:
    """The child and everybody who is something to the child today or lives with them, once each; two queries."""
    ties = Relationship.objects.filter(running(), child=child).values("person_id")
    homes = LivesWith.objects.filter(running(), child=child).values("person_id")
    people = Person.objects.filter(Q(pk__in=ties) | Q(pk__in=homes)).order_by("family", "given", "pk")
    return [child, *people]


def contacts(person_ids: list[int]) -> QuerySet[Contact]:
    """Numbers and addresses of people that hold today, with how each is safe to use; none that a shield sealed."""
    return _contacts(person_ids).filter(sealed="")


def _contacts(person_ids: list[int]) -> QuerySet[Contact]:
    return Contact.objects.filter(running(), person_id__in=person_ids).order_by("person_id", "kind", "pk")


def contacts_at_home(child_id: int) -> list[Contact]:
    """Those of the child and of everybody the child lives with; none that a shield sealed. One query a page."""
    return [row for row in _at_home(child_id) if not row.sealed]


def _at_home(child_id: int) -> list[Contact]:
    people = [child_id, *(person.pk for person in people_at_home(child_id))]
    return engine.once_a_page(("families.contacts", child_id), lambda: list(_contacts(people)))


def reachable_at_home(actor: Actor, child_id: int) -> list[Contact]:
    """As `contacts_at_home`, as far as this reader may see behind a shield. Sealed numbers open in memory only."""
    if keeps_contact_back(actor, child_id):
        return []
    rows = _at_home(child_id)
    for row in rows:
        if row.sealed:
            row.value = open_contact(row)
    return rows


def keeps_contact_back(actor: Actor, child_id: int) -> bool:
    """Whether numbers of this family are kept back from this reader."""
    sealed = any(row.sealed for row in _at_home(child_id))
    return Part.CONTACT in protection.kept_back(actor, child_id, sealed=sealed)
