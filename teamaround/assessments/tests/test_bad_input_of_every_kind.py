"""Whatever arrives in a box of a part: a clear sentence at that box, and everything that is right is kept."""

import pytest
from django.urls import reverse

from teamaround.agencies.factories import sign_in
from teamaround.assessments.factories import started
from teamaround.assessments.models import Answer
from teamaround.assessments.queries import rows_of
from teamaround.instruments.answers import current

pytestmark = pytest.mark.django_db

BAD = {
    "a name too long": ("details", {"given_names": "x" * 10_000}, "make it shorter"),
    "a text too long": ("this_assessment", {"reason_for_assessment": "x" * 20_001}, "make it shorter"),
    "no such choice": ("details", {"sex": "dragon"}, "Choose"),
    "neither yes nor no": ("taking_part", {"disability": "perhaps"}, "Choose"),
    "one of several that is none": ("taking_part", {"child_requirements": ["signing", "magic"]}, "Choose"),
    "a day that never was": (
        "details",
        {"birth_date": "2019-02-31"},
        "",
    ),
    "words for a day": (
        "child_words",
        {"child_ask_on": "soon"},
        "",
    ),
    "a day inside a group": ("carers", {"carers__0__birth_date": "99.1.2", "carers__0__name": "D"}, ""),
    "an agency that is none": ("services", {"services__0__agency": "no-such-ref"}, "Choose"),
    "a footing that is none": (
        "behaviour",
        {"behaviour_needs": "Bites", "behaviour_needs__source": "rumour"},
        "Choose",
    ),
}
ODD = {
    "a script": "<script>alert(1)</script>",
    "an emoji": "😀👩‍👩‍👧",
    "NUL and bells": "a\x00b\x07c",
    "turned letters": "\u202eabc",
    "only blanks": "   \n\t ",
    "a lone half of a pair": "x\ud83dy".encode("utf-8", "replace").decode(),
}


@pytest.fixture
def draft(cast):
    return started(cast.actors["lead"], cast.kayleigh)


@pytest.fixture
def lead(cast, client):
    return sign_in(client, cast.posts["lead"])


def at(draft, section, name="section"):
    return reverse(f"assessments:{name}", kwargs={"assessment_ref": draft.ref, "section": section})


@pytest.mark.parametrize("what", BAD)
def test_it_is_said_at_the_box_and_nothing_of_it_is_written(draft, lead, what):
    section, fields, words = BAD[what]
    page = lead.post(at(draft, section), {"submission_key": "k", **fields})
    assert page.status_code == 200
    shown = page.content.decode()
    assert "govuk-error-summary" in shown
    assert words in shown
    written = {row.question for row in current(rows_of(draft))}
    assert written == ({"behaviour_needs"} if "footing" in what else set())


@pytest.mark.parametrize("what", BAD)
def test_saving_by_itself_says_it_too(draft, lead, what):
    section, fields, _words = BAD[what]
    answer = lead.post(at(draft, section, "keep"), {"submission_key": "k", **fields})
    assert answer.status_code == (200 if "footing" in what else 400)


def test_what_is_right_beside_it_is_kept(draft, lead):
    sent = {"submission_key": "k", "sex": "dragon", "given_names": "Kayleigh"}
    lead.post(at(draft, "details"), sent)
    assert [row.value for row in current(rows_of(draft)) if row.question == "given_names"] == ["Kayleigh"]


@pytest.mark.parametrize("what", ODD)
def test_odd_characters_break_nothing_and_stay_words(draft, lead, what):
    lead.post(at(draft, "this_assessment"), {"submission_key": "k", "reason_for_assessment": ODD[what]})
    page = lead.get(at(draft, "this_assessment"))
    assert page.status_code == 200
    assert "<script>alert" not in page.content.decode()
    assert all("\x00" not in row.value for row in Answer.objects.all())


@pytest.mark.parametrize("number", ["-1", "999999", "x", "", "٣"])
def test_a_group_cannot_be_made_endless(draft, lead, number):
    sent = {"submission_key": "k", "carers__count": number, "carers__0__name": "Donna", "carers__more": "1"}
    page = lead.post(at(draft, "carers"), sent, follow=True)
    assert page.status_code == 200
    assert page.content.decode().count('name="carers__') < 800


@pytest.mark.parametrize("seen", ["999999999999", "-5", "abc", "1,2,3,", "9" * 60])
def test_rows_that_were_never_seen_are_not_superseded(draft, lead, seen):
    sent = {"submission_key": "k", "reason_for_assessment__seen": seen, "reason_for_assessment": "Late"}
    lead.post(at(draft, "this_assessment"), sent)
    assert [row.value for row in current(rows_of(draft)) if row.question == "reason_for_assessment"] == ["Late"]


@pytest.mark.parametrize("button", ["keep_row", "take_away"])
@pytest.mark.parametrize("number", ["0", "999999", "9" * 18])
def test_a_button_with_a_forged_number_is_told_and_changes_nothing(draft, lead, button, number):
    page = lead.post(at(draft, "behaviour"), {"submission_key": "k", button: number}, follow=True)
    assert "This form was damaged on its way" in page.content.decode()
    assert not Answer.objects.exists()


def test_a_key_of_any_length_is_cut(draft, lead):
    sent = {"submission_key": "k" * 500, "reason_for_assessment": "Late"}
    lead.post(at(draft, "this_assessment"), sent)
    assert len(Answer.objects.get(question="reason_for_assessment").page_key) == 64
