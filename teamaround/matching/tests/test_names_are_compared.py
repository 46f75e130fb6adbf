"""Given and family names, by themselves and in a comparison: nicknames, double names, former names, swapped names."""

import pytest

from teamaround.matching import compare_names as names
from teamaround.matching.compare import compare, total_bits
from teamaround.matching.frequencies import Frequencies, FrequencyTable
from teamaround.matching.people import Candidate, Name, Query

KAYLEIGH = Candidate(given="Kayleigh", family="Moss", other_names=(Name("", "Probert"), Name("Kay", "")))


@pytest.mark.parametrize(
    ("a", "b", "level"),
    [
        ("kayleigh", "kayleigh", names.SAME),
        ("mary jane", "maryjane", names.SAME),
        ("mary jane", "mary", names.FIRST_SAME),
        ("mary jane", "jane", names.PART),
        ("k", "kayleigh", names.INITIAL),
        ("k", "moss", names.DIFFERENT),
        ("will", "william", names.NICKNAME),
        ("kasia anna", "katarzyna", names.NICKNAME),
        ("kaylee", "kayla", names.SOUNDS),
        ("olivr", "oliver", names.SOUNDS),
        ("florence", "floremce", names.ALIKE),
        ("dackson", "jackson", names.ALIKE),
        ("bem", "ben", names.NEAR),
        ("katlyn", "kaitlynne", names.SOUNDS),
        ("josephus", "josceline", names.BEGINS),
        ("oliver", "amelia", names.DIFFERENT),
    ],
)
def test_given_names(a, b, level):
    assert names.given_names(a, b) == level
    assert names.given_names(b, a) == level


@pytest.mark.parametrize(
    ("a", "b", "level"),
    [
        ("moss", "moss", names.SAME),
        ("smith jones", "smithjones", names.SAME),
        ("smith jones", "jones", names.PART),
        ("al hassan", "al rashid", names.DIFFERENT),
        ("m", "moss", names.INITIAL),
        ("m", "khan", names.DIFFERENT),
        ("moss", "mosse", names.SOUNDS),
        ("van der berg", "berk", names.SOUNDS),
        ("josephus", "josceline", names.DIFFERENT),
        ("wilkinson", "wilkimsom", names.NEAR),
    ],
)
def test_family_names(a, b, level):
    assert names.family_names(a, b) == level
    assert names.family_names(b, a) == level


def levels(query, candidate=KAYLEIGH):
    return {line.field: line.level for line in compare(query, candidate)}


def test_a_former_family_name_is_found():
    assert levels(Query(given="Kayleigh", family="Probert")) == {"family_name": "before", "given_name": "same"}


def test_what_a_child_is_called_is_found():
    assert levels(Query(given="Kay", family="Moss")) == {"family_name": "same", "given_name": "before"}


def test_a_former_name_weighs_a_little_less_than_the_name_now():
    now = total_bits(compare(Query(family="Moss"), KAYLEIGH))
    before = total_bits(compare(Query(family="Probert"), KAYLEIGH))
    assert before < now


def test_swapped_names_are_seen():
    assert levels(Query(given="Moss", family="Kayleigh")) == {"family_name": "swapped", "given_name": "swapped"}


def test_swapped_names_may_be_spelt_otherwise_too():
    assert levels(Query(given="Mosse", family="Kaylee"))["given_name"] == "swapped"


def test_one_swapped_name_is_enough_where_the_other_is_different():
    found = levels(Query(given="Moss", family="Gertrude"))
    assert found == {"family_name": "different", "given_name": "swapped"}


def test_nothing_typed_gives_no_line_and_nothing_held_says_so():
    assert levels(Query()) == {}
    assert levels(Query(given="Kay", family="Moss"), Candidate()) == {"family_name": "unknown", "given_name": "unknown"}


def test_a_baby_without_name_is_not_compared_by_first_name():
    baby = Candidate(given="Baby", family="Moss")
    assert levels(Query(given="Unborn", family="Moss"), baby)["given_name"] == "no_name_both"
    assert levels(Query(given="Baby girl", family="Moss"))["given_name"] == "no_name_yet"
    assert levels(Query(given="Kayleigh", family="Moss"), baby)["given_name"] == "unknown"


def test_a_rare_name_weighs_more_than_a_common_one():
    table = FrequencyTable({"smith": 500, "tredinnick": 1}, total=1000)
    frequencies = Frequencies(family=table)
    common = compare(Query(family="Smith"), Candidate(family="Smith"), frequencies)
    rare = compare(Query(family="Tredinnick"), Candidate(family="Tredinnick"), frequencies)
    assert common[0].weight_bits == 1.0
    assert rare[0].weight_bits == 10.0


def test_a_name_that_everybody_has_still_does_not_count_against():
    table = FrequencyTable({"smith": 10})
    assert table.bits("smith") == 1.0
    assert table.bits("jones") == 1.0


def test_names_nobody_counted_have_the_usual_weight():
    assert FrequencyTable({}, usual=7.5).bits("smith") == 7.5
    assert FrequencyTable({"smith": 0}).bits("smith") == 8.0
