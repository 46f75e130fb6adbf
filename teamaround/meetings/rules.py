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
    "nobody_known": _("No parent or carer is known to us"),
}
"""A meeting without the child or the parents needs one of these (issue 2 step 9)."""


def left_out(*, children: set[int], invited: set[int]) -> str:
    """Who of the family is not invited: "nobody", "a child", "the parents" or "both" (issue 2 step 9)."""
    child, parents = not children <= invited, not invited - children
    if child and parents:
        return "both"
    return "a child" if child else "the parents" if parents else "nobody"


def age_band(years: int | None) -> str:
    """The age of a child as an agenda tells it, without telling who it is (KIR-TM-07)."""
    if years is None:
        return "unknown"
    for last, band in ((4, "under five"), (10, "five to ten"), (15, "eleven to fifteen")):
        if years <= last:
            return band
    return "sixteen and over"


WELCOME, AGREE, NEXT = 5, 10, 5
"""Minutes for the beginning, for who does what, and for the next day. The children share the rest."""


def share_of_child(*, minutes_long: int, children: int) -> int:
    """Minutes for each child's own part of the agenda, never under five (KIR-TM-08)."""
    return max(5, (minutes_long - WELCOME - AGREE - NEXT) // max(1, children))


def attendance_word(*, held: bool, answer: str, attended: bool | None) -> str:
    """How somebody invited stands, kept for good: refusals and drop-outs can be explained later (KIR-ME-20)."""
    if not held:
        return answer or "no answer"
    if attended:
        return "came"
    if answer == "declined":
        return "apologies"
    if answer == "writing":
        return "written part"
    return "missed" if answer == "coming" else "no answer, did not come"


def may_read_item(
    *, audience: str, about: frozenset[int], readable: frozenset[int], same_agency: bool, leads: bool,
    role: Role | None, family: bool,
) -> bool:  # fmt: skip
    """Whether one reader gets this minuted item in their copy.

    An item goes only to readers entitled to every child it is about; the family gets what is for everyone.
    """
    if not about or not about <= readable:
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
