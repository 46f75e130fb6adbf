"""How much waits for the index team, in one statement: each row of the worktray takes its number from here."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Max, QuerySet, Subquery, Value

from teamaround.access import engine
from teamaround.access.actor import Actor
from teamaround.agencies.models import Authority
from teamaround.child_index.models import Duplicate, Entry
from teamaround.child_index.models_of_entry import Transfer


@dataclass(frozen=True)
class Waiting:
    """Pairs with the best score, entries held back, children offered to us, families said to have moved away."""

    pairs: int
    best: Decimal | None
    held: int
    offered: int
    asked: int


def waiting(actor: Actor) -> Waiting:
    """Counts of the actor's authority; whoever shows them asks first whether the reader may."""
    return engine.once_a_page(("child_index.team_counts", actor.authority_id), lambda: _waiting(actor.authority_id))


def _waiting(authority_id: Any) -> Waiting:
    pairs = Duplicate.objects.filter(authority_id=authority_id, state=Duplicate.State.WAITING)
    moves = Transfer.objects.filter(ended_at__isnull=True)
    row = (
        Authority.objects.filter(pk=authority_id)
        .values_list(
            _one(pairs, Count("pk")),
            _one(pairs, Max("score")),
            _one(Entry.objects.filter(authority_id=authority_id, state=Entry.State.HELD), Count("pk")),
            _one(moves.filter(to_authority_id=authority_id, state=Transfer.State.OFFERED), Count("pk")),
            _one(moves.filter(authority_id=authority_id, state=Transfer.State.ASKED), Count("pk")),
        )
        .get()
    )
    return Waiting(row[0] or 0, row[1], row[2] or 0, row[3] or 0, row[4] or 0)


def _one(rows: QuerySet[Any], what: Any) -> Subquery:
    """One number over all the rows; none where there are none."""
    return Subquery(rows.order_by().values(_all=Value(1)).annotate(found=what).values("found")[:1])
