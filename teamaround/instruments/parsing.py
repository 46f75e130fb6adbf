"""From the tables of a definition file to a definition. Anything it does not know is a problem, never ignored."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, TypeVar

from teamaround.instruments.definition import (
    ALWAYS,
    EVERYBODY,
    NO_WORDS,
    Audience,
    Group,
    Guidance,
    Instrument,
    Kind,
    Limits,
    Option,
    Question,
    RequiredFor,
    Routing,
    Section,
    Side,
    WhenAll,
    WhenAnswer,
    WhenAny,
    Wording,
)
from teamaround.instruments.problems import DefinitionProblem

Chosen = TypeVar("Chosen", bound=StrEnum)
Tables = Mapping[str, Any]


class Table:
    """One table of the file: hands out its entries by type and notes what is wrong or was never asked for."""

    def __init__(self, entries: object, where: str, found: list[DefinitionProblem]) -> None:
        self.where = where
        self.found = found
        self.entries: dict[str, Any] = dict(entries) if isinstance(entries, Mapping) else {}
        if not isinstance(entries, Mapping):
            self.wrong("wrong_type", "must be a table")

    def wrong(self, name: str, sentence: str) -> None:
        """Notes a problem at this place."""
        self.found.append(DefinitionProblem(name, self.where, sentence))

    def take(self, key: str, kind: type, default: Any) -> Any:
        """The entry, if it is of that type; otherwise the default and a problem."""
        value = self.entries.pop(key, default)
        if isinstance(value, kind) and not (kind is int and isinstance(value, bool)):
            return value
        self.wrong("wrong_type", f"“{key}” must be {_NAMES[kind]}")
        return default

    def text(self, key: str) -> str:
        """A text, empty when it is not there."""
        return str(self.take(key, str, ""))

    def one_of(self, key: str, choices: type[Chosen], default: Chosen) -> Chosen:
        """One of a closed list of words."""
        word = self.take(key, str, default.value)
        if word in set(choices):
            return choices(word)
        self.wrong("unknown_word", f"“{key}” is “{word}”; it can be {', '.join(choices)}")
        return default

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts."""
        values = self.take(key, list, [])
        if all(isinstance(value, str) for value in values):
            return tuple(values)
        self.wrong("wrong_type", f"“{key}” must be a list of texts")
        return ()

    def tables(self, key: str, what: str) -> list["Table"]:
        """A list of tables, each with its place."""
        rows = self.take(key, list, [])
        return [Table(row, _place(self.where, what, row, number), self.found) for number, row in enumerate(rows, 1)]

    def table(self, key: str) -> "Table | None":
        """A table inside this one, or nothing."""
        return Table(self.entries.pop(key), f"{self.where}, {key}", self.found) if key in self.entries else None

    def words(self, key: str) -> Wording:
        """Words for each audience; a plain text is the same for all."""
        given = self.entries.get(key)
        if isinstance(given, str):
            del self.entries[key]
            return Wording(given, given, given)
        inner = self.table(key)
        if inner is None:
            return NO_WORDS
        wording = Wording(*(inner.text(audience) for audience in Audience))
        inner.close()
        return wording

    def close(self) -> None:
        """What nobody asked for is a slip of the pen."""
        for key in self.entries:
            self.wrong("unknown_entry", f"“{key}” means nothing here")


_NAMES = {str: "a text", int: "a whole number", bool: "true or false", list: "a list"}


def _place(where: str, what: str, row: object, number: int) -> str:
    key = row.get("key") if isinstance(row, Mapping) else None
    name = f"{what} {key or number}"
    return f"{where}, {name}" if where else name


def parse(entries: Tables) -> tuple[Instrument, list[DefinitionProblem]]:
    """The definition in these tables, and what could not be understood."""
    found: list[DefinitionProblem] = []
    table = Table(entries, "", found)
    instrument = Instrument(
        key=table.text("key"),
        version=table.take("version", int, 0),
        title=table.words("title"),
        introduction=table.words("introduction"),
        audiences=_audiences(table, "audiences"),
        sources=table.texts("sources"),
        groups=tuple(_group(row) for row in table.tables("group", "group")),
        sections=tuple(_section(row) for row in table.tables("section", "section")),
    )
    table.close()
    return instrument, found


def _group(table: Table) -> Group:
    group = Group(key=table.text("key"), title=table.words("title"))
    table.close()
    return group


def _section(table: Table) -> Section:
    element = table.text("element")
    section = Section(
        key=table.text("key"),
        title=table.words("title"),
        short_title=table.text("short_title"),
        group=table.text("group"),
        introduction=table.words("introduction"),
        guidance=_guidance(table),
        applies=_routing(table),
        can_be_not_needed=table.take("can_be_not_needed", bool, True),
        element=element,
        questions=tuple(_question(row, element) for row in table.tables("question", "question")),
    )
    table.close()
    return section


def _question(table: Table, element: str = "") -> Question:
    question = Question(
        key=table.text("key"),
        kind=table.one_of("kind", Kind, Kind.SHORT_TEXT),
        wording=table.words("ask"),
        element=table.text("element") or element,
        hint=table.words("hint"),
        options=tuple(_option(row) for row in table.tables("options", "option")),
        required_for=table.one_of("required_for", RequiredFor, RequiredFor.NOTHING),
        guidance=_guidance(table),
        applies=_routing(table),
        shown_to=_audiences(table, "shown_to"),
        notes=table.take("notes", bool, False),
        side=table.one_of("side", Side, Side.NONE),
        limits=_limits(table),
        labels=_labels(table),
        members=tuple(_question(row) for row in table.tables("member", "member")),
    )
    table.close()
    return question


def _option(table: Table) -> Option:
    option = Option(key=table.text("key"), wording=table.words("label"), code=table.text("code"))
    table.close()
    return option


def _guidance(table: Table) -> Guidance | None:
    inner = table.table("guidance")
    if inner is None:
        return None
    guidance = Guidance(line=inner.text("line"), more=inner.texts("more"))
    inner.close()
    return guidance


def _limits(table: Table) -> Limits | None:
    inner = table.table("limits")
    if inner is None:
        return None
    limits = Limits(lowest=inner.take("lowest", int, 0), highest=inner.take("highest", int, 0))
    inner.close()
    return limits


def _labels(table: Table) -> tuple[tuple[int, Wording], ...]:
    labels = []
    for row in table.tables("labels", "label"):
        labels.append((row.take("at", int, 0), row.words("label")))
        row.close()
    return tuple(labels)


def _audiences(table: Table, key: str) -> tuple[Audience, ...]:
    words = table.texts(key)
    for word in words:
        if word not in set(Audience):
            table.wrong("unknown_word", f"“{key}” names “{word}”; it can name {', '.join(Audience)}")
    return tuple(Audience(word) for word in words if word in set(Audience)) or EVERYBODY


def _routing(table: Table) -> Routing:
    inner = table.table("applies")
    if inner is None:
        return ALWAYS
    return _condition(inner)


def _condition(table: Table) -> Routing:
    condition: Routing
    if "all" in table.entries:
        condition = WhenAll(tuple(_condition(row) for row in table.tables("all", "all")))
    elif "any" in table.entries:
        condition = WhenAny(tuple(_condition(row) for row in table.tables("any", "any")))
    else:
        condition = WhenAnswer(table.text("question"), table.texts("is"))
    table.close()
    return condition
