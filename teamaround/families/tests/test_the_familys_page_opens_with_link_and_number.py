"""Enrolled face to face, opened by link and family number, the same answer for unknown numbers (issue 2 step 13)."""

import datetime

import pytest
from django.urls import reverse

from teamaround.access.doing import Refused
from teamaround.audit.recording import recording
from teamaround.families import enrolment
from teamaround.families.models import Enrolment, PageLink
from teamaround.kit import clock
from teamaround.kit.problems import Problem
from teamaround.notifications.models import Notice
from teamaround.notifications.outbox import secret_of
from teamaround.practice_data.cast import MAKER

pytestmark = pytest.mark.django_db
MOBILE = "07700 900481"


def enrol(cast):
    begun = enrolment.begin(by=cast.actors["lead"], child=cast.kayleigh, person=cast.mother, mobile=MOBILE)
    code = secret_of(Notice.objects.get(kind="families.code"))
    return enrolment.confirm(by=cast.actors["lead"], child=cast.kayleigh, begun=begun, code=code)


def link(cast):
    enrolment.ask_for_link(MOBILE)
    return secret_of(Notice.objects.filter(kind="families.link").latest("pk"))


def test_a_wrong_code_enrols_nobody(cast):
    begun = enrolment.begin(by=cast.actors["lead"], child=cast.kayleigh, person=cast.mother, mobile=MOBILE)
    with pytest.raises(Problem, match="not the code"):
        enrolment.confirm(by=cast.actors["lead"], child=cast.kayleigh, begun=begun, code="0")


def test_enrolling_again_ends_the_first(cast):
    enrol(cast)
    assert Enrolment.objects.filter(person=cast.mother, child=cast.kayleigh, ended_at=None).count() == 1


def test_link_and_number_open_it_once(cast):
    made, number = enrol(cast)
    token = link(cast)
    assert enrolment.open_link(token=token, number=f"{number[:3]} {number[3:]}") == made
    with pytest.raises(Problem, match="did not work"):
        enrolment.open_link(token=token, number=number)


def test_after_fifteen_minutes_the_link_is_dead(cast):
    _made, number = enrol(cast)
    token = link(cast)
    with clock.freeze(clock.now() + datetime.timedelta(minutes=16)), pytest.raises(Problem):
        enrolment.open_link(token=token, number=number)


def test_five_wrong_numbers_end_the_link(cast):
    _made, number = enrol(cast)
    token = link(cast)
    for _try in range(5):
        with pytest.raises(Problem):
            enrolment.open_link(token=token, number="000")
    with pytest.raises(Problem):
        enrolment.open_link(token=token, number=number)


def test_unknown_numbers_get_the_same_answer_and_no_link(client, cast):
    answers = [client.post(reverse("family:ask"), {"mobile": number}) for number in (MOBILE, "07700 900999")]
    assert answers[0].headers["Location"] == answers[1].headers["Location"]
    assert PageLink.objects.count() == 1


def test_links_are_not_sent_without_end(cast):
    for _ask in range(9):
        enrolment.ask_for_link(MOBILE)
    assert PageLink.objects.count() == enrolment.MOST_LINKS_AN_HOUR


def test_when_the_enrolment_ends_the_session_ends_at_once(cast):
    made, _number = enrol(cast)
    assert enrolment.enter(made.pk) is not None
    with recording(by=MAKER, action="test.end"):
        enrolment.end_all(cast.kayleigh.pk, because="shield")
    assert enrolment.enter(made.pk) is None


def test_the_near_miss_may_not_enrol(cast):
    with pytest.raises(Refused):
        enrolment.begin(by=cast.actors["other_lead"], child=cast.kayleigh, person=cast.mother, mobile=MOBILE)
