"""Whoever asked to join gets the answer: who, why, whom to ring and what to do; until it is read (DUD-42)."""

import pytest
from django.urls import reverse

from teamaround.access.doing import Refused
from teamaround.agencies.factories import sign_in
from teamaround.assessments import inviting, worktray_rows
from teamaround.assessments.factories import completed, started
from teamaround.assessments.models import Contributor
from teamaround.audit.models import Event
from teamaround.audit.recording import recording
from teamaround.kit.problems import Problem
from teamaround.notifications.models import Notice
from teamaround.practice_data.cast import MAKER, make_involvement

pytestmark = pytest.mark.django_db
WHY = "Donna asked us to wait until Monday"


@pytest.fixture
def begin(cast):
    def make(how=started):
        made = how(cast.actors["lead"], cast.kayleigh)
        with recording(by=MAKER, action="test.involve"):
            make_involvement(cast.kayleigh, cast.housing, cast.posts["other_agency"])
        return inviting.ask_to_join(by=cast.actors["other_agency"], assessment=made, words="I know the flat")

    return make


def answer(cast, asked, let_in=False, words=WHY):
    return inviting.answer_join_request(by=cast.actors["lead"], request=asked, let_in=let_in, words=words)


def test_not_now_lies_in_the_askers_worktray_with_the_reason_until_it_is_read(cast, client, begin):
    asked = answer(cast, begin())
    (row,) = worktray_rows.join_answers(cast.actors["other_agency"])
    assert row.lines == (f"Sam Okafor: {WHY}",)
    browser = sign_in(client, cast.posts["other_agency"])
    page = browser.get(row.url).content.decode()
    assert WHY in page
    assert "answers: not now" in page
    browser.post(row.url)
    assert worktray_rows.join_answers(cast.actors["other_agency"]) == []
    assert browser.get(row.url).status_code in {403, 404}
    asked.refresh_from_db()
    assert asked.read_at is not None


def test_the_answer_is_told_by_message_too(cast, begin):
    asked = answer(cast, begin())
    notice = Notice.objects.get(kind="assessments.join_answered")
    assert (notice.to_post, notice.values["ref"]) == (cast.posts["other_agency"], asked.ref)


@pytest.mark.parametrize("who", ["lead", "same_agency", "other_lead", "index_team"])
def test_nobody_else_reads_the_answer(cast, client, begin, who):
    asked = answer(cast, begin())
    assert worktray_rows.join_answers(cast.actors[who]) == []
    url = reverse("assessments:join_answer", kwargs={"request_ref": asked.ref})
    assert sign_in(client, cast.posts[who]).get(url).status_code == 404
    with pytest.raises(Refused):
        inviting.read_answer(by=cast.actors[who], request=asked)


def test_reading_it_is_a_look_and_a_change_on_record(cast, client, begin):
    asked = answer(cast, begin())
    url = reverse("assessments:join_answer", kwargs={"request_ref": asked.ref})
    browser = sign_in(client, cast.posts["other_agency"])
    browser.get(url)
    browser.post(url)
    found = Event.objects.filter(action="assessments.read_answer").order_by("pk").values_list("outcome", flat=True)
    assert list(found) == ["read", "change"]


def test_before_it_is_answered_there_is_nothing_to_read(cast, client, begin):
    asked = begin()
    assert worktray_rows.join_answers(cast.actors["other_agency"]) == []
    url = reverse("assessments:join_answer", kwargs={"request_ref": asked.ref})
    assert sign_in(client, cast.posts["other_agency"]).get(url).status_code == 404


def test_not_now_needs_a_reason(cast, client, begin):
    asked = begin()
    with pytest.raises(Problem):
        answer(cast, asked, words=" ")
    url = reverse("assessments:answer_join", kwargs={"request_ref": asked.ref})
    page = sign_in(client, cast.posts["lead"]).post(url, {"answer": "declined", "words": ""})
    assert "Say in a few words why not now" in page.content.decode()
    asked.refresh_from_db()
    assert asked.answered_at is None


def test_after_not_now_one_may_ask_again(cast, begin):
    asked = answer(cast, begin())
    again = inviting.ask_to_join(by=cast.actors["other_agency"], assessment=asked.assessment, words="It got worse")
    assert again.pk != asked.pk


def test_let_into_a_draft_one_writes_and_the_answer_leads_there(cast, client, begin):
    asked = answer(cast, begin(), let_in=True, words="")
    (row,) = worktray_rows.join_answers(cast.actors["other_agency"])
    assert row.lines == ("Sam Okafor",)
    page = sign_in(client, cast.posts["other_agency"]).get(row.url).content.decode()
    assert "Open the assessment and write your part" in page
    assert Contributor.objects.get(post=cast.posts["other_agency"]).assessment == asked.assessment


def test_let_into_a_finished_one_one_reads_and_may_supplement(cast, client, begin):
    asked = begin(completed)
    url = reverse("assessments:answer_join", kwargs={"request_ref": asked.ref})
    lead = sign_in(client, cast.posts["lead"])
    assert "let them read it and add a supplement" in lead.get(url).content.decode()
    lead.post(url, {"answer": "let_in", "words": ""})
    browser = sign_in(client, cast.posts["other_agency"])
    read = reverse("assessments:read", kwargs={"assessment_ref": asked.assessment.ref})
    assert browser.get(read).status_code == 200
    mine = reverse("assessments:join_answer", kwargs={"request_ref": asked.ref})
    assert "Open the assessment and read it" in browser.get(mine).content.decode()


def test_somebody_who_is_in_already_is_let_in_once(cast, begin):
    asked = begin(completed)
    with recording(by=MAKER, action="test.in"):
        Contributor.objects.create(
            authority=cast.authority, assessment=asked.assessment, post=cast.posts["other_agency"],
            invited_by=cast.posts["lead"], invited_at=asked.asked_at,
        )  # fmt: skip
    answer(cast, asked, let_in=True)
    assert Contributor.objects.filter(post=cast.posts["other_agency"]).count() == 1
