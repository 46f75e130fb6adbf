"""From a worry to a closed plan, by one practitioner with colleagues and the family (issue: the main job)."""

import datetime
import re

import pytest

from journeys.browser import Browser

pytestmark = pytest.mark.journey
TODAY = datetime.date.today


@pytest.mark.postgres
def test_from_a_worry_to_a_closed_plan(browser):
    main_job(browser, "Robin", "Ashgrove")


def main_job(browser, given, family):
    """The whole story about one child, by whoever holds this browser."""
    browser.be("toby.field")
    child = find_and_add(browser, given, family)
    agree(browser, child, f"Wren {family}")
    check(browser, child)
    add_to_the_story(browser, child, given)
    plan(browser, child, f"Wren {family}", given)
    review_and_close(browser, child, given)


def find_and_add(browser, given, family):
    browser.open("/children/search/")
    browser.press("Find the child")
    browser.sees("There is a problem")
    browser.choose("Why are you looking for this child?", "I am worried about this child")
    browser.fill("First name", given)
    browser.fill("Family name", family)
    browser.fill_day("Date of birth", datetime.date(2018, 6, 3))
    browser.press("Find the child")
    browser.sees("Add a child to the index")
    browser.follow("Add a child to the index")
    browser.fill("Mother's or carer's name", f"Wren {family}")
    browser.press(re.compile("add the child", re.IGNORECASE))
    browser.sees(f"Who is around {given}")
    browser.press(f"Start helping {given}")
    browser.sees(f"You opened help for {given}")
    return browser.path.strip("/").split("/")[-1]


def agree(browser, child, carer):
    browser.open(f"/agreement/{child}/ask/")
    browser.tick_all("I have explained, in plain words")
    browser.choose("1. May we look together", "Yes")
    browser.choose("Who answered?", "Somebody else")
    browser.fill("Their name", carer)
    browser.fill("Or type the name", carer)
    browser.press("Save and read it back")
    browser.sees(f"{carer} said yes on")
    browser.follow("It is right: go on")
    browser.sees("In force")


def check(browser, child):
    assert browser.open(f"/assessments/{child}/checklist/") == 200
    assert browser.open(f"/assessments/{child}/") == 200


def add_to_the_story(browser, child, given):
    browser.open(f"/help-for-a-child/{child}/story/add/")
    browser.choose("What was it?", "Visit")
    browser.fill("What happened?", f"{given} showed me the den behind the sofa.")
    browser.press("Add to the story")
    browser.sees(f"{given} showed me the den behind the sofa.")


def plan(browser, child, carer, given):
    browser.open(f"/plans/{child}/")
    browser.press("Begin the plan")
    browser.follow("Add a need")
    browser.fill("What is needed, in the family's words?", "A bed that is not the sofa")
    browser.choose("Whose words are these?", "The child's")
    browser.pick("What kind of need is it?", "Home: A room of one's own")
    browser.fill("Where is it now, from 0 to 10?", "2")
    browser.press("Add the need")
    browser.follow("Add an action")
    browser.fill("What will be done?", "Ask the furniture store for a bed")
    browser.fill("So that", f"{given} sleeps through the night")
    browser.choose("Which outcome does it serve?", "Being healthy")
    browser.pick("Who does it?", carer)
    browser.pick("Which agency answers for it?", "Hazel Bank Primary")
    browser.fill_day("By when?", TODAY() + datetime.timedelta(days=10))
    browser.press("Add the action")
    browser.press("The plan is agreed")
    browser.sees("Help begins")
    browser.follow("Say how it went")
    browser.press("It is done")
    browser.sees("Done")


def review_and_close(browser, child, given):
    browser.open(f"/plans/{child}/review/")
    browser.fill("where is it now, from 0 to 10?", "8")
    browser.choose("Is the need met?", "Yes")
    browser.fill(f"What does {given} say?", "I have my own blanket now.")
    browser.fill(f"What do the parents of {given} say?", "We all sleep.")
    browser.choose("What next?", "Close")
    browser.press("Save the review")
    browser.pick("Why does the help end?", "What was wanted has been reached")
    browser.fill("In a few words", "The bed came and the nights are calm.")
    browser.press("Close the help")
    browser.sees("The help is closed")
    browser.follow("Open the help again")


def test_the_child_page_of_the_team_and_of_somebody_outside(server, chromium):
    for width in (1280, 360, 320):
        team = Browser(server, chromium, width=width)
        team.be("sam.okafor")
        for path in ("/worktray/", "/children/", "/meetings/", "/directory/"):
            assert team.open(path) == 200
        team.open("/children/?words=Kayleigh")
        team.follow("Kayleigh Moss")
        team.sees("What is happening")
        address = team.path
        for tab in ("Story", "Plan", "People", "Sharing", "Meetings", "Assessment"):
            team.open(address)
            team.follow(tab)
        team.close()
    outside = Browser(server, chromium)
    outside.be("moira.quayle")
    assert outside.open(address) == 404
    outside.close()


def test_the_main_pages_without_javascript(server, chromium):
    person = Browser(server, chromium, scripts=False)
    person.be("sam.okafor")
    for path in ("/worktray/", "/children/", "/children/search/", "/help-for-a-child/worry/"):
        assert person.open(path) == 200
    person.fill("Which child?", "Ash, about seven, red coat")
    person.fill("What worries you?", "He was alone at the gate at six.")
    person.choose("Does the family know?", "Not talked about yet")
    person.press("Note the worry")
    person.sees("Your worry is noted")
    person.close()


def test_public_pages_and_the_manager(browser):
    for path in ("/", "/accessibility/", "/privacy/", "/help/", "/family/", "/sign-in/"):
        assert browser.open(path) == 200
    browser.be("grace.holt")
    assert browser.open("/insight/") == 200
