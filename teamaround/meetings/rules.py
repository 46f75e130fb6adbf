"""Pure rules of meetings: the family is invited by default, each item has its readers (CWA-TAC, KIR-ME)."""

from django.utils.translation import gettext_lazy as _

from teamaround.access.roles import Role
from teamaround.episodes.models import Audience

NO_FAMILY_CODES = {
    "harm": _("Inviting them could put the child or somebody else in danger"),
    "they_asked": _("They asked not to come and chose another way to take part"),
    "not_reached": _("They could not be reached in time"),
    "own_decision": _("The young person decided alone and does not want a parent there"),
    "too_young": _("The child is too young; it was watched or asked beforehand"),
}
"""A meeting without the child or the parents needs one of these (issue 2 step 9)."""


def may_read_item(
    *, audience: str, about_child: int | None, readable: frozenset[int], same_agency: bool, leads: bool,
    role: Role | None, family: bool,
) -> bool:  # fmt: skip
    """Whether one reader gets this minuted item in their copy.

    An item about one child goes only to readers entitled to that child; the family gets what is for everyone.
    """
    if about_child is not None and about_child not in readable:
        return False
    if audience == Audience.EVERYONE:
        return True
    if family:
        return False
    if audience == Audience.AGENCY:
        return same_agency
    if audience == Audience.MANAGERS:
        return leads or role in {Role.MANAGER, Role.COORDINATOR}
    return True


def warn_second_meeting(*, has_lead: bool, caller_leads: bool, other_planned: int) -> bool:
    """Somebody else calls a meeting about a child who has a lead professional, or another one is planned."""
    return (has_lead and not caller_leads) or other_planned > 0
