"""How many statements each page of the assessment takes: under twenty-five, pinned (issue 2, section 5)."""

import pytest
from django.urls import reverse

from teamaround.agencies.factories import sign_in
from teamaround.assessments import actions
from teamaround.assessments.factories import completed, started, write

pytestmark = pytest.mark.django_db
MOST = 24


@pytest.fixture
def lead(cast, client):
    return sign_in(client, cast.posts["lead"])


def count(browser, url, django_assert_max_num_queries, most=MOST):
    assert browser.get(url).status_code == 200
    with django_assert_max_num_queries(most):
        browser.get(url)


def by_many(cast, made):
    for post in ("lead", "member", "deputy"):
        for question in ("behaviour_needs", "behaviour_strengths", "health_general_needs"):
            write(cast.actors[post], made, question, f"By {post}", "observed")


@pytest.mark.parametrize("section", ["behaviour", "details", "carers", "services", "child_words", "home_situation"])
def test_each_part(cast, lead, django_assert_max_num_queries, section):
    made = started(cast.actors["lead"], cast.kayleigh)
    by_many(cast, made)
    url = reverse("assessments:section", kwargs={"assessment_ref": made.ref, "section": section})
    count(lead, url, django_assert_max_num_queries)


def test_the_first_open_of_the_services_part(cast, lead, django_assert_max_num_queries):
    made = started(cast.actors["lead"], cast.kayleigh)
    url = reverse("assessments:section", kwargs={"assessment_ref": made.ref, "section": "services"})
    with django_assert_max_num_queries(MOST):
        lead.get(url)


def test_a_part_of_a_review(cast, lead, django_assert_max_num_queries):
    first = completed(cast.actors["lead"], cast.kayleigh)
    made = actions.review(by=cast.actors["lead"], assessment=first)
    by_many(cast, made)
    url = reverse("assessments:section", kwargs={"assessment_ref": made.ref, "section": "details"})
    count(lead, url, django_assert_max_num_queries)


def test_the_way_in(cast, client, django_assert_max_num_queries):
    url = reverse("assessments:overview", kwargs={"child_ref": cast.teenager.ref})
    count(sign_in(client, cast.posts["deputy"]), url, django_assert_max_num_queries)


def test_the_checklist(cast, lead, django_assert_max_num_queries):
    url = reverse("assessments:checklist", kwargs={"child_ref": cast.kayleigh.ref})
    count(lead, url, django_assert_max_num_queries)


@pytest.mark.parametrize("name", ["paper", "read", "print"])
def test_the_finished_one(cast, lead, django_assert_max_num_queries, name):
    made = completed(cast.actors["lead"], cast.kayleigh)
    count(lead, reverse(f"assessments:{name}", kwargs={"assessment_ref": made.ref}), django_assert_max_num_queries)


@pytest.mark.parametrize("name", ["paper", "complete", "invite"])
def test_the_draft(cast, lead, django_assert_max_num_queries, name):
    made = started(cast.actors["lead"], cast.kayleigh)
    by_many(cast, made)
    count(lead, reverse(f"assessments:{name}", kwargs={"assessment_ref": made.ref}), django_assert_max_num_queries)
