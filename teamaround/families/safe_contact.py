"""How somebody of the family may safely be reached: shown beside each number, obeyed by every message."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from teamaround.access import engine, registry
from teamaround.access.actor import Actor
from teamaround.families.models import Contact, Person
from teamaround.families.queries import contacts_at_home, home
from teamaround.kit.pieces import Caution, Fact
from teamaround.matching.normalise import telephone
from teamaround.notifications.contacts import Reach

BEST_BY = {
    Contact.Safe.RING: "%(who)s",
    Contact.Safe.TEXT: gettext_lazy("%(who)s, by text only"),
    Contact.Safe.MESSAGE: gettext_lazy("%(who)s, leave a message"),
}

# What a click on the number does; a number that is never to be used is no link.
LINKS = {Contact.Safe.RING: "ring", Contact.Safe.TEXT: "text", Contact.Safe.MESSAGE: "ring"}


def reach(contact_id: int) -> Reach | None:
    """For the outbox: how a contact may be used now."""
    row = Contact.objects.filter(pk=contact_id, ends__isnull=True).select_related("person").first()
    return Reach(row.kind, row.value, row.safe, row.person.name) if row is not None else None


def is_forbidden(number: str) -> bool:
    """Whether anybody's record says never to use this number."""
    return Contact.objects.filter(digits=telephone(number), safe=Contact.Safe.NEVER, ends__isnull=True).exists()


def carer_fact(actor: Actor, child: Person) -> Fact | None:
    """Part of the side bar: the carer at home with the safe way to reach them, for those in the team."""
    if not engine.check(actor, registry.get("episodes.read"), child.pk).allowed:
        return None
    at_home = {person.pk: (person.name, relation) for person, relation in home(child.pk)}
    for row in contacts_at_home(child.pk):
        if row.person_id in at_home and row.kind == Contact.Kind.TELEPHONE and row.safe != Contact.Safe.NEVER:
            name, relation = at_home[row.person_id]
            label = str(BEST_BY[Contact.Safe(row.safe)]) % {"who": relation.capitalize() or _("Carer")}
            words, way = (row.words,) if row.words else (), LINKS.get(Contact.Safe(row.safe), "")
            return Fact(label, strong=name, lines=words, telephone=row.value, contact=way)
    if not at_home:
        return None
    return Fact(_("Lives with"), strong=", ".join(name for name, _relation in at_home.values()))


def cautions(actor: Actor, child: Person) -> list[Caution]:
    """Numbers that must never be used: always whole, never folded."""
    if not engine.check(actor, registry.get("episodes.read"), child.pk).allowed:
        return []
    never = [row for row in contacts_at_home(child.pk) if row.safe == Contact.Safe.NEVER]
    return [Caution(_("Never use %(number)s.") % {"number": row.value}, row.words) for row in never]
