"""Five outcomes, the help, and five ways on (issue 2 step 6)."""

import datetime

import pytest
from django.urls import reverse

from teamaround.agencies.factories import sign_in
from teamaround.assessments import deciding
from teamaround.assessments.deciding import Decided
from teamaround.assessments.factories import started, write
from teamaround.assessments.models import Assessment, ChecklistDecision
from teamaround.audit.recording import recording
from teamaround.episodes.models import Episode, LookAgain
from teamaround.kit.problems import Problem
from teamaround.practice_data.cast import MAKER

pytestmark = pytest.mark.django_db
OUTCOMES = ("be_healthy", "stay_safe", "enjoy_achieve", "positive_contribution", "economic_wellbeing")
ANSWERED = dict.fromkeys(OUTCOMES, "not_sure")


@pytest.fixture
def lead(cast, client):
    with recording(by=MAKER, action="test.state"):
        Episode.objects.filter(child=cast.kayleigh).update(state="checking")
    return sign_in(client, cast.posts["lead"])


def url(cast):
    return reverse("assessments:checklist", kwargs={"child_ref": cast.kayleigh.ref})


def send(lead, cast, word, **more):
    sent = {**ANSWERED, "checklist_decision": word, "decision_reason": "Because", "submission_key": "k", **more}
    return lead.post(url(cast), sent)


@pytest.mark.parametrize("word", ["nothing_now", "own_service"])
def test_somebody_looks_again_in_six_weeks(cast, lead, word):
    assert send(lead, cast, word).status_code == 302
    look = LookAgain.objects.get()
    assert (look.due_on, look.who) == (datetime.date(2026, 4, 14), cast.posts["lead"])
    assert Episode.objects.get(child=cast.kayleigh).state == "watching"


def test_somebody_else_looks_again_on_a_day_that_was_given(cast, lead):
    day = {"look_again_on-day": "9", "look_again_on-month": "3", "look_again_on-year": "2026"}
    send(lead, cast, "nothing_now", who=cast.posts["member"].ref, **day)
    look = LookAgain.objects.get()
    assert (look.due_on, look.who) == (datetime.date(2026, 3, 9), cast.posts["member"])


def test_asking_a_service_names_it(cast, lead):
    page = send(lead, cast, "ask_service")
    assert "Choose which service you ask" in page.content.decode()
    send(lead, cast, "ask_service", agency=cast.housing.ref)
    assert ChecklistDecision.objects.get().asked_agency == cast.housing
    assert LookAgain.objects.exists()


def test_a_common_assessment_starts_at_once(cast, lead):
    answer = send(lead, cast, "common_assessment")
    assert answer.url == reverse("assessments:overview", kwargs={"child_ref": cast.kayleigh.ref})
    assert Assessment.objects.filter(instrument="common_assessment", state="draft").exists()
    assert Episode.objects.get(child=cast.kayleigh).state == "assessing"


def test_safeguarding_does_not_wait_for_the_other_questions(cast, lead):
    answer = lead.post(
        url(cast), {"checklist_decision": "safeguarding", "decision_reason": "A burn", "stay_safe": "no"}
    )
    assert answer.url == reverse("episodes:report_safeguarding_about", kwargs={"child_ref": cast.kayleigh.ref})


def test_an_unfinished_decision_keeps_the_answers(cast, lead):
    page = lead.post(url(cast), {"be_healthy": "yes", "checklist_decision": "nothing_now", "decision_reason": "Well"})
    assert page.status_code == 200
    assert "Answer each of the five questions" in page.content.decode()
    assert "checked" in lead.get(url(cast)).content.decode()
    assert not ChecklistDecision.objects.exists()


def test_saving_for_later_is_found_again(cast, lead):
    lead.post(url(cast), {"be_healthy": "no", "be_healthy_words": "Coughs each night", "later": "1"})
    assert "Coughs each night" in lead.get(url(cast)).content.decode()
    assert "Checklist for Kayleigh Moss" in lead.get(reverse("desks:worktray")).content.decode()


def test_a_double_click_decides_once(cast, lead):
    assert send(lead, cast, "nothing_now").url == send(lead, cast, "nothing_now").url
    assert ChecklistDecision.objects.count() == 1


def test_what_was_decided_is_shown_before_a_new_one(cast, lead):
    send(lead, cast, "nothing_now")
    assert "Nothing now" in lead.get(url(cast)).content.decode()


@pytest.mark.parametrize(
    "decided",
    [
        Decided("", "x"),
        Decided("nothing_now", " "),
        Decided("ask_service", "x"),
        Decided("nothing_now", "x", look_again_on=datetime.date(2026, 3, 3)),
    ],
)
def test_what_is_not_whole_is_refused_with_a_sentence(cast, lead, decided):
    made = started(cast.actors["lead"], cast.kayleigh, "checklist")
    with pytest.raises(Problem):
        deciding.decide(by=cast.actors["lead"], checklist=made, decided=decided)


def test_a_decided_checklist_is_not_decided_again(cast, lead):
    made = started(cast.actors["lead"], cast.kayleigh, "checklist")
    for key in OUTCOMES:
        write(cast.actors["lead"], made, key, "yes")
    deciding.decide(by=cast.actors["lead"], checklist=made, decided=Decided("nothing_now", "All well"))
    with pytest.raises(Problem):
        deciding.decide(by=cast.actors["lead"], checklist=made, decided=Decided("nothing_now", "All well"))


def test_the_same_role_with_other_children_has_no_checklist_here(cast, client):
    assert sign_in(client, cast.posts["other_lead"]).get(url(cast)).status_code == 404
