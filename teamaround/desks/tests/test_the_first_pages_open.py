"""Start, worktray, directory and public pages (issue 2 steps 1 and 2)."""

import pytest
from django.urls import reverse

from teamaround.agencies.factories import remove_rows, sign_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("page", ["desks:start", "desks:accessibility", "desks:privacy", "desks:help", "desks:healthz"])
def test_public_pages_open_to_everybody(client, page):
    assert client.get(reverse(page)).status_code == 200


def test_the_start_page_leads_a_worker_to_the_worktray(client, cast):
    response = sign_in(client, cast.posts["lead"]).get("/")
    assert response.headers["Location"] == reverse("desks:worktray")


def test_the_worktray_greets_and_says_kindly_that_nothing_waits(client, cast):
    page = sign_in(client, cast.posts["same_agency"]).get(reverse("desks:worktray")).content.decode()
    assert "Good morning, Toby" in page
    assert "Nothing waits for you" in page


def test_the_worktray_asks_a_stranger_to_sign_in(client):
    response = client.get(reverse("desks:worktray"))
    assert response.headers["Location"] == f"{reverse('account_login')}?next=%2Fworktray%2F"


def test_somebody_untrained_sees_why_and_whom_to_ask(client, cast):
    from teamaround.agencies.models import Qualification

    remove_rows(Qualification.objects.filter(practitioner=cast.posts["untrained"].practitioner, kind="training"))
    page = sign_in(client, cast.posts["untrained"]).get(reverse("desks:worktray")).content.decode()
    assert "You have not done the training in safe use yet" in page


def test_an_address_that_is_nothing_is_not_found_in_our_words(client):
    response = client.get("/nothing-here/")
    assert response.status_code == 404
    assert "We cannot find that page" in response.content.decode()
