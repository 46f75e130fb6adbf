"""Sessions end after 30 minutes idle and after 12 hours (design.md 4)."""

import datetime

import pytest
from django.urls import reverse

from teamaround.agencies.factories import sign_in
from teamaround.agencies.rules import SessionWord, session_word
from teamaround.audit.models import Event
from teamaround.kit import clock as the_clock

MOMENT = datetime.datetime(2026, 3, 3, 10, tzinfo=datetime.UTC)
IDLE = datetime.timedelta(minutes=30)


def after(**time):
    return the_clock.freeze(MOMENT + datetime.timedelta(**time))


@pytest.mark.parametrize(
    ("minutes_since_begin", "minutes_since_seen", "word"),
    [(29, 29, "running"), (30, 30, "idle"), (719, 1, "running"), (720, 1, "too_long")],
)
def test_the_word_for_a_session(minutes_since_begin, minutes_since_seen, word):
    began = MOMENT - datetime.timedelta(minutes=minutes_since_begin)
    seen = MOMENT - datetime.timedelta(minutes=minutes_since_seen)
    assert session_word(MOMENT, began, seen, IDLE) is SessionWord(word)


@pytest.mark.django_db
def test_a_worktray_left_open_half_an_hour_asks_for_sign_in(client, cast):
    sign_in(client, cast.posts["lead"])
    with after(minutes=30):
        answer = client.get(reverse("desks:worktray"))
    assert answer.headers["Location"].startswith(reverse("account_login"))


@pytest.mark.django_db
def test_the_end_of_a_session_is_an_event_with_its_reason(client, cast):
    sign_in(client, cast.posts["lead"])
    with after(minutes=30):
        client.get(reverse("desks:worktray"))
        client.get(reverse("desks:worktray"))
    ended = Event.objects.get(action="agencies.sign_out")
    assert (ended.account_id, ended.codes) == (cast.posts["lead"].practitioner.account_id, {"why": "idle"})


@pytest.mark.django_db
def test_working_on_keeps_the_session_alive(client, cast):
    sign_in(client, cast.posts["lead"])
    for minutes in (20, 40, 60):
        with after(minutes=minutes):
            assert client.get(reverse("desks:worktray")).status_code == 200


@pytest.mark.django_db
def test_what_the_page_asks_by_itself_does_not_keep_it_alive(client, cast):
    sign_in(client, cast.posts["lead"])
    with after(minutes=20):
        client.get(reverse("desks:worktray"), headers={"HX-Request": "true"})
    with after(minutes=31):
        assert client.get(reverse("desks:worktray")).status_code == 302


@pytest.mark.django_db
def test_pressing_stay_keeps_it_alive(client, cast):
    sign_in(client, cast.posts["lead"])
    with after(minutes=26):
        assert client.get(reverse("desks:stay"), headers={"Sec-Fetch-Mode": "cors"}).status_code == 204
    with after(minutes=50):
        assert client.get(reverse("desks:worktray")).status_code == 200


@pytest.mark.django_db
def test_after_twelve_hours_even_a_busy_session_ends(client, cast):
    sign_in(client, cast.posts["lead"])
    for minutes in range(20, 721, 20):
        with after(minutes=minutes):
            last = client.get(reverse("desks:worktray")).status_code
    assert last == 302


@pytest.mark.django_db
def test_an_ended_session_does_not_come_back_when_the_clock_is_set_back(client, cast):
    sign_in(client, cast.posts["lead"])
    with after(minutes=31):
        client.get(reverse("desks:worktray"))
    assert client.get(reverse("desks:worktray")).status_code == 302
