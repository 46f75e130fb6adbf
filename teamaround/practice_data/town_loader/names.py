"""Names and streets for the children that are made by code, from names.toml."""

import random
from dataclasses import dataclass
from functools import cache

from teamaround.matching.nicknames import related
from teamaround.matching.normalise import fold_name
from teamaround.practice_data.town_loader.files import read

LETTERS = "ABDEFGHJLNPQRSTUWXYZ"
"""Letters of the second half of a postcode."""
OUTWARD = {
    "hazel_bank": ("MB4", "MB5", "MB6"),
    "canalside": ("MB1", "MB2", "MB3"),
    "moorside": ("MB7", "MB8", "MB9"),
    "aldermoor": ("AQ1", "AQ2", "AQ3"),
}
TOWNS = {"aldermoor": "Aldermoor"}
HOUSES_A_POSTCODE = 25


@dataclass(frozen=True)
class Group:
    """A name group of the town with its share of families, and what goes with it."""

    key: str
    share: float
    girls: tuple[str, ...]
    boys: tuple[str, ...]
    women: tuple[str, ...]
    men: tuple[str, ...]
    families: tuple[str, ...]

    def grown_up(self, sex: str, chance: random.Random) -> str:
        """The given name of a parent or carer."""
        return commoner(self.women if sex == "F" else self.men, chance)

    def given(self, sex: str, chance: random.Random) -> str:
        """A given name; the first of the list are the commonest."""
        return commoner(self.girls if sex == "F" else self.boys, chance)

    def family(self, chance: random.Random) -> str:
        return commoner(self.families, chance)


ETHNICITY = {
    "british": "WBRI",
    "south_asian": "APKN",
    "polish": "WOTH",
    "african": "BAFR",
    "other_european": "WOTH",
    "irish": "WIRI",
}
LANGUAGES = {"south_asian": "Urdu", "polish": "Polish", "african": "Yoruba", "other_european": "Romanian"}


def commoner(names: tuple[str, ...], chance: random.Random) -> str:
    """One of a list in which what stands first comes up oftener."""
    return names[int(len(names) * chance.random() ** 1.5)]


@cache
def groups() -> tuple[Group, ...]:
    lists = ("girls", "boys", "women", "men", "families")
    rows = read("names")["group"]
    return tuple(Group(row["key"], row["share"], *(tuple(row[one]) for one in lists)) for row in rows)


@cache
def streets(locality: str) -> tuple[str, ...]:
    return tuple(row["name"] for row in read("names")["street"] if row["locality"] == locality)


def home(locality: str, chance: random.Random) -> tuple[str, str]:
    """House, street and town, and the postcode that some houses of the street share."""
    street, number = chance.choice(streets(locality)), chance.randint(1, 120)
    line = f"Flat {chance.randint(1, 8)}, {number} {street}" if chance.random() < 0.08 else f"{number} {street}"
    return f"{line}, {TOWNS.get(locality, 'Marlbeck')}", postcode(locality, street, number)


def postcode(locality: str, street: str, number: int) -> str:
    """The same for neighbours: it hangs on the street and the part of it."""
    place = random.Random(f"{locality}:{street}:{number // HOUSES_A_POSTCODE}")
    letters = "".join(place.choice(LETTERS) for _ in range(2))
    return f"{place.choice(OUTWARD[locality])} {place.randint(1, 9)}{letters}"


def short_form(given: str, chance: random.Random) -> str:
    """What somebody of that name may be called at home; empty where nobody knows one that begins alike."""
    folded = fold_name(given)
    known = sorted(name for name in related(folded) if 2 < len(name) <= len(folded) and name[:2] == folded[:2])
    return chance.choice(known).title() if known else ""


def misspelt(name: str, chance: random.Random) -> str:
    """One slip of the keyboard, never in the first letter."""
    if len(name) < 4:
        return name + name[-1]
    place = chance.randrange(1, len(name) - 1)
    kind = chance.choice(("left out", "twice", "swapped"))
    if kind == "left out":
        return name[:place] + name[place + 1 :]
    if kind == "twice":
        return name[:place] + name[place] + name[place:]
    return name[:place] + name[place + 1] + name[place] + name[place + 2 :]
