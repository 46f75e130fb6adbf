"""A quick double click, and the same form sent again: one record each (design.md 6). Without JavaScript, so that
nothing but the server can hold the second one back."""

import datetime

import pytest

pytestmark = pytest.mark.journey
SOON = datetime.date.today() + datetime.timedelta(days=20)


def story(town, sam):
    sam.open(f"/help-for-a-child/{town.child('Kayleigh')}/story/add/")
    sam.fill("What happened?", "Twice: a visit.")
    return "Add to the story", ("episodes.Entry", {"words": "Twice: a visit."})


def worry(town, sam):
    sam.open("/help-for-a-child/worry/")
    sam.fill("Which child?", "The boy with the red coat")
    sam.fill("What worries you?", "Twice: a worry.")
    sam.choose("Does the family know?", "Not talked about yet")
    return "Note the worry", ("episodes.Concern", {"words": "Twice: a worry."})


def need(town, sam):
    sam.open(f"/plans/{town.child('Kayleigh')}/need/")
    sam.fill("What is needed, in the family's words?", "Twice: a need")
    sam.choose("Whose words are these?", "The child's")
    sam.pick("What kind of need is it?", "Home: A room of one's own")
    return "Add the need", ("plans.Need", {"words": "Twice: a need"})


def action(town, sam):
    sam.open(f"/plans/need/{town.find('plans.Need', words='A room of my own')['ref']}/action/")
    sam.fill("What will be done?", "Twice: an action")
    sam.fill("So that", "There is a bed")
    sam.choose("Which outcome does it serve?", "Being healthy")
    sam.page.get_by_label("Who does it?").select_option(index=1)
    sam.page.get_by_label("Which agency answers for it?").select_option(index=1)
    sam.fill_day("By when?", SOON)
    return "Add the action", ("plans.Action", {"what": "Twice: an action"})


def meeting(town, sam):
    sam.open(f"/meetings/about/{town.child('Kayleigh')}/call/")
    sam.fill_day("On which day?", SOON)
    sam.fill("At what time?", "3.45pm")
    sam.fill("Where?", "Twice: the family room")
    return "Send invitations", ("meetings.Meeting", {"place": "Twice: the family room"})


def minutes(town, sam):
    sam.open(f"/meetings/{town.find('meetings.Meeting', place='Family room')['ref']}/minutes/")
    sam.fill("What was said or decided?", "Twice: an item")
    return "Add to the minutes", ("meetings.Item", {"words": "Twice: an item"})


def level(town, sam):
    sam.open(f"/help-for-a-child/{town.child('Kayleigh')}/level/")
    sam.page.get_by_role("group", name="Level of need").get_by_role("radio").first.check()
    sam.fill("Why?", "Twice: a level")
    return "Save", ("episodes.LevelOfNeed", {"why": "Twice: a level"})


def level_or_first(sam, name):
    found = sam.page.locator("main").get_by_role("button", name=name)
    return found.first if found.count() else sam.page.locator("main form[method=post] button").last


@pytest.mark.parametrize("fill", [story, worry, need, action, meeting, minutes, level])
def test_a_double_click_makes_one_record(town, person, fill):
    sam = person("sam.okafor", scripts=False)
    button, (model, facts) = fill(town, sam)
    with sam.page.expect_navigation(wait_until="load"):
        level_or_first(sam, button).dblclick()
    sam.page.wait_for_timeout(400)
    assert len(town.rows(model, **facts)) == 1


SEND = """() => {
  const form = document.querySelector("main form[method=post]:has([name=submission_key])");
  const send = () => fetch(form.action || location.href, {method: "POST", body: new FormData(form)});
  return Promise.all([send(), send(), send()]).then((all) => all.map((one) => one.url.replace(/#.*/, "")));
}"""


@pytest.mark.postgres
def test_the_same_form_three_times_at_once_makes_one_record(town, person):
    sam = person("sam.okafor")
    sam.open(f"/help-for-a-child/{town.child('Kayleigh')}/story/add/")
    sam.fill("What happened?", "Three at once: a visit.")
    led_to = sam.page.evaluate(SEND)
    assert len(set(led_to)) == 1
    assert len(town.rows("episodes.Entry", words="Three at once: a visit.")) == 1
