"""Two ways of writing one name become equal; anything else is left to the comparison."""

import pytest

from teamaround.matching.normalise import fold_name, fold_sex, is_no_name_yet, without_control_characters


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Łukasz", "lukasz"),
        ("Żółć", "zolc"),
        ("İbrahim Yıldız", "ibrahim yildiz"),
        ("ṁaṫúin", "mhathuin"),
        ("Caoimhe", "caoimhe"),
        ("O’Brien", "obrien"),
        ("O' Brien", "obrien"),
        ("Mc Donald", "mcdonald"),
        ("Smith-Jones", "smith jones"),
        ("Smith – Jones", "smith jones"),
        ("  ANNE\tMARIE ", "anne marie"),
        ("St. John", "st john"),
        ("Großmann", "grossmann"),
        ("Ægir", "aegir"),
        ("R2D2", "r d"),
        ("محمد", "محمد"),
        ("小明", "小明"),
    ],
)
def test_a_name_is_folded(written, folded):
    assert fold_name(written) == folded


@pytest.mark.parametrize("nothing", ["", "   ", "\x00", "🙂", "123", "--", "'"])
def test_what_has_no_letter_folds_to_nothing(nothing):
    assert fold_name(nothing) == ""


def test_a_name_of_ten_thousand_letters_is_cut():
    assert len(fold_name("ab " * 10_000)) <= 100


def test_a_lone_o_or_mac_at_the_end_stays_a_word():
    assert fold_name("Sandra O") == "sandra o"


@pytest.mark.parametrize(
    "written",
    ["Baby", "baby girl", "Unborn", "Unborn baby of Donna Moss", "Twin One", "Not known", "Not known yet", "NK"],
)
def test_what_people_write_for_no_name_yet_is_known(written):
    assert is_no_name_yet(fold_name(written))


@pytest.mark.parametrize("written", ["", "Of", "Babydoll", "Baby Rose", "Kayleigh", "One", "of Baby", "Not"])
def test_other_names_are_names(written):
    assert not is_no_name_yet(fold_name(written))


def test_control_characters_and_invisible_marks_go_and_space_is_tidied():
    assert without_control_characters("Kay\x00leigh\u202e \n Moss\ud800") == "Kayleigh Moss"


@pytest.mark.parametrize(
    ("written", "sex"),
    [("F", "female"), ("Girl", "female"), ("2", "female"), ("m", "male"), ("boy", "male"), ("1", "male")],
)
def test_sex_is_read_from_words_and_codes(written, sex):
    assert fold_sex(written) == sex


@pytest.mark.parametrize("written", ["", "not specified", "U", "mx", "0"])
def test_sex_that_is_not_said_stays_open(written):
    assert fold_sex(written) == ""
