"""Pure rules about leading: the basis, declining, load (DUD-50, DER-06 to 10)."""

import datetime
from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

DECLINE_CODES = {
    "caseload": _("I lead as many families as I can just now"),
    "not_known": _("Somebody else knows the family better"),
    "leaving": _("I am about to leave or be away"),
    "conflict": _("I am too close to the family, or in conflict with them"),
    "training": _("I have not had the training yet"),
    "manager": _("My manager does not agree"),
    "other": _("Another reason, told to the person who asked"),
}
"""Declining needs a code and brings no blame (issue 2 step 8)."""

DECLINED_BECAUSE = {
    "caseload": _("leads as many families as possible just now"),
    "not_known": _("thinks that somebody else knows the family better"),
    "leaving": _("is about to leave or be away"),
    "conflict": _("is too close to the family, or in conflict with them"),
    "training": _("has not had the training yet"),
    "manager": _("was not given leave by the manager"),
    "other": _("has another reason and will tell you"),
}
"""The same codes for whoever asked: a fact, never a reproach."""

AGREED_BY = {
    "child": _("The child or young person"),
    "carer": _("Parents or carers"),
    "team": _("The team"),
}
"""Who agreed on the lead: the family and the team, each on record (issue 2 step 8)."""

END_REASONS = {
    "handed_over": _("Handed over to somebody else"),
    "left_post": _("Left the post"),
    "family_wish": _("The family asked for a change"),
    "need_changed": _("The main need is another now"),
    "closed": _("The help has ended"),
    "social_care": _("Social care leads now"),
    "moved_away": _("The family moved to another authority"),
}


def needs_manager(*, leading: int, limit: int) -> bool:
    """One more family would be over the local limit, so a manager's word is needed (DER-10)."""
    return leading + 1 > limit


def load_words(*, leading: int, limit: int) -> str:
    """The load in a word: "none", "room", "full" or "over" (DER-10)."""
    if leading == 0:
        return "none"
    if leading < limit:
        return "room"
    return "full" if leading == limit else "over"


def wish_is_followed(*, wish: str, chosen_is_wished: bool, because: str) -> bool:
    """A family's wish is followed, or there is a reason why not (issue 2 step 8)."""
    return not wish.strip() or chosen_is_wished or bool(because.strip())


def agreement_missing(agreed_by: Iterable[str], *, basis: str = "") -> str:
    """Who is still to be asked about the lead: "nobody", "family", "team" or "both" (issue 2 step 8).

    Whom the family asked for, it agrees with; what the team agreed at the meeting needs no second word.
    """
    said = set(agreed_by)
    family = bool(said & {"child", "carer"}) or basis == "family_wish"
    team = "team" in said or basis == "agreed_at_meeting"
    if family and team:
        return "nobody"
    if family:
        return "team"
    return "family" if team else "both"


def first_contact_word(until: datetime.date | None, today: datetime.date) -> str:
    """While nobody leads, whoever opened the help or completed the assessment is first contact: "open" until
    somebody leads, "until" a day, or "over" once that day has passed (issue 2 step 8).
    """
    if until is None:
        return "open"
    return "over" if until < today else "until"
