"""After a search: that services are there and whom to ring; where nobody is, nothing says so (issue 2 step 4)."""

import datetime

import pytest
from django.urls import reverse

from teamaround.agencies.factories import sign_in
from teamaround.audit.recording import recording
from teamaround.child_index import candidates, searching
from teamaround.child_index.entering import NewChild, enter
from teamaround.matching.people import Query
from teamaround.practice_data.cast import MAKER, make_involvement

pytestmark = pytest.mark.django_db
BORN = datetime.date(2018, 6, 1)
INVOLVED = "You see that services are involved"


@pytest.fixture
def nell(cast):
    with recording(by=MAKER, action="test.nell"):
        nell = enter(NewChild(cast.authority.pk, "Nell", "Arkwright", "F", BORN), by_post_id=None)
    candidates.forget_counts()
    query = Query(given="Nell", family="Arkwright", born=BORN)
    searching.search(by=cast.actors["other_agency"], reason="worry", query=query, terms={})
    return nell


def page(cast, client, child):
    dave = sign_in(client, cast.posts["other_agency"])
    return dave.get(reverse("desks:child", kwargs={"child_ref": child.ref})).content.decode()


def test_where_nobody_is_involved_it_does_not_say_that_somebody_is(cast, client, nell):
    text = page(cast, client, nell)
    assert INVOLVED not in text and "Nobody is known to work with this child" in text


def test_where_somebody_is_involved_it_says_so(cast, client, nell):
    with recording(by=MAKER, action="test.school"):
        make_involvement(nell, cast.agencies["school"], cast.posts["same_agency"])
    text = page(cast, client, nell)
    assert INVOLVED in text and "Toby Field" in text


def test_a_sensitive_service_alone_is_nobody_to_this_reader(cast, client, nell):
    with recording(by=MAKER, action="test.camhs"):
        make_involvement(
            nell, cast.agencies["camhs"], cast.posts["sensitive_worker"], sensitive="mental_health",
            sensitive_basis="consent",
        )  # fmt: skip
    text = page(cast, client, nell)
    assert INVOLVED not in text and "Esther Vane" not in text and "CAMHS" not in text


@pytest.mark.parametrize("involved", [False, True])
def test_the_first_open_takes_few_statements(cast, client, nell, involved, django_assert_max_num_queries):
    if involved:
        with recording(by=MAKER, action="test.school"):
            make_involvement(nell, cast.agencies["school"], cast.posts["same_agency"])
    dave = sign_in(client, cast.posts["other_agency"])
    with django_assert_max_num_queries(24):
        dave.get(reverse("desks:child", kwargs={"child_ref": nell.ref}))
