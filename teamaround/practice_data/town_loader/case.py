"""One family for whom an episode is made by code: who lives there, who helps, when what happened, what is said."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from teamaround.agencies.models import Agency, Post
from teamaround.episodes.models import Episode, FamilyGroup
from teamaround.families.models import Person
from teamaround.practice_data.town_loader import names, slots
from teamaround.practice_data.town_loader.agreement import Conversations
from teamaround.practice_data.town_loader.files import Row, read
from teamaround.practice_data.town_loader.households import YEAR, Adult, Household
from teamaround.practice_data.town_loader.leading import Team
from teamaround.practice_data.town_loader.phrases import Phrases
from teamaround.practice_data.town_loader.rows import Scope
from teamaround.practice_data.town_loader.town import Town

DAY = datetime.timedelta(days=1)
SCHOOL_AGE = 5
ABOUT_SCHOOL_AGE = frozenset({"concern", "visit", "call", "event", "observation", "child_words", "parent_words"})
"""Kinds whose general templates speak of what children do at school."""


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
    subject: Person | None = None
    """The child of whom is spoken just now, where it is not the first."""

    def __post_init__(self) -> None:
        self.team = Team(self.scope, self.group)
        self.talks = Conversations(self.scope)
        chance, group = self.scope.random, names.groups()[0]
        self.used: set[str] = set()
        self.friends = [group.given(sex, chance) for sex in ("F", "M")]
        self.teacher = f"{chance.choice(('Mrs', 'Mr', 'Miss'))} {group.family(chance)}"
        self.animal = chance.choice(slots.ANIMALS)

    @property
    def child(self) -> Person:
        return self.children[0]

    @property
    def episode(self) -> Episode:
        return self.episodes[0]

    def each(self) -> Iterator[Episode]:
        """Each episode in turn, while what is said is about its child."""
        for episode in self.episodes:
            self.subject = episode.child
            yield episode
        self.subject = None

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
        """A text of that kind that stands nowhere yet, by a template new to this family; empty where none is left."""
        unused = [template for template in self._lists(kind) if not self._was_used(template)]
        template, text = self.phrases.draw(self.family(), unused, lambda: self.slots(by), self.scope.random)
        self._use(template)
        return text

    def pair(self, kind: str, other: str, by: Post) -> tuple[str, str]:
        """A text and the one that belongs to it: the lists stand in the same order."""
        lists = read("sentences")["general"]
        number = self.scope.random.randrange(len(lists[kind]))
        drawn = [
            self.phrases.draw(self.family(), [lists[key][number]], lambda: self.slots(by), self.scope.random)[1]
            for key in (kind, other)
        ]
        return drawn[0], drawn[1]

    def rows(self, kind: str, number: int, by: Post | None = None, *fields: str) -> list[Row]:
        """So many different tables of that kind with all their texts filled in, those of the situation first."""
        own, general = self.situation.get(kind, []), read("sentences")["general"].get(kind, [])
        chance, found = self.scope.random, list[Row]()
        for table in [*chance.sample(own, len(own)), *chance.sample(general, len(general))]:
            if len(found) < number and not self._was_used(table[(fields or ("text",))[0]]):
                filled = self._filled(table, fields or ("text",), by)
                found += [filled] if filled else []
        return found

    def _filled(self, table: Row, fields: tuple[str, ...], by: Post | None) -> Row | None:
        texts = {}
        for key in fields:
            template, text = self.phrases.draw(self.family(), [table[key]], lambda: self.slots(by), self.scope.random)
            if not text:
                return None
            self._use(template)
            texts[key] = text
        return table | texts

    def _use(self, template: str) -> None:
        self.used.add((self.subject or self.child).ref + template)

    def _was_used(self, template: str) -> bool:
        """Whether this was said of the same child already, in other words."""
        return (self.subject or self.child).ref + template in self.used

    def _lists(self, kind: str) -> list[str]:
        """Templates of the situation and, but for what small children do, those of every situation."""
        own: list[str] = self.situation.get(kind, [])
        if kind in ABOUT_SCHOOL_AGE and self.age < SCHOOL_AGE and own:
            return own
        return [*own, *read("sentences")["general"].get(kind, [])]

    @property
    def age(self) -> int:
        return (self.today - ((self.subject or self.child).born or self.today)).days // YEAR

    def slots(self, by: Post | None = None) -> dict[str, Any]:
        """Everything a template may name, drawn afresh."""
        chance = self.scope.random
        others = [post for post in self.workers if post is not by] or self.workers
        other = chance.choice(others)
        subject = self.subject or self.child
        sibling = next((one.first_name for one in self.house.children if one is not subject and one.given), "")
        friend = chance.choice(self.friends)
        return {
            **slots.by_chance(chance),
            **slots.about_child(subject, [self.carer]),
            "sibling": sibling or friend,
            "friend": friend,
            "worker": (by or self.opener).practitioner.given,
            "lead": self.lead.practitioner.given,
            "other": other.practitioner.given,
            "agency": (by or self.opener).agency.name,
            "other_agency": other.agency.name,
            "school": self.school,
            "teacher": self.teacher,
            "animal": self.animal,
            "street": self.house.home[0].split(",")[0].lstrip("0123456789 "),
        }

    @property
    def school(self) -> str:
        """The name of the school or nursery; of the first worker's agency where there is none."""
        kinds = ("school", "early_years")
        return next((post.agency.name for post in self.workers if post.agency.kind in kinds), self.opener.agency.name)
