"""An officer of another service gets a new referral and looks into the index first (DUD-30, KIR-CI)."""

import pytest

pytestmark = pytest.mark.journey


@pytest.mark.postgres
def test_who_is_there_already_is_found_asked_and_answers(town, person):
    """Existence, who leads and a number to ring: no content. A question is asked and answered in place."""
    child = town.child("Kayleigh")
    dave, sam = person("dave.hinchliffe"), person("sam.okafor")
    finds_the_child(dave)
    sees_who_is_there_and_nothing_they_wrote(dave, child)
    asks_who_leads(dave, child)
    answers(sam)
    reads_the_answer(dave)


def finds_the_child(dave):
    dave.open("/children/search/")
    dave.choose("Why are you looking for this child?", "The child is new to my service")
    dave.fill("First name", "Kaylie")
    dave.fill("Family name", "Moss")
    dave.fill("Or age in years", "7")
    dave.press("Find the child")
    dave.follow("Kayleigh Moss")
    dave.sees("Who is around Kayleigh")


def sees_who_is_there_and_nothing_they_wrote(dave, child):
    dave.sees("Sam Okafor")
    for page in (f"/help-for-a-child/{child}/story/", f"/plans/{child}/", f"/agreement/{child}/"):
        assert dave.open(page) in {403, 404}


def asks_who_leads(dave, child):
    dave.open(f"/children/{child}/")
    dave.follow("Ask somebody")
    dave.page.get_by_label("Sam Okafor").first.check()
    dave.fill("Your question", "The rent is late and I am to visit. What should I know first?")
    dave.press("Send the question")
    dave.sees("Your question is sent")


def answers(sam):
    sam.open("/worktray/")
    sam.sees("Dave Hinchliffe asks about Kayleigh Moss")
    sam.follow("Dave Hinchliffe asks about Kayleigh Moss")
    sam.sees("The rent is late")
    sam.fill("Your answer", "Ring me before you go. The mornings are best.")
    sam.press("Send the answer")


def reads_the_answer(dave):
    dave.open("/worktray/")
    dave.follow("has answered about Kayleigh Moss")
    dave.sees("Ring me before you go. The mornings are best.")
    dave.press("Put it away")
