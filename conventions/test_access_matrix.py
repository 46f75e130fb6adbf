"""Everybody of the cast against every action: who may, stated by hand in access_matrix.toml (design.md 4)."""

import ast
import importlib
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from conventions.tree import ROOT, python_files
from teamaround.access import engine, registry
from teamaround.access.rules import Action

STATED: dict[str, Any] = tomllib.loads((Path(__file__).parent / "access_matrix.toml").read_text())
CHILDREN = ("none", "kayleigh", "tyler", "teenager")
NOT_BUILT: set[str] = set()
"""Gaps: rules say who may, and no code does it yet."""
LINES = [(child, name) for child in CHILDREN for name in STATED[child]]


def people(words: str) -> set[str]:
    """The names of a line, groups opened."""
    found: set[str] = set()
    for word in words.split():
        found |= people(STATED["groups"][word]) if word.isupper() else {word}
    return found


@pytest.mark.django_db
@pytest.mark.parametrize(("child", "name"), LINES, ids=[f"{child}-{name}" for child, name in LINES])
def test_those_named_may_and_nobody_else(cast, child, name):
    action = registry.get(name)
    child_id = None if child == "none" else cast.people[child].pk
    allowed = {who for who, actor in cast.actors.items() if engine.check(actor, action, child_id).allowed}
    assert allowed == people(STATED[child][name])


def test_every_action_is_stated_once():
    about_child = {action.name for action in registry.every_action() if action.about_child}
    about_none = {action.name for action in registry.every_action() if not action.about_child}
    assert set(STATED["kayleigh"]) == about_child
    assert set(STATED["none"]) == about_none
    assert about_child >= set(STATED["tyler"]) | set(STATED["teenager"])


@pytest.mark.django_db
def test_every_member_of_the_cast_is_stated(cast):
    assert set(cast.actors) == people(STATED["cast"])


def test_a_line_names_only_members_of_the_cast():
    named = set().union(*(people(STATED[child][name]) for child, name in LINES))
    assert named <= people(STATED["cast"])


def test_every_rule_says_where_it_comes_from():
    for action in registry.every_action():
        assert action.rules, action.name
        assert all(rule.source for rule in action.rules), action.name


def calls(tree: ast.AST, name: str) -> Iterator[ast.Call]:
    """Calls of a function by its bare name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name and node.args:
            yield node


def actions_in(node: ast.AST, module: Any) -> set[str]:
    """Names of the actions that an expression refers to, as `access.READ` or `READ`."""
    found: set[str] = set()
    for part in ast.walk(node):
        value = getattr(module, part.id, None) if isinstance(part, ast.Name) else None
        if isinstance(part, ast.Attribute) and isinstance(part.value, ast.Name):
            value = getattr(getattr(module, part.value.id, None), part.attr, None)
        if isinstance(value, Action):
            found.add(value.name)
    return found


def modules() -> Iterator[tuple[Any, ast.AST]]:
    for path in python_files():
        text = path.read_text()
        if path.name != "access.py" and ("doing(" in text or "@gate(" in text):
            dotted = ".".join(path.relative_to(ROOT).with_suffix("").parts)
            yield importlib.import_module(dotted), ast.parse(text)


def gates() -> set[str]:
    found = (call.args[0] for _module, tree in modules() for call in calls(tree, "gate"))
    return {word.value for word in found if isinstance(word, ast.Constant)}


def done() -> set[str]:
    """Actions given to `doing`; where it is given a variable, those its module refers to."""
    found: set[str] = set()
    for module, tree in modules():
        for call in calls(tree, "doing"):
            found |= actions_in(call.args[0], module) or actions_in(tree, module)
    return found


def test_every_gate_names_a_registered_action():
    assert len(gates()) > 30
    assert gates() <= {action.name for action in registry.every_action()}


def test_every_action_that_changes_something_is_used():
    """Besides the known gaps; whoever fills one takes it off the list."""
    changing = {action.name for action in registry.every_action() if action.changes}
    assert changing - done() - gates() == NOT_BUILT
