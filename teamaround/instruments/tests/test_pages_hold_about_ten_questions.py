"""A section is cut into pages that can be answered without JavaScript."""

from pathlib import Path

import pytest

from teamaround.instruments import reading
from teamaround.instruments.definition import Audience, Kind, WhenAnswer
from teamaround.instruments.factories import instrument, question, section
from teamaround.instruments.pages import LONGEST_PAGE, pages, weight
from teamaround.instruments.routing import Given

FOLDER = Path(__file__).parents[2] / "assessments" / "definitions"


def keys(definition, **values):
    cut = pages(definition, definition.sections[-1], Given(values))
    return [[one.key for one in page] for page in cut]


def test_ten_questions_are_one_page_and_eleven_are_two():
    questions = [question(f"q{number}") for number in range(11)]
    assert [len(page) for page in keys(instrument(section(*questions[:10])))] == [10]
    assert [len(page) for page in keys(instrument(section(*questions)))] == [10, 1]


def test_a_group_counts_with_its_members():
    members = tuple(question(f"m{number}", element="") for number in range(8))
    people = question("people", Kind.GROUP, members=members)
    assert keys(instrument(section(question("a"), question("b"), question("c"), people))) == [
        ["a", "b", "c"],
        ["people"],
    ]


def test_a_question_stands_beside_the_one_it_hangs_on():
    second = question("shade", applies=WhenAnswer("colour", ("red",)))
    definition = instrument(section(question("colour", Kind.SINGLE), second))
    assert keys(definition) == keys(definition, colour="green") == [["colour", "shade"]]


def test_a_question_that_hangs_on_an_earlier_page_stands_only_where_it_applies():
    second = section(question("shade", applies=WhenAnswer("colour", ("red",))), key="second")
    definition = instrument(section(question("colour", Kind.SINGLE)), second)
    assert keys(definition, colour="red") == [["shade"]]
    assert keys(definition, colour="green") == []


def test_a_question_for_practitioners_is_on_no_page_of_the_family():
    definition = instrument(section(question(), question("private", shown_to=(Audience.PRACTITIONER,))))
    (page,) = pages(definition, definition.sections[0], Given(), Audience.PARENT)
    assert [one.key for one in page] == ["health"]


@pytest.mark.parametrize("name", ["checklist.1.toml", "common_assessment.1.toml"])
def test_no_page_of_our_forms_is_longer(name):
    definition = reading.read(FOLDER / name)
    for part in definition.sections:
        for page in pages(definition, part, Given()):
            assert sum(weight(one) for one in page) <= LONGEST_PAGE
