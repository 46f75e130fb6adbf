"""NHS number, UPN and ULN: the word for each, the published vectors, and python-stdnum as a second opinion."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.gb import nhs, upn

from teamaround.matching import identifiers as ids

digits = st.text("0123456789", min_size=0, max_size=12)


@pytest.mark.parametrize(
    ("number", "word"),
    [
        ("943 476 5919", ids.VALID),
        ("9434765919", ids.VALID),
        ("9434765918", ids.CHECK_DOES_NOT_FIT),
        ("1234567890", ids.CHECK_DOES_NOT_FIT),
        ("943476591", ids.WRONG_LENGTH),
        ("94347659199", ids.WRONG_LENGTH),
        ("943476591X", ids.WRONG_CHARACTERS),
        ("", ids.MISSING),
        ("0000000000", ids.MADE_UP),
        ("9990000026", ids.TEST_NUMBER),
    ],
)
def test_nhs_numbers(number, word):
    assert ids.nhs_number_word(number) == word


def test_a_number_whose_check_digit_would_be_ten_is_never_given():
    assert all(ids.nhs_number_word(f"000000006{digit}") != ids.VALID for digit in "123456789")


@pytest.mark.parametrize(
    ("number", "word"),
    [
        ("B801200005001", ids.VALID),
        ("P207000016049", ids.VALID),
        ("Q207000016049", ids.CHECK_DOES_NOT_FIT),
        ("A801200005001", ids.CHECK_DOES_NOT_FIT),
        ("B80120000500", ids.WRONG_LENGTH),
        ("B8012000050I1", ids.WRONG_CHARACTERS),
        ("I801200005001", ids.WRONG_CHARACTERS),
        ("B80120000500S", ids.WRONG_CHARACTERS),
        ("UN3", ids.NO_NUMBER),
        (" ", ids.MISSING),
    ],
)
def test_unique_pupil_numbers(number, word):
    assert ids.upn_word(number) == word


def test_a_temporary_upn_ends_in_a_letter():
    rest = "80120000500A"
    assert ids.upn_word(ids.upn_check_letter(rest) + rest) == ids.TEMPORARY


@pytest.mark.parametrize(
    ("number", "word"),
    [
        ("9276308686", ids.VALID),
        ("9276308687", ids.CHECK_DOES_NOT_FIT),
        ("0276308686", ids.WRONG_CHARACTERS),
        ("92763", ids.WRONG_LENGTH),
        ("", ids.MISSING),
    ],
)
def test_unique_learner_numbers(number, word):
    assert ids.uln_word(number) == word


def test_another_scheme_needs_only_a_number():
    assert ids.word("home_office", "HO/123") == ids.VALID
    assert ids.word("home_office", " \x00") == ids.MISSING


def test_only_numbers_that_fit_are_compared():
    assert ids.comparable("nhs_number", "943 476 5919") == "9434765919"
    assert ids.comparable("nhs_number", "943 476 5918") == ""
    assert ids.comparable("upn", "UN1") == ""


@given(digits)
def test_nhs_numbers_agree_with_stdnum(number):
    fits = ids.nhs_number_word(number) in {ids.VALID, ids.TEST_NUMBER, ids.MADE_UP}
    assert fits or not nhs.is_valid(number)
    assert nhs.is_valid(number) or not fits or len(set(number)) == 1


@given(st.text("0123456789", min_size=11, max_size=11), st.sampled_from("0123456789ABCDEFGHJKLMNPQRTUVWXYZ"))
def test_upn_check_letters_agree_with_stdnum(start, last):
    assert ids.upn_check_letter(start + last) == upn.calc_check_digit(start + last)


@given(digits.filter(lambda number: len(number) == 10))
def test_no_number_is_both_an_nhs_number_and_a_uln(number):
    assert ids.VALID not in {ids.nhs_number_word(number)} & {ids.uln_word(number)}


@given(st.text(max_size=200))
def test_any_text_gets_a_word(text):
    assert ids.nhs_number_word(text) and ids.upn_word(text) and ids.uln_word(text)
