"""Spoilt twin records: an agency put a child in a second time, with a slip, and nobody has joined the two yet."""

import datetime
from decimal import Decimal
from typing import Any

from teamaround.agencies.models import Post
from teamaround.child_index import candidates, search_cards
from teamaround.families.models import Person
from teamaround.matching.compare import compare
from teamaround.matching.decide import judge
from teamaround.matching.explain import explain
from teamaround.practice_data.town_loader import around, people
from teamaround.practice_data.town_loader.rows import Scope
from teamaround.practice_data.town_loader.town import Pair, Town


def add_twin_record(
    town: Town,
    scope: Scope,
    child: Person,
    *,
    source: str,
    at: datetime.datetime,
    by: Post | None,
    given: str,
    family: str,
    born: datetime.date | None,
    sex: str,
    home: tuple[str, str],
    mother: str = "",
) -> Person:
    """The second entry, with its own mother where the agency wrote one down."""
    told = people.Told(source[:60], at)
    facts = {"given": given, "family": family, "born": born, "sex": sex}
    twin = people.add_person(scope, child.authority, told, **facts)
    entry = people.enter(town, scope, twin, told)
    entry.entered_by = by
    people.add_home(scope, twin, told, *home)
    if mother:
        first, _, last = mother.partition(" ")
        adult = people.add_person(scope, child.authority, told, given=first, family=last, sex="F")
        people.add_tie(scope, told, adult, twin, "mother")
    town.pairs.append(Pair(child, twin, at))
    return twin


def propose_pairs(town: Town) -> None:
    """A waiting pair with its score and reasons for each twin record; the search cards must be there."""
    keys = [one.pk for pair in town.pairs for one in (pair.child, pair.twin)]
    cards = search_cards.gather(keys, shielded=frozenset())
    candidates.forget_counts()
    frequencies, log2_n = candidates.counts(town.authority.pk)
    scope = town.scope("pairs")
    for pair in town.pairs:
        mine, twin = (search_cards.candidate(one.pk, cards[one.pk][1]) for one in (pair.child, pair.twin))
        lines = compare(twin, mine, frequencies)
        score = Decimal(str(judge(lines, log2_n).score)).quantize(Decimal("0.01"))
        reasons: list[Any] = [[line.sign, line.sentence] for line in explain(lines)]
        around.may_be_one(scope, pair.child, pair.twin, score, reasons, pair.at)
