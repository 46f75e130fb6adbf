"""`bench`: run a measurement, or list what can be measured."""

import ast
from pathlib import Path

from tools.dev import prepare, steps
from tools.dev.places import Places
from tools.dev.problem import Problem


def measurements(folder: Path) -> dict[str, str]:
    """Each module that can be run, with the first line of what it says about itself."""
    found: dict[str, str] = {}
    for file in sorted(folder.glob("*.py")):
        text = file.read_text(encoding="utf-8")
        if "__main__" in text and not file.name.startswith("_"):
            found[file.stem] = (ast.get_docstring(ast.parse(text)) or "").partition("\n")[0]
    return found


def listing(found: dict[str, str]) -> str:
    if not found:
        return "Nothing can be measured yet: there is no module in benchmarks/ that can be run."
    width = max(len(name) for name in found)
    return "\n".join(
        ["What can be measured:", *(f"  ./dev bench {name:<{width}}  {line}" for name, line in found.items())]
    )


def bench(places: Places, words: list[str]) -> int:
    """`python -m benchmarks.NAME` with the environment brought along."""
    found = measurements(places.root / "benchmarks")
    if not words:
        print(listing(found))
        return 0
    if words[0] not in found:
        raise Problem(f"There is no measurement {words[0]!r}.\n{listing(found)}")
    prepare.ensure_environment(places, packages="dev", modules="all")
    return steps.in_front(
        [places.python, "-m", f"benchmarks.{words[0]}", *words[1:]], env=prepare.environment(places), cwd=places.root
    )
