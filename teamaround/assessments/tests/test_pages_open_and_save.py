"""The way through an assessment by its pages, from the start to the shared copy."""

import pytest
from django.urls import reverse

from teamaround.agencies.factories import sign_in
from teamaround.assessments.models import Answer, Assessment
from teamaround.child_index.models import Indication

pytestmark = pytest.mark.django_db


def at(name, assessment, **more):
    return reverse(f"assessments:{name}", kwargs={"assessment_ref": assessment.ref, **more})


@pytest.fixture
def lead(cast, client):
    return sign_in(client, cast.posts["lead"])


@pytest.fixture
def started(cast, lead):
    lead.post(reverse("assessments:start", kwargs={"child_ref": cast.kayleigh.ref}))
    return Assessment.objects.get(instrument="common_assessment")


def test_starting_leads_to_the_assessment_at_a_glance(cast, lead):
    page = lead.post(reverse("assessments:start", kwargs={"child_ref": cast.kayleigh.ref}), follow=True)
    assert page.status_code == 200
    assert "Speech and language" in page.content.decode()
    assert Indication.objects.get(kind="assessment_started").child == cast.kayleigh


def test_a_note_is_saved_and_the_next_part_opens(started, lead):
    url = at("section", started, section="speech_language")
    sent = {"speech_language_strengths": "Sings all day", "speech_language_strengths__source": "observed"}
    answer = lead.post(url, sent)
    assert answer.url.startswith(at("section", started, section="emotional_social"))
    assert Answer.objects.get().value == "Sings all day"
    assert "Sings all day" in lead.get(url).content.decode()


@pytest.mark.parametrize("name", ["paper", "read", "invite", "complete"])
def test_each_page_opens(started, lead, name):
    page = lead.get(at(name, started)).content.decode()
    assert "Kayleigh" in page
    assert "UNDEFINED" not in page


def test_every_part_opens_for_writing(started, lead):
    from teamaround.assessments.queries import instrument_of

    for section in instrument_of(started).sections:
        page = lead.get(at("section", started, section=section.key))
        assert page.status_code == 200, section.key
        assert "UNDEFINED" not in page.content.decode(), section.key


def test_the_checklist_opens(cast, lead):
    page = lead.get(reverse("assessments:checklist", kwargs={"child_ref": cast.kayleigh.ref}))
    assert page.status_code == 200
    assert "UNDEFINED" not in page.content.decode()
