"""The pure rules, state by state (DER-03, DER-11, DUD-45)."""

import datetime

import pytest

from teamaround.plans import rules
from teamaround.plans.models import Offer, PlanAgreement

TODAY = datetime.date(2026, 3, 3)
STATES = ("offered", "accepted", "not_started", "started", "stopped")
ALLOWED = {
    ("offered", "accepted"), ("offered", "started"), ("offered", "not_started"), ("offered", "stopped"),
    ("accepted", "started"), ("accepted", "not_started"), ("accepted", "stopped"),
    ("not_started", "accepted"), ("not_started", "started"), ("not_started", "stopped"),
    ("started", "stopped"), ("stopped", "offered"),
}  # fmt: skip


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("to", STATES)
def test_an_offer_moves_as_the_table_says(state, to):
    assert (to in rules.OFFER_MOVES[state]) is ((state, to) in ALLOWED)


def test_the_table_names_every_state():
    assert set(rules.OFFER_MOVES) == set(Offer.State.values)


@pytest.mark.parametrize(
    ("answers", "word"),
    [
        ([], "nobody asked"),
        (["agrees"], "agreed"),
        (["agrees", "in_part"], "agreed in part"),
        (["agrees", "in_part", "does_not"], "not agreed"),
    ],
)
def test_one_who_does_not_agree_is_not_outvoted(answers, word):
    assert rules.agreement_word(answers) == word
    assert set(answers) <= set(PlanAgreement.Answer.values)


@pytest.mark.parametrize(
    ("order", "need", "step", "after"),
    [
        ([1, 2, 3], 3, -1, [1, 3, 2]),
        ([1, 2, 3], 1, 1, [2, 1, 3]),
        ([1, 2, 3], 1, -1, [1, 2, 3]),
        ([1, 2, 3], 3, 1, [1, 2, 3]),
        ([1], 1, -1, [1]),
    ],
)
def test_needs_change_places_and_ends_stay_ends(order, need, step, after):
    assert rules.moved_in_rank(order, need, step) == after


@pytest.mark.parametrize(
    ("held", "begun", "word"),
    [(1, -9, "ahead"), (0, -9, "fits"), (-9, -9, "fits"), (-10, -9, "before the plan"), (0, 0, "fits")],
)
def test_the_day_of_a_review(held, begun, word):
    day = datetime.timedelta
    assert rules.review_day(held_on=TODAY + day(held), begun=TODAY + day(begun), today=TODAY) == word


@pytest.mark.parametrize(
    ("first", "last", "word"),
    [(2, 5, "up"), (5, 2, "down"), (4, 4, "same"), (None, 4, "not read"), (4, None, "not read"), (0, 0, "same")],
)
def test_where_a_need_went(first, last, word):
    assert rules.moved_on_scale(first, last) == word


@pytest.mark.parametrize("state", ["done", "dropped"])
def test_what_is_over_is_never_late(state):
    assert rules.timing(state=state, due_on=TODAY - datetime.timedelta(days=90), today=TODAY) == state


@pytest.mark.parametrize("state", ["to_do", "under_way"])
def test_what_is_open_is_late_the_day_after(state):
    day = datetime.timedelta(days=1)
    assert rules.timing(state=state, due_on=TODAY, today=TODAY) == "today"
    assert rules.timing(state=state, due_on=TODAY - day, today=TODAY) == "late"
