"""What would a delivery change of the children it knows? Field by field, by whose word counts more. Changes nothing."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from teamaround.exchange import rules
from teamaround.exchange.keys import Data, numbers
from teamaround.exchange.layouts import WORKER, Layout, every_layout
from teamaround.families.models import Address, Birth, Identifier, Name, Person
from teamaround.families.sealing import open_address
from teamaround.matching import identifiers
from teamaround.matching.normalise import Address as Line
from teamaround.matching.normalise import fold_address, fold_name

DELIVERY = "delivery:"


@dataclass
class Held:
    """What is in force of one child, as rows."""

    person: Person
    name: Name | None = None
    birth: Birth | None = None
    homes: list[Address] = field(default_factory=list)
    numbers: dict[str, Identifier] = field(default_factory=dict)

    @property
    def home(self) -> Address | None:
        """The home of a child with one. Whose child has two, a file cannot know which it means."""
        rows = [row for row in self.homes if row.kind == Address.Kind.HOME]
        return rows[0] if len(rows) == 1 else None


def held_of(child_ids: Iterable[int]) -> dict[int, Held]:
    """Five queries for any number of children."""
    wanted = list(child_ids)
    found = {person.pk: Held(person) for person in Person.objects.filter(pk__in=wanted)}
    for name in Name.objects.filter(person_id__in=wanted, kind=Name.Kind.CURRENT):
        found[name.person_id].name = name
    for birth in Birth.objects.filter(person_id__in=wanted, ends__isnull=True):
        found[birth.person_id].birth = birth
    for home in Address.objects.filter(person_id__in=wanted, ends__isnull=True).order_by("pk"):
        found[home.person_id].homes.append(home)
    for number in Identifier.objects.filter(person_id__in=wanted, ends__isnull=True).order_by("pk"):
        found[number.person_id].numbers[number.scheme] = number
    return found


def looks_the_same(data: Data, card: dict[str, Any]) -> bool:
    """Is every value told already the one in force? Read from the card alone; most rows of most files end here."""
    if not _names_same(data, card.get("given", ""), card.get("family", "")):
        return False
    if data.get("born", "") not in {"", card.get("born")} or data.get("sex", "") not in {"", card.get("sex")}:
        return False
    held = card.get("identifiers", {})
    if any(held.get(scheme) != value for scheme, value in numbers(data).items()):
        return False
    return home_words(data.get("address", ""), data.get("postcode", "")) == home_words(
        card.get("address", ""), card.get("postcode", "")
    )


def changes_of(layout: Layout, data: Data, held: Held) -> list[list[str]]:
    """Field and what becomes of it, without what stays the same."""
    words = [
        ["name", _name(layout, data, held)],
        ["birth", _birth(layout, data, held)],
        ["sex", _sex(layout, data, held)],
        ["address", _address(layout, data, held)],
        *([f"number:{scheme}", _number(layout, scheme, value, held)] for scheme, value in numbers(data).items()),
    ]
    return [pair for pair in words if pair[1] != rules.SAME]


def strength_of(row: Any, what: str) -> int:
    """How much the word behind a value counts: a worker's, a layout's, or that of the first filling."""
    if row is None:
        return rules.OTHER_SOURCE
    if row.recorded_by_id is not None:
        return WORKER
    if row.source.startswith(DELIVERY):
        layout = every_layout().get(row.source.removeprefix(DELIVERY))
        return layout.strength.get(what, rules.OTHER_SOURCE) if layout else rules.OTHER_SOURCE
    return rules.OTHER_SOURCE


def _own(layout: Layout, row: Any) -> bool:
    return row is not None and row.recorded_by_id is None and row.source == layout.told_by


def _name(layout: Layout, data: Data, held: Held) -> str:
    given, family = data.get("given", ""), data.get("family", "")
    if not given or not family:
        return rules.SAME
    person = held.person
    return rules.word_for(
        _folded(person.given, person.family),
        _folded(given, family),
        held_strength=strength_of(held.name, "name"),
        strength=layout.strength.get("name", 0),
        own=_own(layout, held.name),
    )


def _folded(given: str, family: str) -> str:
    return f"{fold_name(given)}|{fold_name(family)}" if given or family else ""


def _names_same(data: Data, given: str, family: str) -> bool:
    return not (data.get("given") and data.get("family")) or (
        _folded(data["given"], data["family"]) == _folded(given, family)
    )


def _birth(layout: Layout, data: Data, held: Held) -> str:
    told = data.get("born", "")
    now = held.person.born.isoformat() if held.person.born else ""
    if not told:
        return rules.SAME
    return _of_birth(layout, "birth", now, told, held)


def _sex(layout: Layout, data: Data, held: Held) -> str:
    told = data.get("sex", "")
    now = held.person.sex if held.person.sex != "U" else ""
    return _of_birth(layout, "sex", now, told, held) if told else rules.SAME


def _of_birth(layout: Layout, what: str, now: str, told: str, held: Held) -> str:
    """Birth and sex stand in one row; before the first change, the name's source told them too."""
    row = held.birth or held.name
    return rules.word_for(
        now,
        told,
        held_strength=strength_of(row, what),
        strength=layout.strength.get(what, 0),
        own=_own(layout, row),
    )


def _address(layout: Layout, data: Data, held: Held) -> str:
    told = home_words(data.get("address", ""), data.get("postcode", ""))
    if len([row for row in held.homes if row.kind == Address.Kind.HOME]) > 1:
        return _one_of_two(told, held)
    home = held.home or next(iter(held.homes), None)
    now = _home_now(home)
    if now and told and _part_of(told, now):
        return rules.SAME
    return rules.word_for(
        now,
        told,
        held_strength=strength_of(home, "address"),
        strength=layout.strength.get("address", 0),
        own=_own(layout, home),
        empty_ends="address" in layout.empty_ends,
    )


def _home_now(home: Address | None) -> str:
    """The home in force; "no known address" and "left England" are words of somebody too."""
    if home is None:
        return ""
    return home_words(*open_address(home)) if home.kind == Address.Kind.HOME else home.kind


def _one_of_two(told: str, held: Held) -> str:
    """A child with two homes: a file that names a third one is kept, not followed."""
    homes = {home_words(*open_address(row)) for row in held.homes}
    return rules.SAME if not told or told in homes else rules.KEEP


def home_words(lines: str, code: str) -> str:
    """Numbers and words of the line and the postcode, so that two ways of writing are one."""
    folded: Line = fold_address(lines)
    words = " ".join([*sorted(folded.numbers), *sorted(folded.words)])
    tidy = "".join(code.upper().split())
    return f"{words}|{tidy}" if words or tidy else ""


def _part_of(told: str, now: str) -> bool:
    """Only the line or only the postcode, and that agrees."""
    line, _bar, code = told.partition("|")
    now_line, _bar, now_code = now.partition("|")
    return (line or now_line) == now_line and (code or now_code) == now_code


def _number(layout: Layout, scheme: str, value: str, held: Held) -> str:
    row = held.numbers.get(scheme)
    if row is not None and not identifiers.comparable(scheme, value) and row.value != value:
        return rules.KEEP
    return rules.word_for(
        row.value if row else "",
        value,
        held_strength=strength_of(row, "number"),
        strength=layout.strength.get("number", 0),
        own=_own(layout, row),
    )


def count(rows: Iterable[list[list[str]]]) -> dict[str, int]:
    """Field and word, with how often."""
    counts: dict[str, int] = defaultdict(int)
    for changes in rows:
        for name, word in changes:
            counts[f"{name.partition(':')[0]}:{word}"] += 1
    return counts
