"""The public page: one answer, one step, whatever the number; a link works once and for 15 minutes."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from teamaround.families import enrolment, link_job
from teamaround.families.models import PageLink
from teamaround.kit import clock
from teamaround.notifications.models import Notice
from teamaround.notifications.outbox import secret_of

pytestmark = pytest.mark.django_db
KNOWN, UNKNOWN = "07700 900481", "07700 900999"
WAITING = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}


def ask(client, mobile):
    with CaptureQueriesContext(
        connection,
    ) as asked:
        answer = client.post(reverse("family:ask"), {"mobile": mobile})
    return answer, [query["sql"].split(" ")[0] for query in asked]


def opened(client, token, number):
    return client.post(reverse("family:open", kwargs={"token": token}), {"number": number})


@pytest.fixture
def family_number(cast):
    begun = enrolment.begin(by=cast.actors["lead"], child=cast.kayleigh, person=cast.mother, mobile=KNOWN)
    return enrolment.confirm(
        by=cast.actors["lead"], child=cast.kayleigh, begun=begun, code=secret_of(Notice.objects.latest("pk"))
    )[1]


def link():
    link_job.ask(KNOWN)
    return secret_of(Notice.objects.filter(kind="families.link").latest("pk"))


def test_known_and_unknown_numbers_take_the_same_statements(client, cast, settings):
    settings.TASKS = WAITING
    first, second = ask(client, KNOWN), ask(client, UNKNOWN)
    assert first[0].headers["Location"] == second[0].headers["Location"]
    assert first[1] == second[1]
    assert PageLink.objects.count() == 0


def test_the_page_after_it_is_the_same(client, cast):
    pages = [client.get(ask(client, number)[0].headers["Location"]).content for number in (KNOWN, UNKNOWN)]
    assert b"If your number is signed up" in pages[0]
    assert pages[0].split(b"</header>")[1] == pages[1].split(b"</header>")[1]


def test_only_the_known_number_gets_a_link(cast):
    for number in (KNOWN, UNKNOWN):
        link_job.ask(number)
    assert [row.enrolment.person for row in PageLink.objects.all()] == [cast.mother]


def test_a_link_opens_the_page_once(client, cast, family_number):
    token = link()
    assert opened(client, token, family_number).headers["Location"] == reverse("desks:family_page")
    client.logout()
    again = opened(client, token, family_number)
    assert again.status_code == 200 and b"That did not work" in again.content


@pytest.mark.parametrize(("minutes", "works"), [(14, True), (15, False)])
def test_a_link_lives_for_fifteen_minutes(client, cast, family_number, minutes, works):
    token = link()
    with clock.freeze(clock.now() + datetime.timedelta(minutes=minutes)):
        assert (opened(client, token, family_number).status_code == 302) is works


def test_another_familys_number_does_not_open_it(client, cast, family_number):
    assert opened(client, link(), "000000").status_code == 200
    assert opened(client, "made-up", family_number).status_code == 200


def test_opening_a_link_ends_whatever_session_was_there(client, cast, family_number):
    token = link()
    before = client.session.session_key
    opened(client, token, family_number)
    assert client.session.session_key != before
