"""What the checks about the code look at: our own files, without migrations and tests where so said."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ROOT / "teamaround"


def python_files(*, tests: bool = False) -> Iterator[Path]:
    """Our modules; with `tests` the test files instead."""
    for path in sorted(PACKAGES.rglob("*.py")):
        if "migrations" in path.parts:
            continue
        if ("tests" in path.parts or path.name == "conftest.py") is tests:
            yield path


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def lines_of(path: Path) -> int:
    return len(path.read_text().splitlines())


def length_of(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1
