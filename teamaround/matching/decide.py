"""From bits to a score and a word, and from scores to an answer.

The score is the chance, 0 to 0.99, that both sides are one child: what the fields weigh, against the odds of picking
the right one of N children blindly. A score means the same in a town and in a country because N is part of it.
"""

from collections.abc import Iterable, Sequence
from math import floor, inf, log2
from typing import NamedTuple

from teamaround.matching import dates
from teamaround.matching.compare import Comparison, compare, total_bits
from teamaround.matching.frequencies import USUAL, Frequencies
from teamaround.matching.people import Candidate, Query

MATCH = "match"
POTENTIAL_MATCH = "potential match"
LOW_CONFIDENCE = "low confidence"
MANY_MATCHES = "many matches"
NO_MATCH = "no match"
ERROR = "error"

# The lines of the published words [facts.md D17].
MATCH_FROM = 0.95
POTENTIAL_FROM = 0.85
_SHOWN_FROM = 0.01
SHOWN_MARGIN = -6.7
"""So many bits under the odds the score falls below what is shown."""

# Two over the line within this many bits (one eight times as likely as the other) are too close to choose.
CLOSE_BITS = 3.0

# Why a score is held under a line, however much else agrees.
NUMBER_DIFFERS = "number_differs"
NUMBER_ALONE = "number_alone"
OTHER_GIVEN_NAME = "other_given_name"
OTHER_FAMILY_NAME = "other_family_name"
NAME_ALONE = "name_alone"
NAME_AND_DAY = "name_and_day"
BROTHER_OR_SISTER = "brother_or_sister"
_UNDER_A_MATCH, _UNDER_POTENTIAL = 0.94, 0.84
_HELD_AT = {
    NUMBER_DIFFERS: _UNDER_A_MATCH,
    NUMBER_ALONE: _UNDER_A_MATCH,
    OTHER_GIVEN_NAME: _UNDER_A_MATCH,
    OTHER_FAMILY_NAME: _UNDER_A_MATCH,
    NAME_ALONE: _UNDER_A_MATCH,
    NAME_AND_DAY: _UNDER_A_MATCH,
    BROTHER_OR_SISTER: _UNDER_POTENTIAL,
}

# Namesakes born on one day are commoner than names and days by themselves would make them: families choose alike.
_NAME_AND_DAY_MARGIN = 8.0
_SPEAKS_FOR = 2.0

_BIRTH_DISAGREES = frozenset(
    {dates.DIFFERENT, dates.SAME_YEAR, dates.TWO_DIGITS, dates.WEEKS_OFF, dates.AGE_DIFFERENT, dates.AGE_CLOSE}
)
_NAME_AGREES = frozenset({"same", "first_same", "before", "part", "nickname", "sounds", "alike", "swapped"})
_BIRTH_AGREES = frozenset({dates.SAME, dates.SAME_PLACEHOLDER, dates.SWAPPED, dates.EXPECTED_SAME, dates.EXPECTED_NEAR})
_GIVEN_SPELT_SO = frozenset({"same", "first_same", "before", "swapped"})
_NUMBERS_FOR_LIFE = frozenset({"nhs_number"})
_THIRD_FIELDS = frozenset({"carer", "postcode", "address", "school", "gp", "telephone"})
_THIRD_LEVELS = frozenset({"same", "same_home", "old"})


class Judgement(NamedTuple):
    """What all comparisons of one candidate come to. `margin` is the bits over the odds, after any hold."""

    bits: float
    margin: float
    score: float
    word: str
    held_because: str


class Result(NamedTuple):
    """One candidate with its reasons."""

    candidate: Candidate
    comparisons: list[Comparison]
    judgement: Judgement


class Answer(NamedTuple):
    """The word for the whole search, and the best candidates, best first."""

    word: str
    results: list[Result]


def blind_odds(children: int) -> float:
    """How many bits it takes to single out one of so many children, in whole tenths."""
    return round(log2(max(children, 2)), 1)


def score_of(margin: float) -> float:
    """The chance for this many bits over the odds, cut (not rounded) to two places: a score never looks like more."""
    chance = 1 / (1 + 2 ** -max(-60.0, min(60.0, margin)))
    return min(0.99, floor(chance * 100 + 1e-9) / 100)


def word_of(score: float) -> str:
    """DUD-02, facts.md D17: from 0.95 a match, from 0.85 a potential match, under it low confidence."""
    if score >= MATCH_FROM:
        return MATCH
    return POTENTIAL_MATCH if score >= POTENTIAL_FROM else LOW_CONFIDENCE


def judge(comparisons: list[Comparison], log2_n: float) -> Judgement:
    """Weigh one candidate. Some disagreements hold the score under a line whatever else agrees."""
    bits = total_bits(comparisons)
    margin = round(bits - round(log2_n, 1), 1)
    score = score_of(margin)
    held = held_because(comparisons) if score > _UNDER_POTENTIAL else ""
    if not held and score > _UNDER_A_MATCH and margin < _NAME_AND_DAY_MARGIN and not _more_agrees(comparisons):
        held = NAME_AND_DAY
    if held and score > _HELD_AT[held]:
        score = _HELD_AT[held]
        margin = round(log2(score / (1 - score)), 1)
    else:
        held = ""
    return Judgement(bits, margin, score, word_of(score), held)


def held_because(comparisons: Sequence[Comparison]) -> str:
    """The strictest reason to hold the score, if there is one.

    Another NHS number is another child until somebody has looked. Another first name is most often a brother or
    sister, and certainly so if the birthday differs too. A number alone may be a slip in a form. Two names are shared
    by many: birthday, home, carer, school, practice, telephone or a number must agree too; and where the family name
    differs, the birthday is not enough.
    """
    levels = {line.field: line.level for line in comparisons}
    other_name = levels.get("given_name") == "different"
    if other_name and levels.get("birth") in _BIRTH_DISAGREES:
        return BROTHER_OR_SISTER
    if any(levels.get(scheme) == "different" for scheme in _NUMBERS_FOR_LIFE):
        return NUMBER_DIFFERS
    if other_name:
        return OTHER_GIVEN_NAME
    number_agrees = any(line.sentence_key == "number.same" for line in comparisons)
    if number_agrees:
        return "" if _name_agrees(levels) or levels.get("birth") in _BIRTH_AGREES else NUMBER_ALONE
    if _third_agrees(comparisons):
        return ""
    if levels.get("family_name") == "different":
        return OTHER_FAMILY_NAME
    return "" if levels.get("birth") in _BIRTH_AGREES else NAME_ALONE


def _more_agrees(comparisons: Sequence[Comparison]) -> bool:
    """Does anything speak for it besides names and birthday: a number, a part of the home, a carer's first name?"""
    return any(
        line.sentence_key == "number.same" or (line.field in _THIRD_FIELDS and line.weight_bits >= _SPEAKS_FOR)
        for line in comparisons
    )


def _third_agrees(comparisons: Iterable[Comparison]) -> bool:
    """Does something besides name and birthday agree: home, carer, school, practice or telephone?"""
    return any(line.field in _THIRD_FIELDS and line.level in _THIRD_LEVELS for line in comparisons)


def _name_agrees(levels: dict[str, str]) -> bool:
    return levels.get("given_name") in _NAME_AGREES or levels.get("family_name") in _NAME_AGREES


def word_for_all(judgements: Sequence[Judgement]) -> str:
    """One word for a whole search; the judgements come best first."""
    if not judgements or judgements[0].score < _SHOWN_FROM:
        return NO_MATCH
    best = judgements[0]
    close = [j for j in judgements if j.score >= POTENTIAL_FROM and _ahead(best, j) < CLOSE_BITS]
    return MANY_MATCHES if len(close) > 1 else best.word


def gap(judgements: Sequence[Judgement]) -> float:
    """How many bits the best is ahead of the next; without a next it is infinitely ahead."""
    return _ahead(judgements[0], judgements[1]) if len(judgements) > 1 else inf


def _ahead(best: Judgement, other: Judgement) -> float:
    """Held scores are level by decree, so what the fields weigh counts as well."""
    return max(best.margin - other.margin, best.bits - other.bits)


def rank(
    query: Query,
    candidates: Iterable[Candidate],
    *,
    log2_n: float,
    frequencies: Frequencies = USUAL,
    limit: int = 10,
) -> Answer:
    """Score every candidate and give the best back, with reasons. Below a score of 0.01 nothing is given."""
    results = []
    for candidate in candidates:
        comparisons = compare(query, candidate, frequencies)
        judgement = judge(comparisons, log2_n)
        if judgement.score >= _SHOWN_FROM:
            results.append(Result(candidate, comparisons, judgement))
    results.sort(key=lambda result: (-result.judgement.margin, -result.judgement.bits))
    return Answer(word_for_all([result.judgement for result in results]), results[:limit])


# What a feed may do with its best candidate.
ACCEPT = "accept"
HELD = "held"
NEEDS_A_THIRD_FIELD = "needs a third field"
NOT_SURE_ENOUGH = "not sure enough"
TOO_CLOSE_TO_ANOTHER = "too close to another"

# Sure enough to join without anybody looking: 64 to 1 on top of the odds.
AUTO_ACCEPT_MARGIN = 6.0


def auto_accept(comparisons: list[Comparison], log2_n: float, gap: float) -> str:
    """May a file be joined to this child with nobody looking? 'accept', or the reason why not.

    Name and exact date of birth are never enough: in the trial they joined 0.11% wrongly at 12 million
    [performance.md section 5]. A third thing must agree: home, carer, school, practice, telephone or a number.
    `gap` is how many bits the best candidate is ahead of the next (see `gap`).
    """
    judgement = judge(comparisons, log2_n)
    if held_because(comparisons):
        return HELD
    if not _enough_fields(comparisons):
        return NEEDS_A_THIRD_FIELD
    if judgement.margin < AUTO_ACCEPT_MARGIN:
        return NOT_SURE_ENOUGH
    return ACCEPT if gap >= _needed_gap(comparisons) else TOO_CLOSE_TO_ANOTHER


def _needed_gap(comparisons: list[Comparison]) -> float:
    """A misspelt first name may be a twin's: then the next must be further behind."""
    spelt_so = any(line.field == "given_name" and line.level in _GIVEN_SPELT_SO for line in comparisons)
    return CLOSE_BITS if spelt_so else 2 * CLOSE_BITS


def _enough_fields(comparisons: list[Comparison]) -> bool:
    """A number agrees, or name, date and one thing more."""
    if any(line.sentence_key == "number.same" for line in comparisons):
        return True
    levels = {line.field: line.level for line in comparisons}
    born = levels.get("birth") in _BIRTH_AGREES or levels.get("birth") in {dates.YEAR_OFF, dates.ONE_DIGIT}
    return born and _name_agrees(levels) and _third_agrees(comparisons)
