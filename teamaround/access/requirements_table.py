"""Which requirement is kept where: ids found in rules, actions and queries, in tests, and in journeys.

An id counts where it stands in a docstring, a comment or the `source` of an access rule.
"""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings

from teamaround.access import registry
from teamaround.access.rules import Rule

ID = re.compile(r"\b(?:DUD|DER|WOR|KIR|CWA|CWB)-(?:[A-Z]{2,3}(?:-\d{1,3})?|\d{1,3})\b")


@dataclass
class Kept:
    """Where one requirement is kept: modules, access actions, tests and journeys by file name."""

    rules: set[str] = field(default_factory=set)
    actions: set[str] = field(default_factory=set)
    tests: set[str] = field(default_factory=set)
    journeys: set[str] = field(default_factory=set)


def requirements() -> dict[str, Kept]:
    """Requirement id -> where it is kept, over the whole repository."""
    found: dict[str, Kept] = defaultdict(Kept)
    root = Path(settings.ROOT)
    for path in sorted((root / "teamaround").rglob("*.py")):
        if "migrations" not in path.parts:
            _add(found, path, root, "tests" if "tests" in path.parts else "rules")
    for path in sorted((root / "journeys").rglob("*.py")):
        _add(found, path, root, "journeys")
    for action in registry.every_action():
        for rule in action.rules:
            for each in ID.findall(rule.source):
                found[each].actions.add(action.name)
    return dict(sorted(found.items()))


def _add(found: dict[str, Kept], path: Path, root: Path, column: str) -> None:
    name = str(path.relative_to(root)).removeprefix("teamaround/")
    for each in set(ID.findall(path.read_text())):
        getattr(found[each], column).add(name)


def as_markdown() -> str:
    """Two tables: requirements, and all actions with who may."""
    lines = ["# Requirements, and where each is kept", "", "Made by `./dev manage rules --write`.", ""]
    lines += ["| requirement | rule | access action | test | journey |", "|---|---|---|---|---|"]
    for each, kept in requirements().items():
        cells = (_cell(kept.rules - {"access.py"}), _cell(kept.actions), _cell(kept.tests), _cell(kept.journeys))
        lines.append(f"| {each} | " + " | ".join(cells) + " |")
    lines += ["", "# Who may do what", "", "| action | you may … | who |", "|---|---|---|"]
    for action in registry.every_action():
        who = "; ".join(dict.fromkeys(_who(rule) for rule in action.rules)) or "nobody"
        lines.append(f"| `{action.name}` | {action.sentence} | {who} |")
    return "\n".join(lines) + "\n"


def _cell(names: set[str]) -> str:
    return ", ".join(f"`{name}`" for name in sorted(names))


def _who(rule: Rule) -> str:
    roles = "any role" if len(rule.roles) >= 9 else ", ".join(sorted(rule.roles))
    kinds = ", ".join(sorted(rule.kinds))
    parts = [f"{roles} in a post" if "post" in rule.kinds else kinds]
    parts += [f"who is `{rule.through}`"] if rule.through else []
    parts += [f"covered by `{rule.basis}`"] if rule.basis else []
    parts += [f"unless {', '.join(f'`{name}`' for name in rule.unless)}"] if rule.unless else []
    return " ".join(parts)
