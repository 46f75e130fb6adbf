"""Pure rules about leading: the basis, declining, load (DUD-50, DER-06 to 10)."""

DECLINE_CODES = {
    "caseload": "I lead as many families as I can just now",
    "not_known": "Somebody else knows the family better",
    "leaving": "I am about to leave or be away",
    "conflict": "I am too close to the family, or in conflict with them",
    "training": "I have not had the training yet",
    "manager": "My manager does not agree",
    "other": "Another reason, told to the person who asked",
}
"""Declining needs a code and brings no blame (issue 2 step 8)."""

END_REASONS = {
    "handed_over": "Handed over to somebody else",
    "left_post": "Left the post",
    "family_wish": "The family asked for a change",
    "need_changed": "The main need is another now",
    "closed": "The help has ended",
    "social_care": "Social care leads now",
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
