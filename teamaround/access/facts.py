"""Facts that rules may name: a closed list of relationships and bases (design.md 4).

A fact is one function: actor -> rows that lead to child ids. It is never written a second time. The
package that owns the rows provides it in its `access.py`; the list filter, the check and the buttons
all use that one function.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import BigIntegerField, F, QuerySet
from django.db.models.expressions import RawSQL

from teamaround.access.actor import Actor
from teamaround.access.roles import Kind
from teamaround.access.rules import POSTS

FACTS: dict[str, str] = {
    # relationships of a post
    "found_by_search": "you found the child by a search with a reason today",
    "involved": "you are named as working with the child",
    "agency_involved": "your agency is working with the child",
    "author": "you opened this episode of help or write the assessment",
    "contributor": "you were asked to write a part of the assessment",
    "lead_professional": "you are the lead professional",
    "lead_invited": "you were asked to become the lead professional",
    "deputy": "you are the deputy of the lead professional",
    "team_member": "you are in the team around the child",
    "invited": "you are invited to a meeting about the child",
    "action_owner": "an action of the plan is yours",
    "asked_to_join": "you asked to join the assessment",
    "asked": "somebody asked you or your agency about the child",
    "broker_asked": "the index team asked your service whether you can be reached about the child",
    "gap_owner": "you see to it that the child gets a school, doctor or nursery",
    "gap_agency": "your agency sees to it that the child gets a school, doctor or nursery",
    "service_asked": "your service was asked to help the child",
    "asker": "you asked about the child",
    "line_manager": "somebody you manage leads or works in the team",
    "locality": "the child's help is run in your locality",
    "own_authority": "your authority is responsible for the child",
    "own_archive": "your authority keeps the child's record in its archive",
    "offered_to_us": "another authority says that the child has moved into yours",
    "raised_concern": "you noted the worry",
    "social_care_case": "the case is or was with your social care team",
    "break_glass": "you opened the record in an emergency, with a reason",
    # relationships of the family and of links
    "self": "this is your own record",
    "carer": "you are enrolled as parent or carer of the child",
    "link": "the link you were sent is for this child",
    # bases that cover a reader
    "agreed_to_assess": "the family agreed to the assessment",
    "agreed_to_share": "the family agreed that your agency may know",
    "duty": "a recorded duty or public interest covers you",
    "sensitive_cover": "consent or a significant-harm basis covers you for the sensitive service",
    # what hides
    "shielded": "the child's whereabouts are protected",
    "refused_agency": "the family does not want your agency to know",
}


RESPONSIBLE = "SELECT authority_id FROM families_person WHERE id = %s AND archived_on IS NULL"
"""The authority that is responsible for a child; none for one in the archive."""


@dataclass(frozen=True)
class Fact:
    name: str
    rows: Callable[[Actor], QuerySet[Any]]
    child: str
    """Lookup path from a row to the child's person id, such as "episode__child_id"."""
    kinds: frozenset[Kind] = POSTS
    broad: bool = False
    """Not bound to one actor (all children of an authority, all shields): never fetched whole."""
    under: str = ""
    """Lookup of the authority under which a row was written. Where it is named, a row counts only while that authority
    is responsible for the child and the record is not archived (docs/adr/0014)."""

    def rows_for(self, actor: Actor) -> QuerySet[Any]:
        """The rows, unordered; none for a kind of actor that the fact is not about (no post is not "any post")."""
        found = self._rows(actor)
        if self.under:
            child = self.child.removesuffix("_id")
            found = found.filter(**{f"{child}__authority_id": F(self.under), f"{child}__archived_on__isnull": True})
        return found

    def _rows(self, actor: Actor) -> QuerySet[Any]:
        found = self.rows(actor).order_by()
        return found if actor.kind in self.kinds else found.none()

    def child_ids(self, actor: Actor) -> QuerySet[Any]:
        return self.rows_for(actor).values_list(self.child, flat=True)

    def holds_for(self, actor: Actor, child_id: int) -> QuerySet[Any]:
        """The same rows for one child, without the join: Python spends longer on it than the database."""
        wanted: dict[str, Any] = {self.child: child_id}
        if self.under:
            wanted[self.under] = RawSQL(RESPONSIBLE, [child_id], output_field=BigIntegerField())  # noqa: S611
        return self._rows(actor).filter(**wanted)


_provided: dict[str, Fact] = {}


def provide(
    name: str,
    rows: Callable[[Actor], QuerySet[Any]],
    *,
    child: str,
    kinds: frozenset[Kind] = POSTS,
    broad: bool = False,
    under: str = "",
) -> Fact:
    """Register how a fact of the closed list is worked out. Raises ValueError for an unknown or second one."""
    if name not in FACTS:
        raise ValueError(f"{name} is not in the closed list of facts")
    if name in _provided and _provided[name].rows is not rows:
        raise ValueError(f"{name} is provided twice")
    _provided[name] = Fact(name, rows, child, kinds, broad, under)
    return _provided[name]


def get(name: str) -> Fact:
    """Raises KeyError when no package provides the fact."""
    return _provided[name]


def provided() -> frozenset[str]:
    return frozenset(_provided)
