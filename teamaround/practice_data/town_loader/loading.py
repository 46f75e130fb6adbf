"""The whole loading, part by part, each a recorded change of its own."""

import datetime
import re
import time
from collections.abc import Callable
from typing import Any

from teamaround.agencies.models import Authority
from teamaround.child_index import candidates, search_rows
from teamaround.child_index.models import Entry
from teamaround.practice_data.town_loader.asking_services import add_requests
from teamaround.practice_data.town_loader.days import Days
from teamaround.practice_data.town_loader.duplicates import add_spoilt_twins, propose_pairs
from teamaround.practice_data.town_loader.errands import (
    add_emergency_looks,
    add_loose_worries,
    give_everybody_something,
)
from teamaround.practice_data.town_loader.families_made import FamilyMaker
from teamaround.practice_data.town_loader.files import stories
from teamaround.practice_data.town_loader.generated import add_made_episodes
from teamaround.practice_data.town_loader.index_work import add_index_work
from teamaround.practice_data.town_loader.stories import add_story
from teamaround.practice_data.town_loader.town import Town
from teamaround.practice_data.town_loader.workers import add_need_types, add_workers

CHUNK = 500
CHILDREN_A_TWIN = 120
"""One child in so many has a second entry."""
SEED = 20
"""The town looks the same wherever it is loaded."""

Say = Callable[[str], Any]
Part = Callable[[Town, Say], None]


class TownIsThere(Exception):
    """An authority or a child is in the database already: the town is loaded into an empty one only."""


def load(children: int, today: datetime.date, say: Say = print, seed: int = SEED) -> Town:
    """Load the town with so many children. Raises TownIsThere."""
    if Authority.objects.exists() or Entry.objects.exists():
        raise TownIsThere
    town = Town(seed, Days(today), wanted=children)
    parts: list[tuple[str, Part]] = [
        ("people who work in the town", _workers),
        ("stories written by hand", _stories),
        ("families", _families),
        ("episodes made by code", _episodes),
        ("search keys", _search),
    ]
    for words, part in parts:
        _timed(town, words, part, say)
    return town


def _timed(town: Town, words: str, part: Part, say: Say) -> None:
    began, before = time.monotonic(), town.rows.written
    part(town, say)
    say(f"  {words}: {town.rows.written - before:,} rows, {time.monotonic() - began:.1f} s")


def _workers(town: Town, say: Say) -> None:
    scope = town.scope("workers")
    town.workers = add_workers(scope, town.days)
    add_need_types(scope)
    town.flush(part="workers")


def _stories(town: Town, say: Say) -> None:
    for file in stories():
        add_story(town, file)
        town.flush(part=file["about"]["key"])


def _families(town: Town, say: Say) -> None:
    """Children made by code, in chunks; the spoilt twin records last, since each needs its child."""
    town.telephones = free_numbers(town)
    twins = max(3, round(town.wanted / CHILDREN_A_TWIN))
    made = FamilyMaker(town, town.wanted - twins)
    while made.add_some(CHUNK):
        town.flush(part="families")
        say(f"    {len(town.children):,} of {town.wanted:,} children")
    add_spoilt_twins(town, twins)
    town.flush(part="twins")


def free_numbers(town: Town) -> list[str]:
    """Mobile numbers of the safe range that no story uses, in an order of their own."""
    used = set(re.findall(r"07700 900 \d{3}", str(stories())))
    numbers = [f"07700 900 {last:03d}" for last in range(1_000)]
    free = [number for number in numbers if number not in used]
    town.scope("telephones").random.shuffle(free)
    return free


def _episodes(town: Town, say: Say) -> None:
    cases = add_made_episodes(town)
    add_emergency_looks(town, cases)
    add_loose_worries(town, cases)
    add_requests(town, cases)
    town.flush(part="episodes")
    give_everybody_something(town, cases)
    town.flush(part="errands")
    add_index_work(town, cases)


def _search(town: Town, say: Say) -> None:
    town.rows.written += search_rows.rebuild(child.pk for child in town.children)
    search_rows.count_names()
    candidates.forget_counts()
    propose_pairs(town)
    town.flush(part="pairs")
