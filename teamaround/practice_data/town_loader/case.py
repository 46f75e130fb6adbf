"""One family for whom an episode is made by code: who lives there, who helps, when what happened, what is said."""

import datetime
from dataclasses import dataclass, field
from typing import Any

from teamaround.agencies.models import Agency, Post
from teamaround.episodes.models import Episode, FamilyGroup
from teamaround.families.models import Person
from teamaround.practice_data.town_loader import slots
from teamaround.practice_data.town_loader.agreement import Conversations
from teamaround.practice_data.town_loader.files import Row, read
from teamaround.practice_data.town_loader.households import Adult, Household
from teamaround.practice_data.town_loader.leading import Team
from teamaround.practice_data.town_loader.phrases import NoWordsLeft, Phrases
from teamaround.practice_data.town_loader.rows import Scope
from teamaround.practice_data.town_loader.town import Town

DAY = datetime.timedelta(days=1)


@dataclass
class Case:
    """A family with an episode for one child or two."""

    town: Town
    scope: Scope
    phrases: Phrases
    house: Household
    children: list[Person]
    situation: Row
    state: str
    reason: str
    opened: datetime.date
    workers: list[Post]
    """Who helps, whoever opened the episode first and the lead second."""
    group: FamilyGroup
    episodes: list[Episode] = field(default_factory=list)
    closed: datetime.date | None = None

    def __post_init__(self) -> None:
        self.team = Team(self.scope, self.group, self.town.days)
        self.talks = Conversations(self.scope)

    @property
    def child(self) -> Person:
        return self.children[0]

    @property
    def episode(self) -> Episode:
        return self.episodes[0]

    @property
    def opener(self) -> Post:
        return self.workers[0]

    @property
    def lead(self) -> Post:
        return self.workers[1]

    @property
    def deputy(self) -> Post:
        return self.workers[2]

    @property
    def carer(self) -> Adult:
        """The grown-up who answers for the child: one with responsibility at home, if there is one."""
        adults = self.house.adults
        home = [one for one in adults if one.responsible and one.at_home] or [one for one in adults if one.at_home]
        return (home or adults)[0]

    @property
    def today(self) -> datetime.date:
        return self.town.days.today

    @property
    def last(self) -> datetime.date:
        """The day after which nothing was written any more."""
        return self.closed or self.today

    def day(self, number: int) -> datetime.date:
        """The day so many days after the opening, on a weekday and never ahead."""
        return self.town.days.school_day(min(self.opened + DAY * number, self.last))

    def at(self, date: datetime.date, time: str = "16:00") -> datetime.datetime:
        return self.town.days.on(date, time)

    def agency(self, key: str) -> Agency:
        return self.town.workers.agencies[key]

    def family(self) -> str:
        """The name of this family among those who said something."""
        return self.scope.place

    def say(self, kind: str, by: Post | None = None) -> str:
        """A text of that kind that no other family has; empty where the files have none left."""
        templates = [*self.situation.get(kind, ()), *read("sentences").get("general", {}).get(kind, ())]
        try:
            return self.phrases.draw(self.family(), templates, lambda: self.slots(by), self.scope.random)
        except (NoWordsLeft, IndexError):
            return ""

    def rows(self, kind: str, number: int, by: Post | None = None, *fields: str) -> list[Row]:
        """So many different tables of that kind with all their texts filled in."""
        tables = [*self.situation.get(kind, ()), *read("sentences").get("general", {}).get(kind, ())]
        found: list[Row] = []
        for table in self.scope.random.sample(tables, len(tables)):
            filled = self._filled(table, fields or ("text",), by)
            if filled and len(found) < number:
                found.append(filled)
        return found

    def _filled(self, table: Row, fields: tuple[str, ...], by: Post | None) -> Row | None:
        texts = {}
        for key in fields:
            if not table.get(key):
                continue
            try:
                texts[key] = self.phrases.draw(self.family(), [table[key]], lambda: self.slots(by), self.scope.random)
            except NoWordsLeft:
                return None
        return table | texts

    def slots(self, by: Post | None = None) -> dict[str, Any]:
        """Everything a template may name, drawn afresh."""
        chance = self.scope.random
        others = [post for post in self.workers if post is not by] or self.workers
        other = chance.choice(others)
        sibling = next((one.first_name for one in self.house.children if one not in self.children and one.given), "")
        friend = self.house.group.given(chance.choice("FM"), chance)
        return {
            **slots.by_chance(chance),
            **slots.about_child(self.child, [self.carer]),
            "sibling": sibling or friend,
            "friend": friend,
            "worker": (by or self.opener).practitioner.given,
            "lead": self.lead.practitioner.given,
            "other": other.practitioner.given,
            "agency": (by or self.opener).agency.name,
            "other_agency": other.agency.name,
            "school": self.school,
            "teacher": f"{chance.choice(('Mrs', 'Mr', 'Miss'))} {self.house.group.family(chance)}",
            "street": self.house.home[0].split(",")[0].lstrip("0123456789 "),
        }

    @property
    def school(self) -> str:
        """The name of the school or nursery; of the first worker's agency where there is none."""
        kinds = ("school", "early_years")
        return next((post.agency.name for post in self.workers if post.agency.kind in kinds), self.opener.agency.name)
