"""How somebody of the family may safely be reached: shown beside each number, obeyed by every message."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from teamaround.access import engine, registry
from teamaround.access.actor import Actor
from teamaround.families.models import Contact, Person
from teamaround.families.queries import home, keeps_contact_back, reachable_at_home
from teamaround.families.reaching import in_force
from teamaround.families.sealing import open_contact
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
    """For the outbox: how the number may be used now, also when a colleague has changed that since."""
    row = in_force(contact_id)
    return Reach(row.kind, open_contact(row), row.safe, row.person.name) if row is not None else None


def is_forbidden(number: str) -> bool:
    """Whether anybody's record says never to use this number; numbers that a shield sealed are among them."""
    digits = telephone(number)
    never = Contact.objects.filter(safe=Contact.Safe.NEVER, ends__isnull=True)
    if never.filter(digits=digits).exclude(digits="").exists():
        return True
    return any(telephone(open_contact(row)) == digits for row in never.exclude(sealed=""))


def carer_fact(actor: Actor, child: Person) -> Fact | None:
    """Part of the side bar: the carer at home with the safe way to reach them, for those in the team."""
    if not engine.check(actor, registry.get("episodes.read"), child.pk).allowed:
        return None
    at_home = {person.pk: (person.name, relation) for person, relation in home(child.pk)}
    for row in reachable_at_home(actor, child.pk):
        if row.person_id in at_home and row.kind == Contact.Kind.TELEPHONE and row.safe != Contact.Safe.NEVER:
            name, relation = at_home[row.person_id]
            label = str(BEST_BY[Contact.Safe(row.safe)]) % {"who": relation.capitalize() or _("Carer")}
            words, way = (row.words,) if row.words else (), LINKS.get(Contact.Safe(row.safe), "")
            return Fact(label, strong=name, lines=words, telephone=row.value, contact=way)
    if not at_home:
        return None
    lines = (
        (_("Their number is kept back. Ring the lead professional."),) if keeps_contact_back(actor, child.pk) else ()
    )
    return Fact(_("Lives with"), strong=", ".join(name for name, _relation in at_home.values()), lines=lines)


def cautions(actor: Actor, child: Person) -> list[Caution]:
    """Numbers that must never be used: always whole, never folded."""
    if not engine.check(actor, registry.get("episodes.read"), child.pk).allowed:
        return []
    never = [row for row in reachable_at_home(actor, child.pk) if row.safe == Contact.Safe.NEVER]
    return [Caution(_("Never use %(number)s.") % {"number": row.value}, row.words) for row in never]
