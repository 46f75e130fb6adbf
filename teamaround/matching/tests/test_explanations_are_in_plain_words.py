"""Every comparison has a sign, a sentence and a label; pages may translate them."""

from datetime import date
from string import Formatter

import pytest

from teamaround.matching import dates, decide, weights
from teamaround.matching.compare import Comparison, compare
from teamaround.matching.dates import PartialDate
from teamaround.matching.explain import differing_parts, english_date, explain, nothing_to_compare, why_held
from teamaround.matching.people import Candidate, Carer, Query
from teamaround.matching.wording import HELD, WORDINGS

KAYLEIGH = Candidate(
    given="Kayleigh", family="Moss", born=date(2019, 5, 4), sex="F", postcode="MB4 7QX", carers=(Carer("Donna", "Mum"),)
)


def said(candidate=KAYLEIGH, **typed):
    return [(line.sign, line.sentence) for line in explain(compare(Query(**typed), candidate))]


def test_the_search_in_the_picture_is_explained_as_there():
    lines = said(given="Kaylee", family="Moss", born=date(2019, 4, 5), postcode="MB4", carer="Donna")
    assert lines == [
        ("same", "Family name is the same"),
        ("alike", "Kaylee sounds like Kayleigh"),
        ("swapped", "Day and month are swapped: 5 April, 4 May"),
        ("same", "Mum is Donna"),
        ("same", "Postcode begins MB4"),
    ]


def test_what_differs_says_what_the_record_has():
    paula = Candidate(carers=(Carer("Paula"),), postcode="MB9 1RT", sex="M")
    lines = said(paula, carer="Donna Moss", postcode="MB4 7QX", sex="F")
    assert lines == [
        ("different", "Is a boy"),
        ("different", "Parent or carer is Paula"),
        ("different", "Lives in MB9"),
    ]


def test_a_number_is_named_but_never_shown():
    numbers = {"nhs_number": "943 476 5918", "upn": "B801200005001", "local": "A17"}
    lines = said(Candidate(identifiers={"upn": "B801200005001", "local": "A18"}), identifiers=numbers)
    assert ("same", "Unique pupil number is the same") in lines
    assert ("different", "Other number is another one") in lines
    assert ("unknown", "NHS number was not compared: one digit or letter must be wrong") in lines


def test_names_are_shown_without_control_characters_and_not_endlessly():
    ((_, sentence),) = said(Candidate(family="Mo\x00ss" + "s" * 10_000), family="Gertrude")
    assert "\x00" not in sentence
    assert len(sentence) < 150


def test_braces_in_a_name_are_harmless():
    assert said(Candidate(family="{yours.__class__}"), family="Gertrude") == [
        ("different", "Family name is {yours.__class__}")
    ]


def shouted(sentence):
    return f"{sentence}!" if "{" in sentence else f"{sentence.upper()}!"


def only_the_year(value, short):
    return str(value.year)


def test_another_language_and_date_format_can_be_passed():
    comparisons = compare(Query(born=date(2018, 5, 4)), KAYLEIGH)
    (line,) = explain(comparisons, translate=shouted, format_date=only_the_year)
    assert (line.field_name, line.label) == ("BORN!", "A YEAR APART!")
    assert line.sentence == "Same day, a year apart: born 2019!"


@pytest.mark.parametrize(
    ("value", "short", "text"),
    [
        (date(2019, 4, 5), False, "5 April 2019"),
        (date(2019, 4, 5), True, "5 April"),
        (PartialDate(2019, 4), True, "April 2019"),
        (PartialDate(2019), False, "2019"),
    ],
)
def test_dates_in_english(value, short, text):
    assert english_date(value, short) == text


def test_every_level_has_a_wording_and_every_wording_reads():
    keys = {f"birth.{level}" for level in weights.BIRTH} | {f"sex.{level}" for level in weights.SEX}
    keys |= {f"postcode.{level}" for level in weights.HOME} | {f"address.{level}" for level in weights.ADDRESS}
    keys |= {f"carer.{level}" for level in weights.CARER} | {f"telephone.{level}" for level in weights.TELEPHONE}
    keys |= {f"school.{level}" for level in weights.SCHOOL} | {f"gp.{level}" for level in weights.PRACTICE}
    keys |= {f"given_name.{level}" for level in weights.OFF_THE_NAME}
    keys |= {
        f"family_name.{level}" for level in weights.OFF_THE_NAME if level not in {"first_same", "nickname", "begins"}
    }
    assert keys <= set(WORDINGS)
    names = {name for wording in WORDINGS.values() for _, name, _, _ in Formatter().parse(wording.sentence) if name}
    assert names <= {"yours", "theirs", "yours_short", "theirs_short", "relation", "number_name", "problem"}


def test_a_held_score_says_why():
    typed = {"given": "Tyler", "family": "Moss", "born": date(2019, 5, 4), "postcode": "MB4 7QX"}
    judgement = decide.judge(compare(Query(**typed), KAYLEIGH), 5.0)
    assert why_held(judgement) == HELD[decide.OTHER_GIVEN_NAME]
    assert why_held(judgement._replace(held_because="")) == ""


def test_every_reason_to_hold_has_a_sentence():
    assert set(HELD) == set(decide._HELD_AT)


def test_a_row_of_nothing_can_be_added_for_any_field():
    (school, number) = explain([nothing_to_compare("school"), nothing_to_compare("nhs_number")])
    assert (school.sign, school.label, school.weight_bits) == ("unknown", "nothing to compare", 0.0)
    assert number.sentence == "NHS number is not in this record"


def test_differing_parts_are_marked():
    assert differing_parts("Kayleigh", "Kaylee") == (
        [("Kayle", False), ("igh", True)],
        [("Kayle", False), ("e", True)],
    )
    assert differing_parts("Moss", "Mosse") == ([("Moss", False)], [("Moss", False), ("e", True)])
    assert differing_parts("Mosse", "Moss") == ([("Moss", False), ("e", True)], [("Moss", False)])


def test_an_unknown_relation_is_called_parent_or_carer():
    line = Comparison("carer", "same", 6.0, "carer.same", {"theirs": "Donna Moss", "yours": "Donna", "relation": ""})
    assert explain([line])[0].sentence == "Parent or carer is Donna Moss"


def test_every_birth_level_can_be_said_for_real_dates():
    assert dates.UNKNOWN in weights.BIRTH
    assert said(Candidate(), born=date(2019, 5, 4)) == [("unknown", "No birthday to compare")]
    assert said(age=6, as_of=date(2026, 3, 3)) == [("same", "Is the age you gave")]
