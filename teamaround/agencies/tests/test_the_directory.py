"""Who works where and when to ring (issue 2, navigation)."""

import datetime

import pytest
from django.urls import reverse

from teamaround.agencies import queries
from teamaround.agencies.factories import set_rows, sign_in
from teamaround.agencies.models import Agency, Post
from teamaround.kit import clock

pytestmark = pytest.mark.django_db


def names(cast, **wanted):
    return [agency.name for agency in queries.directory(cast.actors["lead"], **wanted)]


def test_all_agencies_of_the_own_authority_by_name(cast):
    found = names(cast)
    assert found == sorted(found)
    assert "Marlbeck Homes" in found and "Aldermoor Family Help" not in found


@pytest.mark.parametrize("words", ["homes", "HINCHLIFFE", "housing officer", "dave homes"])
def test_words_are_looked_for_in_agency_person_and_job(cast, words):
    assert names(cast, words=words) == ["Marlbeck Homes"]


def test_accents_do_not_matter(cast):
    Agency.objects.filter(key="housing").update(describes="Hôusing for families at Séan's Yard")
    assert names(cast, words="sean's yard") == ["Marlbeck Homes"]


def test_by_kind(cast):
    assert names(cast, kind="school") == ["Hazel Bank Primary"]


def test_by_locality_those_for_everywhere_stay(cast):
    Agency.objects.filter(key="school").update(locality=cast.localities["hazel_bank"])
    assert "Hazel Bank Primary" in names(cast, locality="hazel_bank")
    found = names(cast, locality="canalside")
    assert "Hazel Bank Primary" not in found and "Marlbeck Homes" in found


def test_people_who_have_left_are_not_listed(cast):
    set_rows(Post.objects.filter(pk=cast.posts["former"].pk), ends=clock.today() - datetime.timedelta(days=1))
    housing = next(one for one in queries.directory(cast.actors["lead"]) if one.name == "Marlbeck Homes")
    assert [post.name for post in housing.people] == ["Dave Hinchliffe"]


def test_the_page_shows_numbers_and_hours(client, cast):
    set_rows(Post.objects.filter(pk=cast.posts["other_agency"].pk), hours_to_ring="9am to 11am")
    page = sign_in(client, cast.posts["lead"]).get(reverse("agencies:directory"), {"words": "dave"}).content.decode()
    assert "Dave Hinchliffe" in page and "9am to 11am" in page and 'href="tel:01632960214"' in page


def test_words_that_fit_nobody_get_a_hint(client, cast):
    page = sign_in(client, cast.posts["lead"]).get(reverse("agencies:directory"), {"words": "zzz"}).content.decode()
    assert "Nobody fits" in page


def test_a_stranger_may_not_read_the_directory(client):
    assert client.get(reverse("agencies:directory")).status_code == 302


def test_few_queries_whatever_the_number_of_agencies(cast, django_assert_num_queries):
    with django_assert_num_queries(2):
        assert len(queries.directory(cast.actors["lead"])) == 7
