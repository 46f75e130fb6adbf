"""Saving by itself, a double click, a beacon: one note, whatever arrives and however often (design.md 6)."""

import datetime

import pytest
from django.urls import reverse

from teamaround.agencies.factories import sign_in
from teamaround.agencies.models import Unsent
from teamaround.assessments.factories import started, write
from teamaround.assessments.models import Answer
from teamaround.assessments.queries import rows_of
from teamaround.instruments.answers import current
from teamaround.kit import clock

pytestmark = pytest.mark.django_db
NOTE = "speech_language_strengths"


@pytest.fixture
def draft(cast):
    return started(cast.actors["lead"], cast.kayleigh)


@pytest.fixture
def lead(cast, client):
    return sign_in(client, cast.posts["lead"])


def at(name, draft, section="speech_language"):
    return reverse(f"assessments:{name}", kwargs={"assessment_ref": draft.ref, "section": section})


def sent(text, source="observed", key="page-1"):
    return {"submission_key": key, f"{NOTE}__seen": "", NOTE: text, f"{NOTE}__source": source}


def standing(draft):
    return [row.value for row in current(rows_of(draft))]


def test_saving_by_itself_while_one_writes_makes_one_note(draft, lead):
    for text in ("Sings", "Sings all", "Sings all day"):
        assert lead.post(at("keep", draft), sent(text)).json() == {"saved": "10am"}
    lead.post(at("section", draft), sent("Sings all day"))
    assert standing(draft) == ["Sings all day"]


def test_a_double_click_writes_once(draft, lead):
    for _time in range(2):
        assert lead.post(at("section", draft), sent("Sings all day")).status_code == 302
    assert Answer.objects.count() == 1


def test_two_pages_opened_one_after_the_other_make_two_notes(draft, lead):
    lead.post(at("section", draft), sent("Sings", key="page-1"))
    lead.post(at("section", draft), sent("Reads", key="page-2"))
    assert standing(draft) == ["Sings", "Reads"]


def test_emptying_the_box_takes_back_what_was_saved_by_itself(draft, lead):
    lead.post(at("keep", draft), sent("Sings"))
    lead.post(at("keep", draft), sent(""))
    assert standing(draft) == []


def test_a_note_without_its_footing_is_kept_and_asked_about(draft, lead):
    assert "Choose where it comes from" in lead.post(at("keep", draft), sent("Sings", source="")).json()["saved"]
    page = lead.post(at("section", draft), sent("Sings", source=""))
    assert page.status_code == 200
    assert "Choose where this comes from" in page.content.decode()
    lead.post(at("section", draft), sent("Sings", source="observed"))
    assert [(row.value, row.source) for row in current(rows_of(draft))] == [("Sings", "observed")]


def test_a_conflict_is_told_to_the_page_that_saves_by_itself(cast, draft, lead):
    first = write(cast.actors["lead"], draft, "reason_for_assessment", "Late")
    write(cast.actors["member"], draft, "reason_for_assessment", "Late on Mondays", after=first)
    mine = {"submission_key": "k", "reason_for_assessment__seen": first.pk, "reason_for_assessment": "Never on time"}
    answer = lead.post(at("keep", draft, "this_assessment"), mine)
    assert answer.status_code == 409
    assert {"Late on Mondays", "Never on time"} <= set(standing(draft))


def test_too_long_a_text_is_refused_with_a_sentence(draft, lead):
    answer = lead.post(at("keep", draft), sent("x" * 20_001))
    assert answer.status_code == 400
    assert "make it shorter" in answer.json()["message"]


@pytest.mark.parametrize("text", ["😀 <script>alert(1)</script>", "a\x00b", "\u202etxet"])
def test_odd_characters_are_kept_as_text(draft, lead, text):
    lead.post(at("section", draft), sent(text))
    page = lead.get(at("section", draft)).content.decode()
    assert "<script>alert" not in page
    assert len(standing(draft)) == 1


def test_what_is_not_a_page_or_a_row_does_no_harm(draft, lead):
    assert lead.get(at("section", draft) + "?page=99&change=abc").status_code == 200
    assert lead.get(at("section", draft) + "?page=x&change=99999999").status_code == 200
    assert lead.get(at("section", draft, "no_such_part")).status_code == 404


def test_changing_ones_own_note_makes_a_new_version(cast, draft, lead):
    note = write(cast.actors["lead"], draft, NOTE, "Sings", "observed")
    page = lead.get(at("section", draft) + f"?change={note.pk}").content.decode()
    assert "Change your part" in page
    lead.post(at("section", draft), sent("Sings and reads") | {f"{NOTE}__seen": note.pk})
    assert standing(draft) == ["Sings and reads"]
    assert Answer.objects.filter(value="Sings").exists()


def test_stopping_leads_to_the_whole_and_back_to_where_one_stopped(draft, lead):
    lead.get(at("section", draft))
    answer = lead.post(at("section", draft), sent("Sings") | {"stop": "1"}, follow=True)
    assert "Go on with “Speech and language”" in answer.content.decode()


def test_not_needed_is_a_full_answer(draft, lead):
    lead.post(at("section", draft), {"submission_key": "k", "not_needed": "on"})
    page = lead.get(reverse("assessments:paper", kwargs={"assessment_ref": draft.ref})).content.decode()
    assert "not needed" in page


def test_what_the_index_knows_is_filled_in_with_its_source_and_accepted_by_saving(cast, draft, lead):
    url = at("section", draft, "carers")
    page = lead.get(url).content.decode()
    assert "Donna Moss" in page
    assert "From the index. Saving this page accepts it." in page
    fields = {"submission_key": "k", "carers__seen": "", "carers__count": "2", "carers__0__name": "Donna Moss"}
    lead.post(url, fields | {"carers__0__relationship": "mother", "carers__more": "1"})
    assert standing(draft) == [[{"name": "Donna Moss", "relationship": "mother"}]]


def test_a_login_that_ended_in_the_middle_keeps_the_text(draft, lead):
    lead.get(at("section", draft))
    long_text = "She talks to her brother all the way home. " * 200
    with clock.freeze(clock.now() + datetime.timedelta(hours=1)):
        answer = lead.post(at("section", draft), sent(long_text))
        assert answer.status_code == 302
        assert "/sign-in/" in answer.url
        assert Unsent.objects.get().path == at("section", draft)
    assert Answer.objects.count() == 0


def test_saving_by_itself_after_the_login_ended_tells_the_page(draft, lead):
    lead.get(at("section", draft))
    with clock.freeze(clock.now() + datetime.timedelta(hours=1)):
        answer = lead.post(at("keep", draft), sent("Sings"), headers={"Sec-Fetch-Mode": "cors"})
    assert answer.status_code == 401


def test_what_was_kept_after_the_login_ended_opens_the_part_and_not_bare_data(cast, client, draft):
    lead = sign_in(client, cast.posts["lead"])
    answer = lead.post(at("keep", draft), sent("Sings"), headers={"Accept": "text/html,*/*"}, follow=True)
    assert answer.status_code == 200 and "<h1" in answer.content.decode()
    assert "Sings" in answer.content.decode()
    too_long = lead.post(at("keep", draft), sent("x" * 20_001), headers={"Accept": "text/html"}, follow=True)
    assert "shorter" in too_long.content.decode()
