"""Queries as people make them: 24 kinds with errors, five kinds with other facts, and children not in the index.

A third of the short forms of names are made by rule ("Haz" for Harry, "Sophs"), so that no list can know them.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import NamedTuple

from benchmarks.generate import GROUPS, TODAY, Child, population
from benchmarks.names import HEARD_AS
from teamaround.matching.dates import PartialDate, age_on
from teamaround.matching.nicknames import related
from teamaround.matching.normalise import fold_name
from teamaround.matching.people import Query


class Case(NamedTuple):
    """One query, and the number of the child it means (None: a child who is not in the index)."""

    kind: str
    query: Query
    wanted: int | None


_KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_NEIGHBOURS = {letter: (row[at - 1 : at] + row[at + 1 : at + 2]) for row in _KEYS for at, letter in enumerate(row)}


def typo(random: Random, text: str) -> str:
    """One slip of the hand: a neighbouring key, a letter left out, doubled or changed round."""
    if len(text) < 2:
        return text
    at = random.randrange(1, len(text))
    kind = random.random()
    if kind < 0.35:
        near = _NEIGHBOURS.get(text[at].lower(), "") or "e"
        return text[:at] + random.choice(near) + text[at + 1 :]
    if kind < 0.60:
        return text[:at] + text[at + 1 :]
    if kind < 0.80:
        return text[:at] + random.choice("aeiourstln") + text[at:]
    if at + 1 == len(text):
        at -= 1
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def heard(random: Random, text: str) -> str:
    """Spelt by ear: one or two sounds written another way."""
    for _ in range(random.choice((1, 1, 2))):
        lower = text.lower()
        ways = [(old, new) for a, b in HEARD_AS for old, new in ((a, b), (b, a)) if old and old in lower[1:]]
        if not ways:
            return typo(random, text)
        old, new = random.choice(ways)
        at = lower.index(old, 1)
        text = text[:at] + new + text[at + len(old) :]
    return text


def short_form(random: Random, given: str) -> str:
    """What the child is called: seven in ten from the lists, three in ten made by rule."""
    known = sorted(related(fold_name(given)))
    if known and random.random() < 0.7:
        return random.choice(known).title()
    stem = given[: random.choice((3, 4))]
    return stem + random.choice(("s", "z", "y", "ie", "o", ""))


def other_date(random: Random, day: date) -> date:
    """One digit of the day, month or year typed wrong."""
    for _ in range(40):
        digits = list(f"{day:%d%m%Y}")
        at = random.choice((0, 1, 2, 3, 6, 7))
        digits[at] = random.choice([digit for digit in "0123456789" if digit != digits[at]])
        found = _date("".join(digits))
        if found and TODAY.year - 30 < found.year and found <= TODAY:
            return found
    return day + timedelta(days=1)


def _date(digits: str) -> date | None:
    try:
        return date(int(digits[4:]), int(digits[2:4]), int(digits[:2]))
    except ValueError:
        return None


def swapped_date(day: date) -> date:
    """Day and month the other way round, where that is a date; else the next day."""
    return _date(f"{day.month:02}{day.day:02}{day.year:04}") or day + timedelta(days=1)


def year_off(random: Random, day: date) -> date:
    """A year earlier or later."""
    year = day.year + random.choice((-1, 1))
    return _date(f"{day.day:02}{day.month:02}{year:04}") or date(year, 3, 1)


Change = Callable[[Random, Query], Query]


def _given(change: Callable[[Random, str], str]) -> Change:
    return lambda random, query: replace(query, given=change(random, query.given))


def _family(change: Callable[[Random, str], str]) -> Change:
    return lambda random, query: replace(query, family=change(random, query.family))


def _born(change: Callable[[Random, date], date]) -> Change:
    def changed(random: Random, query: Query) -> Query:
        return replace(query, born=change(random, query.born)) if isinstance(query.born, date) else query

    return changed


def _another_family(random: Random, query: Query) -> Query:
    group = random.choice(list(GROUPS.values()))
    return replace(query, family=random.choice(group.families))


def _swap_names(_: Random, query: Query) -> Query:
    return replace(query, given=query.family, family=query.given)


_SIMPLE: dict[str, Change] = {
    "typo_first": _given(typo),
    "typo_family": _family(typo),
    "phon_first": _given(heard),
    "phon_family": _family(heard),
    "nickname": _given(short_form),
    "swap_dm": _born(lambda _, day: swapped_date(day)),
    "year_off": _born(year_off),
    "dob_digit": _born(other_date),
    "swapped_names": _swap_names,
    "other_fam_unknown": _another_family,
}


def _mixed(count: int) -> Change:
    def changed(random: Random, query: Query) -> Query:
        for kind in random.sample(sorted(_SIMPLE), count):
            query = _SIMPLE[kind](random, query)
        return query

    return changed


def _both(change: Callable[[Random, str], str]) -> Change:
    return lambda random, query: _family(change)(random, _given(change)(random, query))


def _by_age(_: Random, query: Query) -> Query:
    assert isinstance(query.born, date)
    born = PartialDate(query.born.year, query.born.month, query.born.day)
    return replace(query, born=None, age=age_on(born, TODAY), as_of=TODAY)


_GENERAL: dict[str, Change] = {
    **_SIMPLE,
    "exact": lambda _, query: query,
    "typo_both": _both(typo),
    "phon_both": _both(heard),
    "two_mixed": _mixed(2),
    "three_mixed": _mixed(3),
    "initial_only": _given(lambda _, given: given[:1]),
    "first_dob_only": lambda _, query: replace(query, family="", postcode=""),
    "no_dob_age": _by_age,
}
ONE_ERROR = frozenset(
    {"typo_first", "typo_family", "phon_first", "phon_family", "nickname", "swap_dm", "year_off", "dob_digit"}
    | {"swapped_names", "other_fam_known", "barrel_half", "exact", "twin_typo", "old_addr_known", "old_addr_unknown"}
    | {"initial_only"}
)
_SPECIAL = ("baby", "barrel_half", "other_fam_known", "old_addr_known", "old_addr_unknown", "twin_typo")
_RARE = ("baby", "barrel_half", "other_fam_known", "old_addr_known", "twin_typo", "swap_dm", "age_school", "nhs_number")
_RARE += ("unborn_mother",)
KINDS = tuple(sorted({*_GENERAL, *_SPECIAL}))
EXTRA_KINDS = ("age_carer", "age_school", "telephone_first", "nhs_number", "unborn_mother")


def _base(random: Random, child: Child, *, postcode: bool | None = None) -> Query:
    given_postcode = random.random() < 0.5 if postcode is None else postcode
    return Query(
        given=child.given,
        family=child.family,
        born=child.born,
        expected=child.expected,
        sex="" if random.random() < 0.15 else child.sex,
        postcode=child.postcode if given_postcode else "",
    )


def _case(random: Random, kind: str, child: Child) -> Case:
    """A query of one kind for this child."""
    if kind in _GENERAL:
        return Case(kind, _GENERAL[kind](random, _base(random, child)), child.number)
    if kind in EXTRA_KINDS:
        return Case(kind, _other_facts(kind, child), child.number)
    query = _base(random, child, postcode=True if kind.startswith("old_addr") else None)
    if kind == "baby":
        given = random.choice(("Baby", "Baby girl", random.choice(GROUPS[child.group].girls)))
        query = replace(query, given=given)
    elif kind == "barrel_half":
        query = replace(query, family=random.choice(child.family.replace("-", " ").split()))
    elif kind == "other_fam_known":
        query = replace(query, family=child.other_names[0].family)
    elif kind == "old_addr_known":
        query = replace(query, postcode=child.old_postcodes[0])
    elif kind == "old_addr_unknown":
        query = replace(query, postcode=f"ZB{random.randint(30, 90)} {random.randint(0, 9)}QQ")
    else:
        query = replace(query, given=typo(random, query.given))
    return Case(kind, query, child.number)


def _other_facts(kind: str, child: Child) -> Query:
    """Searches by carer, school, telephone, number; the day of birth is not known."""
    born = PartialDate(child.born.year, child.born.month, child.born.day) if child.born else None
    age = age_on(born, TODAY) if born else None
    if kind == "age_carer":
        return Query(given=child.given, age=age, as_of=TODAY, carer=child.carers[0].name)
    if kind == "age_school":
        return Query(given=child.given, family=child.family, age=age, as_of=TODAY, school=child.school)
    if kind == "telephone_first":
        return Query(given=child.given, telephone=child.telephone)
    if kind == "nhs_number":
        return Query(identifiers={"nhs_number": child.nhs_number}, family=child.family)
    assert child.expected
    near = child.expected + timedelta(days=child.number % 29 - 14)
    return Query(given="Unborn", expected=near, carer=child.carers[0].name)


def _suits(kind: str, child: Child) -> bool:
    named = child.given not in {"Baby", "Unborn"}
    if kind == "baby":
        return child.given == "Baby"
    if kind == "unborn_mother":
        return child.expected is not None
    if not named:
        return False
    return {
        "barrel_half": " " in child.family.replace("-", " "),
        "other_fam_known": bool(child.other_names),
        "old_addr_known": bool(child.old_postcodes),
        "twin_typo": child.twin,
        "swap_dm": child.born is not None and child.born.day <= 12 and child.born.day != child.born.month,
        "age_school": bool(child.school),
        "nhs_number": bool(child.nhs_number),
    }.get(kind, True)


def cases(children: Iterable[Child], per_kind: int, seed: int) -> list[Case]:
    """So many cases of each kind, drawn evenly from one pass over the children."""
    random = Random(seed + 1)
    picked: dict[str, list[Child]] = {kind: [] for kind in (*KINDS, *EXTRA_KINDS)}
    plain = [
        kind for kind in picked if kind in _GENERAL or kind in {"age_carer", "telephone_first", "old_addr_unknown"}
    ]
    pool: list[Child] = []
    seen = dict.fromkeys(picked, 0)
    for child in children:
        for kind in _RARE:
            if _suits(kind, child):
                seen[kind] += 1
                _keep(random, picked[kind], child, per_kind, seen[kind])
        if _suits("exact", child):
            seen["exact"] += 1
            _keep(random, pool, child, per_kind * len(plain), seen["exact"])
    random.shuffle(pool)
    share = max(1, len(pool) // len(plain))
    for place, kind in enumerate(plain):
        picked[kind] = pool[place * share : (place + 1) * share]
    return [_case(random, kind, child) for kind, chosen in picked.items() for child in chosen[:per_kind]]


def _keep(random: Random, kept: list[Child], child: Child, most: int, seen: int) -> None:
    """Reservoir sampling: every child has the same chance, whatever the order."""
    if len(kept) < most:
        kept.append(child)
    elif (place := random.randrange(seen)) < most:
        kept[place] = child


def absent(rows: int, count: int, seed: int) -> list[Case]:
    """Correct queries for children who are not among those `rows` children, half of them with a postcode."""
    random = Random(seed + 2)
    found: list[Case] = []
    for child in population(rows, seed + 1_000_003):
        if len(found) >= count:
            break
        if child.given not in {"Baby", "Unborn"} and random.random() < 0.5:
            found.append(Case("absent", _base(random, child), None))
    return found
