"""Who is asked, and near misses: same agency other team, other agency, other child, another request (DER-13)."""

from dataclasses import replace

import pytest
from django.http import Http404

from teamaround.access import engine, registry
from teamaround.access.doing import Refused
from teamaround.access.roles import Role
from teamaround.agencies.factories import sign_in
from teamaround.audit.models import Event
from teamaround.audit.recording import recording
from teamaround.consent.models import Asking, Decision
from teamaround.kit import clock
from teamaround.practice_data.cast import MAKER, actor_for, make_post
from teamaround.referrals import access, actions, answering, queries
from teamaround.referrals.factories import prepared, sent
from teamaround.referrals.models import State

pytestmark = pytest.mark.django_db


def may(actor, child):
    return engine.check(actor, access.ANSWER, child.pk).allowed


@pytest.fixture
def colleague(cast):
    """Another housing officer, of the Canalside team."""
    with recording(by=MAKER, action="test.post"):
        post = make_post(
            cast.housing, Role.PRACTITIONER, "Ida", "Lund", "Housing officer", locality=cast.localities["canalside"]
        )
    return post


def ask_team(cast, place="hazel_bank"):
    made = prepared(cast.actors["lead"], cast.episodes["kayleigh"], cast.agencies["housing"])
    actions.choose(by=cast.actors["lead"], referral=made, keys=[], locality=cast.localities[place])
    return actions.send(by=cast.actors["lead"], referral=made)


def test_before_sending_nobody_there_knows(cast):
    prepared(cast.actors["lead"], cast.episodes["kayleigh"], cast.agencies["housing"])
    assert not may(cast.actors["other_agency"], cast.kayleigh)


def test_whoever_works_there_may_answer_for_this_child_only(cast):
    sent(cast.actors["lead"], cast.episodes["kayleigh"], cast.agencies["housing"])
    assert may(cast.actors["other_agency"], cast.kayleigh)
    assert not may(cast.actors["other_agency"], cast.tyler)


@pytest.mark.parametrize("who", ["other_lead", "same_agency", "sensitive_worker", "neighbour_worker", "other_manager"])
def test_people_of_other_agencies_may_not(cast, who):
    sent(cast.actors["lead"], cast.episodes["kayleigh"], cast.agencies["housing"])
    assert not may(cast.actors[who], cast.kayleigh)


def test_a_request_to_one_team_is_not_for_another_team_of_the_agency(cast, colleague):
    ask_team(cast)
    assert may(cast.actors["other_agency"], cast.kayleigh)
    assert not may(actor_for(colleague), cast.kayleigh)


def test_a_request_to_one_person_is_not_for_a_colleague(cast, colleague):
    made = prepared(cast.actors["lead"], cast.episodes["kayleigh"], cast.agencies["housing"])
    actions.choose(by=cast.actors["lead"], referral=made, keys=[], to_post=colleague)
    actions.send(by=cast.actors["lead"], referral=made)
    assert may(actor_for(colleague), cast.kayleigh)
    assert not may(cast.actors["other_agency"], cast.kayleigh)


def test_a_role_that_works_with_no_families_may_not(cast):
    sent(cast.actors["lead"], cast.episodes["kayleigh"], cast.agencies["housing"])
    assert not may(replace(cast.actors["other_agency"], role=Role.ADMINISTRATOR), cast.kayleigh)


def test_once_taken_it_is_for_the_one_who_took_it(cast, colleague):
    made = sent(cast.actors["lead"], cast.episodes["kayleigh"], cast.agencies["housing"])
    answering.accept(by=cast.actors["other_agency"], referral=made)
    assert may(cast.actors["other_agency"], cast.kayleigh)
    assert not may(actor_for(colleague), cast.kayleigh)


def test_being_asked_shows_nothing_else_of_the_child(cast):
    sent(cast.actors["lead"], cast.episodes["kayleigh"], cast.agencies["housing"])
    about_child = [each for each in registry.every_action() if each.about_child]
    allowed = engine.permitted(cast.actors["other_agency"], cast.kayleigh.pk, about_child)
    assert allowed == {"referrals.answer"}


def test_another_request_about_the_same_child_stays_shut(cast):
    sent(cast.actors["lead"], cast.episodes["kayleigh"], cast.agencies["housing"])
    other = sent(cast.actors["lead"], cast.episodes["kayleigh"], cast.agencies["council"])
    with pytest.raises(Http404):
        queries.load_received(cast.actors["other_agency"], other.ref)
    with pytest.raises(Refused):
        answering.accept(by=cast.actors["other_agency"], referral=other)


def test_when_the_family_keeps_the_agency_out_it_is_shut_at_the_next_request(client, cast):
    made = sent(cast.actors["lead"], cast.episodes["kayleigh"], cast.agencies["housing"])
    with recording(by=MAKER, action="test.refuse"):
        Decision.objects.create(
            authority=cast.authority, asking=Asking.objects.get(child=cast.kayleigh), child=cast.kayleigh,
            purpose="share", agency=cast.housing, information="needs", answer="refused", made_at=clock.now(),
        )  # fmt: skip
    sign_in(client, cast.posts["other_agency"])
    assert client.get(f"/requests/{made.ref}/answer/").status_code == 404


def test_the_first_opening_is_one_event_and_shows_the_asker_that_it_arrived(client, cast):
    made = sent(cast.actors["lead"], cast.episodes["kayleigh"], cast.agencies["housing"])
    before = Event.objects.count()
    sign_in(client, cast.posts["other_agency"])
    assert client.get(f"/requests/{made.ref}/answer/").status_code == 200
    made.refresh_from_db()
    assert (made.state, Event.objects.count() - before) == (State.SEEN, 1)


def test_a_director_or_the_near_miss_may_not_ask(cast):
    for who in ("other_lead", "director", "coordinator"):
        with pytest.raises(Refused):
            prepared(cast.actors[who], cast.episodes["kayleigh"], cast.agencies["housing"])


def test_the_near_miss_may_not_follow(cast):
    made = sent(cast.actors["lead"], cast.episodes["kayleigh"], cast.agencies["housing"])
    for verb in (actions.chase, actions.withdraw, actions.settle):
        with pytest.raises(Refused):
            verb(by=cast.actors["other_coordinator"], referral=made)
