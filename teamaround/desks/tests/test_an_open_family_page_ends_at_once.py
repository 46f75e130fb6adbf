"""Responsibility, shield or agreement changes: the session is over at the next click (issue 2 step 13)."""

import datetime

import pytest
from django.urls import reverse

from teamaround.agencies.factories import enter_by_link
from teamaround.audit.recording import recording
from teamaround.child_index.models import Shield
from teamaround.consent import actions, rules
from teamaround.families.models import Enrolment, LivesWith, ParentalResponsibility
from teamaround.kit import clock
from teamaround.practice_data.cast import MAKER

pytestmark = pytest.mark.django_db
PAGE = "desks:family_page"


@pytest.fixture
def mother(client, cast):
    enter_by_link(client, "family", Enrolment.objects.get(person=cast.people["mother"]).pk)
    assert client.get(reverse(PAGE)).status_code == 200
    return client


def is_open(client):
    return client.get(reverse(PAGE)).status_code == 200


def shield(cast, child):
    with recording(by=MAKER, action="test.shield"):
        return Shield.objects.create(
            authority=cast.authority, child=child, reason_code="violence", starts=clock.today(),
            review_on=clock.today() + datetime.timedelta(days=90),
        )  # fmt: skip


def test_nothing_changed_and_it_stays_open(mother):
    assert is_open(mother)


@pytest.mark.parametrize("model", [LivesWith, ParentalResponsibility])
def test_home_or_responsibility_ends(mother, cast, model):
    with recording(by=MAKER, action="test.ends"):
        model.objects.filter(person=cast.mother, child=cast.kayleigh).update(ends=datetime.date(2020, 1, 1))
    assert not is_open(mother)


def test_a_day_that_was_set_long_ago_comes(mother, cast):
    with recording(by=MAKER, action="test.ends"):
        LivesWith.objects.filter(person=cast.mother).update(ends=clock.today())
    enter_by_link(mother, "family", Enrolment.objects.get(person=cast.people["mother"]).pk)
    assert is_open(mother)
    session = mother.session
    with clock.freeze(clock.now() + datetime.timedelta(days=1)):
        session["began_at"] = session["seen_at"] = clock.now().isoformat()
        session.save()
        assert not is_open(mother)


def test_a_shield_is_put_on(mother, cast):
    shield(cast, cast.kayleigh)
    assert not is_open(mother)


def test_a_shield_on_another_child_changes_nothing(mother, cast):
    shield(cast, cast.tyler)
    assert is_open(mother)


def test_the_agreement_changes(mother, cast):
    talk = actions.Conversation(
        cast.mother, "Donna", "responsibility", "screen", tuple(rules.EXPLAINED), signed_name="Donna"
    )
    actions.record_agreement(
        by=cast.actors["lead"], child=cast.kayleigh, answers=actions.Answers("agreed"), conversation=talk
    )
    assert not is_open(mother)


def test_the_enrolment_ends(mother, cast):
    with recording(by=MAKER, action="test.end"):
        Enrolment.objects.filter(person=cast.mother).update(ended_at=clock.now(), ended_because="shield")
    assert not is_open(mother)


def test_leaving_quickly_ends_it_and_goes_elsewhere(mother):
    assert 'data-kit-leave="https://' in mother.get(reverse(PAGE)).content.decode()
    mother.post(reverse("desks:leave"))
    assert not is_open(mother)
