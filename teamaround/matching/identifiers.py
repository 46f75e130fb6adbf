"""Numbers that stand for a child: is it well formed, and may it be compared? Values in, a word out.

Rules of the check digits: [facts.md D36] NHS number, [D35, D37] UPN, [D39] ULN.
"""

import re
from collections.abc import Callable
from functools import lru_cache

VALID = "valid"
TEMPORARY = "temporary"
MISSING = "missing"
NO_NUMBER = "no number, with a reason"
WRONG_LENGTH = "wrong length"
WRONG_CHARACTERS = "wrong characters"
CHECK_DOES_NOT_FIT = "check digit does not fit"
TEST_NUMBER = "test number"
MADE_UP = "made up"

NHS_NUMBER = "nhs_number"
UPN = "upn"
ULN = "uln"

_NOT_IN_A_NUMBER = re.compile(r"[^0-9A-Z]")
_UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
_UPN_REASONS = frozenset({"UN1", "UN2", "UN3", "UN4", "UN5"})


def tidy(value: str) -> str:
    """The number without spaces, dashes and anything invisible, in capitals."""
    return _NOT_IN_A_NUMBER.sub("", value[:64].upper())


@lru_cache(maxsize=1_000)
def nhs_number_word(value: str) -> str:
    """Ten digits; weights 10 to 2; 11 less the remainder by 11 is the last digit, where 11 is 0 and 10 is never given.

    Numbers that begin 999 are kept for testing. Ten equal digits fit by chance and are nobody's.
    """
    number = tidy(value)
    problem = _ten_digits(number)
    if problem:
        return problem
    if len(set(number)) == 1:
        return MADE_UP
    if _weighted(number) % 11 != 0:
        return CHECK_DOES_NOT_FIT
    return TEST_NUMBER if number.startswith("999") else VALID


def uln_word(value: str) -> str:
    """Ten digits, the first not zero; the sum with weights 10 to 1 leaves 10 when divided by 11."""
    number = tidy(value)
    problem = _ten_digits(number)
    if problem:
        return problem
    if number[0] == "0":
        return WRONG_CHARACTERS
    return VALID if _weighted(number) % 11 == 10 else CHECK_DOES_NOT_FIT


def upn_word(value: str) -> str:
    """A check letter, then twelve characters, of which only the last may be a letter: then the number is temporary."""
    number = tidy(value)
    if not number:
        return MISSING
    if number in _UPN_REASONS:
        return NO_NUMBER
    if len(number) != 13:
        return WRONG_LENGTH
    last_is_letter = number[-1] in _UPN_LETTERS
    if number[0] not in _UPN_LETTERS or not number[1:-1].isdigit() or not (last_is_letter or number[-1].isdigit()):
        return WRONG_CHARACTERS
    if upn_check_letter(number[1:]) != number[0]:
        return CHECK_DOES_NOT_FIT
    return TEMPORARY if last_is_letter else VALID


def upn_check_letter(rest: str) -> str:
    """The letter that belongs before these twelve characters."""
    total = sum(place * _upn_value(character) for place, character in enumerate(rest, start=2))
    return _UPN_LETTERS[total % 23]


def _upn_value(character: str) -> int:
    return int(character) if character.isdigit() else _UPN_LETTERS.index(character)


def _ten_digits(number: str) -> str:
    if not number:
        return MISSING
    if not number.isdigit():
        return WRONG_CHARACTERS
    return "" if len(number) == 10 else WRONG_LENGTH


def _weighted(number: str) -> int:
    return sum(weight * digit for weight, digit in zip(range(10, 0, -1), map(int, number), strict=True))


_CHECKS: dict[str, Callable[[str], str]] = {NHS_NUMBER: nhs_number_word, UPN: upn_word, ULN: uln_word}


def word(scheme: str, value: str) -> str:
    """What is to be said about this number. A scheme without a check digit is valid as soon as there is a number."""
    check = _CHECKS.get(scheme)
    if check:
        return check(value)
    return VALID if tidy(value) else MISSING


def comparable(scheme: str, value: str) -> str:
    """The number as it is compared and stored, or nothing if it may not be used to tell children apart."""
    return tidy(value) if word(scheme, value) in {VALID, TEMPORARY, TEST_NUMBER} else ""
