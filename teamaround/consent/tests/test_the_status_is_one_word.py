"""The state of agreement, competence and whom to ask first: pure rules, every case (DUD-60, facts.md a)."""

import datetime

import pytest

from teamaround.consent import rules
from teamaround.consent.rules import Given

TODAY = datetime.date(2026, 3, 3)
LATER, YESTERDAY = TODAY + datetime.timedelta(days=1), TODAY - datetime.timedelta(days=1)


def parent(answer="agreed", until=LATER, withdrawn=False):
    return Given(answer, "responsibility", until, withdrawn)


def young(answer="agreed", until=LATER, withdrawn=False):
    return Given(answer, "young_person", until, withdrawn)


@pytest.mark.parametrize(
    ("given", "word"),
    [
        ([], "not asked"),
        ([parent()], "agreed"),
        ([parent(until=TODAY)], "agreed"),
        ([parent(until=YESTERDAY)], "run out"),
        ([parent(until=None)], "agreed"),
        ([parent("refused", None)], "refused"),
        ([parent("not_asked", None)], "not asked"),
        ([parent(withdrawn=True)], "withdrawn"),
        ([parent(until=YESTERDAY, withdrawn=True)], "withdrawn"),
        ([parent(), parent("refused", None)], "conflict"),
        ([parent("not_asked", None), parent()], "agreed"),
        ([parent("not_asked", None), parent(withdrawn=True)], "withdrawn"),
        ([parent(until=YESTERDAY), parent(withdrawn=True)], "withdrawn"),
        ([young(), parent("refused", None)], "agreed"),
        ([parent(), young("refused", None)], "refused"),
        ([parent(), young(withdrawn=True)], "withdrawn"),
        ([young("not_asked", None), parent()], "agreed"),
    ],
)
def test_one_word_for_every_case(given, word):
    assert rules.status(given, TODAY) == word


@pytest.mark.parametrize(
    ("given", "place"),
    [
        ([], None),
        ([parent()], 0),
        ([parent("not_asked", None), parent()], 1),
        ([parent("refused", None), young()], 1),
        ([parent(), parent("refused", None)], 0),
    ],
)
def test_the_status_speaks_of_the_answer_that_counts(given, place):
    assert rules.counted(given, TODAY) == place


@pytest.mark.parametrize(
    ("answers", "word"),
    [
        (["yes"] * 5, "competent"),
        (["yes"] * 4 + ["no"], "not_yet"),
        (["yes"] * 4 + ["unsure"], "unsure"),
        (["unsure"] * 4 + ["no"], "not_yet"),
    ],
)
def test_five_answers_and_a_word(answers, word):
    assert rules.judged(dict(zip(rules.COMPETENCE_QUESTIONS, answers, strict=True))) == word


def test_an_answer_that_is_missing_is_no_yes():
    assert rules.judged({}) == "unsure"


@pytest.mark.parametrize(("age", "first"), [(None, False), (12, False), (13, True), (17, True)])
def test_from_the_local_age_on_the_young_person_is_asked_first(age, first):
    assert rules.ask_young_person_first(age=age, own_decision_age=13) is first
