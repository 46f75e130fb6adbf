"""Pure: what a rule demands, and the decision for one actor, one action and the facts of one child."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from teamaround.access.actor import Actor
from teamaround.access.roles import EVERY_ROLE, Kind, Role

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

POSTS = frozenset({Kind.POST, Kind.DELEGATE})


@dataclass(frozen=True)
class Rule:
    """Role + relationship + covering basis. All parts must hold; rules of an action are OR-ed.

    `through` is None only for actions that are about no child. `source` is the requirement id.
    """

    through: str | None
    roles: frozenset[Role] = EVERY_ROLE
    kinds: frozenset[Kind] = POSTS
    basis: str | None = None
    unless: tuple[str, ...] = ()
    source: str = ""
    jobs: frozenset[str] = frozenset()

    def fits(self, actor: Actor) -> bool:
        """Whether kind, role and (for a job) name are those of the rule."""
        if actor.kind not in self.kinds:
            return False
        if actor.kind in POSTS:
            return actor.role in self.roles
        if actor.kind is Kind.JOB:
            return actor.event_name in self.jobs
        return True

    def holds(self, facts: frozenset[str]) -> bool:
        """Whether relationship and basis hold and nothing hides the child."""
        if self.through is not None and self.through not in facts:
            return False
        if self.basis is not None and self.basis not in facts:
            return False
        return not facts.intersection(self.unless)

    def named_facts(self) -> set[str]:
        return {name for name in (self.through, self.basis, *self.unless) if name}


def any_of(*through: str, **parts: Any) -> tuple[Rule, ...]:
    """The same rule through each of several relationships."""
    return tuple(Rule(name, **parts) for name in through)


@dataclass(frozen=True)
class Action:
    """One thing that somebody may do, and who may.

    `known_by` names the action that tells an actor the child exists: who may not even do that gets
    "not found". Only actions that add and do not read may be done without training and vetting.
    """

    name: str
    sentence: "StrOrPromise"
    rules: tuple[Rule, ...]
    about_child: bool = True
    needs_fitness: bool = True
    known_by: str = "child_index.see"
    who_can_help: "StrOrPromise" = ""
    changes: bool = False

    @property
    def open_to_all(self) -> bool:
        """Whether even somebody who is not signed in may do it: public pages, the way to sign in."""
        return any(Kind.NOBODY in rule.kinds for rule in self.rules)

    def named_facts(self) -> set[str]:
        return set().union(*(rule.named_facts() for rule in self.rules)) if self.rules else set()


@dataclass(frozen=True)
class Decision:
    """Allowed, or a word for why not ("not_signed_in", "unfit", "second_factor", "only_looks", "no_rule")."""

    allowed: bool
    why: str
    through: str = ""
    basis: str = ""
    known: bool = True
    rules: tuple[Rule, ...] = field(default=(), repr=False)


def decide(action: Action, actor: Actor, facts: frozenset[str]) -> Decision:
    """First rule that fits and holds allows; nothing listed, nobody allowed (design.md 4)."""
    barred = _barred(action, actor)
    if barred:
        return Decision(False, barred)
    for rule in action.rules:
        if rule.fits(actor) and rule.holds(facts):
            return Decision(True, "rule", through=rule.through or "", basis=rule.basis or "")
    return Decision(False, "no_rule")


def _barred(action: Action, actor: Actor) -> str:
    """What stops the actor before any rule is looked at, or an empty word."""
    if action.open_to_all:
        return ""
    if actor.kind is Kind.NOBODY:
        return "not_signed_in"
    if actor.kind in POSTS and not actor.second_factor:
        return "second_factor"
    if actor.kind in POSTS and action.needs_fitness and not actor.fit:
        return "unfit"
    return "only_looks" if actor.only_looks and action.changes else ""
