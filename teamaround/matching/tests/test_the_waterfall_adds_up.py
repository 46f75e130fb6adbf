"""Two records side by side: every weight is a row, and the rows add up to the sum that gives the score."""

from datetime import date

from teamaround.matching.compare import compare, total_bits
from teamaround.matching.decide import POTENTIAL_MATCH
from teamaround.matching.explain import waterfall
from teamaround.matching.frequencies import Frequencies, FrequencyTable
from teamaround.matching.people import Candidate, Carer

HELD = Candidate(
    given="Kayleigh",
    family="Moss",
    born=date(2019, 5, 4),
    sex="F",
    postcode="MB4 7QX",
    carers=(Carer("Donna Moss", "Mum"),),
)
FROM_A_FILE = Candidate(
    given="Kaylee", family="Moss", born=date(2019, 4, 5), sex="F", postcode="MB6 2LD", carers=(Carer("Donna M."),)
)
COUNTED = Frequencies(
    given=FrequencyTable({"kayleigh": 37, "kaylee": 19, "oliver": 12_000}, 16_384),
    family=FrequencyTable({"moss": 111}, 16_384),
)


def the_picture():
    return waterfall(compare(HELD, FROM_A_FILE, COUNTED), 14.0)


def test_it_begins_at_the_chance_of_two_picked_blindly():
    assert the_picture().begins == -14.0
    assert the_picture().steps[0].start == -14.0


def test_each_row_starts_where_the_last_ended_and_the_last_is_the_total():
    found = the_picture()
    for before, after in zip(found.steps, found.steps[1:], strict=False):
        assert after.start == before.end
    assert found.steps[-1].end == found.total == found.judgement.margin


def test_the_weights_shown_to_one_place_add_up_to_the_sum_shown():
    found = the_picture()
    shown = sum(int(f"{step.line.weight_bits:+.1f}".replace(".", "")) for step in found.steps)
    assert (shown - 140) / 10 == found.total


def test_it_says_what_speaks_for_and_against():
    found = the_picture()
    assert found.speaks_for == ["Born", "Family name", "First name", "Parent or carer", "Sex"]
    assert found.speaks_against == ["Home"]


def test_labels_are_short():
    assert [step.line.label for step in the_picture().steps] == [
        "the same",
        "sound the same",
        "day and month swapped",
        "the same",
        "first name the same",
        "not the same",
    ]


def test_a_pair_weighs_the_same_whichever_is_first():
    there, back = compare(HELD, FROM_A_FILE, COUNTED), compare(FROM_A_FILE, HELD, COUNTED)
    assert total_bits(there) == total_bits(back)


def test_a_held_pair_keeps_its_sum_and_shows_the_held_score():
    twin = Candidate(given="Tyler", family="Moss", born=date(2019, 5, 4), postcode="MB4 7QX")
    found = waterfall(compare(HELD, twin, COUNTED), 14.0)
    assert found.total > 4.3
    assert (found.judgement.score, found.judgement.word) == (0.94, POTENTIAL_MATCH)
