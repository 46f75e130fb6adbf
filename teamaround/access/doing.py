"""Carrying out an action: check, write, event, in one transaction."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from teamaround.access import engine
from teamaround.access.actor import Actor
from teamaround.access.rules import Action, Decision
from teamaround.audit.events import Draft
from teamaround.audit.recording import recording
from teamaround.audit.sealed_rows import adding_rows


class Refused(Exception):
    """The actor may not do this. Carries the action and the decision; the gate turns it into a page."""

    def __init__(self, action: Action, decision: Decision, child_id: int | None = None) -> None:
        super().__init__(f"{action.name}: {decision.why}")
        self.action = action
        self.decision = decision
        self.child_id = child_id


def require(by: Actor, action: Action, child_id: int | None = None) -> Decision:
    """The decision, when it allows. Raises Refused."""
    decision = engine.check(by, action, child_id)
    if not decision.allowed:
        raise Refused(action, decision, child_id)
    return decision


@contextmanager
def doing(
    action: Action,
    *,
    by: Actor,
    children: Iterable[int] = (),
    codes: dict[str, Any] | None = None,
    detail: dict[str, Any] | None = None,
    outcome: str = "change",
) -> Iterator[Draft]:
    """Within the block protected rows may be written; at its end the event is, in the same transaction.

    Every child named must be allowed. `codes` are ids and words of closed lists; `detail` is what a
    person typed as a reason. Raises Refused before anything is written.
    """
    wanted = sorted(set(children))
    decision = [require(by, action, child) for child in wanted] or [require(by, action)]
    with recording(
        by=by,
        action=action.name,
        children=wanted,
        outcome=outcome,
        basis=basis_words(decision[0]),
        codes=codes,
        detail=detail,
    ) as draft:
        yield draft


@contextmanager
def adding(action: Action, *, by: Actor, child_id: int) -> Iterator[str]:
    """For rows that are their own record (`audit.sealed_rows`): checked as `doing`, in one transaction, without an
    event. Nothing else that is protected can be written in it. Gives the basis, which the row keeps. Raises Refused.
    """
    decision = require(by, action, child_id)
    with adding_rows():
        yield basis_words(decision)


def basis_words(decision: Decision) -> str:
    """Through which rule, and on which ground: "lead_professional:duty"."""
    return ":".join(part for part in (decision.through, decision.basis) if part)
