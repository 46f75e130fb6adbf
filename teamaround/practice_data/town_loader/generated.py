"""Sixty-eight episodes made by code, in every state and closed for every reason, among the families made by code."""

import datetime
import random
from collections.abc import Iterator
from typing import NamedTuple

from teamaround.agencies.models import Post
from teamaround.episodes import rules
from teamaround.episodes.models import FamilyGroup, State
from teamaround.families.models import Person
from teamaround.practice_data.town_loader import (
    made_assessments,
    made_beginnings,
    made_help,
    made_plans,
    made_story,
)
from teamaround.practice_data.town_loader.case import DAY, Case
from teamaround.practice_data.town_loader.files import Row, read, stories
from teamaround.practice_data.town_loader.households import YEAR, Household
from teamaround.practice_data.town_loader.phrases import Phrases
from teamaround.practice_data.town_loader.services import HEALTH_VISITING, worker
from teamaround.practice_data.town_loader.town import Town


class Wanted(NamedTuple):
    """An episode that the town should have: its state, why it was closed, for how many children."""

    state: str
    reason: str = ""
    children: int = 1


OPEN = {
    State.CONCERN: (6, 0),
    State.CHECKING: (7, 0),
    State.WATCHING: (8, 0),
    State.ASSESSING: (8, 1),
    State.PLANNING: (6, 1),
    State.HELPING: (10, 3),
    State.WAITING: (2, 0),
}
"""State: families with one child, families with two."""
LENGTHS = {
    State.CONCERN: (2, 25),
    State.CHECKING: (8, 22),
    State.WATCHING: (25, 85),
    State.ASSESSING: (14, 36),
    State.PLANNING: (42, 62),
    State.HELPING: (60, 250),
    State.WAITING: (60, 120),
    State.CLOSED: (130, 300),
}
"""How many days ago an episode of that state began."""
PREFERRED = ("canalside", "moorside", "hazel_bank", "canalside")
"""In whose locality the next family is looked for first."""
LEADS = (5, 3, 2, 1)
"""How often whoever was named second, third and so on leads."""
BUSIEST, BUSY_AT, BUSY_WITH = "lorraine_peck", "family_support", 9
"""One worker leads more children than the local limit, so that one can see what happens then (DER-10)."""
STAGES = (
    made_beginnings.open_episodes,
    made_beginnings.note_worries,
    made_beginnings.add_checklist,
    made_beginnings.ask_family,
    made_beginnings.watch,
    made_beginnings.report,
    made_assessments.assess,
    made_help.lead,
    made_help.meet,
    made_plans.plan,
    made_story.tell_story,
    made_story.set_levels,
    made_story.involve,
    made_story.enrol,
    made_story.ask_colleague,
)


def wanted_episodes() -> list[Wanted]:
    """Sixty-eight children in all; every reason for closing once, and what social care decided."""
    found = [Wanted(state, "", n) for state, (one, two) in OPEN.items() for n in (2,) * two + (1,) * one]
    return found + [Wanted(State.CLOSED, reason) for reason in (*rules.CLOSE_REASONS, rules.SOCIAL_CARE)]


class CaseMaker:
    """Finds a family for each wanted episode, and everybody who helps there."""

    def __init__(self, town: Town) -> None:
        self.town, self.scope = town, town.scope("episodes")
        self.phrases = Phrases()
        for story in stories():
            self.phrases.take_note(story["about"]["key"], texts(story))
        self.turns: dict[str, int] = {}
        self.situations = read("sentences")["situation"]
        houses = [house for house in town.households if not house.sealed and house.locality != "aldermoor"]
        self.houses = self.scope.random.sample(houses, len(houses))

    def make(self) -> Iterator[Case]:
        """Every case that finds a family; a small town has fewer."""
        for number, wanted in enumerate(wanted_episodes()):
            found = self._family_for(wanted)
            if found:
                case = self._case(number, wanted, *found)
                for stage in STAGES:
                    stage(case)
                yield case

    def _family_for(self, wanted: Wanted) -> tuple[Household, list[Person], Row] | None:
        self.turns["locality"] = self.turns.get("locality", -1) + 1
        helping = wanted.state == State.HELPING and self.turns["locality"] % 5
        prefer = "hazel_bank" if helping else PREFERRED[self.turns["locality"] % len(PREFERRED)]
        for house in sorted(self.houses, key=lambda one: one.locality != prefer):
            situation = self._situation(house, wanted)
            if situation:
                children = self._fitting(house, wanted, situation)
                self.houses.remove(house)
                return house, children[: wanted.children], situation
        return None

    def _situation(self, house: Household, wanted: Wanted) -> Row | None:
        """The situation that was used least and fits the ages of the children."""
        fitting = [one for one in self.situations if len(self._fitting(house, wanted, one)) >= wanted.children]
        used = min((self.turns.get(one["key"], 0) for one in fitting), default=0)
        least = [one for one in fitting if self.turns.get(one["key"], 0) == used]
        if not least:
            return None
        chosen: Row = self.scope.random.choice(least)
        self.turns[chosen["key"]] = used + 1
        return chosen

    def _fitting(self, house: Household, wanted: Wanted, situation: Row) -> list[Person]:
        youngest, oldest = (17, 17) if wanted.reason == "age_limit" else situation.get("ages", (0, 17))
        return [
            child
            for child in house.children
            if child.born and child.given and youngest <= (self.town.days.today - child.born).days // YEAR <= oldest
        ]

    def _case(self, number: int, wanted: Wanted, house: Household, children: list[Person], situation: Row) -> Case:
        scope = self.town.scope("made", number)
        most = LENGTHS[State(wanted.state)]
        long_ago = scope.random.randint(*most)
        opened = self.town.days.school_day(self.town.days.today - DAY * long_ago)
        case = Case(
            town=self.town,
            scope=scope,
            phrases=self.phrases,
            house=house,
            children=children,
            situation=situation,
            state=wanted.state,
            reason=wanted.reason,
            opened=max(opened, children[0].born or opened),
            workers=self._workers(scope.random, house, children, situation, wanted),
            group=scope.add(FamilyGroup, authority=house.authority),
            closed=self._closed(scope.random, wanted),
        )
        if wanted.reason == "died":
            case.child.died_on = case.closed
        return case

    def _closed(self, chance: random.Random, wanted: Wanted) -> datetime.date | None:
        if wanted.state != State.CLOSED:
            return None
        return self.town.days.school_day(self.town.days.today - DAY * chance.randint(8, 60))

    def _workers(
        self, chance: random.Random, house: Household, children: list[Person], situation: Row, wanted: Wanted
    ) -> list[Post]:
        """Whoever noticed first, then lead and deputy, then two or three others; nobody twice."""
        found: list[Post] = []
        busy = self._is_for_the_busiest(house, wanted, len(children))
        for agency in self._agencies(chance, house, children[0], situation):
            post = self.town.workers.posts[BUSIEST] if busy and agency == BUSY_AT else self._in_turn(agency, house)
            if post and all(post is not one for one in found):
                found.append(post)
        found = found[:5]
        number = 1 if busy else chance.choices(range(1, len(found)), weights=LEADS[: len(found) - 1])[0]
        found.insert(1, found.pop(number))
        return found

    def _is_for_the_busiest(self, house: Household, wanted: Wanted, children: int) -> bool:
        """Whether this family at Hazel Bank is one that the busiest worker leads."""
        if house.locality != "hazel_bank" or wanted.state != State.HELPING:
            return False
        led = self.turns.get(BUSIEST, 0)
        self.turns[BUSIEST] = led + children
        return led < BUSY_WITH

    def _agencies(self, chance: random.Random, house: Household, child: Person, situation: Row) -> list[str]:
        school = [self.town.schools[child.ref]] if child.ref in self.town.schools else []
        nurse = HEALTH_VISITING.get(house.locality, "health_visiting") if not school else "school_nursing"
        named = [key for key in situation.get("agencies", ()) if key not in (*school, nurse)]
        helpers = [key for key in named if not self.town.workers.agencies[key].sensitive]
        chance.shuffle(helpers)
        return [*school, *([nurse] if not school else []), "family_support", *helpers, nurse, "youth_service"]

    def _in_turn(self, agency: str, house: Household) -> Post | None:
        """People of an agency take turns, those of the child's own locality first."""
        staff = [post for post in self.town.workers.staff(agency) if post.role in ("practitioner", "social_worker")]
        near = [post for post in staff if post.locality is self.town.workers.localities[house.locality]] or staff
        if not near:
            return worker(house, agency)
        self.turns[agency] = self.turns.get(agency, -1) + 1
        return near[self.turns[agency] % len(near)]


def texts(value: object) -> Iterator[str]:
    """Every text in a file."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner)


def add_made_episodes(town: Town) -> list[Case]:
    """All that find a family, in a small town fewer."""
    return list(CaseMaker(town).make())
