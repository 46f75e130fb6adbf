"""Children that are made by code, family by family, until the town has as many as it should."""

import datetime
import random
from dataclasses import dataclass

from teamaround.families.models import Name, Person
from teamaround.practice_data.town_loader import around, households, names, people
from teamaround.practice_data.town_loader.households import FORMS, YEAR, Adult, Form, Household
from teamaround.practice_data.town_loader.rows import Scope
from teamaround.practice_data.town_loader.services import add_services
from teamaround.practice_data.town_loader.town import Town

SIZES = {1: 42, 2: 37, 3: 15, 4: 6}
LOCALITIES = {"canalside": 38, "hazel_bank": 33, "moorside": 25, "aldermoor": 4}
GROWN_UP = 18 * YEAR
MOVED, TWINS, CALLED, SPELT, HAD_BEFORE, DOUBLE = 0.13, 0.02, 0.06, 0.03, 0.03, 0.04


@dataclass(frozen=True)
class Special:
    """A kind of family of which the town has a few: one for so many children, and never none."""

    name: str
    one_for: int
    form: Form


SPECIALS = (
    Special("shielded", 430, households.mother_alone),
    Special("young mother", 370, households.mother_alone),
    Special("unborn", 500, households.both),
    Special("unnamed", 1000, households.both),
)


def wanted_specials(children: int) -> list[Special]:
    return [special for special in SPECIALS for _ in range(max(1, round(children / special.one_for)))]


class FamilyMaker:
    """Makes families until the index has so many children; the few of a special kind come first, shields before all."""

    def __init__(self, town: Town, goal: int) -> None:
        self.town, self.goal, self.number = town, goal, 0
        self.specials = wanted_specials(goal)

    def add_some(self, children: int) -> bool:
        """About so many children more; False when the town has as many as it should."""
        until = min(self.goal, len(self.town.children) + children)
        before = self.number
        while len(self.town.children) < until:
            special = self.specials[self.number] if self.number < len(self.specials) else None
            room = self.goal - len(self.town.children)
            fill(begin(self.town, self.town.scope("family", self.number), special, room), special)
            self.number += 1
        return self.number > before


def begin(town: Town, scope: Scope, special: Special | None, room: int) -> Household:
    """A family's name, home and birthdays."""
    chance = scope.random
    group = chance.choices(names.groups(), weights=[one.share for one in names.groups()])[0]
    locality = "canalside" if special else chance.choices(list(LOCALITIES), weights=list(LOCALITIES.values()))[0]
    size = min(room, chance.choices(list(SIZES), weights=list(SIZES.values()))[0])
    births = birthdays(chance, town.days.today, size, twins=chance.random() < TWINS)
    if special and special.name == "young mother":
        births = [town.days.today - datetime.timedelta(days=chance.randint(16 * YEAR + 60, 18 * YEAR - 30))]
    place = names.home(locality, chance)
    house = Household(town, scope, locality, group, group.family(chance), place, births)
    house.sealed = bool(special and special.name == "shielded")
    if chance.random() < MOVED or house.sealed:
        house.moved = town.days.today - datetime.timedelta(days=chance.randint(20, 900))
        here = "aldermoor" if chance.random() < 0.2 else chance.choice(("hazel_bank", "canalside", "moorside"))
        house.before = names.home(here, chance)
    return house


def birthdays(chance: random.Random, today: datetime.date, size: int, *, twins: bool) -> list[datetime.date]:
    """Oldest first, all under eighteen; twins share a day."""
    ages = [chance.randint(20, GROWN_UP - 1)]
    while len(ages) < size:
        gap = 0 if twins and len(ages) == 1 else chance.randint(400, 1500)
        fitting = [age for age in (min(ages) - gap, max(ages) + gap) if 20 <= age < GROWN_UP]
        if not fitting:
            break
        ages.append(chance.choice(fitting))
    return [today - datetime.timedelta(days=age) for age in sorted(ages, reverse=True)]


def fill(house: Household, special: Special | None) -> None:
    """The grown-ups by the shape of the home, then the children, then what each special family has."""
    form = special.form if special else house.scope.random.choices(list(FORMS), weights=list(FORMS.values()))[0]
    house.adults = form(house)
    kind, chance, today = special.name if special else "", house.scope.random, house.town.days.today
    for born in house.births:
        add_child(house, born, sex="F" if kind == "young mother" else "")
    if kind == "young mother":
        add_baby_of(house, house.children[0])
    if kind == "unborn":
        add_child(house, None, expected=today + datetime.timedelta(days=chance.randint(10, 150)))
    if kind == "unnamed":
        add_child(house, today - datetime.timedelta(days=chance.randint(2, 9)), given="")
    house.town.households.append(house)


def add_child(
    house: Household,
    born: datetime.date | None,
    *,
    expected: datetime.date | None = None,
    given: str | None = None,
    sex: str = "",
) -> Person:
    """A child with names, homes, ties to every grown-up and to older children, entry and services."""
    chance = house.scope.random
    sex = (sex or chance.choice("FM")) if born else "U"
    told = house.told("Birth notification" if born else "Midwifery", born)
    named = given if given is not None else (another_given(house, sex) if born else "")
    child = people.add_person(
        house.scope,
        house.authority,
        told,
        given=named,
        family=family_name(house),
        known_as=names.short_form(named, chance) if named and chance.random() < CALLED else "",
        sex=sex,
        born=born,
        expected_on=expected,
        ethnicity=names.ETHNICITY[house.group.key],
        first_language="" if born is None else names.LANGUAGES.get(house.group.key, "English"),
    )
    settle(house, child)
    return child


def settle(house: Household, child: Person) -> None:
    told = house.told("Told by the family", child.born)
    other_names(house, child)
    people.enter(house.town, house.scope, child, told)
    if house.sealed:
        shield(house, child)
    if child.born:
        people.add_nhs_number(house.town, house.scope, child, told)
        house.lives(child, child.born)
        if house.second_home:
            people.add_home(house.scope, child, told, *house.second_home)
    for adult in house.adults:
        tie(house, adult, child)
    for older in house.children:
        words = {"F": "sister", "M": "brother"}.get(older.sex, "brother or sister")
        people.add_tie(house.scope, told, older, child, words)
    house.children.append(child)
    add_services(house, child)


def tie(house: Household, adult: Adult, child: Person) -> None:
    told = house.told("Told by the family", child.born)
    people.add_tie(house.scope, told, adult.person, child, adult.kind)
    if adult.responsible and child.born:
        people.add_responsibility(house.scope, told, adult.person, child)
    if adult.at_home and child.born:
        people.add_living_with(house.scope, told, adult.person, child, adult.share)


def another_given(house: Household, sex: str) -> str:
    """A given name that no brother or sister has."""
    taken = {child.given for child in house.children}
    while True:
        found = house.group.given(sex, house.scope.random)
        if found not in taken:
            return found


def family_name(house: Household) -> str:
    """Mostly the family's; some children have another than their brothers and sisters, some have two."""
    chance = house.scope.random
    others = [adult.person.family for adult in house.adults if adult.person.family != house.family]
    if others and chance.random() < 0.25:
        return chance.choice(others)
    if chance.random() < DOUBLE:
        return f"{house.family}-{house.group.family(chance)}"
    return house.family


def other_names(house: Household, child: Person) -> None:
    chance, told = house.scope.random, house.told("Told by the family")
    if not child.given:
        return
    if chance.random() < HAD_BEFORE:
        before = house.group.family(chance)
        ends = house.town.days.today - datetime.timedelta(days=chance.randint(60, 700))
        people.add_other_name(house.scope, child, told, Name.Kind.FORMER, "", before, ends)
    if chance.random() < SPELT:
        spelt = names.misspelt(child.given, chance)
        people.add_other_name(house.scope, child, told, Name.Kind.ALIAS, spelt, "")


def shield(house: Household, child: Person) -> None:
    """Protected since the family came, decided by the index team, looked at again within half a year."""
    today = house.town.days.today
    starts = house.moved or today
    again = today + datetime.timedelta(days=house.scope.random.randint(10, 180))
    around.shield(house.scope, child, "risk", house.town.workers.posts["rosie_clegg"], starts, again)


def add_baby_of(house: Household, mother: Person) -> None:
    """A young mother is a child of the index herself; her own mother helps to bring the baby up."""
    house.adults = [
        Adult(mother, "mother"),
        *(Adult(one.person, "grandmother", responsible=False) for one in house.adults if one.kind == "mother"),
    ]
    house.children = []
    add_child(house, house.town.days.today - datetime.timedelta(days=house.scope.random.randint(15, 500)))
