"""The index team's pages: lists, a person, forms; the neighbour's people are not there."""

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from teamaround.agencies.factories import remove_rows, sign_in
from teamaround.agencies.models import Post, Qualification

pytestmark = pytest.mark.django_db


@pytest.fixture
def index_team(client, cast):
    return sign_in(client, cast.posts["index_team"])


def page(client, name, **where):
    return client.get(reverse(f"agencies:{name}", kwargs=where))


def test_the_list_tells_who_may_not_read(index_team, cast):
    remove_rows(Qualification.objects.filter(practitioner=cast.posts["untrained"].practitioner))
    body = index_team.get(reverse("agencies:people"), {"words": "tranter"}).content.decode()
    assert "Una Tranter" in body and "May not read" in body
    body = index_team.get(reverse("agencies:people"), {"words": "abbas"}).content.decode()
    assert "0 people" in body, "somebody of the neighbouring authority"


def test_words_narrow_the_list(index_team, cast):
    body = index_team.get(reverse("agencies:people"), {"words": "okafor mentor"}).content.decode()
    assert "Sam Okafor" in body and "Una Tranter" not in body


def test_the_list_takes_few_statements(index_team, django_assert_max_num_queries):
    page(index_team, "people")
    with django_assert_max_num_queries(8):
        page(index_team, "people")


def test_a_person_of_the_neighbours_is_not_found(index_team, cast):
    ref = cast.posts["neighbour_worker"].practitioner.ref
    assert page(index_team, "person", person_ref=ref).status_code == 404
    assert page(index_team, "end_post", post_ref=cast.posts["neighbour_worker"].ref).status_code == 404


def test_a_person_is_added_by_the_form(index_team, cast):
    fields = {"given": "Ivy", "family": "Croft", "email": "ivy@example.invalid", "agency": cast.agencies["school"].ref}
    fields |= {
        "role": "practitioner",
        "job_title": "Mentor",
        "starts-day": "3",
        "starts-month": "3",
        "starts-year": "2026",
        "submission_key": "one",
    }
    answer = index_team.post(reverse("agencies:take_on"), fields)
    assert answer.status_code == 302, answer.content.decode()
    assert "Ivy Croft" in index_team.get(answer.headers["Location"]).content.decode()


def test_an_empty_form_says_what_is_missing(index_team):
    body = index_team.post(reverse("agencies:take_on"), {"submission_key": "one"}).content.decode()
    assert "There is a problem" in body and "First name" in body and not Post.objects.filter(job_title="").exists()


def test_a_post_is_ended_by_the_form(index_team, cast):
    path = reverse("agencies:end_post", kwargs={"post_ref": cast.posts["member"].ref})
    index_team.post(path, {"ends-day": "31", "ends-month": "3", "ends-year": "2026", "submission_key": "one"})
    assert str(Post.objects.get(pk=cast.posts["member"].pk).ends) == "2026-03-31"


def test_the_first_person_is_made_only_in_an_empty_installation(cast):
    with pytest.raises(CommandError, match="has a post already"):
        call_command("first_person", authority="X", given="A", family="B", email="a@example.invalid", **days())


def test_the_first_person_can_sign_in_and_read(db, client, capsys):
    call_command("first_person", authority="Marlbeck", given="Ann", family="Lowe", email="a@b.invalid", **days())
    said = capsys.readouterr().out
    assert "signs in as ann_lowe" in said
    link = said[said.index("/welcome/") :].strip()
    assert client.get(link).status_code == 200
    assert page(sign_in(client, Post.objects.get()), "people").status_code == 200


def days():
    import datetime

    return {"training": datetime.date(2026, 1, 5), "vetting": datetime.date(2026, 1, 5)}
