"""Home, carer, school, practice, telephone and numbers each add a line."""

from datetime import date

import pytest

from teamaround.matching import dates
from teamaround.matching.compare import compare, total_bits
from teamaround.matching.people import Candidate, Carer, Query

KAYLEIGH = Candidate(
    given="Kayleigh",
    family="Moss",
    born=date(2019, 5, 4),
    sex="F",
    postcode="MB4 7QX",
    old_postcodes=("MB9 1RT", "2119"),
    address="14 Ash Road",
    old_addresses=("Flat 2, 3 Quay Street",),
    carers=(Carer("Ms Donna Moss", "Mum"), Carer("Lee"), Carer("")),
    schools=("Hazel Bank Primary School",),
    old_schools=("Otter Lane Nursery",),
    practices=("Beacon Surgery",),
    old_practices=("Canal Side Practice",),
    telephones=("0999 123 4567", "0999 765 4321"),
    identifiers={"nhs_number": "943 476 5919", "upn": "UN1"},
)
NOBODY = Candidate(given="Kayleigh")


def level(candidate=KAYLEIGH, **typed):
    (line,) = compare(Query(**typed), candidate)
    return line.level


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("MB4 7QX", "same"),
        ("MB9 1RT", "old"),
        ("MB4 7ZZ", "sector"),
        ("MB4 7", "sector_given"),
        ("MB4 2LD", "district"),
        ("MB4", "district_given"),
        ("MB9 2AA", "old_part"),
        ("MB7 1AA", "different"),
    ],
)
def test_home(typed, expected):
    assert level(postcode=typed) == expected


def test_a_foreign_postcode_gives_no_line_and_a_record_without_one_says_so():
    assert compare(Query(postcode="2119"), KAYLEIGH) == []
    assert level(NOBODY, postcode="MB4") == "unknown"
    assert level(Candidate(postcode="75008"), postcode="MB4 7QX") == "unknown"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Donna Moss", "same"),
        ("Mrs Donna Mosse", "alike"),
        ("Donna", "first_same"),
        ("Donna M", "first_same"),
        ("Donna X", "different"),
        ("Donna Khan", "first_same"),
        ("Dona Moss", "alike"),
        ("Wilhelmina Moss", "family_same"),
        ("Lee Carter", "first_same"),
        ("Paula Brown", "different"),
    ],
)
def test_carer(typed, expected):
    assert level(carer=typed) == expected


def test_the_sentence_names_the_carer_who_agrees_best():
    (line,) = compare(Query(carer="Donna"), KAYLEIGH)
    assert line.values == {"yours": "Donna", "theirs": "Ms Donna Moss", "relation": "Mum"}


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("14 Ash Rd", "same"),
        ("14 Ash Rode", "same"),
        ("Ash Road", "street"),
        ("16 Ash Road", "street"),
        ("3 Quay St", "same"),
        ("9 Foundry Way", "different"),
    ],
)
def test_address_line(typed, expected):
    assert level(address=typed) == expected


def test_an_address_adds_less_when_the_postcode_agrees_already():
    lines = {line.field: line.level for line in compare(Query(postcode="MB4 7QX", address="14 Ash Road"), KAYLEIGH)}
    assert lines["address"] == "same_home"


def test_a_record_without_an_address_says_so():
    assert level(NOBODY, address="14 Ash Road") == "unknown"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("hazel bank", "same"),
        ("Hazel Banks", "alike"),
        ("Otter Lane", "old"),
        ("Kestrel Moor", "different"),
    ],
)
def test_school(typed, expected):
    assert level(school=typed) == expected


def test_practice():
    assert level(gp="The Beacon Surgery") == "same"
    assert level(gp="Canal Side") == "old"
    assert level(NOBODY, gp="Beacon") == "unknown"


def test_one_telephone_in_common_is_enough():
    assert level(telephone="+44 999 765 4321") == "same"
    assert level(telephone="0999 000 0000") == "different"
    assert level(NOBODY, telephone="0999 000 0000") == "unknown"


def test_each_fact_adds_to_the_score():
    facts = {"postcode": "MB4", "carer": "Donna", "school": "Hazel Bank", "gp": "Beacon", "telephone": "0999 123 4567"}
    bits = [total_bits(compare(Query(**dict(list(facts.items())[:count])), KAYLEIGH)) for count in range(6)]
    assert bits == sorted(set(bits))


def test_a_number_is_compared_only_if_it_fits():
    assert level(identifiers={"nhs_number": "9434765919"}) == "same"
    assert level(identifiers={"nhs_number": "4505577104"}) == "different"
    assert level(identifiers={"nhs_number": "9434765918"}) == "unusable"
    assert level(identifiers={"upn": "B801200005001"}) == "unknown"
    assert level(Candidate(identifiers={"local": "A1"}), identifiers={"local": "A2"}) == "different"
    assert compare(Query(identifiers={"upn": " "}), KAYLEIGH) == []


def test_sex():
    assert level(sex="girl") == "same"
    assert level(sex="M") == "different"
    assert level(NOBODY, sex="M") == "unknown"


def test_age_counts_only_with_the_day_it_was_true():
    assert level(age=6, as_of=date(2026, 3, 3)) == dates.AGE_SAME
    assert level(age=6) == dates.UNKNOWN
    assert level(NOBODY, age=6, as_of=date(2026, 3, 3)) == dates.UNKNOWN


def test_an_expected_date_meets_a_birth_or_another_expected_date():
    unborn = Candidate(expected=date(2026, 5, 1))
    assert level(unborn, born=date(2026, 5, 9)) == dates.EXPECTED_NEAR
    assert level(unborn, expected=date(2026, 5, 1)) == dates.EXPECTED_SAME
    assert level(KAYLEIGH, expected=date(2019, 5, 30)) == dates.EXPECTED_POSSIBLE
