"""Layouts of files as data: which column says what, how it is read, who is the source and how much its word counts.

Each layout is a TOML file in this folder; an authority puts its own into var/layouts. A file that is not in order is
refused with the name of the file, the part and the mend.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from teamaround.exchange.layouts.readers import BadValue, Reader, Unread, reader_for
from teamaround.kit.problems import Problem

HERE = Path(__file__).parent
FIELDS = frozenset(
    {"given", "family", "born", "expected", "sex", "address", "postcode", "carer", "school", "practice", "telephone"}
)
SETTABLE = ("name", "birth", "sex", "address", "number")
"""What a file may set. Parent or carer, school, practice and telephone only help to find the child."""
WORKER = 70
"""How much a worker's word counts; a source with a lower figure never overwrites it."""
NUMBER = "number:"


@dataclass(frozen=True)
class Field:
    """One field of ours: the columns it is read from, and how."""

    name: str
    columns: tuple[str, ...]
    read: Reader
    must: bool
    """Without it the row is turned away; else a value that cannot be read is unknown."""


@dataclass(frozen=True)
class Layout:
    """What a file of this kind holds."""

    key: str
    says: str
    source: str
    fields: tuple[Field, ...]
    id_column: str
    id_scheme: str
    strength: Mapping[str, int]
    empty_ends: frozenset[str]
    """Fields where an empty cell means: this holds no more."""

    offered: bool = True
    """Whether pages offer it; test data come by command."""

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column the file must have, each once."""
        read = [column for field in self.fields for column in field.columns]
        return tuple(dict.fromkeys([self.id_column, *read]))

    @property
    def told_by(self) -> str:
        """The source that stands beside each value this layout sets."""
        return f"delivery:{self.key}"

    def bind(self, header: list[str]) -> "Bound":
        """Places of the columns in one file."""
        places = {name: place for place, name in enumerate(header)}
        return Bound(
            self,
            places[self.id_column],
            tuple((field, tuple(places[column] for column in field.columns)) for field in self.fields),
        )


@dataclass(frozen=True)
class Bound:
    """A layout and the header of one file."""

    layout: Layout
    id_place: int
    fields: tuple[tuple[Field, tuple[int, ...]], ...]

    def read(self, cells: list[str]) -> tuple[dict[str, str], list[list[str]], bool]:
        """The fields of one row, what is wrong with it, and whether it is turned away."""
        data: dict[str, str] = {}
        problems: list[list[str]] = []
        refused = False
        for field, places in self.fields:
            try:
                data[field.name] = field.read(*[cells[place] for place in places])
            except Unread as kept:
                data[field.name] = kept.instead
                problems.append([field.columns[0], str(kept)])
            except BadValue as bad:
                problems.append([field.columns[0], str(bad)])
                refused = refused or field.must or bad.too_long
                data[field.name] = ""
        if not data.get("given") and not data.get("family"):
            problems.append([self._name_column, _("neither a first name nor a family name")])
            refused = True
        return data, problems, refused

    @property
    def _name_column(self) -> str:
        return next(field.columns[0] for field in self.layout.fields if field.name == "family")


@lru_cache
def _layouts(*folders: Path) -> dict[str, Layout]:
    found: dict[str, Layout] = {}
    for folder in folders:
        for path in sorted(folder.glob("*.toml")):
            layout = load(path)
            found[layout.key] = layout
    return found


def every_layout() -> dict[str, Layout]:
    """Those that come along, then the authority's own. Raises Problem for one that is not in order."""
    return _layouts(HERE, Path(settings.VAR) / "layouts")


def layout_of(key: str) -> Layout:
    """Raises Problem."""
    layouts = every_layout()
    if key not in layouts:
        raise Problem(_("There is no layout “%(key)s”. Known: %(all)s.") % {"key": key, "all": ", ".join(layouts)})
    return layouts[key]


def load(path: Path) -> Layout:
    """One layout from its file. Raises Problem that names file, part and mend."""
    try:
        return _made(tomllib.loads(path.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as wrong:
        raise Problem(_("The layout %(file)s cannot be read: %(why)s") % {"file": path.name, "why": wrong}) from wrong
    except _NotInOrder as wrong:
        raise Problem(_("The layout %(file)s: %(why)s") % {"file": path.name, "why": wrong}) from wrong


class _NotInOrder(Exception):
    """Says which part and what it may be."""


def _made(raw: dict[str, Any]) -> Layout:
    for name in ("key", "says", "source", "id_column", "columns", "strength"):
        if not raw.get(name):
            raise _NotInOrder(_("“%(name)s” is missing.") % {"name": name})
    fields = tuple(_field(name, given) for name, given in raw["columns"].items())
    names = {field.name for field in fields}
    if not {"given", "family"} <= names:
        raise _NotInOrder(_("It must say which columns hold “given” and “family”."))
    scheme = str(raw.get("id_scheme", raw["key"]))
    if len(scheme) > 20 or len(raw["key"]) > 30:
        raise _NotInOrder(_("“key” has at most 30 letters, “id_scheme” at most 20."))
    return Layout(
        key=raw["key"],
        says=raw["says"],
        source=raw["source"],
        fields=fields,
        id_column=raw["id_column"],
        id_scheme=scheme,
        strength=_strength(raw["strength"]),
        empty_ends=_ends(raw.get("empty_ends", [])),
        offered=raw.get("offered") is not False,
    )


def _field(name: str, given: Any) -> Field:
    if name not in FIELDS and not (name.startswith(NUMBER) and 0 < len(name.removeprefix(NUMBER)) <= 20):
        known = ", ".join([*sorted(FIELDS), f"{NUMBER}…"])
        raise _NotInOrder(_("there is no field “%(name)s”. Known: %(known)s.") % {"name": name, "known": known})
    columns = given.get("from") if isinstance(given, dict) else given
    columns = (columns,) if isinstance(columns, str) else tuple(columns or ())
    if not columns or not all(isinstance(column, str) and column for column in columns):
        raise _NotInOrder(_("“%(name)s” must say “from” which column it is read.") % {"name": name})
    options = given if isinstance(given, dict) else {}
    try:
        read = reader_for(name, options, len(columns))
    except ValueError as wrong:
        raise _NotInOrder(f"“{name}”: {wrong}") from wrong
    return Field(name, columns, read, bool(options.get("must", False)))


def _strength(given: Any) -> dict[str, int]:
    """How much the source's word counts for each field it may set, 1 to 100."""
    if not isinstance(given, dict) or not set(given) <= set(SETTABLE):
        raise _NotInOrder(_("“strength” has a figure for some of: %(all)s.") % {"all": ", ".join(SETTABLE)})
    if not all(isinstance(figure, int) and 1 <= figure <= 100 for figure in given.values()):
        raise _NotInOrder(_("a figure of “strength” is a whole number from 1 to 100; a worker's word has %(worker)d.")
                          % {"worker": WORKER})  # fmt: skip
    return dict(given)


def _ends(given: Any) -> frozenset[str]:
    if not isinstance(given, list) or not set(given) <= {"address"}:
        raise _NotInOrder(_("“empty_ends” is a list that may hold “address”."))
    return frozenset(given)
