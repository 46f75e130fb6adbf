"""Pure rules of the team (CWA-TAC)."""

LEAVE_REASONS = {
    "part_done": "Their part is done",
    "left_post": "They left their post",
    "handed_over": "Somebody else took their part over",
    "family_wish": "The family asked for it",
    "own_wish": "They asked to leave",
    "agreement_ended": "The family took its agreement back",
    "closed": "The help has ended",
    "added_in_error": "Added by mistake",
}
"""Leaving needs a reason, so that nobody just disappears from the team."""
