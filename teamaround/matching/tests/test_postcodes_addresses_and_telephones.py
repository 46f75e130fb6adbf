"""Postcodes in their parts, foreign ones unknown; telephone digits; address lines; schools by their telling words."""

import pytest

from teamaround.matching.normalise import fold_address, fold_place, postcode, telephone


def test_a_whole_postcode_has_sector_and_district():
    assert postcode("mb4 7qx") == ("MB4 7QX", "MB4 7", "MB4", "invented area")
    assert postcode(" SW1A1AA ") == ("SW1A 1AA", "SW1A 1", "SW1A", "real area")


def test_spaces_in_odd_places_do_not_matter():
    assert postcode("M B47 QX").full == "MB4 7QX"


def test_a_sector_or_district_is_a_part():
    assert postcode("MB4 7") == ("", "MB4 7", "MB4", "invented area")
    assert postcode("MB4") == ("", "", "MB4", "invented area")
    assert postcode("MB12").district == "MB12"


@pytest.mark.parametrize("foreign", ["2119", "75008", "D02 X285", "MB", "not known", "🙂🙂", "A" * 10_000])
def test_a_foreign_code_is_unknown_not_different(foreign):
    assert not postcode(foreign).is_known


def test_nothing_typed_is_missing():
    assert postcode("\x00 ").kind == "missing"


def test_the_codes_for_no_fixed_home_are_unknown():
    assert postcode("ZZ99 3VZ").kind == "no fixed home"
    assert not postcode("ZZ99 3VZ").is_known


@pytest.mark.parametrize(
    "written", ["07700 900123", "+44 7700 900123", "0044 7700 900123", "(07700) 900-123", "+44 (0)7700 900123"]
)
def test_one_telephone_written_in_many_ways(written):
    assert telephone(written) == "07700900123"


def test_a_foreign_number_keeps_its_country():
    assert telephone("+48 22 555 0000") == "48225550000"


@pytest.mark.parametrize("written", ["", "none", "12345", "ex-directory"])
def test_too_few_digits_are_no_number(written):
    assert telephone(written) == ""


def test_an_address_line_has_numbers_and_words():
    numbers, words, together = fold_address("Flat 2, 14a Ash Rd")
    assert numbers == {"2", "14a"}
    assert words == {"flat", "ash", "road"}
    assert together == "flatashroad"


def test_a_school_is_known_by_its_telling_words():
    assert fold_place("The Hazel Bank Primary School") == fold_place("hazel bank") == "hazel bank"
    assert fold_place("St. Aidan's C of E Primary") == "st aidans c e"


def test_a_place_with_nothing_but_common_words_keeps_them():
    assert fold_place("The Surgery") == "the surgery"
