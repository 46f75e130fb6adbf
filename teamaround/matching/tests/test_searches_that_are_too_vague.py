"""A search needs enough to find one child; too little says what would help."""

from datetime import date

import pytest

from teamaround.matching.dates import PartialDate
from teamaround.matching.people import Query
from teamaround.matching.vague import is_too_vague

NAMES = {"given": "Kayleigh", "family": "Moss"}


def keys(**typed):
    return [help_.key for help_ in is_too_vague(Query(**typed))]


@pytest.mark.parametrize(
    "typed",
    [
        {**NAMES, "born": date(2019, 5, 4)},
        {**NAMES, "age": 6, "as_of": date(2026, 3, 3)},
        {**NAMES, "born": PartialDate(2019)},
        {**NAMES, "postcode": "MB4"},
        {**NAMES, "school": "Hazel Bank"},
        {**NAMES, "gp": "Beacon Surgery"},
        {**NAMES, "carer": "Donna"},
        {"given": "Kayleigh", "carer": "Donna Moss"},
        {"family": "Moss", "born": date(2019, 5, 4)},
        {"given": "Kayleigh", "telephone": "0999 123 4567"},
        {"given": "Unborn", "expected": date(2026, 5, 1)},
        {"identifiers": {"nhs_number": "943 476 5919"}},
    ],
)
def test_this_is_enough(typed):
    assert keys(**typed) == []


def test_nothing_at_all_is_asked_for_simply():
    assert keys() == ["nothing"]
    assert keys(given="🙂", family="\x00", sex="F") == ["nothing"]


def test_names_alone_ask_for_birthday_home_carer_or_school():
    assert keys(**NAMES) == ["birth", "postcode", "carer", "place"]


def test_a_first_name_and_an_age_ask_for_the_family_name_first():
    assert keys(given="Kayleigh", age=6, as_of=date(2026, 3, 3))[0] == "family"


def test_a_family_name_asks_for_the_first_name():
    assert keys(family="Moss")[0] == "given"


def test_one_letter_is_no_name():
    assert keys(given="K", family="M")[0] == "letters"


def test_a_number_that_does_not_fit_is_said_first():
    assert keys(identifiers={"nhs_number": "1234567890"}) == ["number", "nothing"]
    assert keys(**NAMES, identifiers={"nhs_number": "1234567890"})[0] == "number"


def test_an_age_without_the_day_it_was_true_does_not_count():
    assert keys(**NAMES, age=6)[0] == "birth"


def test_what_is_there_is_not_asked_for():
    assert keys(postcode="MB4 7QX") == ["family", "given", "birth", "carer", "place"]
    assert keys(carer="Donna Moss") == ["family", "given", "birth", "postcode", "place"]
    assert keys(school="Hazel Bank", gp="Beacon") == ["family", "given", "birth", "postcode", "carer"]


def test_every_help_is_a_sentence():
    assert all(help_.sentence.endswith(".") for help_ in is_too_vague(Query(family="M")))
