"""The same rules as list filter, as check and as buttons (design.md 4).

The filter is `id IN (UNION of the relationships)`, the check restricts each branch of the same
relationship to one child, the buttons ask all named facts of one child in one query.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db.models import CharField, QuerySet, Value

from teamaround.access import facts, registry
from teamaround.access.actor import Actor
from teamaround.access.rules import Action, Decision, Rule, _barred, decide


_Memory = dict[tuple[Actor, int], frozenset[str]]
_remembered: ContextVar[_Memory | None] = ContextVar("teamaround_facts_of_this_page", default=None)


@contextmanager
def remembering() -> Iterator[None]:
    """While one page is read, all facts of a child are asked once and kept. Never open during a change."""
    token = _remembered.set({})
    try:
        yield
    finally:
        _remembered.reset(token)


def child_ids(actor: Actor, action: Action) -> QuerySet[Any] | list[int]:
    """Ids of every child for whom the actor may do the action: a query set for `__in`, or an empty list."""
    if _barred(action, actor):
        return []
    branches = [_branch(actor, rule) for rule in action.rules if rule.through and rule.fits(actor)]
    if not branches:
        return []
    return branches[0].union(*branches[1:]) if len(branches) > 1 else branches[0]


def _branch(actor: Actor, rule: Rule) -> QuerySet[Any]:
    fact = facts.get(rule.through or "")
    rows = fact.rows_for(actor)
    if rule.basis:
        rows = rows.filter(**{f"{fact.child}__in": facts.get(rule.basis).child_ids(actor)})
    for name in rule.unless:
        rows = rows.exclude(**{f"{fact.child}__in": facts.get(name).child_ids(actor)})
    return rows.values_list(fact.child, flat=True)


def facts_of(actor: Actor, child_id: int, names: Iterable[str]) -> frozenset[str]:
    """Which of the named facts hold between the actor and one child: one query, or none while remembering."""
    wanted = frozenset(names)
    memory = _remembered.get()
    if memory is None:
        return _ask(actor, child_id, wanted)
    if (actor, child_id) not in memory:
        memory[actor, child_id] = _ask(actor, child_id, facts.provided())
    return memory[actor, child_id] & wanted


def _ask(actor: Actor, child_id: int, names: frozenset[str]) -> frozenset[str]:
    queries = [
        facts.get(name)
        .holds_for(actor, child_id)
        .annotate(fact_name=Value(name, output_field=CharField()))
        .values_list("fact_name", flat=True)
        for name in sorted(names)
        if actor.kind in facts.get(name).kinds
    ]
    if not queries:
        return frozenset()
    found = queries[0].union(*queries[1:]) if len(queries) > 1 else queries[0].distinct()
    return frozenset(found)


def check(actor: Actor, action: Action, child_id: int | None = None) -> Decision:
    """May the actor do this, for this child? The decision also says whether existence may be known."""
    if not action.about_child or child_id is None:
        return decide(action, actor, frozenset())
    known_by = registry.get(action.known_by)
    held = facts_of(actor, child_id, action.named_facts() | known_by.named_facts())
    decision = decide(action, actor, held)
    if decision.allowed:
        return decision
    known = decide(known_by, actor, held).allowed or decision.why in {"unfit", "second_factor"}
    return Decision(False, decision.why, known=known)


def permitted(actor: Actor, child_id: int, actions: Iterable[Action]) -> frozenset[str]:
    """Names of those actions that the actor may do for the child: one query for all buttons of a page."""
    wanted = list(actions)
    names = set().union(*(action.named_facts() for action in wanted)) if wanted else set()
    held = facts_of(actor, child_id, names)
    return frozenset(action.name for action in wanted if decide(action, actor, held).allowed)
