"""An index in dictionaries that answers the same probes as the real one: the engine measured without a database."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from functools import cached_property

from teamaround.matching.blocking import NameKeys, ValueKey, search_keys
from teamaround.matching.frequencies import Frequencies, FrequencyTable
from teamaround.matching.people import Candidate, Query
from teamaround.matching.probes import IS_ONE_OF, NAMES, Condition, Probe, holds, probes


class MemoryIndex:
    """Children by number, and their rows by day, by pair of sounds, by single sound and by value."""

    def __init__(self, children: Iterable[Candidate]) -> None:
        self.children: dict[int, Candidate] = {}
        self.by_day: defaultdict[date | None, list[tuple[NameKeys, int]]] = defaultdict(list)
        self.by_pair: defaultdict[tuple[str, str], list[tuple[NameKeys, int]]] = defaultdict(list)
        self.by_family: defaultdict[str, list[tuple[NameKeys, int]]] = defaultdict(list)
        self.by_first: defaultdict[str, list[tuple[NameKeys, int]]] = defaultdict(list)
        self.by_value: defaultdict[tuple[str, str], list[tuple[ValueKey, int]]] = defaultdict(list)
        self.given_counts: defaultdict[str, int] = defaultdict(int)
        self.family_counts: defaultdict[str, int] = defaultdict(int)
        for child in children:
            self.add(child)

    def add(self, child: Candidate) -> None:
        """Store one child."""
        number = child.ref
        assert isinstance(number, int)
        self.children[number] = child
        keys = search_keys(child)
        for row in keys.names:
            self.by_day[row.day].append((row, number))
            self.by_pair[(row.family_sound, row.first_sound)].append((row, number))
            self.by_family[row.family_sound].append((row, number))
            self.by_first[row.first_sound].append((row, number))
        for value in keys.values:
            self.by_value[(value.kind, value.value)].append((value, number))
        self.given_counts[keys.names[0].first] += 1
        self.family_counts[keys.names[0].family] += 1

    @cached_property
    def frequencies(self) -> Frequencies:
        """How common each name is here; counted once, when all children are in."""
        return Frequencies(FrequencyTable(self.given_counts), FrequencyTable(self.family_counts))

    def found(self, query: Query, log2_n: float) -> dict[int, Candidate]:
        """The candidates: what all probes find, each child once."""
        numbers: dict[int, None] = {}
        for probe in probes(query, log2_n):
            left = probe.limit
            for row, number in self._rows(probe):
                if left and holds(probe, row):
                    numbers[number] = None
                    left -= 1
        return {number: self.children[number] for number in numbers}

    def _rows(self, probe: Probe) -> Iterable[tuple[NameKeys | ValueKey, int]]:
        """The rows of the narrowest dictionary that the equalities allow."""
        wanted = {c.column: c for c in probe.conditions if c.operator == IS_ONE_OF}
        if probe.table != NAMES:
            kind = wanted["kind"].values[0]
            return [pair for value in wanted["value"].values for pair in self.by_value.get((kind, value), ())]
        if "day" in wanted:
            return [pair for day in wanted["day"].values for pair in self.by_day.get(day, ())]
        families, firsts = wanted.get("family_sound"), wanted.get("first_sound")
        if families and firsts:
            return self._pairs(families, firsts)
        table, sounds = (self.by_family, families) if families else (self.by_first, firsts)
        assert sounds
        return [pair for sound in sounds.values for pair in table.get(sound, ())]

    def _pairs(self, families: Condition, firsts: Condition) -> list[tuple[NameKeys, int]]:
        pairs = ((family, first) for family in families.values for first in firsts.values)
        return [row for pair in pairs for row in self.by_pair.get(pair, ())]
