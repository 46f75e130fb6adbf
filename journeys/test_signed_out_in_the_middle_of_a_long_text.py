"""The login ends in the middle of a long text: the text is kept, for the one who typed it (design.md 6)."""

import pytest

from journeys.town import PASSWORD, code_of_app

pytestmark = pytest.mark.journey
STORY = "Kayleigh told me about the dog next door, and that nobody shouts on Sundays. " * 12
MINUTES = "Housing will visit before the end of the month; Donna would like to be rung first. " * 9
BOX = "The teacher asked for help because Kayleigh sleeps in lessons. " * 8


def half_written(town, browser):
    """Three windows of one person, each with a long text that has not been sent."""
    assessment = town.find("assessments.Assessment", instrument="common_assessment")["ref"]
    meeting = town.find("meetings.Meeting", purpose="review")["ref"]
    windows = (
        (f"/help-for-a-child/{town.child('Kayleigh')}/story/add/", "What happened?", STORY, "Add to the story"),
        (f"/meetings/{meeting}/minutes/", "What was said or decided?", MINUTES, "Add to the minutes"),
        (
            f"/assessments/record/{assessment}/part/home_situation/",
            "How the family lives now",
            BOX,
            "Stop here for now",
        ),
    )
    for path, label, words, button in windows:
        page = browser.context.new_page()
        page.goto(browser.server + path)
        page.get_by_role("textbox", name=label).last.fill(words)
        yield page, button


@pytest.mark.postgres
def test_the_text_is_kept_and_shown_again_to_the_same_account_only(town, person):
    town.give_password("sam.okafor")
    shared_computer = person("sam.okafor")
    windows = list(half_written(town, shared_computer))
    with town.later(minutes=31):
        for page, button in windows:
            page.get_by_role("button", name=button).first.click()
            page.wait_for_url("**/sign-in/**")
            page.close()
        shared_computer.be("toby.field")
        shared_computer.open("/unsent/")
        for words in (STORY, MINUTES, BOX):
            shared_computer.sees_not(words[:60])
        shared_computer.context.clear_cookies()
        shared_computer.open("/sign-in/?next=/unsent/")
        shared_computer.sign_in("sam.okafor", PASSWORD)
        shared_computer.give_code(code_of_app())
        shared_computer.sees("Your words are still here")
        for words in (STORY, MINUTES, BOX):
            shared_computer.sees(words[:200].strip())
        send_all(shared_computer)
    assert len(town.rows("episodes.Entry", words=STORY.strip())) == 1
    assert len(town.rows("meetings.Item", words=MINUTES.strip())) == 1
    assert len(town.rows("assessments.Answer", value=BOX.strip())) == 1


def send_all(browser):
    """What was kept is sent, one after the other, and then none of it is kept any more. Other journeys of the same
    town may have left words of the same person behind."""
    for _each in range(6):
        browser.open("/unsent/")
        if not browser.page.get_by_role("button", name="Send it now").count():
            break
        browser.press("Send it now")
    browser.open("/unsent/")
    for words in (STORY, MINUTES, BOX):
        browser.sees_not(words[:60])
