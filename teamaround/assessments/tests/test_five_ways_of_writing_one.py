"""In one sitting, in stages with dated visits, with others, after a talk, or typed in from paper (issue 4 item 2)."""

import datetime

import pytest
from django.urls import reverse

from teamaround.agencies.factories import sign_in
from teamaround.assessments.factories import started, write
from teamaround.assessments.models import Answer
from teamaround.assessments.queries import rows_of
from teamaround.instruments.answers import current

pytestmark = pytest.mark.django_db
NOTE = "behaviour_needs"


@pytest.fixture
def draft(cast):
    return started(cast.actors["lead"], cast.kayleigh)


@pytest.fixture
def lead(cast, client):
    return sign_in(client, cast.posts["lead"])


def at(draft, section="behaviour", name="section"):
    return reverse(f"assessments:{name}", kwargs={"assessment_ref": draft.ref, "section": section})


def sent(text="Bites", source="observed", key="k", day="", who="", question=NOTE):
    given = day.split(".") if day else ["", "", ""]
    boxes = {f"about_day-{part}": number for part, number in zip(("day", "month", "year"), given, strict=True)}
    return {"submission_key": key, question: text, f"{question}__source": source, "about_who": who, **boxes}


def standing(draft):
    return [(row.value, row.visit_on, row.source_words) for row in current(rows_of(draft))]


def test_in_one_sitting_nothing_more_is_asked(draft, lead):
    lead.post(at(draft), sent())
    assert standing(draft) == [("Bites", None, "")]
    assert 'details assess-about">' in lead.get(at(draft)).content.decode()


def test_in_stages_the_day_of_the_visit_stands_beside_the_note(draft, lead):
    lead.post(at(draft), sent(day="24.2.2026"))
    assert standing(draft) == [("Bites", datetime.date(2026, 2, 24), "")]
    assert "24 February" in lead.get(at(draft)).content.decode()


def test_the_day_stays_for_the_other_parts_until_it_is_taken_out(draft, lead):
    lead.post(at(draft), sent(day="24.2.2026"))
    page = lead.get(at(draft, "health_general")).content.decode()
    assert 'assess-about" open' in page
    assert 'value="24"' in page
    lead.post(at(draft, "health_general"), sent(question="health_general_needs", key="h"))
    assert 'value="24"' not in lead.get(at(draft, "emotional_social")).content.decode()


def test_the_day_is_not_taken_to_another_assessment_or_another_day(cast, draft, lead):
    lead.post(at(draft), sent(day="24.2.2026"))
    other = started(cast.actors["lead"], cast.kayleigh, "checklist")
    session = lead.session
    assert session["assessments.visit"][0] == draft.ref != other.ref
    session["assessments.visit"] = [draft.ref, "2026-02-24", "2026-03-02"]
    session.save()
    assert 'value="24"' not in lead.get(at(draft, "health_general")).content.decode()


TAGS = {"said_by_parent": "said by Donna Moss", "reported_by_agency": "reported by Donna Moss"}


@pytest.mark.parametrize("source", TAGS)
def test_after_a_talk_the_name_stands_beside_the_words(draft, lead, source):
    lead.post(at(draft), sent(source=source, who="Donna Moss"))
    assert TAGS[source] in lead.get(at(draft)).content.decode()


def test_saving_by_itself_takes_the_day_and_a_later_change_of_it_makes_a_version(draft, lead):
    lead.post(at(draft, name="keep"), sent())
    lead.post(at(draft, name="keep"), sent(day="24.2.2026", who="Nan"))
    lead.post(at(draft, name="keep"), sent(day="24.2.2026", who="Nan"))
    assert standing(draft) == [("Bites", datetime.date(2026, 2, 24), "Nan")]
    assert Answer.objects.count() == 2


def test_ones_own_note_opens_with_its_day_and_speaker(cast, draft, lead):
    lead.post(at(draft), sent(day="24.2.2026", who="Nan"))
    (row,) = current(rows_of(draft))
    page = lead.get(at(draft), {"change": row.pk}).content.decode()
    assert 'value="Nan"' in page
    assert 'value="24"' in page


def test_other_answers_of_the_page_carry_no_day(draft, lead):
    lead.post(at(draft, "child_words"), {"submission_key": "k", "child_words_given": "refused", "about_who": "Nan"})
    assert standing(draft) == [("refused", None, "")]


@pytest.mark.parametrize("day", ["30.2.2026", "4.3.2026", "x.y.z", "1.1.1", "..2026"])
def test_a_day_that_cannot_be_keeps_the_note_and_asks_again(draft, lead, day):
    page = lead.post(at(draft), sent(day=day))
    assert page.status_code == 200
    assert "The day of the visit or talk" in page.content.decode()
    assert standing(draft) == [("Bites", None, "")]
    assert lead.post(at(draft, name="keep"), sent(day=day)).status_code == 400


def test_too_long_a_name_is_refused_with_a_sentence(draft, lead):
    assert "make it shorter" in lead.post(at(draft, name="keep"), sent(who="x" * 121)).json()["message"]


def test_with_others_each_writes_in_the_own_name(cast, draft, lead):
    write(cast.actors["member"], draft, NOTE, "Calm at swimming", "observed")
    lead.post(at(draft), sent())
    assert [row.author for row in current(rows_of(draft))] == [cast.posts["member"], cast.posts["lead"]]


def test_a_part_without_notes_asks_for_no_day(draft, lead):
    assert "assess-about" not in lead.get(at(draft, "carers")).content.decode()
