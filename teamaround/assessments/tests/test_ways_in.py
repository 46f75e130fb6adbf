"""The way in for each reader, and small turns of the pages."""

import datetime

import pytest
from django.urls import reverse

from teamaround.agencies.factories import sign_in
from teamaround.assessments import answering
from teamaround.assessments.factories import completed, part_of, started, write
from teamaround.assessments.models import Answer, Assessment
from teamaround.assessments.part_form import About
from teamaround.audit.recording import recording
from teamaround.instruments.forms import NewAnswer
from teamaround.practice_data.cast import MAKER, make_involvement

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead(cast, client):
    return sign_in(client, cast.posts["lead"])


def overview(child):
    return reverse("assessments:overview", kwargs={"child_ref": child.ref})


def at(name, made, **more):
    return reverse(f"assessments:{name}", kwargs={"assessment_ref": made.ref, **more})


def test_where_none_exists_one_can_start_and_agreement_is_asked_for_calmly(cast, client):
    page = sign_in(client, cast.posts["deputy"]).get(overview(cast.teenager)).content.decode()
    assert "Start the common assessment" in page
    assert "No agreement is recorded yet" in page
    assert reverse("consent:agreement", kwargs={"child_ref": cast.teenager.ref}) in page


def test_completing_asks_for_agreement_with_the_text_in_view(cast, lead):
    made = started(cast.actors["lead"], cast.kayleigh)
    agreement = reverse("consent:agreement", kwargs={"child_ref": cast.kayleigh.ref})
    assert f"{agreement}?at_completion=1" in lead.get(at("complete", made)).content.decode()


def test_the_way_in_leads_readers_to_what_is_being_written(cast, lead):
    made = started(cast.actors["lead"], cast.kayleigh)
    assert lead.get(overview(cast.kayleigh)).url == at("paper", made)


def test_starting_second_says_who_was_first(cast, lead):
    started(cast.actors["member"], cast.kayleigh)
    page = lead.post(reverse("assessments:start", kwargs={"child_ref": cast.kayleigh.ref}), follow=True)
    assert "Priya Nair had started already" in page.content.decode()


def test_a_finished_one_shows_its_copies_and_offers_a_supplement(cast, lead):
    made = completed(cast.actors["lead"], cast.kayleigh)
    page = lead.get(at("paper", made)).content.decode()
    assert "Write a supplement" in page
    assert "first contact until" in page
    assert "The family’s copy is made once" in page


def test_the_way_in_of_another_child_is_not_there(cast, client):
    assert sign_in(client, cast.posts["other_lead"]).get(overview(cast.kayleigh)).status_code == 404


def test_asking_to_join_nothing_is_not_there(cast, lead):
    url = reverse("assessments:ask_to_join", kwargs={"child_ref": cast.kayleigh.ref})
    assert lead.get(url).status_code == 404


def test_a_checklist_that_others_fill_in_is_not_shown_to_those_outside(cast, client):
    made = started(cast.actors["lead"], cast.kayleigh, "checklist")
    write(cast.actors["lead"], made, "help_needed", "A place to sleep")
    with recording(by=MAKER, action="test.involve"):
        make_involvement(cast.kayleigh, cast.housing, cast.posts["other_agency"])
    browser = sign_in(client, cast.posts["other_agency"])
    url = reverse("assessments:checklist", kwargs={"child_ref": cast.kayleigh.ref})
    for answer in (browser.get(url), browser.post(url, {"help_needed": "Mine"})):
        assert answer.url == overview(cast.kayleigh)
    assert Answer.objects.count() == 1


def test_taking_ones_own_note_away_by_its_button(cast, lead):
    made = started(cast.actors["lead"], cast.kayleigh)
    note = write(cast.actors["lead"], made, "behaviour_needs", "Wrong child", "observed")
    url = at("section", made, section="behaviour")
    assert "Take this note away" in lead.get(f"{url}?change={note.pk}").content.decode()
    lead.post(url, {"take_away": note.pk, "behaviour_needs__seen": note.pk, "behaviour_needs": "Wrong child"})
    assert "Wrong child" not in lead.get(url).content.decode()


def test_a_colleagues_note_is_not_taken_away_by_a_forged_button(cast, lead):
    made = started(cast.actors["lead"], cast.kayleigh)
    note = write(cast.actors["member"], made, "behaviour_needs", "Bites", "observed")
    page = lead.post(at("section", made, section="behaviour"), {"take_away": note.pk}, follow=True)
    assert "Only the person who wrote this can change it" in page.content.decode()
    assert "Bites" in page.content.decode()


def test_two_pages_of_answers_that_differ_are_shown_after_sending(cast, lead):
    made = started(cast.actors["lead"], cast.kayleigh)
    first = write(cast.actors["lead"], made, "reason_for_assessment", "Late")
    write(cast.actors["member"], made, "reason_for_assessment", "On Mondays", after=first)
    sent = {"submission_key": "k", "reason_for_assessment__seen": first.pk, "reason_for_assessment": "Always"}
    page = lead.post(at("section", made, section="this_assessment"), sent, follow=True).content.decode()
    assert "choose which one holds" in page


def test_words_typed_in_for_somebody_say_so(cast, lead):
    made = started(cast.actors["lead"], cast.kayleigh)
    answering.give(
        by=cast.actors["delegate"],
        part=part_of(made, "behaviour"),
        new=[NewAnswer("behaviour", "behaviour_needs", "Bites", "said_by_parent")],
        about=About(who="Donna Moss"),
    )
    page = lead.get(at("read", made)).content.decode()
    assert "typed in by Kit Mellor" in page
    assert "said by Donna Moss" in page


def test_the_printed_whole_holds_lists_and_parts_not_needed(cast, lead):
    made = started(cast.actors["lead"], cast.kayleigh)
    write(cast.actors["lead"], made, "people_present", [{"name": "Donna Moss", "part": "mother"}])
    write(cast.actors["lead"], made, "child_requirements", ["signing"])
    part = part_of(made, "behaviour")
    answering.give(by=cast.actors["lead"], part=part, new=[NewAnswer("behaviour", "not_needed", True)])
    assert lead.get(at("print", made)).content.startswith(b"%PDF")
    assert "Donna Moss" in lead.get(at("read", made)).content.decode()
    assert made.started_at.date() == datetime.date(2026, 3, 3)
    assert Assessment.objects.count() == 1
