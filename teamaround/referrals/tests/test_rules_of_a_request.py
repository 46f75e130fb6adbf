"""The table of states, when it may be sent, working days: pure."""

import datetime
import itertools

import pytest

from teamaround.referrals import rules
from teamaround.referrals.models import State

VERBS = {move.verb for move in rules.MOVES}
ALLOWED = {
    (State.DRAFT, "send"): State.ASKED,
    (State.DRAFT, "withdraw"): State.WITHDRAWN,
    (State.ASKED, "see"): State.SEEN,
    (State.ASKED, "accept"): State.ACCEPTED,
    (State.ASKED, "decline"): State.DECLINED,
    (State.ASKED, "chase"): State.ASKED,
    (State.ASKED, "withdraw"): State.WITHDRAWN,
    (State.SEEN, "accept"): State.ACCEPTED,
    (State.SEEN, "decline"): State.DECLINED,
    (State.SEEN, "chase"): State.SEEN,
    (State.SEEN, "withdraw"): State.WITHDRAWN,
    (State.ACCEPTED, "start"): State.STARTED,
    (State.ACCEPTED, "decline"): State.DECLINED,
    (State.ACCEPTED, "withdraw"): State.WITHDRAWN,
    (State.STARTED, "end"): State.ENDED,
    (State.DECLINED, "settle"): State.DECLINED,
}


@pytest.mark.parametrize(("state", "verb"), list(itertools.product(State.values, sorted(VERBS))))
def test_a_verb_leads_where_the_table_says_and_nowhere_else(state, verb):
    assert rules.next_state(state, verb) == ALLOWED.get((state, verb))


@pytest.mark.parametrize("state", State.values)
def test_each_side_is_offered_its_own_verbs(state):
    asker, service = rules.verbs(state, "asker"), rules.verbs(state, "service")
    assert not set(asker) & set(service)
    assert {(state, verb) for verb in (*asker, *service)} == {key for key in ALLOWED if key[0] == state}


@pytest.mark.parametrize(
    ("refused", "agreed", "duty", "said", "word"),
    [
        (False, True, False, "not_yet", "agreement"),
        (False, False, False, "yes", "said"),
        (False, False, False, "not_yet", "ask_first"),
        (False, False, False, "no", "forbidden"),
        (False, True, False, "no", "forbidden"),
        (True, False, False, "yes", "forbidden"),
        (True, False, True, "no", "duty"),
        (False, False, True, "not_yet", "duty"),
    ],
)
def test_only_the_law_or_the_familys_answer_decides(refused, agreed, duty, said, word):
    assert rules.may_send(refused=refused, agreed=agreed, duty=duty, family_said=said) == word


@pytest.mark.parametrize(
    ("start", "number", "end"),
    [((2026, 3, 3), 10, (2026, 3, 17)), ((2026, 3, 6), 1, (2026, 3, 9)), ((2026, 3, 7), 1, (2026, 3, 9)),
     ((2024, 2, 28), 2, (2024, 3, 1)), ((2026, 3, 3), 0, (2026, 3, 3))],
)  # fmt: skip
def test_weekends_do_not_count(start, number, end):
    assert rules.working_days_after(datetime.date(*start), number) == datetime.date(*end)


@pytest.mark.parametrize("state", State.values)
def test_no_reply_is_told_by_the_day_and_only_while_it_waits(state):
    due, day = datetime.date(2026, 3, 17), datetime.timedelta(days=1)
    assert rules.standing(state, due, due) == state
    assert (rules.standing(state, due, due + day) == rules.NO_REPLY) == (state in rules.WAITING)
    assert rules.standing(state, None, due) == state
