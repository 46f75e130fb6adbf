"""The sound of a name in at most four letters."""

import pytest

from teamaround.matching.phonetic import KEY_LENGTH, sound_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("kayleigh", "kaylee"),
        ("philip", "filip"),
        ("catherine", "kathryn"),
        ("thomas", "tomas"),
        ("anthony", "antony"),
        ("rhys", "reece"),
        ("wright", "rite"),
        ("mcdonald", "macdonald"),
        ("ayesha", "aisha"),
        ("mohammed", "muhamad"),
        ("hasan", "hassan"),
        ("qasim", "kasim"),
        ("eve", "ava"),
        ("smith", "smyth"),
    ],
)
def test_these_sound_alike(one, other):
    assert sound_key(one) == sound_key(other)


@pytest.mark.parametrize(("one", "other"), [("smith", "jones"), ("mia", "ava"), ("whelan", "relan")])
def test_these_do_not(one, other):
    assert sound_key(one) != sound_key(other)


@pytest.mark.parametrize("name", ["h", "ng", "wh", "aeiou", "хан", "小明", "محمد", "x", "bartholomew"])
def test_every_name_has_a_short_key(name):
    assert 1 <= len(sound_key(name)) <= KEY_LENGTH


def test_nothing_has_no_key():
    assert sound_key("") == ""
