"""One story while it is being loaded: its people, its episodes, and how a name in the file is looked up."""

from dataclasses import dataclass, field
from typing import Any

from teamaround.agencies.models import Agency, Authority, Post
from teamaround.episodes.models import Episode, FamilyGroup
from teamaround.families.models import Person
from teamaround.plans.models import Plan
from teamaround.practice_data.town_loader.files import Row
from teamaround.practice_data.town_loader.leading import Team
from teamaround.practice_data.town_loader.people import Told
from teamaround.practice_data.town_loader.rows import Scope
from teamaround.practice_data.town_loader.town import Town


@dataclass
class Story:
    """A story file, and the rows made from it by their keys."""

    town: Town
    scope: Scope
    file: Row
    people: dict[str, Person] = field(default_factory=dict)
    episodes: dict[str, Episode] = field(default_factory=dict)
    teams: dict[str, Team] = field(default_factory=dict)
    live_plan: Plan | None = None

    @property
    def authority(self) -> Authority:
        """Who is responsible for the help at the start."""
        return self.town.workers.authorities[self.file["about"]["authority"]]

    @property
    def responsible(self) -> Authority:
        """Who is responsible for the children now: another authority where it has accepted them."""
        accepted = [row["to_authority"] for row in self.rows("transfer") if "accepted" in row]
        return self.town.workers.authorities[accepted[-1]] if accepted else self.authority

    def rows(self, table: str) -> list[Row]:
        """The rows of one table of the file; none where the story has no such table."""
        found: list[Row] = self.file.get(table, [])
        return found

    def told(self, source: str, day: int = -30) -> Told:
        return Told(source[:60], self.town.days.moment(min(day, 0)))

    def who(self, key: str) -> Post | Person:
        """A person of the story, a practitioner, or the manager of an agency."""
        return self.people.get(key) or self.town.workers.post_of(key)

    def post(self, key: str) -> Post:
        """A practitioner; for a person of the family whoever opened the first episode, who wrote it down."""
        if key in self.people:
            return self.first.opened_by
        return self.town.workers.post_of(key)

    def agency(self, key: str) -> Agency:
        """An agency by its key, or that of a practitioner."""
        workers = self.town.workers
        return workers.agencies[key] if key in workers.agencies else workers.posts[key].agency

    def name(self, key: str) -> str:
        """How somebody is called in a sentence."""
        if key in self.town.workers.agencies:
            return self.town.workers.agencies[key].name
        found = self.who(key)
        return found.first_name if isinstance(found, Person) else found.name

    @property
    def first(self) -> Episode:
        return next(iter(self.episodes.values()))

    @property
    def group(self) -> FamilyGroup:
        return self.first.group

    def team_of(self, episode: Episode) -> Team:
        """The team of a family group."""
        group = episode.group
        return self.teams.setdefault(group.ref, Team(self.scope, group))

    def episode_of(self, child: str, day: int = 0) -> Episode | None:
        """The episode about a child of the story that ran on a day: the newest that had begun."""
        person, on = self.people[child], self.town.days.date(day)
        mine = [one for one in self.episodes.values() if one.child is person]
        begun = [one for one in mine if one.opened_on <= on]
        return begun[-1] if begun else next(iter(mine), None)

    def about(self, row: Row) -> list[Episode]:
        """The episodes a row is about, as they ran on its day: those of its children, or every one."""
        keys = row.get("children") or ([row["child"]] if "child" in row else [])
        day = int(next((row[key] for key in ("day", "from", "agreed") if key in row), 0))
        every = [row["child"] for row in self.rows("episode")]
        found = [one for one in (self.episode_of(key, day) for key in keys) if one]
        return found or [one for one in (self.episode_of(key, day) for key in dict.fromkeys(every)) if one]

    def one(self, row: Row, *texts: str) -> Episode:
        """The one episode in which words are kept: that of the child they name, or the first they are about."""
        choice = self.about(row)
        words = " ".join(texts)
        named = [one for one in choice if one.child.first_name in words or one.child.given in words]
        return named[0] if len(named) == 1 else choice[0]

    def children(self, row: Row) -> list[Person]:
        """The children a row of agreement is about."""
        if "children" in row:
            return [self.people[key] for key in row["children"]]
        return list({one.child.ref: one.child for one in self.episodes.values()}.values())


def first_given(row: Row, *keys: str) -> Any:
    """The first of these fields that says something."""
    return next((row[key] for key in keys if row.get(key)), "")
