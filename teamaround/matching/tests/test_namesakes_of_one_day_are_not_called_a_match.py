"""Names and birthday alone single out a child in a town, not in a county: there a common name needs one thing more."""

import dataclasses
import datetime

import pytest

from teamaround.matching.compare import compare
from teamaround.matching.decide import MATCH, NAME_AND_DAY, POTENTIAL_MATCH, judge
from teamaround.matching.explain import why_held
from teamaround.matching.people import Candidate, Query

KNOWN = Candidate(
    given="Charlie", family="Williams", born=datetime.date(2010, 6, 3), postcode="MB4 7QX",
    identifiers={"nhs_number": "9434765919"},
)  # fmt: skip
ASKED = Query(given="Charlie", family="Williams", born=datetime.date(2010, 6, 3))
BITS = 29.5
"""8 for the given name, 9 for the family name, 12.5 for the day."""


@pytest.mark.parametrize(
    ("over", "more", "word"),
    [
        (8.0, {}, MATCH),
        (7.9, {}, POTENTIAL_MATCH),
        (7.9, {"postcode": "MB4 7QX"}, MATCH),
        (7.9, {"identifiers": {"nhs_number": "9434765919"}}, MATCH),
        (9.9, {"postcode": "MB9 1AA"}, POTENTIAL_MATCH),
        (10.0, {"postcode": "MB9 1AA"}, MATCH),
    ],
)
def test_under_eight_bits_over_the_odds_something_else_must_agree(over, more, word):
    judged = judge(compare(dataclasses.replace(ASKED, **more), KNOWN), BITS - over)
    assert judged.word == word


def test_the_reader_is_told_why():
    judged = judge(compare(ASKED, KNOWN), BITS - 7)
    assert (judged.score, judged.held_because) == (0.94, NAME_AND_DAY)
    assert "another child may share them" in why_held(judged)
