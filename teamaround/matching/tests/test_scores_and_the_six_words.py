"""From bits to a score, from scores to match, potential match, low confidence, many matches, no match."""

from datetime import date

import pytest

from teamaround.matching import decide
from teamaround.matching.compare import compare
from teamaround.matching.decide import Judgement, blind_odds, gap, judge, rank, score_of, word_for_all, word_of
from teamaround.matching.people import Candidate, Carer, Query

TOWN = blind_odds(16_384)
KAYLEIGH = Candidate(
    ref=1,
    given="Kayleigh",
    family="Moss",
    born=date(2019, 5, 4),
    sex="F",
    postcode="MB4 7QX",
    carers=(Carer("Donna Moss", "Mum"),),
    identifiers={"nhs_number": "943 476 5919"},
)
EXACT = {"given": "Kayleigh", "family": "Moss", "born": date(2019, 5, 4), "sex": "F"}


def judged(**typed):
    return judge(compare(Query(**typed), KAYLEIGH), TOWN)


def a_judgement(margin, bits=20.0):
    score = score_of(margin)
    return Judgement(bits, margin, score, word_of(score), "")


@pytest.mark.parametrize(
    ("margin", "score"), [(0.0, 0.5), (2.5, 0.84), (2.6, 0.85), (4.2, 0.94), (4.3, 0.95), (60.0, 0.99), (-60.0, 0.0)]
)
def test_a_score_is_a_chance_cut_to_two_places(margin, score):
    assert score_of(margin) == score


def test_the_weight_in_the_picture_gives_its_score():
    assert score_of(3.7) == 0.92  # 0.929, which is cut and not rounded


@pytest.mark.parametrize(
    ("score", "word"),
    [
        (0.95, "match"),
        (0.94, "potential match"),
        (0.85, "potential match"),
        (0.84, "low confidence"),
        (0.0, "low confidence"),
    ],
)
def test_words_follow_the_published_lines(score, word):
    assert word_of(score) == word


def test_the_odds_depend_on_how_many_children_there_are():
    assert blind_odds(16_384) == 14.0
    assert blind_odds(12_000_000) == 23.5
    assert blind_odds(0) == 1.0


def test_name_and_birthday_are_a_match_in_a_town_and_a_misspelt_name_without_them_is_not():
    assert judged(**EXACT).word == decide.MATCH
    assert judged(given="Kaylee", family="Mosse").word == decide.LOW_CONFIDENCE


def test_the_search_in_the_picture_is_a_match():
    typed = {"given": "Kaylee", "family": "Moss", "born": date(2019, 4, 5), "sex": "girl"}
    assert judged(**typed, postcode="MB4", carer="Donna").word == decide.MATCH


def test_another_valid_nhs_number_is_at_most_a_potential_match():
    found = judged(**EXACT, postcode="MB4 7QX", carer="Donna Moss", identifiers={"nhs_number": "4505577104"})
    assert found.score <= 0.94 and found.word != decide.MATCH
    held = judge(compare(Query(**EXACT, postcode="MB4 7QX", identifiers={"nhs_number": "4505577104"}), KAYLEIGH), 0)
    assert (held.score, held.held_because) == (0.94, decide.NUMBER_DIFFERS)


def test_an_nhs_number_that_does_not_fit_rules_nothing_out():
    assert judged(**EXACT, identifiers={"nhs_number": "4505577105"}).word == decide.MATCH


def test_a_brother_or_sister_is_never_more_than_low_confidence():
    typed = {
        "given": "Tyler",
        "family": "Moss",
        "born": date(2016, 9, 20),
        "postcode": "MB4 7QX",
        "carer": "Donna Moss",
    }
    found = judge(compare(Query(**typed), KAYLEIGH), 0.0)
    assert (found.score, found.held_because) == (0.84, decide.BROTHER_OR_SISTER)


def test_a_twin_is_at_most_a_potential_match():
    found = judged(**{**EXACT, "given": "Tyler"}, postcode="MB4 7QX", carer="Donna Moss")
    assert (found.score, found.held_because) == (0.94, decide.OTHER_GIVEN_NAME)


def test_another_family_name_needs_more_than_the_birthday():
    married = {**EXACT, "family": "Atkinson"}
    assert judge(compare(Query(**married), KAYLEIGH), 0.0).held_because == decide.OTHER_FAMILY_NAME
    assert judged(**married, postcode="MB4 7QX").word == decide.MATCH


def test_names_alone_are_no_match_even_in_a_hamlet():
    found = judge(compare(Query(given="Kayleigh", family="Moss", age=6, as_of=date(2026, 3, 3)), KAYLEIGH), 5.0)
    assert (found.word, found.held_because) == (decide.POTENTIAL_MATCH, decide.NAME_ALONE)


def test_a_number_needs_a_name_or_a_birthday_beside_it():
    number = {"nhs_number": "9434765919"}
    assert judged(identifiers=number).held_because == decide.NUMBER_ALONE
    assert judged(identifiers=number, family="Moss").word == decide.MATCH
    assert judged(identifiers=number, born=date(2019, 5, 4)).word == decide.MATCH


def test_no_candidates_or_only_hopeless_ones_are_no_match():
    assert word_for_all([]) == decide.NO_MATCH
    assert word_for_all([a_judgement(-9.0)]) == decide.NO_MATCH


def test_two_over_the_line_and_close_are_many_matches():
    assert word_for_all([a_judgement(8.0), a_judgement(6.0, 18.0)]) == decide.MANY_MATCHES


def test_a_second_far_behind_or_under_the_line_changes_nothing():
    assert word_for_all([a_judgement(12.0), a_judgement(6.0)]) == decide.MATCH
    assert word_for_all([a_judgement(4.5), a_judgement(2.0)]) == decide.MATCH
    assert word_for_all([a_judgement(3.0)]) == decide.POTENTIAL_MATCH


def test_held_scores_are_told_apart_by_what_the_fields_weigh():
    assert word_for_all([a_judgement(4.0, 30.0), a_judgement(4.0, 20.0)]) == decide.POTENTIAL_MATCH
    assert gap([a_judgement(4.0, 30.0), a_judgement(4.0, 20.0)]) == 10.0
    assert gap([a_judgement(4.0)]) == float("inf")


def test_ranking_puts_the_best_first_and_leaves_the_hopeless_out():
    near = Candidate(ref=2, given="Kaylie", family="Mosse", born=date(2019, 5, 4), sex="F", postcode="MB4 2ND")
    far = Candidate(ref=3, given="Oliver", family="Khan", born=date(2009, 12, 1), sex="M", postcode="MB9 1RT")
    answer = rank(Query(**EXACT, postcode="MB4 7QX"), [far, near, KAYLEIGH], log2_n=TOWN)
    assert [result.candidate.ref for result in answer.results] == [1, 2]
    assert answer.word == decide.MATCH


def test_a_limit_shortens_the_list_and_not_the_word():
    twins = [KAYLEIGH, Candidate(ref=2, given="Kayleigh", family="Moss", born=date(2019, 5, 4), sex="F")]
    answer = rank(Query(**EXACT), twins, log2_n=TOWN, limit=1)
    assert len(answer.results) == 1
    assert answer.word == decide.MANY_MATCHES
