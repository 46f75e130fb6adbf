"""Two services about to meet about one child, each without the other: the second is told, the first learns (KIR-CI)."""

import datetime

import pytest

from journeys.town import link_in

pytestmark = pytest.mark.journey


@pytest.mark.postgres
def test_the_second_is_told_who_leads_and_whoever_leads_is_told_of_the_second(town, person):
    """One family, one meeting: who leads is seen before calling, and the lead sees who called."""
    child = town.child("Kayleigh")
    address = town.give_email("sam.okafor")
    priya, sam = person("priya.nair"), person("sam.okafor")
    priya.open(f"/meetings/about/{child}/call/")
    priya.sees("Sam Okafor leads for this child and will be told that you call a meeting.")
    priya.fill_day("On which day?", datetime.date.today() + datetime.timedelta(days=9))
    priya.fill("At what time?", "2.15pm")
    priya.fill("Where?", "The clinic, room 4")
    priya.press("Send invitations")
    priya.sees("The meeting is called")
    letter = town.letter("called a meeting about a child you lead for")
    assert address in letter and "Kayleigh" not in letter
    sam.open(link_in(letter, "/meetings/").removeprefix(sam.server))
    sam.sees("The clinic, room 4")
    sam.sees("Priya Nair")
