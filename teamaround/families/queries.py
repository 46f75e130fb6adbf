"""Reading people: one child by reference, carers, brothers and sisters, safe contacts."""

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.http import Http404

from teamaround.access import engine
from teamaround.access.actor import Actor
from teamaround.access.gate import Loaded
from teamaround.families.models import Contact, LivesWith, ParentalResponsibility, Person, Relationship
from teamaround.kit import clock


def load_child(actor: Actor, child_ref: str) -> Loaded:
    """The child that an address names. Raises Http404."""
    child = Person.objects.filter(ref=child_ref, entry__isnull=False).first()
    if child is None:
        raise Http404
    return Loaded(child, (child.pk,))


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
    return Person.objects.filter(pk__in=others.values("child_id"), entry__isnull=False).order_by("born")


def contacts(person_ids: list[int]) -> QuerySet[Contact]:
    """Numbers and addresses of people that hold today, with how each is safe to use."""
    return Contact.objects.filter(running(), person_id__in=person_ids).order_by("person_id", "kind")


def contacts_at_home(child_id: int) -> list[Contact]:
    """Those of the child and of everybody the child lives with; one query a page."""
    people = [child_id, *(person.pk for person in people_at_home(child_id))]
    return engine.once_a_page(("families.contacts", child_id), lambda: list(contacts(people)))
