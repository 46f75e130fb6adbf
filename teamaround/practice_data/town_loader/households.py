"""Families that are made by code: who lives with whom, in homes of many shapes."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from teamaround.agencies.models import Authority
from teamaround.families.models import Contact, Person
from teamaround.practice_data.town_loader import names, people
from teamaround.practice_data.town_loader.names import Group
from teamaround.practice_data.town_loader.people import Told
from teamaround.practice_data.town_loader.rows import Scope
from teamaround.practice_data.town_loader.town import Town

YEAR = 365
MOST_NUMBERS = 0.6
"""This share of parents has left a mobile number; the range of safe numbers holds a thousand."""


class Adult(NamedTuple):
    """A grown-up of a family: what they are to its children, and on which footing."""

    person: Person
    kind: str
    responsible: bool = True
    at_home: bool = True
    share: str = ""


@dataclass
class Household:
    """One family while it is made."""

    town: Town
    scope: Scope
    locality: str
    group: Group
    family: str
    home: tuple[str, str]
    births: list[datetime.date]
    """Birthdays of the children, oldest first."""
    before: tuple[str, str] | None = None
    """Where they lived until `moved`."""
    moved: datetime.date | None = None
    sealed: bool = False
    adults: list[Adult] = field(default_factory=list)
    children: list[Person] = field(default_factory=list)
    second_home: tuple[str, str] | None = None

    @property
    def authority(self) -> Authority:
        return self.town.workers.localities[self.locality].authority

    def told(self, source: str, on: datetime.date | None = None) -> Told:
        days = self.town.days
        return Told(source, days.on(min(on or days.today, days.today), "11:00"))

    def adult(self, sex: str, youngest: int, oldest: int, family: str = "") -> Person:
        """A grown-up who was so many years old when the first child was born."""
        chance = self.scope.random
        years = chance.randint(youngest, oldest)
        born = self.births[0] - datetime.timedelta(days=years * YEAR + chance.randrange(YEAR))
        born = max(born, datetime.date(1932, 1, 1))
        person = people.add_person(
            self.scope,
            self.authority,
            self.told("Told by the family", self.births[0]),
            given=self.group.grown_up(sex, chance),
            family=family or self.family,
            sex=sex,
            born=born,
            first_language=names.LANGUAGES.get(self.group.key, "English"),
            interpreter=self._interpreter(),
        )
        self._number(person)
        return person

    def _interpreter(self) -> str:
        language = names.LANGUAGES.get(self.group.key, "")
        return f"{language}, for longer talks" if language and self.scope.random.random() < 0.12 else ""

    def _number(self, person: Person) -> None:
        chance = self.scope.random
        if self.sealed or not self.town.telephones or chance.random() > MOST_NUMBERS:
            return
        safe = chance.choices(list(SAFE), weights=[weight for weight, _ in SAFE.values()])[0]
        words = chance.choice(SAFE[safe][1])
        told = self.told("Told by the family")
        people.add_telephone(self.scope, person, told, self.town.telephones.pop(), safe, words)

    def lives(self, person: Person, since: datetime.date | None = None) -> None:
        """The family's home, and the one before it."""
        starts = max(self.moved, since) if self.moved and since else self.moved or since
        told = self.told("Told by the family", starts)
        people.add_home(self.scope, person, told, *self.home, sealed=self.sealed, starts=starts)
        if self.before and self.moved and (since is None or since < self.moved):
            ends = self.moved - datetime.timedelta(days=1)
            people.add_home(self.scope, person, told, *self.before, starts=since, ends=ends)

    def lives_elsewhere(self, person: Person) -> tuple[str, str]:
        place = names.home(self.locality, self.scope.random)
        people.add_home(self.scope, person, self.told("Told by the family"), *place)
        return place


SAFE = {
    Contact.Safe.RING: (82, ("",)),
    Contact.Safe.TEXT: (9, ("Works nights; a text is better.", "Hard of hearing: text.", "Answers texts in breaks.")),
    Contact.Safe.MESSAGE: (6, ("Leave a message and she rings back.", "Rings back after tea.")),
    Contact.Safe.NEVER: (3, ("Shared telephone: never use it.", "Somebody else answers: never use it.")),
}


def both(house: Household) -> list[Adult]:
    own = house.group.family(house.scope.random) if house.scope.random.random() < 0.25 else house.family
    mother, father = house.adult("F", 19, 37, own), house.adult("M", 20, 41)
    for person in (mother, father):
        house.lives(person)
    return [Adult(mother, "mother"), Adult(father, "father")]


def mother_alone(house: Household) -> list[Adult]:
    mother = house.adult("F", 17, 36)
    house.lives(mother)
    if house.sealed or house.scope.random.random() < 0.4:
        return [Adult(mother, "mother")]
    father = house.adult("M", 18, 40, house.group.family(house.scope.random))
    house.lives_elsewhere(father)
    return [Adult(mother, "mother"), Adult(father, "father", house.scope.random.random() < 0.7, at_home=False)]


def mother_and_partner(house: Household) -> list[Adult]:
    adults = mother_alone(house)
    partner = house.adult("M", 18, 40, house.group.family(house.scope.random))
    house.lives(partner)
    return [*adults, Adult(partner, "mother's partner", responsible=False)]


def two_homes(house: Household) -> list[Adult]:
    mother = house.adult("F", 20, 36, house.group.family(house.scope.random))
    father = house.adult("M", 21, 40)
    house.lives(mother)
    house.second_home = house.lives_elsewhere(father)
    share = house.scope.random.choice(("half of each week", "weekends", "every other week"))
    return [Adult(mother, "mother"), Adult(father, "father", at_home=True, share=share)]


def father_alone(house: Household) -> list[Adult]:
    father = house.adult("M", 20, 41)
    house.lives(father)
    return [Adult(father, "father")]


def grandmother(house: Household) -> list[Adult]:
    carer, mother = house.adult("F", 42, 62), house.adult("F", 16, 24)
    house.lives(carer)
    house.lives_elsewhere(mother)
    return [Adult(carer, "grandmother", responsible=False), Adult(mother, "mother", at_home=False)]


def aunt(house: Household) -> list[Adult]:
    carer, father = house.adult("F", 24, 40), house.adult("M", 20, 40)
    house.lives(carer)
    return [Adult(carer, "aunt", responsible=False), Adult(father, "father", at_home=False)]


def foster_carer(house: Household) -> list[Adult]:
    carer = house.adult("F", 30, 58, house.group.family(house.scope.random))
    mother = house.adult("F", 17, 33)
    house.lives(carer)
    return [Adult(carer, "foster carer", responsible=False), Adult(mother, "mother", at_home=False)]


Form = Callable[[Household], list[Adult]]
FORMS: dict[Form, int] = {
    both: 60,
    mother_alone: 19,
    mother_and_partner: 8,
    two_homes: 4,
    father_alone: 3,
    grandmother: 3,
    aunt: 1,
    foster_carer: 1,
}
"""Shapes of homes, with how many in a hundred have them."""
