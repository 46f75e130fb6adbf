"""Words for the pages of shields."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from teamaround.access import engine
from teamaround.access.actor import Actor
from teamaround.child_index import access, shielding
from teamaround.child_index.models import Involvement, Shield
from teamaround.child_index.shield_actions import REASONS
from teamaround.families.models import Address, Contact, Person
from teamaround.families.protection import Part
from teamaround.families.queries import people_at_home, relations, running
from teamaround.families.sealing import open_address, open_contact
from teamaround.kit import clock
from teamaround.kit.dates import day_words, short_day_words

IN_A_LINE = {
    Part.ADDRESS: gettext_lazy("address"),
    Part.CONTACT: gettext_lazy("telephone and e-mail"),
    Part.SCHOOL: gettext_lazy("school and doctor"),
    Part.ENTRY: gettext_lazy("who else works with the child"),
}


@dataclass(frozen=True)
class Row:
    """One shield of the queue."""

    name: str
    url: str
    parts: str
    reason: str
    by: str
    review: str
    late: bool


def parts_words(shield: Shield) -> str:
    """What is kept back, in a line."""
    hidden = shielding.parts_of(shield)
    named = [str(IN_A_LINE[part]) for part in Part if part in hidden]
    return _("%(parts)s are kept back") % {"parts": ", ".join(named)}


def row(shield: Shield) -> Row:
    today = clock.today()
    return Row(
        name=shield.child.name,
        url=reverse("child_index:shield", kwargs={"child_ref": shield.child.ref}),
        parts=parts_words(shield),
        reason=str(REASONS.get(shield.reason_code, shield.reason_code)),
        by=shield.decided_by.name if shield.decided_by else _("the index"),
        review=short_day_words(shield.review_on, today),
        late=shield.review_on < today,
    )


def intro(child: Person, held: Shield | None) -> list[str]:
    """What stands now, or what a shield does."""
    if held is None:
        return [
            _("A shield is for a child who may come to harm if somebody learns where they are."),
            _("Lead professional, deputy, the index team and the social worker of the case still see everything."),
            _("Every family page of this child shuts at once. The family must be enrolled again, face to face."),
        ]
    return [
        _("Protected since %(day)s by %(who)s: %(parts)s.")
        % {
            "day": day_words(held.starts, clock.today()),
            "who": held.decided_by.name if held.decided_by else _("the index"),
            "parts": parts_words(held),
        },
        _("To be looked at again by %(day)s.") % {"day": day_words(held.review_on, clock.today())},
    ]


def done(child: Person, made: Shield) -> str:
    return _("%(name)s is protected. Look at it again by %(day)s.") % {
        "name": child.first_name,
        "day": day_words(made.review_on, clock.today()),
    }


def behind(child: Person) -> dict[str, Any]:
    """What a shield keeps back, for one look: addresses, numbers, school and who works with the child."""
    people = {person.pk: person.name for person in [child, *people_at_home(child.pk)]}
    contacts = Contact.objects.filter(running(), person_id__in=people).order_by("person_id", "pk")
    homes = Address.objects.filter(person=child, ends__isnull=True).order_by("-starts", "pk")
    rows = Involvement.objects.filter(child=child, ends__isnull=True, sensitive="", agency__sensitive="")
    return {
        "homes": [", ".join(part for part in open_address(row) if part) for row in homes],
        "contacts": [
            (people[row.person_id], open_contact(row), f"{row.get_safe_display()}. {row.words}".strip())
            for row in contacts
        ],
        "carers": [tie.person.name for tie in relations(child.pk)],
        "services": rows.select_related("agency", "post__practitioner").order_by("agency__name"),
    }


def behind_address(actor: Actor, child: Person) -> str:
    """Where one may look behind the shield, for those who may."""
    may = engine.check(actor, access.LOOK_BEHIND_SHIELD, child.pk).allowed and shielding.shield_of(child.pk)
    return reverse("child_index:behind", kwargs={"child_ref": child.ref}) if may else ""
