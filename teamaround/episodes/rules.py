"""Pure rules of an episode: the table of states, closing reasons, who reads which entry."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from teamaround.access.roles import Role
from teamaround.episodes.models import Audience, State


@dataclass(frozen=True)
class Move:
    """In `state`, `verb` leads to `to`; None means the state before."""

    state: str
    verb: str
    to: str | None
    sentence: str


MOVES = (
    Move("", "open", State.CHECKING, "Somebody opens an episode to check a worry"),
    Move(State.CONCERN, "check", State.CHECKING, "The worry is checked"),
    Move(State.CHECKING, "watch", State.WATCHING, "Nothing now, own service or another service: look again"),
    Move(State.CHECKING, "assess", State.ASSESSING, "A common assessment is started"),
    Move(State.WATCHING, "check", State.CHECKING, "It is worse, or somebody wants to check again"),
    Move(State.WATCHING, "assess", State.ASSESSING, "A common assessment is started"),
    Move(State.ASSESSING, "plan", State.PLANNING, "The assessment is completed"),
    Move(State.CHECKING, "plan", State.PLANNING, "A plan is begun before the assessment is done"),
    Move(State.PLANNING, "assess", State.ASSESSING, "An assessment is started after the plan was begun"),
    Move(State.PLANNING, "help", State.HELPING, "The plan is agreed"),
    Move(State.ASSESSING, "help", State.HELPING, "The plan is agreed while the assessment is written"),
    Move(State.CHECKING, "safeguard", State.WAITING, "A report went to social care"),
    Move(State.WATCHING, "safeguard", State.WAITING, "A report went to social care"),
    Move(State.ASSESSING, "safeguard", State.WAITING, "A report went to social care"),
    Move(State.PLANNING, "safeguard", State.WAITING, "A report went to social care"),
    Move(State.HELPING, "safeguard", State.WAITING, "A report went to social care"),
    Move(State.CONCERN, "safeguard", State.WAITING, "A report went to social care"),
    Move(State.WAITING, "return", None, "Social care gave the case back"),
    Move(State.WAITING, "take", State.CLOSED, "Social care took the case"),
    *(
        Move(state, "close", State.CLOSED, "Closed with a reason")
        for state in (State.CONCERN, State.CHECKING, State.WATCHING, State.ASSESSING, State.PLANNING, State.HELPING)
    ),
    Move(State.CLOSED, "reopen", State.CHECKING, "Opened again; the history stays"),
)
"""Printed into docs. An episode that waits for social care ends only when social care decides (facts.md a)."""

CLOSE_REASONS = {
    "outcomes_met": _("What was wanted has been reached"),
    "universal_services": _("School, doctor and other everyday services now meet the need"),
    "single_agency": _("One agency now meets the need"),
    "family_stopped": _("The family no longer wants this help"),
    "no_contact": _("We could not reach the family"),
    "refused": _("The family did not agree to an assessment"),
    "moved_away": _("The family moved to another authority"),
    "age_limit": _("The young person has grown out of the service"),
    "died": _("The child has died"),
    "opened_in_error": _("Opened by mistake"),
}
"""Reasons a person may choose (facts.md a, closure). "social_care" is set by social care's own decision alone."""

SOCIAL_CARE = "social_care"


def next_state(state: str, verb: str, before: str) -> str | None:
    """The state that a verb leads to, or None when the table has no such move. `before` is the state before this."""
    for move in MOVES:
        if move.state == state and move.verb == verb:
            return move.to if move.to is not None else (before or State.CHECKING)
    return None


def may_read_entry(
    *,
    audience: str,
    same_agency: bool,
    leads: bool,
    role: Role | None,
    sensitive: str,
    kinds: frozenset[str],
    own: bool,
) -> bool:
    """Whether somebody who may read the story may read this row.

    A row about a sensitive service needs its cover even for the team (issue 2 step 4); an agency's own row
    stays in the agency; a row for managers is for whoever leads, for managers and co-ordinators.
    """
    if own:
        return True
    if sensitive and sensitive not in kinds:
        return False
    if audience == Audience.AGENCY:
        return same_agency
    if audience == Audience.MANAGERS:
        return leads or role in {Role.MANAGER, Role.COORDINATOR}
    return True


def may_go_to(*, audience: str, sensitive: str, kinds: frozenset[str], replaced: bool) -> bool:
    """Whether a row that its sender may read may also leave the team, for an agency that may know these kinds.

    What was written for one agency or for whoever leads stays there; a corrected text is not sent; a row about a
    sensitive service goes only where its cover reaches the agency (KIR-CF-54, DUD-23).
    """
    if replaced or audience in {Audience.AGENCY, Audience.MANAGERS}:
        return False
    return not sensitive or sensitive in kinds


def first_audience(agreement: str) -> str:
    """Who reads a new row unless the writer says otherwise: the team where the family agreed, else the own agency."""
    return Audience.TEAM if agreement == "agreed" else Audience.AGENCY
