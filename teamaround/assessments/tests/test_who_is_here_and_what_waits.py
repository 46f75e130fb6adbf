"""Presence in a part, the rows of the worktray, invitations, and how many questions a page asks the database."""

import datetime

import pytest
from django.urls import reverse

from teamaround.access.actor import Actor
from teamaround.agencies.factories import sign_in
from teamaround.assessments import inviting, worktray_rows
from teamaround.assessments.factories import completed, part_of, started, whole, write
from teamaround.assessments.models import Contributor
from teamaround.assessments.presence import touch
from teamaround.audit.models import Event
from teamaround.audit.recording import recording
from teamaround.child_index.models import Indication
from teamaround.kit import clock as the_clock
from teamaround.kit.problems import Problem
from teamaround.notifications.models import Notice
from teamaround.practice_data.cast import MAKER, join

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(cast):
    return started(cast.actors["lead"], cast.kayleigh)


@pytest.fixture
def lead(cast, client):
    return sign_in(client, cast.posts["lead"])


def at(name, draft, **more):
    return reverse(f"assessments:{name}", kwargs={"assessment_ref": draft.ref, **more})


def test_a_colleague_in_the_same_part_is_named_with_the_box(cast, draft, lead):
    touch(cast.actors["member"], part_of(draft, "behaviour"), "behaviour_needs")
    said = lead.get(at("here", draft, section="behaviour") + "?writing=behaviour_strengths").content.decode()
    assert "Priya Nair is here too" in said
    assert "writing in “What Kayleigh needs”" in said


def test_after_a_minute_nobody_is_here(cast, draft, lead, clock):
    touch(cast.actors["member"], part_of(draft, "behaviour"))
    with the_clock.freeze(clock + datetime.timedelta(seconds=61)):
        assert "here too" not in lead.get(at("here", draft, section="behaviour")).content.decode()


def test_a_sensitive_service_is_not_told_to_be_here(cast, draft, lead):
    touch(cast.actors["sensitive_worker"], part_of(draft, "behaviour"))
    assert "Esther" not in lead.get(at("here", draft, section="behaviour")).content.decode()


def test_nobody_without_a_post_is_here(draft):
    touch(Actor.job("tick"), part_of(draft, "behaviour"))
    assert not draft.presences.exists()


def test_asking_who_is_here_writes_no_event(draft, lead):
    before = Event.objects.count()
    lead.get(at("here", draft, section="behaviour"))
    assert Event.objects.count() == before


def test_a_half_written_draft_waits_where_one_stopped(cast, draft, lead):
    lead.get(at("section", draft, section="behaviour"))
    assert worktray_rows.drafts(cast.actors["lead"]) == []
    write(cast.actors["lead"], draft, "behaviour_needs", "Bites", "observed")
    (row,) = worktray_rows.drafts(cast.actors["lead"])
    assert row.url == at("section", draft, section="behaviour")
    assert "Behaviour" in row.lines[0]
    assert worktray_rows.drafts(cast.actors["other_lead"]) == []


def test_a_draft_never_opened_by_page_leads_to_the_whole(cast, draft):
    write(cast.actors["member"], draft, "behaviour_needs", "Bites", "observed")
    (row,) = worktray_rows.drafts(cast.actors["member"])
    assert (row.url, row.lines) == (at("paper", draft), ())


def test_an_invitation_waits_until_something_is_written(cast, draft, lead):
    choice = {"post": cast.posts["other_agency"].ref, "sections": ["housing_money"]}
    lead.post(at("invite", draft), choice)
    (row,) = worktray_rows.invitations(cast.actors["other_agency"])
    assert row.lines == ("Home, work and money",)
    assert row.button_url == at("section", draft, section="housing_money")
    assert Notice.objects.get(kind="assessments.invited").to_post == cast.posts["other_agency"]
    write(cast.actors["other_agency"], draft, "housing_money_needs", "Two rooms", "observed")
    assert worktray_rows.invitations(cast.actors["other_agency"]) == []


def test_an_invitation_to_everything_leads_to_the_whole(cast, draft):
    inviting.invite(by=cast.actors["lead"], assessment=draft, post=cast.posts["other_agency"])
    (row,) = worktray_rows.invitations(cast.actors["other_agency"])
    assert (row.url, row.button_url, row.lines) == (at("paper", draft), "", ())


def test_asking_again_changes_which_parts(cast, draft):
    for sections in (["behaviour"], ["housing_money"]):
        inviting.invite(by=cast.actors["lead"], assessment=draft, post=cast.posts["other_agency"], sections=sections)
    assert Contributor.objects.get(post=cast.posts["other_agency"]).sections == ["housing_money"]
    assert Notice.objects.count() == 1


def test_only_parts_that_exist_are_asked_for(cast, draft):
    with pytest.raises(Problem):
        inviting.invite(by=cast.actors["lead"], assessment=draft, post=cast.posts["member"], sections=["none"])


def test_the_story_does_not_tell_that_a_sensitive_service_was_asked(cast, draft):
    inviting.invite(by=cast.actors["lead"], assessment=draft, post=cast.posts["sensitive_worker"])
    assert not draft.episode.entries.filter(system_key="assessments_invite").exists()


def test_an_ended_invitation_shuts_the_door(cast, draft, client):
    asked = inviting.invite(by=cast.actors["lead"], assessment=draft, post=cast.posts["other_agency"])
    browser = sign_in(client, cast.posts["other_agency"])
    assert browser.get(at("paper", draft)).status_code == 200
    inviting.end_invitation(by=cast.actors["lead"], contributor=asked)
    assert browser.get(at("paper", draft)).status_code == 404


def test_the_co_ordinator_sees_that_first_contact_passed_and_nobody_leads(cast, clock):
    completed(cast.actors["lead"], cast.kayleigh)
    with the_clock.freeze(clock + datetime.timedelta(days=15)):
        (row,) = worktray_rows.first_contact_passed(cast.actors["coordinator"])
        assert "Kayleigh" in row.title
        assert worktray_rows.first_contact_passed(cast.actors["other_coordinator"]) == []
        assert worktray_rows.first_contact_passed(cast.actors["lead"]) == []
        with recording(by=MAKER, action="test.lead"):
            Indication.objects.create(
                authority=cast.authority, child=cast.kayleigh, kind="lead", record_ref="x", starts=the_clock.today()
            )
        assert worktray_rows.first_contact_passed(cast.actors["coordinator"]) == []


def test_a_join_request_waits_for_whoever_started_or_leads(cast, draft):
    inviting.invite(by=cast.actors["lead"], assessment=draft, post=cast.posts["same_agency"])
    inviting.ask_to_join(by=cast.actors["member"], assessment=draft, words="I visit weekly")
    assert len(worktray_rows.join_requests(cast.actors["lead"])) == 1
    assert worktray_rows.join_requests(cast.actors["same_agency"]) == []
    assert worktray_rows.join_requests(cast.actors["other_lead"]) == []


@pytest.mark.parametrize("name", ["paper", "read", "complete"])
def test_pages_ask_few_questions(cast, lead, name, django_assert_max_num_queries):
    made = whole(cast.actors["lead"], cast.kayleigh)
    for post in ("lead", "member", "deputy"):
        write(cast.actors[post], made, "behaviour_needs", f"By {post}", "observed")
    lead.get(at(name, made))
    with django_assert_max_num_queries(25):
        lead.get(at(name, made))


def test_a_part_asks_few_questions(cast, draft, lead, django_assert_max_num_queries):
    with recording(by=MAKER, action="test.join"):
        join(draft.episode, cast.posts["same_agency"])
    for post in ("lead", "member", "deputy", "same_agency"):
        write(cast.actors[post], draft, "behaviour_needs", f"By {post}", "observed")
    lead.get(at("section", draft, section="behaviour"))
    with django_assert_max_num_queries(25):
        lead.get(at("section", draft, section="behaviour"))
