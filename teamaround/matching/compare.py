"""Compare what was typed with one record, field by field. Each line has a level, a weight in bits and a sentence.

Nothing typed, no line; typed but not in the record, a line that weighs nothing. Weights are whole tenths, so that
the lines shown add up to the sum shown.
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from teamaround.matching import compare_names, dates, weights
from teamaround.matching.compare_household import addresses, carers, places, postcodes, telephones
from teamaround.matching.frequencies import USUAL, Frequencies, FrequencyTable
from teamaround.matching.people import NOW, Candidate, NameForm, Prepared, Query


class Comparison(NamedTuple):
    """One field compared: how it agrees, what that weighs, and the sentence that says so with its values."""

    field: str
    level: str
    weight_bits: float
    sentence_key: str
    values: Mapping[str, Any]


# (level, tenths of bits, what was typed, what the record has)
_NameResult = tuple[str, int, str, str]
_NO_VALUES: Mapping[str, Any] = {}


def compare(query: Query | Candidate, candidate: Candidate, frequencies: Frequencies = USUAL) -> list[Comparison]:
    """All fields of the query against the candidate. Two candidates may be compared too: are they one child?"""
    ours, theirs = query.prepared, candidate.prepared
    lines = _names(ours, theirs, frequencies)
    _birth(ours, theirs, lines)
    _sex(ours, theirs, lines)
    home = _from_table(ours, theirs, lines)
    _address(ours, theirs, home, lines)
    _numbers(ours, theirs, lines)
    return lines


def total_bits(lines: list[Comparison]) -> float:
    """The sum of the weights, exactly as the lines show them."""
    return round(sum(line.weight_bits for line in lines), 1)


def _names(ours: Prepared, theirs: Prepared, frequencies: Frequencies) -> list[Comparison]:
    """The pair of names, now or before, that agrees best; swapped names only when they agree better."""
    best: tuple[_NameResult | None, _NameResult | None] = (None, None)
    best_tenths = -10_000
    for mine in ours.forms:
        for other in theirs.forms:
            given = given_name(ours, mine, other, frequencies.given)
            family = family_name(ours, mine, other, frequencies.family)
            tenths = (given[1] if given else 0) + (family[1] if family else 0)
            if tenths > best_tenths:
                best, best_tenths = (given, family), tenths
            swapped = swapped_names(ours, mine, other, frequencies)
            if swapped and swapped[0][1] + swapped[1][1] > best_tenths:
                best, best_tenths = swapped, swapped[0][1] + swapped[1][1]
    given, family = best
    lines = []
    if ours.named.family or family:
        lines.append(_name_line("family_name", family))
    if ours.named.given or given:
        lines.append(_name_line("given_name", given))
    elif ours.no_name_yet:
        both = theirs.no_name_yet
        level, bits = ("no_name_both", weights.NO_NAME_ON_EITHER_SIDE) if both else ("no_name_yet", 0.0)
        lines.append(Comparison("given_name", level, bits, f"given_name.{level}", _NO_VALUES))
    return lines


def _name_line(field: str, result: _NameResult | None) -> Comparison:
    if result is None:
        return Comparison(field, "unknown", 0.0, f"{field}.unknown", _NO_VALUES)
    level, tenths, yours, theirs = result
    return Comparison(field, level, tenths / 10, f"{field}.{level}", {"yours": yours, "theirs": theirs})


def given_name(ours: Prepared, mine: NameForm, other: NameForm, table: FrequencyTable) -> _NameResult | None:
    """How the given names of two forms agree and what that weighs, in tenths; None where one is missing."""
    if not (mine.given and other.given):
        return None
    level = _remembered(ours, compare_names.given_names, mine.given, other.given)
    tenths = _name_tenths(level, mine.given, other.given, table, weights.GIVEN_DIFFERENT)
    now = mine.given_when == other.given_when == NOW
    return (*_named_before(level, tenths, now=now), mine.shown_given, other.shown_given)


def family_name(ours: Prepared, mine: NameForm, other: NameForm, table: FrequencyTable) -> _NameResult | None:
    """How the family names of two forms agree and what that weighs, in tenths; None where one is missing."""
    if not (mine.family and other.family):
        return None
    level = _remembered(ours, compare_names.family_names, mine.family, other.family)
    tenths = _name_tenths(level, mine.family, other.family, table, weights.FAMILY_DIFFERENT)
    now = mine.family_when == other.family_when == NOW
    return (*_named_before(level, tenths, now=now), mine.shown_family, other.shown_family)


def _remembered(ours: Prepared, judge: Callable[[str, str], str], a: str, b: str) -> str:
    """Many candidates share a name: work each pair out once for a query."""
    key = (judge, a, b)
    level: str | None = ours.remembered.get(key)
    if level is None:
        level = ours.remembered[key] = judge(a, b)
    return level


def _name_tenths(level: str, a: str, b: str, table: FrequencyTable, different: float) -> int:
    """The commoner of the two names decides, so that neither side's slip makes a name look rare."""
    if level == compare_names.DIFFERENT:
        return round(different * 10)
    off, most = weights.OFF_THE_NAME[level]
    bits = min(table.bits(a), table.bits(b)) if a != b else table.bits(a)
    return round(max(weights.LEAST_FOR_A_NAME, min(most, bits - off)) * 10)


def _named_before(level: str, tenths: int, *, now: bool) -> tuple[str, int]:
    """A name that agrees only with a former or other name says so, and weighs a little less."""
    if level == compare_names.SAME and not now:
        return "before", max(3, tenths - round(weights.OFF_THE_NAME["before"][0] * 10))
    return level, tenths


_GOOD_ENOUGH_SWAPPED = frozenset(
    {compare_names.SAME, compare_names.FIRST_SAME, compare_names.PART, compare_names.SOUNDS, compare_names.ALIKE}
)


def swapped_names(
    ours: Prepared, mine: NameForm, other: NameForm, frequencies: Frequencies
) -> tuple[_NameResult, _NameResult] | None:
    """The given name is in the place of the family name and the other way round. One of them must agree well."""
    if not (mine.given and mine.family and other.given and other.family):
        return None
    given = _remembered(ours, compare_names.given_names, mine.given, other.family)
    family = _remembered(ours, compare_names.given_names, mine.family, other.given)
    if given not in _GOOD_ENOUGH_SWAPPED and family not in _GOOD_ENOUGH_SWAPPED:
        return None
    return (
        (*_swapped_weight(given, mine.given, other.family, frequencies), mine.shown_given, other.shown_family),
        (*_swapped_weight(family, other.given, mine.family, frequencies), mine.shown_family, other.shown_given),
    )


def _swapped_weight(level: str, given: str, family: str, frequencies: Frequencies) -> tuple[str, int]:
    """A given name on one side against a family name on the other; whichever is commoner in its place decides."""
    if level == compare_names.DIFFERENT:
        return level, round(weights.GIVEN_DIFFERENT * 10)
    bits = min(frequencies.given.bits(given), frequencies.family.bits(family))
    off, most = weights.OFF_THE_NAME[level]
    swapped_off, swapped_most = weights.OFF_THE_NAME["swapped"]
    weight = min(most, swapped_most, bits - off - swapped_off)
    return "swapped", round(max(weights.LEAST_FOR_A_NAME, weight) * 10)


def _birth(ours: Prepared, theirs: Prepared, lines: list[Comparison]) -> None:
    """Date of birth, else expected date, else age; a line only if one of them was given."""
    yours = ours.born or ours.expected or ours.age
    if yours is None:
        return
    held = theirs.born or theirs.expected
    key = (ours.born, ours.expected, theirs.born, theirs.expected)
    level = ours.remembered.get(key)
    if level is None:
        level = ours.remembered[key] = _birth_level(ours, theirs)
    values = {"yours": yours, "theirs": held} if held else {"yours": yours}
    lines.append(Comparison("birth", level, weights.BIRTH[level], f"birth.{level}", values))


def _birth_level(ours: Prepared, theirs: Prepared) -> str:
    if ours.born and theirs.born:
        return dates.births(ours.born, theirs.born)
    mine = ours.birth_day or ours.expected
    other = theirs.birth_day or theirs.expected
    if mine and other:
        return dates.expected_births(mine, other, both_expected=not (ours.born or theirs.born))
    if ours.age is not None and ours.as_of and theirs.born:
        return dates.ages(ours.age, theirs.born, ours.as_of)
    return dates.UNKNOWN


def _sex(ours: Prepared, theirs: Prepared, lines: list[Comparison]) -> None:
    if not ours.sex:
        return
    level = "unknown" if not theirs.sex else "same" if ours.sex == theirs.sex else "different"
    values = {"yours": ours.sex, "theirs": theirs.sex}
    lines.append(Comparison("sex", level, weights.SEX[level], f"sex.{level}", values))


_FIELDS: tuple[tuple[str, Callable[[Prepared, Prepared], tuple[str, Mapping[str, Any]] | None], dict[str, float]], ...]
_FIELDS = (
    ("carer", carers, weights.CARER),
    ("postcode", postcodes, weights.HOME),
    ("school", lambda ours, theirs: places(ours.schools, theirs.schools), weights.SCHOOL),
    ("gp", lambda ours, theirs: places(ours.practices, theirs.practices), weights.PRACTICE),
    ("telephone", telephones, weights.TELEPHONE),
)


def _from_table(ours: Prepared, theirs: Prepared, lines: list[Comparison]) -> str:
    """The facts about the household; gives back how the postcodes agree."""
    home = ""
    for field, judge, table in _FIELDS:
        found = judge(ours, theirs)
        if found:
            level, values = found
            lines.append(Comparison(field, level, table[level], f"{field}.{level}", values))
            if field == "postcode":
                home = level
    return home


def _address(ours: Prepared, theirs: Prepared, home: str, lines: list[Comparison]) -> None:
    found = addresses(ours, theirs)
    if found:
        level = "same_home" if found == "same" and home in {"same", "old"} else found
        lines.append(Comparison("address", level, weights.ADDRESS[level], f"address.{level}", _NO_VALUES))


def _numbers(ours: Prepared, theirs: Prepared, lines: list[Comparison]) -> None:
    for scheme, number in ours.numbers.items():
        other = theirs.numbers.get(scheme)
        if other is None:
            level, bits = "unknown", 0.0
        elif other == number:
            level, bits = "same", weights.NUMBER_SAME
        else:
            level, bits = "different", weights.NUMBER_DIFFERENT.get(scheme, weights.OTHER_NUMBER_DIFFERENT)
        lines.append(Comparison(scheme, level, bits, f"number.{level}", {"scheme": scheme}))
    for scheme, problem in ours.unusable_numbers.items():
        lines.append(Comparison(scheme, "unusable", 0.0, "number.unusable", {"scheme": scheme, "problem": problem}))
