"""From the checklist's decision, an action of the plan, another request, rows of the story; others' are ignored."""

import pytest
from django.http import QueryDict
from django.urls import reverse

from teamaround.agencies.factories import sign_in
from teamaround.assessments.models import Answer, Assessment, ChecklistDecision
from teamaround.audit.recording import recording
from teamaround.desks.family import compose
from teamaround.episodes.factories import written
from teamaround.families.models import Enrolment
from teamaround.kit import clock
from teamaround.plans.models import Action
from teamaround.practice_data.cast import MAKER
from teamaround.practice_data.cast_records import add_records
from teamaround.referrals import actions, asking
from teamaround.referrals.factories import sent
from teamaround.referrals.models import Referral

pytestmark = pytest.mark.django_db


def beginning(cast, query, child="kayleigh"):
    return asking.beginning(cast.actors["lead"], cast.episodes[child], QueryDict(query))


@pytest.fixture
def decision(cast):
    """The checklist said: ask housing."""
    words = (("help_needed", "A dry room"), ("family_view", "We cannot breathe"))
    return decided(cast, words, asked_agency=cast.agencies["housing"])


def decided(cast, answers, **more):
    by = cast.posts["lead"]
    with recording(by=MAKER, action="test.checklist"):
        checklist = Assessment.objects.create(
            authority=cast.authority, episode=cast.episodes["kayleigh"], instrument="checklist", version="1",
            state="complete", started_by=by, started_at=clock.now(), completed_by=by, completed_at=clock.now(),
        )  # fmt: skip
        for question, words in answers:
            Answer.objects.create(
                authority=cast.authority, assessment=checklist, section="help", question=question, value=words,
                author=by, given_at=clock.now(),
            )  # fmt: skip
        return ChecklistDecision.objects.create(
            authority=cast.authority, assessment=checklist, word="ask_service", reason="Damp", by=by, at=clock.now(),
            **more,
        )  # fmt: skip


def test_the_checklist_brings_its_service_and_its_words(cast, decision):
    found = beginning(cast, f"checklist={decision.assessment.ref}")
    assert found.decision == decision
    start = {"agency": cast.housing.ref, "what": "A dry room", "family_words": "We cannot breathe"}
    assert start.items() <= found.start.items()


def test_a_checklist_of_another_child_brings_nothing(cast, decision):
    assert beginning(cast, f"checklist={decision.assessment.ref}", child="tyler").start == {}
    assert beginning(cast, "checklist=nonsense").start == {}


def test_without_the_words_the_reason_stands_there(cast):
    found = beginning(cast, f"checklist={decided(cast, []).assessment.ref}")
    assert found.start == {"what": "Damp", "family_words": ""}


def test_an_action_of_the_plan_brings_its_need_and_agency(client, cast):
    refs = add_records(cast)
    sign_in(client, cast.posts["lead"])
    answer = client.get(reverse("referrals:for_action", kwargs={"action_ref": refs["action_ref"]}), follow=True)
    text = answer.content.decode()
    assert "Ask housing for a visit" in text and "A room of my own" in text
    found = beginning(cast, f"action={refs['action_ref']}")
    assert (found.action, found.start["need"]) == (Action.objects.get(), refs["need_ref"])
    assert beginning(cast, f"action={refs['action_ref']}", child="tyler").action is None


def test_an_action_is_kept_with_the_request(cast):
    refs = add_records(cast)
    found = beginning(cast, f"action={refs['action_ref']}")
    given = found.start | {"urgency": "usual", "family_said": "not_yet", "family_who": ""}
    made = actions.prepare(
        by=cast.actors["lead"], episode=cast.episodes["kayleigh"], wanted=asking.wanted(given, found)
    )
    assert (made.action.ref, made.need.ref) == (refs["action_ref"], refs["need_ref"])


def test_another_request_brings_its_words_if_one_may_know_it(cast):
    made = sent(cast.actors["lead"], cast.episodes["kayleigh"], cast.agencies["housing"])
    assert beginning(cast, f"again={made.ref}").start["what"] == "A visit about the damp"
    assert beginning(cast, f"again={made.ref}", child="tyler").start == {}


def test_rows_ticked_in_the_story_go_along(client, cast):
    row = written(cast.actors["lead"], cast.episodes["kayleigh"], "Water on the wall")
    sign_in(client, cast.posts["lead"])
    given = {"agency": cast.housing.ref, "what": "Look", "urgency": "usual", "family_said": "not_yet"}
    path = reverse("referrals:ask", kwargs={"child_ref": cast.kayleigh.ref})
    client.post(f"{path}?row={row.ref}", given | {"submission_key": "k"})
    assert Referral.objects.get().chosen == [f"row:{row.ref}"]


def test_the_family_reads_in_short_words_how_it_stands(cast):
    sent(cast.actors["lead"], cast.episodes["kayleigh"], cast.agencies["housing"])
    sent(cast.actors["lead"], cast.episodes["kayleigh"], cast.agencies["camhs"])
    page = compose(Enrolment.objects.get(child=cast.kayleigh))
    assert "We asked Marlbeck Homes to help you. They will tell us by 17 March." in page.next
    assert not any("CAMHS" in sentence for sentence in page.next)


def test_who_is_warned_that_the_service_was_asked_already(client, cast):
    sent(cast.actors["lead"], cast.episodes["kayleigh"], cast.agencies["housing"])
    sign_in(client, cast.posts["lead"])
    path = reverse("referrals:ask", kwargs={"child_ref": cast.kayleigh.ref})
    assert "was asked already" in client.get(f"{path}?agency={cast.housing.ref}").content.decode()
    assert "was asked already" not in client.get(f"{path}?agency={cast.council.ref}").content.decode()
