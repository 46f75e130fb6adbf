"""Every session of this account ends at once, and nobody else's (design.md 4; issue 2 step 1)."""

import pytest
from django.test import Client
from django.urls import reverse

from teamaround.agencies.factories import sign_in
from teamaround.audit.models import Event

pytestmark = pytest.mark.django_db


def worktray(client):
    return client.get(reverse("desks:worktray")).status_code


@pytest.fixture
def machines(cast):
    return [sign_in(Client(), cast.posts["lead"]) for _number in range(3)]


def test_all_of_ones_own_machines_are_signed_out_at_the_next_request(cast, machines):
    here = machines[0]
    answer = here.post(reverse("desks:sign_out_everywhere"), follow=True)
    assert "You are signed out on 3 machines." in answer.content.decode()
    assert {worktray(client) for client in machines} == {302}


def test_nobody_else_is(cast, machines):
    other = sign_in(Client(), cast.posts["other_lead"])
    machines[0].post(reverse("desks:sign_out_everywhere"))
    assert worktray(other) == 200


def test_looking_at_the_page_ends_nothing(machines):
    assert "Sign out everywhere" in machines[0].get(reverse("desks:sign_out_everywhere")).content.decode()
    assert {worktray(client) for client in machines} == {200}


def test_it_is_on_record(cast, machines):
    before = Event.objects.filter(action="agencies.sign_out").count()
    machines[0].post(reverse("desks:sign_out_everywhere"))
    assert Event.objects.filter(action="agencies.sign_out").count() > before


def test_who_is_not_signed_in_is_asked_to(client):
    assert client.post(reverse("desks:sign_out_everywhere")).headers["Location"] == reverse("account_login")


def test_without_scripts_a_line_says_when_the_session_ends(machines):
    page = machines[0].get(reverse("desks:worktray")).content.decode()
    assert "<noscript>" in page and "You are signed out after 30 minutes without use." in page
    assert 'data-kit-idle="1800"' in page


def test_who_is_not_signed_in_has_no_such_line(client):
    assert "<noscript>" not in client.get(reverse("desks:start")).content.decode()
