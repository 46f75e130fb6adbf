"""The link of an invitation: answers without an account, opens nothing else, and ends with the meeting (DER-08)."""

import datetime

import pytest

from journeys.town import link_in

pytestmark = pytest.mark.journey
DAY = datetime.date.today() + datetime.timedelta(days=12)


def call(town, person, place):
    """Sam calls a meeting; the health visitor's letter has a link of its own."""
    town.give_email("priya.nair")
    sam = person("sam.okafor")
    sam.open(f"/meetings/about/{town.child('Kayleigh')}/call/")
    sam.fill_day("On which day?", DAY)
    sam.fill("At what time?", "10am")
    sam.fill("Where?", place)
    sam.press("Send invitations")
    sam.sees("The meeting is called")
    letter = town.letter(place)
    assert "Kayleigh" not in letter
    return sam, link_in(letter, "/meetings/link/")


@pytest.mark.postgres
def test_a_guest_writes_a_part_and_changes_the_answer(town, person):
    sam, link = call(town, person, "The blue room")
    guest = person(width=360)
    assert guest.open(link) == 200
    guest.sees("A written part counts as much as coming.")
    guest.sees_not("Kayleigh")
    guest.choose("Will you come?", "Sends a written part")
    guest.press("Send your answer")
    guest.sees("There is a problem")
    guest.fill("Your written part", "She has grown two centimetres and laughs more.")
    guest.press("Send your answer")
    guest.sees("Thank you")
    again = person()
    again.open(link)
    again.choose("Will you come?", "Coming")
    again.press("Send your answer")
    answered = town.rows("meetings.Invitee", written_part="She has grown two centimetres and laughs more.")
    assert [row["answer"] for row in answered] == ["coming"]
    sam.page.reload()
    sam.sees("Priya Nair")


@pytest.mark.postgres
def test_the_link_opens_nothing_but_its_own_invitation(town, person):
    _sam, link = call(town, person, "The green room")
    other = town.find("meetings.Meeting", place="Family room")["ref"]
    own = town.find("meetings.Meeting", place="The green room")["ref"]
    guest = person()
    guest.open(link)
    for path in (f"/meetings/{other}/", f"/meetings/{other}/answer/", f"/meetings/{own}/minutes/", "/worktray/"):
        guest.page.goto(guest.server + path)
        guest.sees_not("Kayleigh")
        guest.sees_not("Your written part")
    assert person().open(link[:-4] + "abc/") == 404


def test_after_the_meeting_the_link_is_dead(town, person):
    _sam, link = call(town, person, "The red room")
    with town.later(days=13):
        assert person().open(link) == 404


def test_called_off_the_link_is_dead(town, person):
    sam, link = call(town, person, "The yellow room")
    sam.press("Call it off")
    assert person().open(link) == 404
