"""From a versioned file `<key>.<version>.toml` to a definition."""

import re
import tomllib
from pathlib import Path

from teamaround.instruments.definition import Instrument
from teamaround.instruments.parsing import parse
from teamaround.instruments.problems import DefinitionProblem, problems

__all__ = ["BrokenDefinition", "inspect", "problems", "read"]

_NAME = re.compile(r"(?P<key>[a-z][a-z0-9_]*)\.(?P<version>[1-9][0-9]*)\.toml")


class BrokenDefinition(Exception):
    """A definition that may not be used, with everything that is wrong with it."""

    def __init__(self, name: str, found: list[DefinitionProblem]) -> None:
        super().__init__(f"{name}: " + "; ".join(str(problem) for problem in found))
        self.found = found


def key_and_version(path: Path) -> tuple[str, int] | None:
    """What a file's name says, or nothing when it is not the name of a definition."""
    match = _NAME.fullmatch(path.name)
    return (match["key"], int(match["version"])) if match else None


def inspect(path: Path) -> tuple[Instrument | None, list[DefinitionProblem]]:
    """The definition in this file, and everything that is wrong with it."""
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        return None, [DefinitionProblem("not_toml", "", f"the file cannot be read: {error}")]
    instrument, found = parse(entries)
    found += problems(instrument)
    if key_and_version(path) != (instrument.key, instrument.version):
        name = f"{instrument.key}.{instrument.version}.toml"
        found.append(DefinitionProblem("wrong_file_name", "", f"the file must be called {name}"))
    return instrument, found


def read(path: Path) -> Instrument:
    """The definition in this file. Raises BrokenDefinition when anything is wrong with it."""
    instrument, found = inspect(path)
    if found or instrument is None:
        raise BrokenDefinition(path.name, found)
    return instrument
