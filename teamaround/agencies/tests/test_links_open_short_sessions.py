"""Family members and guests come by a link: a short session that ends at once with its grant (issue 2 step 13)."""

import datetime

import pytest
from django.urls import reverse

from teamaround.access.roles import Kind
from teamaround.agencies import doors, sessions
from teamaround.agencies.factories import enter_by_link, sign_in
from teamaround.audit.recording import recording
from teamaround.families.models import Enrolment
from teamaround.kit import clock as the_clock
from teamaround.practice_data.cast import MAKER

pytestmark = pytest.mark.django_db
MOMENT = datetime.datetime(2026, 3, 3, 10, tzinfo=datetime.UTC)


def after(**time):
    return the_clock.freeze(MOMENT + datetime.timedelta(**time))


def actor_of(client):
    return client.get(reverse("desks:help")).wsgi_request.actor


def mothers_page(cast):
    return Enrolment.objects.get(person=cast.people["mother"])


def test_an_enrolled_mother_acts_as_family(client, cast):
    row = mothers_page(cast)
    actor = actor_of(enter_by_link(client, "family", row.pk))
    assert (actor.kind, actor.grant_id, actor.person_id) == (Kind.FAMILY, row.pk, cast.people["mother"].pk)
    assert actor.account_id is None


def test_when_the_enrolment_ends_the_next_click_is_nobodys(client, cast):
    row = mothers_page(cast)
    enter_by_link(client, "family", row.pk)
    with recording(by=MAKER, action="families.end"):
        Enrolment.objects.filter(pk=row.pk).update(ended_at=the_clock.now(), ended_because="shield")
    assert actor_of(client).kind is Kind.NOBODY
    assert client.session.get(sessions.LINK) is None


def test_another_familys_ended_enrolment_changes_nothing(client, cast):
    enter_by_link(client, "family", mothers_page(cast).pk)
    with recording(by=MAKER, action="families.end"):
        others = Enrolment.objects.filter(person=cast.people["other_mother"])
        others.update(ended_at=the_clock.now(), ended_because="moved")
    assert actor_of(client).kind is Kind.FAMILY


@pytest.mark.parametrize(("minutes", "kind"), [(19, Kind.FAMILY), (20, Kind.NOBODY)])
def test_twenty_minutes_without_a_sign_of_life_end_it(client, cast, minutes, kind):
    enter_by_link(client, "family", mothers_page(cast).pk)
    with after(minutes=minutes):
        assert actor_of(client).kind is kind


def test_two_hours_end_it_in_any_case(client, cast):
    enter_by_link(client, "family", mothers_page(cast).pk)
    for minutes in range(15, 121, 15):
        with after(minutes=minutes):
            last = actor_of(client).kind
    assert last is Kind.NOBODY


def test_leaving_forgets_everything_and_opens_an_everyday_page(client, cast):
    enter_by_link(client, "family", mothers_page(cast).pk)
    answer = client.post(reverse("desks:leave"))
    assert answer.headers["Refresh"].startswith("0; url=https://")
    assert answer.cookies["who"]["max-age"] == 0
    assert actor_of(client).kind is Kind.NOBODY


def test_a_door_nobody_registered_stays_shut(client, cast):
    assert actor_of(enter_by_link(client, "cellar", 1)).kind is Kind.NOBODY


def test_two_doors_of_one_name_are_refused():
    with pytest.raises(ValueError, match="registered twice"):
        doors.register(doors.Door("family", lambda _grant: None, "elsewhere"))


def test_beginning_a_link_ends_the_workers_session_in_that_browser(client, cast):
    sign_in(client, cast.posts["lead"])
    client.post(reverse("personas:be_family"), {"enrolment": mothers_page(cast).pk})
    assert actor_of(client).kind is Kind.FAMILY


def test_a_familys_words_are_kept_for_the_same_family_member_only(client, cast):
    enter_by_link(client, "family", mothers_page(cast).pk)
    actor_of(client)
    with after(minutes=25):
        client.post(reverse("agencies:leave_unsent", args=["x"]), {"words": "She sleeps through the night now."})
        enter_by_link(client, "family", Enrolment.objects.get(person=cast.people["other_mother"]).pk)
        assert client.get(reverse("agencies:unsent")).status_code == 302
        enter_by_link(client, "family", mothers_page(cast).pk)
        assert "sleeps through" in client.get(reverse("agencies:unsent")).content.decode()
