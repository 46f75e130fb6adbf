"""Children of a large file as rows of every table, ready to be written. Pure: runs in workers beside the writer.

The card and the keys are those that `search_rows.rebuild` would make of the same rows; a test compares them.
"""

import datetime
import json
import os
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from teamaround.child_index.bulk_values import LONG_ROW, SHORT_ROW, Incoming, read
from teamaround.kit.refs import ALPHABET, LENGTH
from teamaround.matching import identifiers
from teamaround.matching.blocking import search_keys
from teamaround.matching.people import Candidate, Carer, Name

SCHEME = "record_id"
"""The number that a file gives its record is a local number of the child."""

PERSON, NAME, ADDRESS, NUMBER, ENTRY = "person", "name", "address", "identifier", "entry"
SEARCH_NAME, SEARCH_VALUE, CARD = "search_name", "search_value", "card"
COLUMNS: dict[str, tuple[str, ...]] = {
    PERSON: ("id", "ref", "sex", "born", "expected_on", "given", "family"),
    NAME: ("person_id", "kind", "given", "family"),
    ADDRESS: ("person_id", "lines", "postcode", "ends"),
    NUMBER: ("person_id", "scheme", "value", "check_word"),
    ENTRY: ("child_id", "state"),
    SEARCH_NAME: (
        "child_id", "authority_id", "family_sound", "first_sound", "family_initial", "first_initial", "family",
        "first", "day", "sex", "home",
    ),
    SEARCH_VALUE: ("child_id", "authority_id", "kind", "value", "day"),
    CARD: ("child_id", "authority_id", "card"),
}  # fmt: skip
"""Columns that differ from row to row, in the order in which tables are filled; the rest is the same for all."""

NULL = "\x01"
"""No value holds control characters, so one of them can stand for NULL in PostgreSQL's COPY."""

Row = tuple[Any, ...]


@dataclass(frozen=True)
class Shape:
    """What a worker must know: where columns stand, which day it is, and how the database wants its rows."""

    authority_id: int
    today: datetime.date
    places: Mapping[str, int]
    width: int
    as_copy: bool
    constants: Mapping[str, str] = field(default_factory=dict)
    """For COPY: the end of every line of a table."""


class Chunk(NamedTuple):
    """Rows of the file with the ids reserved for their children; or children already read."""

    ids: Sequence[int]
    rows: Sequence[Sequence[str] | Incoming]


class Made(NamedTuple):
    """All that is to be written for one chunk; `records` in the order of `ids`."""

    ids: list[int]
    records: list[str]
    tables: dict[str, Any]
    problems: Counter[str]


def make(chunk: Chunk, shape: Shape) -> Made:
    """Read and prepare a chunk."""
    problems: Counter[str] = Counter()
    children = children_of(chunk, shape, problems)
    return Made(list(chunk.ids), [child.record for child in children], lay_out(chunk.ids, children, shape), problems)


def children_of(chunk: Chunk, shape: Shape, problems: Counter[str]) -> list[Incoming]:
    """The rows of the file as children, counting what was wrong."""
    return [row if isinstance(row, Incoming) else _read(row, shape, problems) for row in chunk.rows]


def lay_out(
    ids: Sequence[int], children: Sequence[Incoming], shape: Shape, held: frozenset[int] = frozenset()
) -> dict[str, Any]:
    """The rows of every table for these children. A held entry stands on the shelf below zero."""
    tables: dict[str, list[Row]] = {name: [] for name in COLUMNS}
    for number, child in zip(ids, children, strict=True):
        _add(tables, number, child, shape, held=number in held)
    if not shape.as_copy:
        return tables
    return {name: _copy_text(rows, shape.constants[name]) for name, rows in tables.items()}


def _read(row: Sequence[str], shape: Shape, problems: Counter[str]) -> Incoming:
    wrong: list[str] = []
    child = read(row, shape.places, shape.today, wrong)
    if len(row) != shape.width:
        wrong.append(SHORT_ROW if len(row) < shape.width else LONG_ROW)
    problems.update(wrong)
    return child


def _add(tables: dict[str, list[Row]], number: int, child: Incoming, shape: Shape, *, held: bool) -> None:
    """Every row of one child."""
    born, expected = _iso(child.born), _iso(child.expected)
    tables[PERSON].append((number, new_ref(), child.sex, born, expected, child.given, child.family))
    tables[NAME].append((number, "current", child.given, child.family))
    if child.other_family:
        tables[NAME].append((number, "alias", child.given, child.other_family))
    if child.lines or child.postcode:
        tables[ADDRESS].append((number, child.lines, child.postcode, None))
    if child.old_postcode:
        tables[ADDRESS].append((number, "", child.old_postcode, shape.today.isoformat()))
    tables[NUMBER].append((number, SCHEME, child.record, identifiers.word(SCHEME, child.record)))
    if child.number:
        word = identifiers.word(identifiers.NHS_NUMBER, child.number)
        tables[NUMBER].append((number, identifiers.NHS_NUMBER, child.number, word))
    tables[ENTRY].append((number, "held" if held else "active"))
    shelf = -shape.authority_id if held else shape.authority_id
    card = card_of(child)
    tables[CARD].append((number, shelf, json.dumps(card)))
    keys = search_keys(candidate_of(child, card))
    day = _iso(keys.names[0].day)
    tables[SEARCH_NAME] += [(number, shelf, *row[:6], day, row.sex, row.home) for row in keys.names]
    tables[SEARCH_VALUE] += [(number, shelf, row.kind, row.value, day) for row in keys.values]


def card_of(child: Incoming) -> dict[str, Any]:
    """What `search_cards` would gather of the same rows."""
    numbers = {SCHEME: child.record} | ({identifiers.NHS_NUMBER: child.number} if child.number else {})
    card: dict[str, Any] = {
        "given": child.given,
        "family": child.family,
        "other_names": [[child.given, child.other_family]] if child.other_family else [],
        "born": _iso(child.born),
        "expected": _iso(child.expected),
        "sex": child.sex,
        "postcode": child.postcode,
        "address": child.lines,
        "old_postcodes": [child.old_postcode] if child.old_postcode else [],
        "identifiers": numbers,
        **child.more,
    }
    return {name: value for name, value in card.items() if value}


def candidate_of(child: Incoming, card: Mapping[str, Any]) -> Candidate:
    """The card as `matching` compares it, with as little work as the keys need."""
    more = {name: tuple(value) for name, value in child.more.items()}
    if "carers" in more:
        more["carers"] = tuple(Carer(*carer) for carer in more["carers"])
    return Candidate(
        given=child.given,
        family=child.family,
        other_names=(Name(child.given, child.other_family),) if child.other_family else (),
        born=child.born,
        expected=child.expected,
        sex=child.sex,
        postcode=child.postcode,
        address=child.lines,
        old_postcodes=tuple(card.get("old_postcodes", ())),
        identifiers=card["identifiers"],
        **more,
    )


def new_ref() -> str:
    """As `kit.refs.new_ref`, from one draw of 128 random bits: five times as fast."""
    number = int.from_bytes(os.urandom(16), "big")
    letters = []
    for _ in range(LENGTH):
        number, left = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[left])
    return "".join(letters)


def _iso(day: datetime.date | None) -> str | None:
    return day.isoformat() if day else None


def _copy_text(rows: list[Row], ending: str) -> bytes:
    """Lines for COPY; a backslash would begin something of PostgreSQL's own."""
    lines = ["\t".join([NULL if value is None else str(value) for value in row]) for row in rows]
    text = f"{ending}\n".join(lines) + ending + "\n" if lines else ""
    return text.replace("\\", "\\\\").encode()
