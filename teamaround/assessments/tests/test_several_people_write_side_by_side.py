"""Many hands in one part: everybody's words stand, nobody types over anybody (DER-18)."""

import pytest
from django.urls import reverse

from teamaround.access.doing import Refused
from teamaround.agencies.factories import sign_in
from teamaround.assessments import answering, inviting
from teamaround.assessments.factories import part_of, started, write
from teamaround.assessments.models import Answer
from teamaround.assessments.queries import rows_of
from teamaround.instruments.answers import conflicts, current
from teamaround.instruments.forms import NewAnswer
from teamaround.kit.problems import Problem

pytestmark = pytest.mark.django_db
Q = "speech_language_needs"


@pytest.fixture
def draft(cast):
    return started(cast.actors["lead"], cast.kayleigh)


def section_url(assessment, section="speech_language"):
    return reverse("assessments:section", kwargs={"assessment_ref": assessment.ref, "section": section})


def test_two_authors_stand_as_two_notes(cast, draft):
    write(cast.actors["lead"], draft, Q, "Points at things", "observed")
    write(cast.actors["member"], draft, Q, "Strangers understand half", "said_by_parent")
    assert [row.value for row in current(rows_of(draft))] == ["Points at things", "Strangers understand half"]


def test_nobody_changes_a_colleagues_note(cast, draft):
    note = write(cast.actors["member"], draft, Q, "Strangers understand half", "observed")
    with pytest.raises(Problem):
        write(cast.actors["lead"], draft, Q, "Nonsense", "opinion", after=note)
    assert Answer.objects.count() == 1


def test_two_who_change_one_answer_are_both_shown(cast, draft, client):
    first = write(cast.actors["lead"], draft, "reason_for_assessment", "Late")
    write(cast.actors["lead"], draft, "reason_for_assessment", "Late each day", after=first)
    write(cast.actors["member"], draft, "reason_for_assessment", "Late on Mondays", after=first)
    page = sign_in(client, cast.posts["lead"]).get(section_url(draft, "this_assessment")).content.decode()
    assert "Late each day" in page
    assert "Late on Mondays" in page
    assert "stand against each other" in page


def test_choosing_one_of_two_keeps_the_other_in_the_history(cast, draft, client):
    first = write(cast.actors["lead"], draft, "reason_for_assessment", "Late")
    mine = write(cast.actors["lead"], draft, "reason_for_assessment", "Late each day", after=first)
    write(cast.actors["member"], draft, "reason_for_assessment", "Late on Mondays", after=first)
    browser = sign_in(client, cast.posts["lead"])
    browser.post(section_url(draft, "this_assessment"), {"keep_row": mine.pk, "reason_for_assessment": "Late each day"})
    from teamaround.assessments.queries import instrument_of

    assert conflicts(rows_of(draft), instrument_of(draft)) == ()
    assert Answer.objects.filter(value="Late on Mondays").exists()


def test_a_row_of_another_assessment_cannot_be_superseded(cast, draft):
    other = started(cast.actors["other_lead"], cast.tyler)
    theirs = write(cast.actors["other_lead"], other, Q, "Theirs", "observed")
    with pytest.raises(Problem):
        write(cast.actors["lead"], draft, Q, "Mine", "observed", after=theirs)


@pytest.mark.parametrize(("section", "question"), [("behaviour", Q), ("speech_language", "nothing_like_it")])
def test_an_answer_belongs_to_a_question_of_its_part(cast, draft, section, question):
    new = [NewAnswer(section, question, "x")]
    with pytest.raises(Problem):
        answering.give(by=cast.actors["lead"], part=part_of(draft, "speech_language"), new=new)


def test_somebody_asked_for_one_part_writes_in_that_part_only(cast, draft):
    inviting.invite(
        by=cast.actors["lead"], assessment=draft, post=cast.posts["other_agency"], sections=["housing_money"]
    )
    write(cast.actors["other_agency"], draft, "housing_money_needs", "Two rooms for six", "observed")
    with pytest.raises(Refused):
        write(cast.actors["other_agency"], draft, Q, "Not my part", "observed")


def test_a_note_is_taken_away_by_its_author_and_the_row_stays(cast, draft):
    note = write(cast.actors["member"], draft, Q, "Wrong child", "observed")
    with pytest.raises(Problem):
        answering.take_away(by=cast.actors["lead"], part=part_of(draft, "speech_language"), row_id=note.pk)
    answering.take_away(by=cast.actors["member"], part=part_of(draft, "speech_language"), row_id=note.pk)
    assert current(rows_of(draft)) == ()
    assert Answer.objects.filter(value="Wrong child").exists()


def test_a_note_that_is_not_there_cannot_be_taken_away(cast, draft):
    with pytest.raises(Problem):
        answering.take_away(by=cast.actors["lead"], part=part_of(draft, "speech_language"), row_id=999)


def test_a_failure_after_the_first_of_two_answers_leaves_neither(cast, draft, monkeypatch):
    made = Answer.objects.create
    calls = []

    def breaks(**values):
        calls.append(values)
        if len(calls) == 2:
            raise RuntimeError("the server was killed")
        return made(**values)

    monkeypatch.setattr(Answer.objects, "create", breaks)
    new = [NewAnswer("speech_language", Q, "one", "observed"), NewAnswer("speech_language", Q, "two", "observed")]
    with pytest.raises(RuntimeError):
        answering.give(by=cast.actors["lead"], part=part_of(draft, "speech_language"), new=new)
    assert Answer.objects.count() == 0
