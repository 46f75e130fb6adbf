"""The closed list of canonical elements, read from elements.toml."""

import tomllib
from functools import cache
from pathlib import Path


@cache
def elements() -> dict[str, str]:
    """Every canonical element with its plain name."""
    found: dict[str, str] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))["element"]
    return found
