"""The look-ups that one query makes: at most fifteen in a small index and seventeen in a large one.

Each is a few conditions on one table and a limit. Joined by UNION ALL they give the candidates; each condition set
begins with equality on the columns of one index and ends with at most one range.
"""

from datetime import date, timedelta
from typing import Any, NamedTuple

from teamaround.matching import blocking
from teamaround.matching.blocking import (
    NAMES,
    VALUES,
    NameKeys,
    Sounds,
    ValueKey,
    date_variants,
    days_around,
    other_years,
)
from teamaround.matching.dates import span
from teamaround.matching.people import Prepared, Query

MOST_PROBES = 17

# Up to half a million children, all those born on one day (about 80) are few enough to compare them all. Above it,
# their sounds and initials choose: a fifth of the candidates for 0.2 points of recall at 10 (README).
SMALL_INDEX_BITS = 19.0

# Up to a quarter of a million children, all who share both names are few enough, whenever they were born.
TINY_INDEX_BITS = 18.0

# Up to 32,000 children, one name and a letter of the other are enough.
TOWN_INDEX_BITS = 15.0

IS_ONE_OF = "in"
BETWEEN = "between"


class Condition(NamedTuple):
    """A column is one of the values, or lies between two (both included)."""

    column: str
    operator: str
    values: tuple[Any, ...]


class Probe(NamedTuple):
    """One look-up in `names` or `values`; the limit is a fuse, not an order."""

    name: str
    table: str
    conditions: tuple[Condition, ...]
    limit: int


def probes(query: Query, log2_n: float) -> list[Probe]:
    """All look-ups for this query, surest first; both names are looked up within 400 days, or in any year if tiny.

    An empty list: nothing to look for.
    """
    prepared = query.prepared
    sounds = blocking.sounds_of(prepared)
    day = prepared.birth_day or prepared.expected
    found = _by_value(prepared, sounds)
    if day:
        small = log2_n <= SMALL_INDEX_BITS
        found += _that_day(day, sounds, small=small)
        found += _near_that_day(day, sounds, small=small)
        tiny, town = log2_n <= TINY_INDEX_BITS, log2_n <= TOWN_INDEX_BITS
        found += _pairs(sounds, None if tiny else Condition("day", BETWEEN, days_around(day, 400)))
        found += _name_and_letter(sounds) if town else []
    elif sounds.family or sounds.first:
        found += _without_a_day(sounds, _range(prepared), town=log2_n <= TOWN_INDEX_BITS)
    return found


def holds(probe: Probe, row: NameKeys | ValueKey) -> bool:
    """Would this stored row be found? The meaning of a probe, in memory."""
    return all(_fits(condition, getattr(row, condition.column)) for condition in probe.conditions)


def _fits(condition: Condition, value: Any) -> bool:
    if condition.operator == IS_ONE_OF:
        return value in condition.values
    return value is not None and condition.values[0] <= value <= condition.values[1]


def _one_of(column: str, values: tuple[Any, ...]) -> Condition:
    return Condition(column, IS_ONE_OF, values)


def _names(name: str, limit: int, *conditions: Condition) -> list[Probe]:
    """A probe on names, or none at all where a list to choose from is empty."""
    return [Probe(name, NAMES, conditions, limit)] if all(condition.values for condition in conditions) else []


def _by_value(prepared: Prepared, sounds: Sounds) -> list[Probe]:
    """Number, telephone, postcode now or before (else the address line), carer, school or practice with first name."""
    codes = [code.full for code in prepared.postcodes if code.full]
    numbers = [f"{scheme}:{number}"[: blocking.LONGEST_VALUE] for scheme, number in prepared.numbers.items()]
    wanted = (
        (blocking.NUMBER, numbers, 20),
        (blocking.TELEPHONE, sorted(prepared.telephones), 60),
        (blocking.POSTCODE, codes, 100),
        (blocking.ADDRESS, [] if codes else blocking.address_values(prepared), 100),
        (blocking.CARER, blocking.carer_values(prepared), 100),
        (blocking.PLACE, blocking.place_values(prepared, list(sounds.first)), 100),
    )
    limits = _range(prepared) if prepared.born or prepared.expected or prepared.age is not None else None
    found = []
    for kind, values, most in wanted:
        if values:
            conditions = [_one_of("kind", (kind,)), _one_of("value", tuple(dict.fromkeys(values)))]
            if kind == blocking.CARER and limits:
                conditions.append(Condition("day", BETWEEN, limits))
            found.append(Probe(f"same_{kind}", VALUES, tuple(conditions), most))
    return found


def _that_day(day: date, sounds: Sounds, *, small: bool) -> list[Probe]:
    """Born on the day: everybody, or in a large index those who share a sound or an initial, also swapped."""
    born = _one_of("day", (day,))
    if small:
        return _names("born_that_day", 800, born)
    either = sounds.family + sounds.first
    return [
        *_names("that_day_family", 300, born, _one_of("family_sound", either)),
        *_names("that_day_first", 300, born, _one_of("first_sound", either)),
        *_names("that_day_family_initial", 300, born, _one_of("family_initial", sounds.family_initials)),
        *_names("that_day_first_initial", 300, born, _one_of("first_initial", sounds.first_initials)),
    ]


def _near_that_day(day: date, sounds: Sounds, *, small: bool) -> list[Probe]:
    """Another date: easily mistyped ones, the month around, and children without a name."""
    rest = _one_of("day", other_years(day))
    variants = _one_of("day", date_variants(day) + (rest.values if small else ()))
    month = Condition("day", BETWEEN, days_around(day, 31))
    birth = Condition("day", BETWEEN, days_around(day, 45))
    families, firsts = _one_of("family_sound", sounds.family), _one_of("first_sound", sounds.first)
    first_letter = [] if small else [_one_of("first_initial", sounds.first_initials)]
    family_letter = [] if small else [_one_of("family_initial", sounds.family_initials)]
    return [
        *_names("other_date_family", 300, families, variants, *first_letter),
        *_names("other_date_first", 300, firsts, variants, *family_letter),
        *_names("that_month_family", 200, families, month, *first_letter),
        *_names("that_month_first", 200, firsts, month, *family_letter),
        *(
            []
            if small
            else _names("both_names_other_year", 100, families, _one_of("first_sound", sounds.first[:3]), rest)
        ),
        *_names(
            "no_name_yet",
            100,
            _one_of("first_sound", ("",)),
            _one_of("family_sound", sounds.family + sounds.carer_family),
            birth,
        ),
    ]


def _pairs(sounds: Sounds, when: Condition | None) -> list[Probe]:
    """Both names by sound, straight and swapped."""
    also = [when] if when else []
    straight = [_one_of("family_sound", sounds.family), _one_of("first_sound", sounds.first)]
    swapped = [_one_of("family_sound", sounds.first[:4]), _one_of("first_sound", sounds.family)]
    return [*_names("both_names", 400, *straight, *also), *_names("names_swapped", 100, *swapped, *also)]


def _without_a_day(sounds: Sounds, limits: tuple[date, date] | None, *, town: bool) -> list[Probe]:
    """No day: both names, narrowed by age or year. One name alone is looked up only inside such a range."""
    when = [Condition("day", BETWEEN, limits)] if limits else []
    found = _pairs(sounds, when[0] if when else None)
    if not when:
        return found + (_name_and_letter(sounds) if town else [])
    families, firsts = _one_of("family_sound", sounds.family), _one_of("first_sound", sounds.first)
    first_letter = [_one_of("first_initial", sounds.first_initials)] if sounds.first else []
    family_letter = [_one_of("family_initial", sounds.family_initials)] if sounds.family else []
    found += _names("age_family", 400, families, *when, *first_letter)
    found += _names("age_first", 400, firsts, *when, *family_letter)
    found += _names("age_no_name_yet", 100, _one_of("first_sound", ("",)), families, *when)
    return found


def _name_and_letter(sounds: Sounds) -> list[Probe]:
    """One name by sound and the first letter of the other, whenever born: only for the index of a town."""
    first_letter = _one_of("first_initial", sounds.first_initials)
    family_letter = _one_of("family_initial", sounds.family_initials)
    return [
        *_names("family_and_letter", 200, _one_of("family_sound", sounds.family), first_letter),
        *_names("first_and_letter", 200, _one_of("first_sound", sounds.first), family_letter),
    ]


def _range(prepared: Prepared) -> tuple[date, date] | None:
    """The days on which the child can be born, with a year to spare for an age that is a birthday old."""
    if prepared.expected:
        return days_around(prepared.expected, 60)
    if prepared.born:
        first, last = span(prepared.born)
        return days_around(first, 400)[0], days_around(last, 400)[1]
    if prepared.age is None or prepared.as_of is None or not 0 <= prepared.age <= 150:
        return None
    oldest = prepared.as_of - timedelta(days=min((prepared.as_of - date.min).days, (prepared.age + 2) * 366))
    youngest = prepared.as_of - timedelta(days=min((prepared.as_of - date.min).days, max(0, prepared.age - 1) * 365))
    return oldest, youngest
