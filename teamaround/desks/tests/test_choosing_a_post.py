"""One acts in one post at a time; delegates choose whom they act for (design.md 4; DER-16)."""

import pytest
from django.urls import reverse

from teamaround.access.roles import Kind, Role
from teamaround.agencies.factories import sign_in, sign_in_account
from teamaround.agencies.models import Delegation, Post
from teamaround.audit.models import Event
from teamaround.audit.recording import recording
from teamaround.kit import clock
from teamaround.practice_data.cast import MAKER

pytestmark = pytest.mark.django_db
CHOOSE = "/post/"


@pytest.fixture
def second(cast):
    lead = cast.posts["lead"]
    with recording(by=MAKER, action="practice_data.cast"):
        return Post.objects.create(
            practitioner=lead.practitioner,
            agency=cast.agencies["family_support"],
            authority=lead.authority,
            role=Role.PRACTITIONER,
            job_title="Evening worker",
            starts=clock.today(),
        )


@pytest.fixture
def delegation(cast):
    with recording(by=MAKER, action="agencies.delegate"):
        return Delegation.objects.create(
            authority=cast.authority,
            principal=cast.posts["lead"],
            delegate=cast.posts["administrator"],
            starts=clock.today(),
        )


def actor_of(client):
    return client.get(reverse("desks:help")).wsgi_request.actor


def test_with_two_posts_every_page_asks_first_and_comes_back(client, cast, second):
    sign_in_account(client, cast.posts["lead"].practitioner.account)
    answer = client.get(reverse("agencies:directory") + "?words=a")
    assert answer.headers["Location"] == "/post/?next=%2Fdirectory%2F%3Fwords%3Da"
    page = client.get(answer.headers["Location"]).content.decode()
    assert "Evening worker" in page and "Learning mentor" in page
    chosen = client.post(CHOOSE, {"post": second.ref, "next": "/directory/?words=a"})
    assert chosen.headers["Location"] == "/directory/?words=a"
    assert actor_of(client).post_id == second.pk


def test_public_pages_do_not_ask(client, cast, second):
    sign_in_account(client, cast.posts["lead"].practitioner.account)
    assert client.get(reverse("desks:help")).status_code == 200


def test_words_sent_before_a_post_is_chosen_are_kept(client, cast, second):
    sign_in_account(client, cast.posts["lead"].practitioner.account)
    client.post(reverse("agencies:leave_unsent", args=["x"]), {"words": "Some words typed before"})
    client.post(CHOOSE, {"post": second.ref})
    assert "Some words typed before" in client.get(reverse("agencies:unsent")).content.decode()


def test_a_post_of_somebody_else_is_not_taken(client, cast, second):
    sign_in(client, cast.posts["lead"])
    client.post(CHOOSE, {"post": cast.posts["manager"].ref})
    assert actor_of(client).post_id == cast.posts["lead"].pk


def test_an_administrator_acts_for_the_learning_mentor(client, cast, delegation):
    sign_in(client, cast.posts["administrator"])
    assert "Act for Sam Okafor" in client.get(CHOOSE).content.decode()
    client.post(CHOOSE, {"post": cast.posts["administrator"].ref, "acting_for": cast.posts["lead"].ref})
    actor = actor_of(client)
    assert (actor.kind, actor.post_id) == (Kind.DELEGATE, cast.posts["lead"].pk)
    client.get(reverse("desks:worktray"))
    event = Event.objects.filter(action="desks.worktray").latest("pk")
    assert (event.post_id, event.on_behalf_of_id) == (cast.posts["administrator"].pk, cast.posts["lead"].pk)


def test_and_for_nobody_else(client, cast, delegation):
    sign_in(client, cast.posts["administrator"])
    client.post(CHOOSE, {"post": cast.posts["administrator"].ref, "acting_for": cast.posts["manager"].ref})
    assert actor_of(client).kind is Kind.POST


def test_back_to_ones_own_post(client, cast, delegation):
    sign_in(client, cast.posts["administrator"], acting_for=cast.posts["lead"])
    client.post(CHOOSE, {"post": cast.posts["administrator"].ref})
    assert actor_of(client).kind is Kind.POST


@pytest.mark.parametrize("elsewhere", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)"])
def test_next_never_leads_to_another_site(client, cast, second, elsewhere):
    sign_in(client, cast.posts["lead"])
    answer = client.post(CHOOSE, {"post": second.ref, "next": elsewhere})
    assert answer.headers["Location"] == reverse("desks:worktray")
