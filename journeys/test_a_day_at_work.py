"""The day of those who do not lead: what each needs is one or two presses away, and the rest stays shut."""

import pytest

pytestmark = pytest.mark.journey


def test_a_head_teacher_who_looks_once_a_day(town, person):
    grace = person("grace.holt")
    grace.open("/")
    grace.sees("Grace")
    grace.sees("Kayleigh Moss")
    grace.follow("Insight")
    grace.sees("late")
    grace.follow("Children")
    grace.follow("Kayleigh Moss")
    grace.sees("What is happening")
    assert grace.open(f"/children/{town.child('Tyler')}/") == 404


def test_a_manager_reads_and_takes_the_figures(person):
    grace = person("grace.holt")
    grace.open("/insight/")
    with grace.page.expect_download() as taken:
        grace.page.get_by_role("link", name="Download").first.click()
    assert taken.value.suggested_filename.endswith(".csv")
    other = person("nina.kerr")
    other.open("/insight/")
    other.sees_not("Sam Okafor")


def test_the_index_team_finds_and_mends_but_reads_no_plan(town, person):
    jan = person("jan.brook")
    jan.open("/children/search/")
    jan.choose("Why are you looking for this child?", "To check or mend the entry")
    jan.fill("First name", "Kaylie")
    jan.fill("Family name", "Moss")
    jan.fill("Or age in years", "7")
    jan.press("Find the child")
    jan.sees("Kayleigh")
    child = town.child("Kayleigh")
    assert jan.open(f"/plans/{child}/") in {403, 404}
    assert jan.open(f"/help-for-a-child/{child}/story/") in {403, 404}


def test_a_volunteer_who_signs_in_once_a_month_and_whose_training_ran_out(town, person):
    """She is told what is missing and who can help; noting a worry works all the same."""
    town.on_record(
        "import datetime\nfrom teamaround.agencies.models import Qualification\nfrom teamaround.kit import clock\n"
        "rows = Qualification.objects.filter(practitioner__account__username='una.tranter', kind='training')\n"
        "rows.update(on=clock.today() - datetime.timedelta(days=800),"
        " until=clock.today() - datetime.timedelta(days=3))"
    )
    una = person("una.tranter", width=360, touch=True)
    assert una.open(f"/children/{town.child('Kayleigh')}/") in {403, 404}
    una.open("/help-for-a-child/worry/")
    una.fill("Which child?", "Kayleigh Moss, Hazel Bank")
    una.fill("What worries you?", "She walked home alone in the dark.")
    una.choose("Does the family know?", "Not talked about yet")
    una.press("Note the worry")
    una.sees("Your worry is noted")


def test_somebody_from_next_door_finds_no_child_of_ours(town, person):
    noor = person("noor.abbas")
    for name in ("Kayleigh", "Tyler", "Jodie"):
        assert noor.open(f"/children/{town.child(name)}/") == 404
