"""Which few of all children to compare: the keys stored for each child, and the look-ups ("probes") a query makes.

A child has a row for every way of being called (double names and former names are rows of their own), so every look-up
by name covers history; and a row for every other key. The index package keeps both as tables and turns probes to SQL.
"""

from datetime import date, timedelta
from typing import Any, NamedTuple

from teamaround.matching.dates import PartialDate, span
from teamaround.matching.nicknames import related
from teamaround.matching.people import Candidate, NameForm, Prepared
from teamaround.matching.phonetic import sound_key

NAMES = "names"
VALUES = "values"

POSTCODE = "postcode"
TELEPHONE = "telephone"
NUMBER = "number"
CARER = "carer"
PLACE = "place"
ADDRESS = "address"

LONGEST_VALUE = 120
MOST_NAME_ROWS = 12
_MOST_WORDS = 3


class NameKeys(NamedTuple):
    """One row: sounds (at most 4 letters), initials, folded names, and the day of birth or the day expected.

    `first_sound` is empty for a child who has no first name yet; `day` is the middle of a date known in part. Sex and
    present postcode go with it, so that a row alone says nearly how well its child fits (`estimate`).
    """

    family_sound: str
    first_sound: str
    family_initial: str
    first_initial: str
    family: str
    first: str
    day: date | None
    sex: str = ""
    home: str = ""


class ValueKey(NamedTuple):
    """One row: kind and value, with the same day so that a range can narrow it."""

    kind: str
    value: str
    day: date | None


class SearchKeys(NamedTuple):
    """All rows to store for one child; worked out anew when anything about the child changes."""

    names: tuple[NameKeys, ...]
    values: tuple[ValueKey, ...]


def search_keys(child: Candidate) -> SearchKeys:
    """The rows under which this child is found."""
    prepared = child.prepared
    day = day_of(prepared)
    rows: dict[NameKeys, None] = {}
    for form in prepared.forms:
        for family in telling_words(form.family) or [""]:
            for first in form.given.split()[:_MOST_WORDS] or [""]:
                rows[_name_row(family, first, form, prepared, day)] = None
    return SearchKeys(tuple(rows)[:MOST_NAME_ROWS], tuple(ValueKey(*pair, day) for pair in _value_pairs(prepared)))


def day_of(prepared: Prepared) -> date | None:
    """Day of birth, else the middle of what is known of it, else the day expected."""
    if prepared.born is None:
        return prepared.expected
    first, last = span(prepared.born)
    return first + (last - first) / 2


def _name_row(family: str, first: str, form: NameForm, prepared: Prepared, day: date | None) -> NameKeys:
    return NameKeys(
        family_sound=sound_key(family),
        first_sound=sound_key(first),
        family_initial=family[:1],
        first_initial=first[:1],
        family=form.family,
        first=form.given,
        day=day,
        sex=prepared.sex,
        home=prepared.postcodes[0].full,
    )


def telling_words(family: str) -> list[str]:
    """The words of a family name that can stand for the whole: 'van der Berg' is found under 'Berg'."""
    words = family.split()
    longer = [word for word in words if len(word) > 3]
    return (longer or words)[:_MOST_WORDS]


def _value_pairs(prepared: Prepared) -> list[tuple[str, str]]:
    pairs = [(POSTCODE, code.full) for code in prepared.postcodes if code.full]
    pairs += [(TELEPHONE, number) for number in sorted(prepared.telephones)]
    pairs += [(NUMBER, f"{scheme}:{number}"[:LONGEST_VALUE]) for scheme, number in prepared.numbers.items()]
    pairs += [(ADDRESS, value) for value in address_values(prepared)]
    pairs += [(CARER, value) for value in carer_values(prepared)]
    sounds = _first_sounds(prepared, nicknames=0)
    pairs += [(PLACE, value) for value in place_values(prepared, sounds)]
    return list(dict.fromkeys(pairs))


def address_values(prepared: Prepared) -> list[str]:
    """House number and the sound of the street, for children whose postcode is not known."""
    return [
        f"{' '.join(sorted(address.numbers))} {sound_key(address.run_together)}"[:LONGEST_VALUE]
        for address in prepared.addresses
        if address.numbers
    ]


def carer_values(prepared: Prepared) -> list[str]:
    """A carer by the sound of first and last name; a first name alone is no key."""
    return [f"{sound_key(carer.first)} {sound_key(carer.last)}" for carer in prepared.carers if carer.last]


def place_values(prepared: Prepared, first_sounds: list[str]) -> list[str]:
    """A school or practice together with the sound of the first name."""
    folded = [place.folded[: LONGEST_VALUE - 10] for place in (*prepared.schools, *prepared.practices)]
    return [f"{place}|{sound}" for place in folded for sound in first_sounds]


def _first_sounds(prepared: Prepared, *, nicknames: int) -> list[str]:
    """Sounds of every given name, then of the names it can be a form of, in an order that never changes."""
    words = [word for form in prepared.forms for word in form.given.split()[:_MOST_WORDS]]
    sounds = [sound_key(word) for word in words]
    for word in words[:_MOST_WORDS]:
        sounds += [sound_key(other.split()[0]) for other in sorted(related(word))[:nicknames]]
    return list(dict.fromkeys(sounds))


class Sounds(NamedTuple):
    """Everything about the names of a query that a probe can ask for."""

    family: tuple[str, ...]
    first: tuple[str, ...]
    family_initials: tuple[str, ...]
    first_initials: tuple[str, ...]
    carer_family: tuple[str, ...]


def sounds_of(prepared: Prepared) -> Sounds:
    """The keys of a query. Nicknames are looked up here, not stored: one list can then be mended without reindexing."""
    family_words = [word for form in prepared.forms for word in telling_words(form.family)]
    first_words = [word for form in prepared.forms for word in form.given.split()[:_MOST_WORDS]]
    carer_family = [sound_key(carer.last) for carer in prepared.carers if carer.last]
    nickname_initials = [name[:1] for word in first_words[:1] for name in sorted(related(word))]
    return Sounds(
        family=_few(map(sound_key, family_words), 8),
        first=_few(_first_sounds(prepared, nicknames=30), 24),
        family_initials=_few((word[:1] for word in family_words), 6),
        first_initials=_few([*(word[:1] for word in first_words), *nickname_initials], 10),
        carer_family=_few(carer_family, 4),
    )


def _few(values: Any, most: int) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))[:most]


_USUAL_YEARS = (-10, -3, -2, -1, 1, 2, 3, 10)
_OTHER_YEARS = (-20, -9, -8, -7, -6, -5, -4, 4, 5, 6, 7, 8, 9, 20)


def date_variants(day: date) -> tuple[date, ...]:
    """Other dates for which this one is easily typed: day and month swapped; 1, 2, 3 or 10 years off; months off."""
    tries = [PartialDate(day.year, day.day, day.month)]
    tries += [PartialDate(day.year + years, day.month, day.day) for years in _USUAL_YEARS]
    tries += [PartialDate(day.year, month, day.day) for month in range(1, 13)]
    return _that_exist(tries, day)


def other_years(day: date) -> tuple[date, ...]:
    """The same day in the years left over that one wrong digit can give."""
    return _that_exist([PartialDate(day.year + years, day.month, day.day) for years in _OTHER_YEARS], day)


def _that_exist(tries: list[PartialDate], day: date) -> tuple[date, ...]:
    return tuple(sorted({date(*found) for found in tries if _exists(found)} - {day}))  # type: ignore[arg-type]


def _exists(value: PartialDate) -> bool:
    try:
        date(value.year, value.month or 0, value.day or 0)
    except ValueError:
        return False
    return True


def days_around(day: date, days: int) -> tuple[date, date]:
    """From so many days before to so many days after, within the calendar."""
    room_before, room_after = (day - date.min).days, (date.max - day).days
    return day - timedelta(days=min(days, room_before)), day + timedelta(days=min(days, room_after))
