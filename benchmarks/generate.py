"""An invented population of children, the same for the same seed, and spoilt queries for it (see corruptions).

Families of one to six in six name groups; Zipf-weighted names with rare spellings; double names, former names, old
homes, twins, 1 January birthdays, babies without a name, unborn children. Postcodes are in areas that do not exist and
telephone numbers in a range that nobody is given. Measures follow the trial that the goals come from.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from random import Random

from benchmarks.names import (
    ADULT_MEN,
    ADULT_WOMEN,
    GROUPS,
    SCHOOL_PLACES,
    SCHOOL_WORDS,
    STREET_ENDINGS,
    Group,
)
from teamaround.matching.people import Candidate, Carer, Name

TODAY = date(2026, 9, 1)
YEARS = 18

_AREAS = ("MB", "KB", "NB", "RB", "TB", "WB", "YB", "GB", "HB", "JB", "LB", "PB", "SB", "CB", "DB", "EB", "FB", "AC")
_UNIT_LETTERS = "ABDEFGHJLNPQRSTUWXYZ"
_CHILDREN_IN_A_FAMILY = (1, 2, 3, 4, 5, 6)
_FAMILY_SIZES = (0.50, 0.32, 0.12, 0.04, 0.015, 0.005)
_GIVEN_STARTS = "Ja Ka La Ta Sha De Ty Bray Kay Jay May Ray Ro Ze Za Ley Kel Dar Mal Ari".split()  # noqa: SIM905
_GIVEN_ENDS = "den don lyn leigh son vin ron len nah risa mie la sha kiah rell vaughn nia maia".split()  # noqa: SIM905


@dataclass(slots=True)
class Child:
    """One invented child. `number` counts from 0; `twin` says that a brother or sister was born the same day."""

    number: int
    family_number: int
    group: str
    given: str
    family: str
    other_names: tuple[Name, ...]
    born: date | None
    expected: date | None
    sex: str
    postcode: str
    old_postcodes: tuple[str, ...]
    address: str
    carers: tuple[Carer, ...]
    school: str
    practice: str
    telephone: str
    nhs_number: str
    twin: bool


@dataclass(slots=True)
class _Household:
    number: int
    group: str
    family: str
    home: int
    old_homes: tuple[int, ...]
    carers: tuple[Carer, ...]
    telephone: str
    address: str


class _Names:
    """Picks names by their weight; the weights fall as in a real list, slowly for first names, faster for families."""

    def __init__(self, group: Group) -> None:
        self.girls, self.boys, self.families = group.girls, group.boys, group.families
        self._girls = _falling(len(group.girls), 0.75, 4)
        self._boys = _falling(len(group.boys), 0.75, 4)
        self._families = _falling(len(group.families), 0.92, 6)

    def given(self, random: Random, sex: str) -> str:
        if random.random() < 0.03:
            return random.choice(_GIVEN_STARTS) + random.choice(_GIVEN_ENDS)
        names, weights = (self.girls, self._girls) if sex == "female" else (self.boys, self._boys)
        name = random.choices(names, cum_weights=weights)[0]
        return respelt(random, name) if random.random() < 0.02 else name

    def family(self, random: Random) -> str:
        name = random.choices(self.families, cum_weights=self._families)[0]
        return respelt(random, name) if random.random() < 0.02 else name


def _falling(count: int, exponent: float, shift: int) -> list[float]:
    return list(accumulate(1 / (place + shift) ** exponent for place in range(count)))


_RESPELLINGS = (("ie", "y"), ("y", "ey"), ("ll", "l"), ("l", "ll"), ("c", "k"), ("ph", "f"), ("e", "i"), ("s", "z"))


def respelt(random: Random, name: str) -> str:
    """A rare spelling of the name."""
    possible = [(old, new) for old, new in _RESPELLINGS if old in name[1:]]
    if not possible:
        return name + "e"
    old, new = random.choice(possible)
    return name[0] + name[1:].replace(old, new, 1)


def population(rows: int, seed: int) -> Iterator[Child]:
    """So many children, family by family. One pass; keeps nothing."""
    random = Random(seed)
    names = {group: _Names(held) for group, held in GROUPS.items()}
    shares = list(accumulate(group.share for group in GROUPS.values()))
    groups = list(GROUPS)
    number = family_number = 0
    while number < rows:
        group = random.choices(groups, cum_weights=shares)[0]
        household = _household(random, names[group], group, family_number, max(rows // 8, 1))
        for child in _children(random, names[group], household, number, rows):
            yield child
            number += 1
        family_number += 1


def _household(random: Random, names: _Names, group: str, number: int, homes: int) -> _Household:
    family = names.family(random)
    if random.random() < 0.04:
        family += random.choice("- ") + names.family(random)
    home = random.randrange(homes)
    old: tuple[int, ...] = ()
    if random.random() < 0.30:
        near = random.random() < 0.70
        old = ((home + random.randint(1, 40)) % homes if near else random.randrange(homes),)
    mother = Carer(f"{random.choice(ADULT_WOMEN)} {family if random.random() < 0.7 else names.family(random)}", "Mum")
    carers = (mother,)
    if random.random() < 0.6:
        carers += (Carer(f"{random.choice(ADULT_MEN)} {family}", "Dad"),)
    street = f"{random.choice(SCHOOL_WORDS)} {STREET_ENDINGS[home % len(STREET_ENDINGS)]}"
    return _Household(
        number=number,
        group=group,
        family=family,
        home=home,
        old_homes=old,
        carers=carers,
        telephone=f"0999 {random.randrange(10**7):07}",
        address=f"{random.randint(1, 140)} {street}",
    )


def _children(random: Random, names: _Names, household: _Household, first: int, rows: int) -> Iterator[Child]:
    size = random.choices(_CHILDREN_IN_A_FAMILY, weights=_FAMILY_SIZES)[0]
    size = min(size, rows - first)
    born = TODAY - timedelta(days=random.randrange(YEARS * 365))
    days = [born]
    while len(days) < size:
        twin = random.random() < 0.032
        days.append(days[-1] if twin else days[-1] - timedelta(days=random.randint(330, 1500)))
    taken: set[str] = set()
    for place, day in enumerate(days):
        oldest = TODAY - timedelta(days=YEARS * 365)
        day = day if day > oldest else oldest + timedelta(days=random.randrange(YEARS * 365))
        child = _child(random, names, household, first + place, day, taken, rows)
        child.twin = days.count(days[place]) > 1
        taken.add(child.given)
        yield child


def _child(
    random: Random, names: _Names, household: _Household, number: int, day: date, taken: set[str], rows: int
) -> Child:
    homes = max(rows // 8, 1)
    sex = random.choice(("female", "male"))
    given = names.given(random, sex)
    while given in taken:
        given = names.given(random, sex)
    family, others = _family_of(random, names, household, given)
    home = random.randrange(homes) if random.random() < 0.08 else household.home
    born: date | None = day
    expected: date | None = None
    if household.group != "british" and random.random() < 0.02:
        born = date(day.year, 1, 1)
    if random.random() < 0.002:
        given, born, expected = "Unborn", None, TODAY + timedelta(days=random.randrange(1, 250))
    elif (TODAY - day).days < 90 and random.random() < 0.30:
        given = "Baby"
    return Child(
        number=number,
        family_number=household.number,
        group=household.group,
        given=given,
        family=family,
        other_names=others,
        born=born,
        expected=expected,
        sex=sex,
        postcode=postcode(home),
        old_postcodes=tuple(postcode(old) for old in household.old_homes),
        address=household.address if home == household.home else "",
        carers=household.carers,
        school=school(home) if born and (TODAY - born).days > 4 * 365 else "",
        practice=practice(home),
        telephone=household.telephone,
        nhs_number=nhs_number(number),
        twin=False,
    )


def _family_of(random: Random, names: _Names, household: _Household, given: str) -> tuple[str, tuple[Name, ...]]:
    """One child in ten has another family name than the household; six in a hundred have a former name on record."""
    family = names.family(random) if random.random() < 0.10 else household.family
    if random.random() < 0.06:
        return family, (Name(given, names.family(random)),)
    return family, ()


def postcode(home: int) -> str:
    """A postcode in an area that does not exist."""
    unit, rest = home % 400, home // 400
    sector, rest = rest % 10, rest // 10
    district, area = rest % 30 + 1, rest // 30
    letters = _UNIT_LETTERS[unit // 20] + _UNIT_LETTERS[unit % 20]
    return f"{_AREAS[area % len(_AREAS)]}{district} {sector}{letters}"


def school(home: int) -> str:
    """The primary school for this home: one to about 400 children."""
    number = home // 50
    word, place = SCHOOL_WORDS[number % len(SCHOOL_WORDS)], SCHOOL_PLACES[number // 7 % len(SCHOOL_PLACES)]
    return f"{word} {place} Primary School"


def practice(home: int) -> str:
    """The GP practice for this home: one to about 1,600 children."""
    number = home // 200
    return f"{SCHOOL_WORDS[number * 5 % len(SCHOOL_WORDS)]} {SCHOOL_PLACES[number % len(SCHOOL_PLACES)]} Surgery"


def nhs_number(number: int) -> str:
    """A number from the range kept for testing, with a check digit that fits where there is one."""
    first = f"999{number % 1_000_000:06}"
    remainder = sum(weight * int(digit) for weight, digit in zip(range(10, 1, -1), first, strict=True)) % 11
    check = (11 - remainder) % 11
    return "" if check == 10 or number >= 1_000_000 else f"{first}{check}"


def candidate(child: Child) -> Candidate:
    """The child as the index holds it."""
    return Candidate(
        ref=child.number,
        given=child.given,
        family=child.family,
        other_names=child.other_names,
        born=child.born,
        expected=child.expected,
        sex=child.sex,
        postcode=child.postcode,
        old_postcodes=child.old_postcodes,
        address=child.address,
        carers=child.carers,
        schools=(child.school,) if child.school else (),
        practices=(child.practice,),
        telephones=(child.telephone,),
        identifiers={"nhs_number": child.nhs_number} if child.nhs_number else {},
    )
