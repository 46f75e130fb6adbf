"""A newcomer finds the room from the folder names, and its purpose in its README."""

import ast

from conventions.tree import PACKAGES, name_of, python_files

DOCUMENTED = {"rules.py", "actions.py", "queries.py", "models.py"}


def packages():
    return [path for path in sorted(PACKAGES.iterdir()) if (path / "__init__.py").exists() and path.name != "tests"]


def test_every_package_has_a_readme():
    assert [path.name for path in packages() if not (path / "README.md").exists()] == []


def test_every_rule_action_query_and_model_has_a_docstring():
    missing = []
    for path in python_files():
        if path.name not in DOCUMENTED or "management" in path.parts:
            continue
        for node in ast.parse(path.read_text()).body:
            public = isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
            if public and not ast.get_docstring(node) and _says_something(node):
                missing.append(f"{name_of(path)}:{node.name}")
    assert missing == []


def _says_something(node) -> bool:
    """A one-line function whose name says all, or a list of choices, needs no sentence of its own."""
    if isinstance(node, ast.ClassDef):
        return not any(getattr(base, "attr", "") == "TextChoices" for base in node.bases)
    return (node.end_lineno or 0) - node.lineno > 4
