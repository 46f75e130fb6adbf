"""How sign-in and the outbox know the family: the page's session, and safe contact (issue 2 steps 4 and 13)."""

from django.db.models import Q

from teamaround.access.actor import Actor
from teamaround.access.roles import Kind
from teamaround.agencies.doors import Door
from teamaround.families.models import Contact, Enrolment
from teamaround.kit import clock
from teamaround.notifications.contacts import Reach


def enter(enrolment_id: int) -> Actor | None:
    """The family member of an open enrolment. Asked at every request: an ended enrolment shuts the page at once."""
    row = Enrolment.objects.filter(pk=enrolment_id, ended_at__isnull=True).select_related("person").first()
    if row is None:
        return None
    return Actor(
        kind=Kind.FAMILY,
        person_id=row.person_id,
        grant_id=row.pk,
        authority_id=row.authority_id,
        name=row.person.name,
        event_name=f"enrolment:{row.pk}",
    )


DOOR = Door(key="family", enter=enter, again="family:ask")


def reach(contact_id: int) -> Reach | None:
    """A contact in force, how it is safe to use, and whose it is."""
    today = clock.today()
    rows = Contact.objects.filter(Q(ends__isnull=True) | Q(ends__gte=today), pk=contact_id)
    row = rows.select_related("person").first()
    return Reach(kind=row.kind, value=row.value, safe=row.safe, whose=row.person.name) if row else None


def is_forbidden(number: str) -> bool:
    """Whether anybody has said, and still says, never to use the number."""
    today = clock.today()
    digits = "".join(sign for sign in number if sign.isdigit())
    rows = Contact.objects.filter(Q(ends__isnull=True) | Q(ends__gte=today), safe=Contact.Safe.NEVER)
    return bool(digits) and rows.filter(digits=digits).exists()
