"""All actions by name. Each package declares its own in `access.py`; nothing declared, nobody allowed."""

from typing import TYPE_CHECKING

from teamaround.access.rules import Action, Rule

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

_actions: dict[str, Action] = {}


def declare(
    name: str,
    sentence: "StrOrPromise",
    *rules: Rule,
    about_child: bool = True,
    needs_fitness: bool = True,
    known_by: str = "child_index.see",
    who_can_help: "StrOrPromise" = "",
    changes: bool = False,
) -> Action:
    """Register an action `package.verb`. The sentence completes "You may …". Raises ValueError for a second one."""
    if name in _actions:
        raise ValueError(f"{name} is declared twice")
    action = Action(
        name=name,
        sentence=sentence,
        rules=rules,
        about_child=about_child,
        needs_fitness=needs_fitness,
        known_by=known_by,
        who_can_help=who_can_help,
        changes=changes,
    )
    _actions[name] = action
    return action


def get(name: str) -> Action:
    """Raises KeyError."""
    return _actions[name]


def every_action() -> list[Action]:
    return [_actions[name] for name in sorted(_actions)]
