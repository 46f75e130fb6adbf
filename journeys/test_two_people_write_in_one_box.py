"""Two people write in one box of an assessment: both are told, and nothing is lost (issue 2 step 7, section 5)."""

import re

import pytest

pytestmark = pytest.mark.journey
BOX = "What led to this assessment"


def part(town):
    ref = town.find("assessments.Assessment", instrument="common_assessment")["ref"]
    return f"/assessments/record/{ref}/part/this_assessment/"


def type_slowly(browser, words):
    """As one types: the page saves by itself after the last key."""
    box = browser.page.get_by_label(BOX)
    box.click()
    with browser.page.expect_response(lambda answer: "/keep/" in answer.url):
        box.press_sequentially(words)


@pytest.mark.postgres
def test_both_are_told_and_both_answers_stand_until_one_is_chosen(town, person):
    sam, priya = person("sam.okafor"), person("priya.nair")
    sam.open(part(town))
    priya.open(part(town))
    type_slowly(sam, "Kayleigh was asleep at her desk on Monday.")
    sam.page.get_by_text("Saved at").first.wait_for()
    type_slowly(priya, "The school rang: she sleeps on the sofa.")
    priya.page.get_by_text("Somebody else changed the same answer").first.wait_for()
    sam.open(part(town))
    for one in (sam, priya):
        one.open(part(town))
        one.sees("Two answers stand against each other")
        one.sees("Kayleigh was asleep at her desk on Monday.")
        one.sees("The school rang: she sleeps on the sofa.")
    sam.sees("Priya Nair")
    sam.press(re.compile("Keep this one.*Priya Nair"))
    sam.sees_not("Two answers stand against each other")
    assert sam.page.get_by_label(BOX).input_value() == "The school rang: she sleeps on the sofa."


def test_each_sees_that_the_other_is_here(town, person):
    sam, priya = person("sam.okafor"), person("priya.nair")
    sam.open(part(town))
    priya.open(part(town))
    priya.sees("Sam Okafor is here too")
