"""The same rules as list filter, as check and as buttons (design.md 4).

The filter is `id IN (UNION of the relationships)`, the check restricts each branch of the same
relationship to one child, the buttons ask all named facts of one child in one query.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

from django.db.models import CharField, F, QuerySet, Value

from teamaround.access import facts, registry
from teamaround.access.actor import Actor
from teamaround.access.rules import Action, Decision, Rule, _barred, decide

MOST_REMEMBERED = 5_000


@dataclass
class _Memory:
    """Facts asked for while one page is read: of a child, and of all children an actor is tied to."""

    of_child: dict[tuple[Actor, int], frozenset[str]] = field(default_factory=dict)
    of_actor: dict[Actor, dict[str, set[int]] | None] = field(default_factory=dict)
    answers: dict[Hashable, Any] = field(default_factory=dict)


_remembered: ContextVar[_Memory | None] = ContextVar("teamaround_facts_of_this_page", default=None)


@contextmanager
def remembering() -> Iterator[None]:
    """While one page is read, all facts of a child are asked once and kept. Never open during a change."""
    token = _remembered.set(_Memory())
    try:
        yield
    finally:
        _remembered.reset(token)


T = TypeVar("T")


def once_a_page(key: Hashable, ask: Callable[[], T]) -> T:
    """The answer of a query that several parts of one page ask alike; asked anew whenever no page is being read."""
    memory = _remembered.get()
    if memory is None:
        return ask()
    if key not in memory.answers:
        memory.answers[key] = ask()
    return cast(T, memory.answers[key])


def child_ids(actor: Actor, action: Action) -> QuerySet[Any] | list[int]:
    """Ids of every child for whom the actor may do the action: a query set for `__in`, or an empty list."""
    if _barred(action, actor):
        return []
    rules = [rule for rule in action.rules if rule.through and rule.fits(actor)]
    held = _all_held(actor, rules)
    if held is not None:
        return sorted(_where_rules_hold(rules, held))
    branches = [_branch(actor, rule) for rule in rules]
    return branches[0].union(*branches[1:]) if len(branches) > 1 else branches[0]


def _all_held(actor: Actor, rules: list[Rule]) -> dict[str, set[int]] | None:
    """While a page is read: the children of every fact these rules name, from one query for all lists of the page.

    None when not remembering, when a rule names a fact that is not bound to one actor, or when there are too many.
    """
    memory = _remembered.get()
    if not rules:
        return {}
    names = set().union(*(rule.named_facts() for rule in rules))
    if memory is None or any(facts.get(name).broad for name in names):
        return None
    if actor not in memory.of_actor:
        memory.of_actor[actor] = _ask_all(actor)
    return memory.of_actor[actor]


def _ask_all(actor: Actor) -> dict[str, set[int]] | None:
    queries = [
        fact.rows_for(actor)
        .annotate(fact_name=Value(name, output_field=CharField()), fact_child=F(fact.child))
        .values_list("fact_name", "fact_child")
        for name in sorted(facts.provided())
        if not (fact := facts.get(name)).broad and actor.kind in fact.kinds
    ]
    if not queries:
        return {}
    rows = list((queries[0].union(*queries[1:]) if len(queries) > 1 else queries[0])[: MOST_REMEMBERED + 1])
    if len(rows) > MOST_REMEMBERED:
        return None
    found: dict[str, set[int]] = defaultdict(set)
    for name, child in rows:
        found[name].add(child)
    return found


def _where_rules_hold(rules: list[Rule], held: dict[str, set[int]]) -> set[int]:
    """The pure rules over sets of children: the same answer as the union in SQL (a property test compares them)."""
    found: set[int] = set()
    for rule in rules:
        children = set(held.get(rule.through or "", ()))
        if rule.basis:
            children &= held.get(rule.basis, set())
        for name in rule.unless:
            children -= held.get(name, set())
        found |= children
    return found


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
    if (actor, child_id) not in memory.of_child:
        memory.of_child[actor, child_id] = _ask(actor, child_id, facts.provided())
    return memory.of_child[actor, child_id] & wanted


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
