"""Starting looks first for one that exists, and two who start in the same second get one (DUD-42)."""

import pytest
from django.db import IntegrityError
from django.urls import reverse

from teamaround.access.doing import Refused
from teamaround.agencies.factories import sign_in
from teamaround.assessments import actions, inviting
from teamaround.assessments.factories import completed, started, write
from teamaround.assessments.models import Assessment, Contributor, JoinRequest
from teamaround.audit.recording import recording
from teamaround.child_index.models import Indication
from teamaround.episodes.models import Entry, Episode
from teamaround.kit import clock
from teamaround.kit.problems import Problem
from teamaround.notifications.models import Notice
from teamaround.practice_data.cast import MAKER, make_involvement

pytestmark = pytest.mark.django_db


def overview(child):
    return reverse("assessments:overview", kwargs={"child_ref": child.ref})


def test_the_second_to_start_gets_the_first_one(cast):
    assert started(cast.actors["member"], cast.kayleigh) == started(cast.actors["lead"], cast.kayleigh)
    assert Assessment.objects.count() == 1


def test_the_database_itself_refuses_a_second_draft(cast):
    first = started(cast.actors["lead"], cast.kayleigh)
    with pytest.raises(IntegrityError), recording(by=MAKER, action="test.twice"):
        Assessment.objects.create(
            authority=first.authority,
            episode=first.episode,
            instrument=first.instrument,
            version="1",
            started_by=first.started_by,
            started_at=clock.now(),
        )


def test_losing_the_race_gives_the_winners(cast, monkeypatch):
    won = started(cast.actors["member"], cast.kayleigh)
    monkeypatch.setattr(actions, "draft_of", lambda *_given: None)
    assert actions.start(by=cast.actors["lead"], child=cast.kayleigh) == won
    assert Entry.objects.filter(system_key="assessments_start").count() == 1


def test_starting_is_told_to_the_index_and_the_story_and_moves_the_help(cast):
    with recording(by=MAKER, action="test.state"):
        Episode.objects.filter(child=cast.kayleigh).update(state="checking")
    made = started(cast.actors["lead"], cast.kayleigh)
    assert Indication.objects.get(kind="assessment_started").record_ref == made.ref
    assert Episode.objects.get(child=cast.kayleigh).state == "assessing"


def test_a_checklist_is_not_an_assessment_in_the_index(cast):
    started(cast.actors["lead"], cast.kayleigh, "checklist")
    assert not Indication.objects.filter(kind="assessment_started").exists()


def test_whoever_starts_without_leading_writes_as_a_contributor(cast):
    made = started(cast.actors["member"], cast.kayleigh)
    assert Contributor.objects.get().post == cast.posts["member"]
    write(cast.actors["member"], made, "behaviour_needs", "Bites", "observed")


def test_somebody_who_works_with_the_child_learns_that_it_exists_and_asks_to_join(cast, client):
    made = started(cast.actors["lead"], cast.kayleigh)
    write(cast.actors["lead"], made, "behaviour_needs", "Bites at school", "observed")
    with recording(by=MAKER, action="test.involve"):
        make_involvement(cast.kayleigh, cast.housing, cast.posts["other_agency"])
    browser = sign_in(client, cast.posts["other_agency"])
    page = browser.get(overview(cast.kayleigh)).content.decode()
    assert "Sam Okafor" in page
    assert "Ask to join" in page
    assert "Bites at school" not in page
    assert browser.get(reverse("assessments:read", kwargs={"assessment_ref": made.ref})).status_code == 403
    for _time in range(2):
        browser.post(reverse("assessments:ask_to_join", kwargs={"child_ref": cast.kayleigh.ref}), {"words": "I know"})
    assert JoinRequest.objects.get().asked_by == cast.posts["other_agency"]
    assert Notice.objects.get(kind="assessments.asked_to_join").to_post == cast.posts["lead"]


@pytest.fixture
def asked(cast):
    made = started(cast.actors["lead"], cast.kayleigh)
    with recording(by=MAKER, action="test.involve"):
        make_involvement(cast.kayleigh, cast.housing, cast.posts["other_agency"])
    return inviting.ask_to_join(by=cast.actors["other_agency"], assessment=made, words="I know the flat")


def test_letting_somebody_in_asks_them_to_write(cast, client, asked):
    url = reverse("assessments:answer_join", kwargs={"request_ref": asked.ref})
    browser = sign_in(client, cast.posts["lead"])
    assert "I know the flat" in browser.get(url).content.decode()
    browser.post(url, {"answer": "let_in"})
    assert Contributor.objects.get().post == cast.posts["other_agency"]
    write(cast.actors["other_agency"], asked.assessment, "housing_money_needs", "Two rooms", "observed")
    assert sign_in(client, cast.posts["other_agency"]).get(url).status_code == 403


def test_declining_lets_nobody_in_and_is_answered_once(cast, asked):
    inviting.answer_join_request(by=cast.actors["lead"], request=asked, let_in=False, words="Not yet")
    assert not Contributor.objects.exists()
    with pytest.raises(Problem):
        inviting.answer_join_request(by=cast.actors["lead"], request=asked, let_in=True)


def test_asking_needs_a_word_and_waits_once(cast, asked):
    with pytest.raises(Problem):
        inviting.ask_to_join(by=cast.actors["other_agency"], assessment=asked.assessment, words=" ")
    again = inviting.ask_to_join(by=cast.actors["other_agency"], assessment=asked.assessment, words="Please")
    assert again == asked


def test_the_same_role_with_other_children_is_refused(cast, client):
    made = started(cast.actors["lead"], cast.kayleigh)
    started(cast.actors["other_lead"], cast.tyler)
    with pytest.raises(Refused):
        started(cast.actors["other_lead"], cast.kayleigh)
    browser = sign_in(client, cast.posts["other_lead"])
    for name in ("paper", "read", "complete", "print"):
        assert browser.get(reverse(f"assessments:{name}", kwargs={"assessment_ref": made.ref})).status_code == 404
    part = {"assessment_ref": made.ref, "section": "behaviour"}
    assert browser.get(reverse("assessments:section", kwargs=part)).status_code == 404
    assert browser.post(reverse("assessments:keep", kwargs=part)).status_code == 404


def test_a_supplement_stands_beside_a_finished_one(cast, client):
    first = completed(cast.actors["lead"], cast.kayleigh)
    sign_in(client, cast.posts["lead"]).post(reverse("assessments:supplement", kwargs={"assessment_ref": first.ref}))
    second = Assessment.objects.get(state="draft")
    assert second.supplements == first
    assert actions.supplement(by=cast.actors["member"], assessment=first) == second


def test_what_is_still_written_has_no_supplement(cast, client):
    made = started(cast.actors["lead"], cast.kayleigh)
    answer = sign_in(client, cast.posts["lead"]).post(
        reverse("assessments:supplement", kwargs={"assessment_ref": made.ref}), follow=True
    )
    assert "It is still being written" in answer.content.decode()
