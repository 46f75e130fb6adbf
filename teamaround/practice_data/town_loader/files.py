"""The files of the town as Python values; their form is described in town/README.md and town/stories/README.md."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

TOWN = Path(__file__).resolve().parent.parent / "town"
Row = dict[str, Any]


@cache
def read(name: str) -> Row:
    """One file of the town."""
    return tomllib.loads((TOWN / f"{name}.toml").read_text(encoding="utf-8"))


def stories() -> list[Row]:
    """The stories written by hand, in their order."""
    names = sorted(path.stem for path in (TOWN / "stories").glob("*.toml"))
    return [read(f"stories/{name}") for name in names]
