"""The page of the family: enrolled in the room, later opened by a text and a number, read, answered and left."""

import re
import time

import pytest

from journeys.town import link_in

pytestmark = pytest.mark.journey
WORDS = "We would like the visit on a Friday."
REFUSED = "That did not work. Ask for a new link"


def enrol(town, sam, child, name, mobile):
    """Together in one room: who it is, the mobile, the code read back, the number told."""
    sam.open(f"/family/enrol/{child}/")
    sam.choose("Who is with you now?", name)
    sam.fill("Their mobile number", mobile)
    begun = time.time() - 1
    sam.press("Send the code")
    text = town.letter(mobile, after=begun)
    sam.fill("The code they read to you", "000000")
    sam.press("Enrol them")
    sam.sees("That is not the code")
    sam.fill("The code they read to you", re.search(r"\b(\d{6})\b", text.split("To:")[1].split("\n", 1)[1])[1])
    sam.press("Enrol them")
    number = re.search(r"\b\d{3} \d{3}\b", sam.page.get_by_role("main").inner_text())
    assert number, "the family number is told once, in the room"
    return number[0].replace(" ", "")


def ask(phone, mobile):
    """The public page gives everybody the same answer."""
    phone.open("/family/")
    phone.fill("Your mobile number", mobile)
    phone.press("Send me a link")
    return phone.page.get_by_role("main").inner_text()


def link_for(town, phone, mobile):
    asked = time.time() - 1
    ask(phone, mobile)
    return link_in(town.letter("/family/open/", after=asked), "/family/open/")


def enter(phone, link, number):
    phone.open(link)
    phone.page.get_by_role("main").get_by_role("textbox").first.fill(number)
    phone.press("Open my page")


@pytest.mark.postgres
def test_a_mother_reads_answers_writes_and_leaves_quickly(town, person):
    sam, phone = person("sam.okafor"), person(width=360, touch=True)
    number = enrol(town, sam, town.child("Kayleigh"), "Donna Moss", "07700 900481")
    link = link_for(town, phone, "07700 900481")
    enter(phone, link, "999999")
    phone.sees(REFUSED)
    enter(phone, link, number)
    for words in ("Donna", "Sam Okafor", "A bunk bed"):
        phone.sees(words)
    phone.page.get_by_role("button", name="Not yet").first.tap()
    phone.page.wait_for_load_state()
    phone.page.get_by_role("main").get_by_role("textbox").last.fill(WORDS)
    phone.press(re.compile("^(Save|Send)"))
    phone.sees(WORDS)
    sam.open(f"/help-for-a-child/{town.child('Kayleigh')}/story/")
    sam.sees(WORDS)
    leave(phone)
    other = person(width=360)
    enter(other, link, number)
    other.sees(REFUSED)


def leave(phone):
    """One press: another page is shown, and going back shows nothing."""
    phone.context.route(re.compile("^https://"), lambda route: route.fulfill(body="<title>Weather</title>sunny"))
    phone.page.get_by_role("button", name="Leave this page").first.click()
    phone.page.wait_for_url(lambda url: "our-page" not in url)
    phone.page.goto(phone.server + "/our-page/")
    phone.sees_not("Kayleigh")


def test_an_unknown_number_gets_the_same_answer_and_no_text(town, person):
    phone = person(width=360)
    known = ask(phone, "07700 900482")
    asked = time.time()
    assert ask(phone, "07700 900999") == known
    with pytest.raises(AssertionError, match="no letter"):
        town.letter("07700 900999", after=asked, seconds=3)


def test_a_link_older_than_a_quarter_of_an_hour_opens_nothing(town, person):
    sam, phone = person("sam.okafor"), person(width=360)
    number = enrol(town, sam, town.child("Kayleigh"), "Lee Garside", "07700 900485")
    link = link_for(town, phone, "07700 900485")
    with town.later(minutes=16):
        enter(phone, link, number)
        phone.sees(REFUSED)
        phone.sees_not("Kayleigh")


def test_a_young_person_who_decided_alone_has_a_page_of_their_own(town, person):
    """Jodie asked that her parents are not told: her page is hers, and another family's link does not open it."""
    lorraine, phone = person("lorraine.peck"), person(width=360, touch=True)
    number = enrol(town, lorraine, town.child("Jodie"), "Jodie Tanner", "07700 900486")
    enter(phone, link_for(town, phone, "07700 900486"), number)
    phone.sees("Jodie")
    phone.sees_not("Kayleigh")
    mother = person(width=360)
    mother.page.goto(mother.server + "/personas/?words=Donna")
    mother.press(re.compile("^Be Donna"))
    mother.sees_not("Jodie")
