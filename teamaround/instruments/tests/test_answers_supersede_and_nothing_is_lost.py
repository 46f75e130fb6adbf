"""Rows are appended. The newest of a chain stands; what two people changed side by side is shown, both."""

import datetime

from hypothesis import given as given_any
from hypothesis import strategies as st

from teamaround.instruments.answers import chains, conflicts, current, given, notes, single
from teamaround.instruments.definition import NOT_NEEDED
from teamaround.instruments.factories import MORNING, instrument, question, row, section

SINGLE = instrument()
NOTES = instrument(section(question(notes=True)))


def said(rows):
    return [one.value for one in rows]


def test_an_answer_alone_stands():
    assert said(current([row(1)])) == ["well"]


def test_a_newer_version_takes_the_place_of_the_older():
    rows = [row(1, "ill"), row(2, "better", after=1), row(3, "well", after=2)]
    assert said(current(rows)) == ["well"]
    assert said(next(iter(chains(rows).values()))[0].rows) == ["ill", "better", "well"]


def test_the_order_in_which_rows_arrive_does_not_matter():
    rows = [row(3, "well", after=2), row(1, "ill"), row(2, "better", after=1)]
    assert said(current(rows)) == ["well"]


def test_a_withdrawn_answer_stands_no_more_and_stays_in_its_chain():
    rows = [row(1), row(2, "", after=1, withdrawn=True)]
    assert current(rows) == ()
    assert single(rows, "health") is None
    (chain,) = chains(rows)["part", "health"]
    assert (chain.head, chain.first.value) == (None, "well")


def test_an_answer_may_be_given_again_after_it_was_withdrawn():
    rows = [row(1), row(2, "", after=1, withdrawn=True), row(3, "again", after=2)]
    assert said(current(rows)) == ["again"]


def test_a_single_answer_is_the_newest_head():
    rows = [row(1, "ill"), row(2, "well"), row(3, "elsewhere", question="other")]
    assert single(rows, "health").value == "well"
    assert single(rows, "nobody_asked") is None


def test_a_row_that_is_not_among_those_given_begins_a_chain():
    assert said(current([row(5, "well", after=4)])) == ["well"]


def test_two_who_change_one_text_are_in_conflict_and_both_stand():
    rows = [row(1, "ill"), row(2, "well", after=1), row(3, "worse", after=1)]
    (conflict,) = conflicts(rows, NOTES)
    assert said(conflict.heads) == ["well", "worse"]
    (chain,) = notes(rows, "health")
    assert (chain.in_conflict, chain.head.value) == (True, "worse")


def test_the_conflict_lasts_when_one_of_them_goes_on_writing():
    rows = [row(1, "ill"), row(2, "well", after=1), row(3, "worse", after=1), row(4, "much worse", after=3)]
    (conflict,) = conflicts(rows, NOTES)
    assert said(conflict.heads) == ["well", "much worse"]


def test_a_conflict_is_settled_by_one_new_version_and_a_withdrawal_of_the_other():
    rows = [row(1, "ill"), row(2, "well", after=1), row(3, "worse", after=1)]
    rows += [row(4, "well, then worse", after=2), row(5, "", after=3, withdrawn=True)]
    assert conflicts(rows, NOTES) == ()
    assert said(current(rows)) == ["well, then worse"]


def test_saying_the_same_is_no_conflict():
    rows = [row(1, "ill"), row(2, "well", after=1), row(3, "well", after=1)]
    assert conflicts(rows, NOTES) == ()


def test_two_notes_are_two_notes_and_no_conflict():
    rows = [row(1, "eats well"), row(2, "sleeps badly")]
    assert conflicts(rows, NOTES) == ()
    assert [chain.head.value for chain in notes(rows, "health")] == ["eats well", "sleeps badly"]


def test_two_who_begin_one_single_answer_at_once_are_in_conflict():
    (conflict,) = conflicts([row(1, "yes"), row(2, "no")], SINGLE)
    assert (conflict.section, conflict.question, said(conflict.heads)) == ("part", "health", ["yes", "no"])


def test_a_withdrawn_note_is_no_note():
    assert notes([row(1), row(2, "", after=1, withdrawn=True)], "health") == ()


def test_routing_hears_the_newest_single_answer_and_every_note():
    rows = [row(1, "ill"), row(2, "well")]
    assert given(rows, SINGLE).values == {"health": "well"}
    assert given(rows, NOTES).values == {"health": ["ill", "well"]}


def test_routing_hears_nothing_of_what_was_withdrawn():
    rows = [row(1), row(2, "", after=1, withdrawn=True)]
    assert given(rows, SINGLE).values == {}


def test_not_needed_holds_until_it_is_taken_away():
    ticked = row(1, True, question=NOT_NEEDED)
    assert given([ticked], SINGLE).not_needed == {"part"}
    taken_away = row(2, "", after=1, question=NOT_NEEDED, withdrawn=True)
    assert given([ticked, taken_away], SINGLE).not_needed == set()


def test_an_answer_to_a_question_of_another_version_is_kept_as_single():
    assert given([row(1, "x", question="gone")], SINGLE).values == {"gone": "x"}


@st.composite
def histories(draw):
    """Up to thirty rows, each new or in place of any earlier one, by clocks that do not agree."""
    rows = []
    for id in range(1, draw(st.integers(1, 30)) + 1):
        after = draw(st.none() | st.sampled_from([one.id for one in rows])) if rows else None
        moment = MORNING + datetime.timedelta(minutes=draw(st.integers(0, 60)))
        withdrawn = after is not None and draw(st.booleans())
        rows.append(row(id, "" if withdrawn else f"text {id}", after=after, withdrawn=withdrawn, given_at=moment))
    return rows


@given_any(histories())
def test_every_row_ever_written_is_in_exactly_one_chain(rows):
    kept = [one.id for of_question in chains(rows).values() for chain in of_question for one in chain.rows]
    assert sorted(kept) == [one.id for one in rows]


@given_any(histories())
def test_what_stands_is_what_nobody_superseded_or_withdrew(rows):
    superseded = {one.supersedes_id for one in rows}
    expected = {one.id for one in rows if one.id not in superseded and not one.withdrawn}
    assert {one.id for one in current(rows)} == expected


@given_any(histories())
def test_whatever_stands_against_another_is_shown(rows):
    shown = {head.id for conflict in conflicts(rows, SINGLE) for head in conflict.heads}
    heads = {one.id for one in current(rows)}
    assert shown == (heads if len(heads) > 1 else set())


@given_any(histories(), st.randoms())
def test_the_reading_does_not_hang_on_the_order_of_rows(rows, random):
    shuffled = list(rows)
    random.shuffle(shuffled)
    assert [one.id for one in current(shuffled)] == [one.id for one in current(rows)]
