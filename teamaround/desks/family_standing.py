"""What upper packages know of an open family's page: agreement and shield (issue 2 step 13)."""

from typing import Any

from django.db.models import Count, Exists, Max, OuterRef, QuerySet, Subquery

from teamaround.access.actor import Actor
from teamaround.child_index.access import shielded
from teamaround.consent.models import CompetenceJudgement, Decision

CHILD = OuterRef("child_id")


def agreement() -> dict[str, Any]:
    """Columns that change with every decision, withdrawal and judgement of competence about the child."""
    made = Decision.objects.filter(child_id=CHILD)
    return {
        "stands_decisions": _one(made, Count("pk")),
        "stands_withdrawn": _one(made, Max("withdrawn_at")),
        "stands_superseded": _one(made, Max("superseded_at")),
        "stands_judged": _one(CompetenceJudgement.objects.filter(child_id=CHILD), Max("pk")),
    }


def _one(rows: QuerySet[Any], summed: Count | Max) -> Subquery:
    return Subquery(rows.order_by().values("child_id").annotate(found=summed).values("found"))


def shield() -> dict[str, Any]:
    """Whether the child's whereabouts are protected today."""
    return {"stands_shielded": Exists(shielded(Actor.nobody()).filter(child_id=CHILD))}
