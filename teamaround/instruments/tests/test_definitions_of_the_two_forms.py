"""The checklist and the common assessment: sound, complete, in plain words for each audience."""

import re
from pathlib import Path
from statistics import median

import pytest

from teamaround.instruments import reading
from teamaround.instruments.definition import Audience, Kind, RequiredFor, Side
from teamaround.instruments.routing import Given, applying, missing

FOLDER = Path(__file__).parents[2] / "assessments" / "definitions"
FILES = sorted(FOLDER.glob("*.toml"))
CHECKLIST = reading.read(FOLDER / "checklist.1.toml")
ASSESSMENT = reading.read(FOLDER / "common_assessment.1.toml")

# The list of the Department for Education, as the standard safeguarding dataset gives it.
ETHNICITY = [
    "WBRI",
    "WIRI",
    "WOTH",
    "WIRT",
    "WROM",
    "MWBC",
    "MWBA",
    "MWAS",
    "MOTH",
    "AIND",
    "APKN",
    "ABAN",
    "AOTH",
    "BCRB",
    "BAFR",
    "BOTH",
    "CHNE",
    "OOTH",
    "REFU",
    "NOBT",
]

# DUD-41, and the short titles of the page.
BOXES = {
    "health_general": "Health",
    "physical_development": "Body and movement",
    "speech_language": "Speech and language",
    "emotional_social": "Feelings",
    "behaviour": "Behaviour",
    "identity": "Who I am",
    "family_social_relationships": "Family and friends",
    "self_care": "Looking after myself",
    "understanding": "Learning: understanding",
    "participation": "Learning: taking part",
    "progress": "Learning: progress",
    "aspirations": "Learning: hopes",
    "basic_care": "Care and safety",
    "warmth": "Warmth and steadiness",
    "guidance_boundaries": "Guidance and limits",
    "family_history": "Family life",
    "wider_family": "Wider family",
    "housing_money": "Home, work and money",
    "community": "Neighbourhood",
}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_definition_has_no_problem(path):
    assert [str(problem) for problem in reading.inspect(path)[1]] == []


def test_the_nineteen_boxes_are_there_in_their_order_with_their_short_titles():
    found = {part.key: part.short_title for part in ASSESSMENT.sections if part.side(Side.STRENGTHS)}
    assert list(found.items()) == list(BOXES.items())


def test_the_boxes_stand_in_three_domains_of_twelve_three_and_four():
    sizes = [len(ASSESSMENT.sections_of(group)) for group in ("child", "parents_carers", "family_home")]
    assert sizes == [12, 3, 4]


@pytest.mark.parametrize("key", BOXES)
def test_a_box_has_strengths_beside_needs_for_many_authors(key):
    box = ASSESSMENT.sections_by_key[key]
    assert [question.key for question in box.questions] == [f"{key}_strengths", f"{key}_needs"]
    assert [question.side for question in box.questions] == [Side.STRENGTHS, Side.NEEDS]
    assert all(question.notes and question.element == key for question in box.questions)


@pytest.mark.parametrize("key", BOXES)
def test_a_box_may_be_left_and_has_guidance_of_one_line_and_more(key):
    box = ASSESSMENT.sections_by_key[key]
    assert box.can_be_not_needed
    assert box.guidance is not None and len(box.guidance.line) <= 130 and len(box.guidance.more) >= 3
    assert all(question.required_for is RequiredFor.NOTHING for question in box.questions)


def test_ethnicity_maps_one_to_one_to_the_list_of_the_department():
    codes = [option.code for option in ASSESSMENT.places["ethnicity"][1].options]
    assert sorted(codes) == sorted(ETHNICITY)
    assert len(set(codes)) == len(codes)


def test_every_other_ethnicity_asks_for_own_words():
    other = {"white_other", "black_other", "asian_other", "mixed_other", "other"}
    for option in ASSESSMENT.places["ethnicity"][1].options:
        asked = applying(ASSESSMENT, Given({"ethnicity": option.key})).question_keys
        assert ("ethnicity_other" in asked) == (option.key in other)


# Fields of the national form, group by group, as canonical elements.
FIELDS = [
    "born",
    "given_names",
    "family_name",
    "other_names",
    "sex",
    "birth_date",
    "expected_date",
    "mother_name",
    "address",
    "postcode",
    "telephone",
    "religion",
    "ethnicity",
    "ethnicity_other",
    "immigration_status",
    "first_language",
    "parent_first_language",
    "disability",
    "disability_details",
    "interpreter_needed",
    "interpreter_arranged",
    "child_requirements",
    "parent_requirements",
    "assessment_started",
    "people_present",
    "reason_for_assessment",
    "carers",
    "household",
    "home_situation",
    "assessors",
    "lead_professional",
    "lead_professional_contact",
    "services_involved",
    "conclusions",
    "what_should_change",
    "goals",
    "solutions",
    "child_words",
    "parent_words",
]


@pytest.mark.parametrize("element", FIELDS)
def test_every_field_of_the_national_form_is_asked(element):
    assert ASSESSMENT.by_element[element]


@pytest.mark.parametrize(
    "question, members",
    [
        ("people_present", "name part"),
        ("assessors", "name role agency telephone address"),
        ("carers", "name relationship birth_date telephone address postcode parental_responsibility"),
        ("household", "name relationship birth_date lives_here address school"),
        ("services", "kind agency name contact when used"),
    ],
)
def test_a_repeated_group_has_its_members(question, members):
    assert [member.key for member in ASSESSMENT.places[question][1].members] == members.split()


def test_an_unborn_child_has_an_expected_date_and_a_mother():
    asked = applying(ASSESSMENT, Given({"born": "expected"})).question_keys
    assert {"expected_date", "mother_name"} <= asked
    assert "birth_date" not in asked


@pytest.mark.parametrize(
    "reason, follows",
    [
        ("given", "child_words"),
        ("observed_instead", "child_observed"),
        ("too_young", "child_observed"),
        ("not_asked_yet", "child_ask_on"),
        ("refused", None),
        ("parent_refused", None),
    ],
)
def test_the_child_speaks_or_a_reason_says_why_not(reason, follows):
    asked = applying(ASSESSMENT, Given({"child_words_given": reason})).question_keys
    assert asked & {"child_words", "child_observed", "child_ask_on"} == ({follows} if follows else set())


def test_completing_needs_reason_conclusions_and_both_voices_only():
    needed = [question.key for _part, question in missing(ASSESSMENT, Given())]
    assert needed == ["reason_for_assessment", "conclusions", "child_words_given", "parent_words_given"]


FIVE = ["be_healthy", "stay_safe", "enjoy_achieve", "positive_contribution", "economic_wellbeing"]


def test_the_checklist_asks_the_five_outcomes():
    questions = CHECKLIST.sections_by_key["outcomes"].questions
    assert [question.key for question in questions] == FIVE
    assert {question.kind for question in questions} == {Kind.YES_NO_NOT_SURE}


def test_the_checklist_asks_about_help_only_when_something_is_not_a_yes():
    well = dict.fromkeys(FIVE, "yes")
    assert "help_needed" not in applying(CHECKLIST, Given(well)).question_keys
    for key in FIVE:
        asked = applying(CHECKLIST, Given({**well, key: "not_sure"})).question_keys
        assert {"help_needed", "who_can_help", "assessment_would_help", f"{key}_words"} <= asked


@pytest.mark.parametrize("decision", ["nothing_now", "own_service"])
def test_nothing_now_and_own_service_set_a_day_to_look_again(decision):
    needed = missing(CHECKLIST, Given({"checklist_decision": decision}))
    assert "look_again_on" in [question.key for _part, question in needed]


@pytest.mark.parametrize("decision", ["ask_service", "common_assessment", "safeguarding"])
def test_other_decisions_set_no_day_to_look_again(decision):
    assert "look_again_on" not in applying(CHECKLIST, Given({"checklist_decision": decision})).question_keys


def family_texts():
    for instrument in (CHECKLIST, ASSESSMENT):
        for part, question in instrument.questions():
            for audience in (Audience.CHILD, Audience.PARENT):
                yield part.introduction.for_audience(audience)
                yield question.wording.for_audience(audience)


def grade(text: str) -> float:
    """Flesch-Kincaid grade, syllables counted as groups of vowels without a silent e."""
    words = re.findall(r"[a-z']+", text.lower())
    sentences = max(1, len(re.findall(r"[.?!]", text)))
    syllables = sum(max(1, len(re.findall(r"[aeiouy]+", re.sub(r"(?<=[^l])e\b", "", word)))) for word in words)
    return 0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59


def test_families_can_read_it_at_nine_to_eleven():
    texts = {text.replace("{child}", "Sam") for text in family_texts() if len(text.split()) >= 4}
    grades = {text: grade(text) for text in texts}
    assert median(grades.values()) <= 5
    assert {text: round(value, 1) for text, value in grades.items() if value > 7} == {}


def test_no_word_that_puts_families_off_is_used():
    text = " ".join(path.read_text(encoding="utf-8").lower() for path in FILES)
    assert not re.search(r"service user|\bsubject\b|\bfailed to\b|\bdisruptive behaviour\b|\bnon-compliant\b", text)
