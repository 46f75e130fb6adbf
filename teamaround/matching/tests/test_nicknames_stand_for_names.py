"""Which first names can be one person's."""

import pytest

from teamaround.matching.nicknames import build, related, table


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("william", "bill"),
        ("katarzyna", "kasia"),
        ("muhammad", "mohamed"),
        ("mohamed", "mo"),
        ("saoirse", "seersha"),
        ("jakub", "kuba"),
        ("gurpreet", "gurps"),
        ("yusuf", "joseph"),
        ("oliver", "ollie"),
    ],
)
def test_these_can_be_one_person(one, other):
    assert other in related(one)
    assert one in related(other)


def test_two_short_forms_of_one_name_are_not_taken_for_each_other():
    assert "sandy" not in related("lexi")


def test_an_unknown_name_stands_only_for_itself():
    assert related("zzyzx") == frozenset()


def test_no_name_stands_for_itself_and_all_pairs_go_both_ways():
    for name, others in table().items():
        assert name not in others
        assert all(name in related(other) for other in others)


def test_a_short_form_holds_for_every_spelling():
    names = build([["Mohamed", "Muhammad"]], [("Muhammad", "Mo"), ("Mo", "Mo")])
    assert related("mo", names) == {"mohamed", "muhammad"}
    assert related("mohamed", names) == {"muhammad", "mo"}
