"""A stored row of names, day, sex and postcode says nearly what the whole comparison will: never much less."""

import datetime

import pytest

from teamaround.matching.blocking import search_keys
from teamaround.matching.compare import compare, total_bits
from teamaround.matching.estimate import Estimate
from teamaround.matching.people import Candidate, Query

BORN = datetime.date(2015, 6, 1)
KNOWN = [
    Candidate(given="Ada", family="Lovering", born=BORN, sex="F", postcode="MB4 7QX"),
    Candidate(given="Kayleigh", family="Smith Moss", born=datetime.date(2015, 1, 6), sex="F", postcode="MB4 7AA"),
    Candidate(given="Lovering", family="Ada", born=BORN, sex="M", postcode="MB9 1AA"),
    Candidate(given="Baby", family="Moss", expected=datetime.date(2026, 12, 1)),
    Candidate(given="Zed", family="Quail", born=datetime.date(2001, 9, 9), postcode="75008"),
    Candidate(given="Adah", family="Lovrin"),
]
ASKED = [
    Query(given="Ada", family="Lovering", born=BORN, sex="F", postcode="MB4 7QX"),
    Query(given="Kaylee", family="Moss", born=BORN, postcode="MB4"),
    Query(given="Ada", family="Lovering", age=11, as_of=datetime.date(2026, 11, 21), sex="girl"),
    Query(given="Unborn", family="Moss", expected=datetime.date(2026, 12, 10)),
    Query(given="Baby", family="Moss", born=datetime.date(2026, 12, 3)),
    Query(family="Quail", postcode="MB1 1AA"),
]


def best(query, known):
    estimate = Estimate(query)
    rows = search_keys(known).names
    return max(estimate.bits(row.family, row.first, row.day, row.sex, row.home) for row in rows)


@pytest.mark.parametrize("query", ASKED)
@pytest.mark.parametrize("known", KNOWN)
def test_what_is_left_out_could_not_have_been_shown(query, known):
    full = total_bits(compare(query, known))
    assert full <= best(query, known) + Estimate(query).more


def test_whom_is_meant_is_estimated_at_just_what_the_comparison_says():
    assert best(ASKED[0], KNOWN[0]) == pytest.approx(total_bits(compare(ASKED[0], KNOWN[0])))


def test_a_carer_or_place_that_is_asked_for_may_add_something():
    plain, asked = Query(given="Ada"), Query(given="Ada", carer="Donna", school="Hazel Bank", gp="Weir")
    assert Estimate(asked).more > Estimate(plain).more
