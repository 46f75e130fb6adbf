"""A family moves over the border: their health visitor says so, both index teams agree, a colleague there goes on."""

import pytest

pytestmark = pytest.mark.journey


@pytest.mark.postgres
def test_a_health_visitor_passes_a_moved_family_to_her_colleague_there(town, person):
    """DUD-30: the family is found again, and nobody falls between two authorities."""
    child = town.child("Tyler")
    moira, jan, elin, noor = (person(name) for name in ("moira.quayle", "jan.brook", "elin.pryce", "noor.abbas"))
    writes_the_new_address(moira, child)
    says_that_they_have_moved(moira, child)
    offers_the_record(jan)
    assert noor.open(f"/children/{child}/") == 404
    agrees(elin)
    finds_the_family_and_leads(noor, child)
    for before in (moira, jan):
        assert before.open(f"/children/{child}/") == 404
    assert moira.open(f"/help-for-a-child/{child}/story/") == 404


def writes_the_new_address(moira, child):
    moira.open(f"/who-this-is/{child}/address/")
    moira.fill("House, street and town", "4 Fen Lane, Aldermoor")
    moira.write(moira.page.get_by_label("Postcode", exact=True), "AM2 4QT")
    moira.press("Save")
    moira.sees("4 Fen Lane, Aldermoor, AM2 4QT")


def says_that_they_have_moved(moira, child):
    moira.open(f"/children/{child}/")
    moira.follow("The family has moved away")
    moira.sees("4 Fen Lane, Aldermoor, AM2 4QT")
    moira.page.get_by_label("Which authority is responsible where they live now?").select_option(label="Aldermoor")
    moira.fill("What should the index team know?", "The removal van came on Monday.")
    moira.press("Tell the index team")
    moira.sees("The index team is told")


def offers_the_record(jan):
    jan.open("/")
    jan.sees("Families said to have moved away: 1")
    jan.follow("Open its pages")
    jan.follow("Children who move")
    jan.follow("Tyler")
    told = jan.page.get_by_label("What should the other index team know?")
    assert told.input_value() == "The removal van came on Monday."
    jan.press("Offer it")
    jan.sees("is told and answers")


def agrees(elin):
    elin.open("/")
    elin.sees("Children who moved into your area")
    elin.open("/children/moves/")
    elin.follow("Tyler")
    elin.sees("4 Fen Lane")
    elin.choose("Does the child live in your area now?", "Yes: our authority is responsible from today")
    elin.press("Send the answer")
    elin.sees("Choose who receives it")
    elin.choose("Does the child live in your area now?", "Yes: our authority is responsible from today")
    who = elin.page.get_by_label("Who receives the help that is under way?")
    who.select_option(label="Noor Abbas, Family worker, Aldermoor Family Help")
    elin.press("Send the answer")
    elin.sees("Your authority is responsible for Tyler")


def finds_the_family_and_leads(noor, child):
    noor.open("/")
    noor.sees("Lead for Tyler")
    assert noor.open(f"/children/{child}/") == 200
    assert noor.open(f"/help-for-a-child/{child}/story/") == 200
    noor.follow("Show also what Teamaround recorded")
    noor.sees("The family moved. Aldermoor is responsible now.")
