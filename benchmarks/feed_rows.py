"""An invented feed about an invented index, the same for the same seed: spoilt as in the trial the goals come from.

First name wrong 4% and short form 2%; family name wrong 4% and another 2%; names swapped .5%; day wrong 1.5%;
moved 12%, postcode missing 3%; sex missing 1%; parent missing 15%; 5% of the rows are about children who are not
in the index.
"""

import csv
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from benchmarks.corruptions import other_date, short_form, swapped_date, typo, year_off
from benchmarks.generate import Child, population, postcode
from benchmarks.names import GROUPS

COLUMNS = ("UPN", "Forename", "Surname", "DOB", "Gender", "AddressLine1", "AddressLine2", "Town", "Postcode", "School",
           "ParentForename", "ParentSurname")  # fmt: skip
NEW = 0.05


class Line(NamedTuple):
    """One row of the feed, and the number of the child it is about (None: not in the index)."""

    cells: list[str]
    wanted: int | None


def feed(rows: int, index: int, seed: int, *, bare: bool) -> Iterator[Line]:
    """So many rows about an index of so many children, in a mixed order. `bare`: without parent and school."""
    random = Random(seed * 7919 + 1)
    share = (1 - NEW) * rows / index
    there, absent = population(index, seed), population(max(rows, 1_000), seed + 1_000)
    made = 0
    for child in there:
        if made >= rows:
            return
        if child.born is not None and random.random() < share:
            made += 1
            yield Line(_cells(random, child, index, bare=bare), child.number)
        if random.random() < NEW * rows / index and made < rows:
            other = next((each for each in absent if each.born is not None), None)
            if other is not None:
                made += 1
                yield Line(_cells(random, other, index, bare=bare), None)


def write(path: Path, lines: Iterator[Line]) -> list[int | None]:
    """The feed as a file of the school census style; gives the wanted child of each row."""
    wanted = []
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for line in lines:
            writer.writerow(line.cells)
            wanted.append(line.wanted)
    return wanted


def _cells(random: Random, child: Child, index: int, *, bare: bool) -> list[str]:
    told = spoilt(random, child, index)
    carer = told.carers[0].name if told.carers and random.random() >= 0.15 and not bare else ""
    first, _space, last = carer.partition(" ")
    born = f"{told.born:%d/%m/%Y}" if told.born else ""
    school = "" if bare else told.school
    return ["", told.given, told.family, born, told.sex[:1].upper(), told.address, "", "", told.postcode, school, first,
            last]  # fmt: skip


def card_of(child: Child) -> dict[str, Any]:
    """The child as the index keeps it on a card."""
    card = {
        "given": child.given,
        "family": child.family,
        "other_names": [list(name) for name in child.other_names],
        "born": child.born.isoformat() if child.born else None,
        "expected": child.expected.isoformat() if child.expected else None,
        "sex": child.sex[:1].upper(),
        "carers": [list(carer) for carer in child.carers],
        "postcode": child.postcode,
        "address": child.address,
        "old_postcodes": list(child.old_postcodes),
        "identifiers": {"nhs_number": child.nhs_number} if child.nhs_number else {},
        "telephones": [child.telephone],
        "schools": [child.school] if child.school else [],
        "practices": [child.practice],
    }
    return {name: value for name, value in card.items() if value}


def spoilt(random: Random, child: Child, index: int) -> Child:
    """The child as somebody else wrote it."""
    given, family, born = child.given, child.family, child.born
    luck = random.random()
    if luck < 0.04:
        given = typo(random, given)
    elif luck < 0.06:
        given = short_form(random, given)
    luck = random.random()
    if luck < 0.04:
        family = typo(random, family)
    elif luck < 0.06:
        family = random.choice(random.choice(list(GROUPS.values())).families)
    if random.random() < 0.005:
        given, family = family, given
    if born is not None and random.random() < 0.015:
        born = random.choice((lambda: other_date(random, born), lambda: swapped_date(born),
                              lambda: year_off(random, born)))()  # fmt: skip
    code, line = child.postcode, child.address
    luck = random.random()
    if luck < 0.12:
        home = random.randrange(max(index // 8, 1))
        code, line = postcode(home), f"{random.randint(1, 140)} Newly Lane"
    elif luck < 0.15:
        code = ""
    sex = "" if random.random() < 0.01 else child.sex
    return replace(child, given=given, family=family, born=born, postcode=code, address=line, sex=sex)
