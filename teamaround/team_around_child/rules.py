"""Pure rules of the team (CWA-TAC)."""

from django.utils.translation import gettext_lazy as _

LEAVE_REASONS = {
    "part_done": _("Their part is done"),
    "left_post": _("They left their post"),
    "handed_over": _("Somebody else took their part over"),
    "family_wish": _("The family asked for it"),
    "own_wish": _("They asked to leave"),
    "agreement_ended": _("The family took its agreement back"),
    "closed": _("The help has ended"),
    "moved_away": _("The family moved to another authority"),
    "added_in_error": _("Added by mistake"),
}
"""Leaving needs a reason, so that nobody just disappears from the team."""
