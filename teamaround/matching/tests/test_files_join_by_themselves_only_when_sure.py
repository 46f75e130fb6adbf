"""What a feed may join with nobody looking."""

from datetime import date

import pytest

from teamaround.matching import decide
from teamaround.matching.compare import compare
from teamaround.matching.decide import auto_accept
from teamaround.matching.people import Candidate, Query

ENGLAND = decide.blind_odds(12_000_000)
CHILD = Candidate(
    given="Kayleigh",
    family="Moss",
    born=date(2019, 5, 4),
    sex="F",
    postcode="MB4 7QX",
    telephones=("0999 123 4567",),
    identifiers={"nhs_number": "943 476 5919"},
)
EXACT = {"given": "Kayleigh", "family": "Moss", "born": date(2019, 5, 4), "sex": "F"}


def answer(gap=20.0, log2_n=ENGLAND, **typed):
    return auto_accept(compare(Query(**typed), CHILD), log2_n, gap)


def test_name_birthday_and_home_are_enough():
    assert answer(**EXACT, postcode="MB4 7QX") == decide.ACCEPT


@pytest.mark.parametrize("log2_n", [1.0, ENGLAND])
def test_name_and_birthday_alone_are_never_enough(log2_n):
    assert answer(**EXACT, log2_n=log2_n) == decide.NEEDS_A_THIRD_FIELD


def test_part_of_a_postcode_is_no_third_field():
    assert answer(**EXACT, postcode="MB4") == decide.NEEDS_A_THIRD_FIELD


def test_a_number_with_a_name_is_enough():
    assert answer(given="Kaylee", family="Moss", identifiers={"nhs_number": "9434765919"}) == decide.ACCEPT


def test_a_number_with_a_brothers_name_is_not():
    typed = {"given": "Tyler", "family": "Moss", "identifiers": {"nhs_number": "9434765919"}}
    assert answer(**typed) == decide.HELD


def test_a_number_alone_is_not():
    assert answer(identifiers={"nhs_number": "9434765919"}) == decide.HELD


def test_another_nhs_number_stops_it():
    assert answer(**EXACT, postcode="MB4 7QX", identifiers={"nhs_number": "4505577104"}) == decide.HELD


def test_a_twin_is_not_joined():
    assert answer(**{**EXACT, "given": "Tyler"}, postcode="MB4 7QX") == decide.HELD


def test_too_little_weight_is_not_enough():
    typed = {"given": "K", "family": "Moss", "born": date(2018, 5, 4), "telephone": "0999 123 4567"}
    assert answer(**typed) == decide.NOT_SURE_ENOUGH


def test_a_year_off_may_be_made_good_by_the_rest():
    assert answer(**{**EXACT, "born": date(2018, 5, 4)}, postcode="MB4 7QX") == decide.ACCEPT


def test_two_that_are_close_are_left_to_people():
    assert answer(gap=2.9, **EXACT, postcode="MB4 7QX") == decide.TOO_CLOSE_TO_ANOTHER


def test_a_misspelt_first_name_may_be_a_twins_and_needs_a_wider_gap():
    typed = {**EXACT, "given": "Kaylee", "postcode": "MB4 7QX"}
    assert answer(gap=4.0, **typed) == decide.TOO_CLOSE_TO_ANOTHER
    assert answer(gap=6.0, **typed) == decide.ACCEPT
    assert answer(gap=4.0, **EXACT, postcode="MB4 7QX") == decide.ACCEPT
