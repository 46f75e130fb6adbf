"""Break-glass: a reason, a warning, an hour, a reviewer who closes it (design.md 4, DUD-27)."""

import datetime

import pytest
from django.urls import reverse

from teamaround.access import engine
from teamaround.access.doing import Refused
from teamaround.agencies.factories import sign_in
from teamaround.audit.models import Event
from teamaround.child_index import emergency_looks, enquiring, searching
from teamaround.child_index.models import BreakGlass
from teamaround.child_index.tests.pair_makers import shield
from teamaround.kit import clock
from teamaround.kit.problems import Problem
from teamaround.matching.people import Query
from teamaround.notifications.worktray import rows

pytestmark = pytest.mark.django_db


def found(cast, who="other_agency"):
    query = Query(given="Kayleigh", family="Moss", born=cast.kayleigh.born)
    searching.search(by=cast.actors[who], reason="safeguarding", query=query, terms={})
    return cast.actors[who]


@pytest.fixture
def look(cast):
    from teamaround.child_index import search_rows

    search_rows.rebuild([cast.kayleigh.pk])
    return enquiring.open_in_emergency(by=found(cast), child=cast.kayleigh, code="missing", words="ran off")


def test_it_opens_the_record_for_an_hour_and_is_on_record_with_its_reason(cast, look):
    housing, later = cast.actors["other_agency"], clock.now() + datetime.timedelta(minutes=61)
    assert "break_glass" in engine.facts_of(housing, cast.kayleigh.pk, {"break_glass"})
    with clock.freeze(later):
        assert engine.facts_of(housing, cast.kayleigh.pk, {"break_glass"}) == frozenset()
    assert Event.objects.get(action="child_index.break_glass").codes == {"code": "missing"}


def test_another_child_and_a_colleague_stay_shut(cast, look):
    assert not engine.facts_of(cast.actors["other_agency"], cast.tyler.pk, {"break_glass"})
    assert not engine.facts_of(cast.actors["same_agency"], cast.kayleigh.pk, {"break_glass"})


def test_the_page_warns_first_and_opens_then(cast, client, look):
    dave = sign_in(client, cast.posts["other_agency"])
    page = reverse("child_index:emergency", kwargs={"child_ref": cast.kayleigh.ref})
    assert "A reviewer looks at every emergency look" in dave.get(page).content.decode()
    dave.post(page, {"code": "danger", "words": "He stands at the door"})
    assert BreakGlass.objects.filter(reason_code="danger").count() == 1


def test_a_reviewer_sees_it_waiting_and_closes_it(cast, client, look):
    assert [row.title for row in rows(cast.actors["reviewer"]) if "mergency" in row.title]
    iris = sign_in(client, cast.posts["reviewer"])
    page = reverse("child_index:review", kwargs={"look_ref": look.ref})
    assert "Dave Hinchliffe" in iris.get(page).content.decode()
    iris.post(page, {"finding": "justified"})
    look.refresh_from_db()
    assert (look.finding, look.reviewed_by) == ("justified", cast.posts["reviewer"])
    assert not [row.title for row in rows(cast.actors["reviewer"]) if "Emergency looks" in row.title]


def test_the_reviewer_reads_why_and_what_was_opened_and_nothing_else(cast, client, look):
    dave = sign_in(client, cast.posts["other_agency"])
    dave.get(reverse("desks:child", kwargs={"child_ref": cast.kayleigh.ref}))
    in_the_hour = emergency_looks.told(look)
    with clock.freeze(clock.now() + datetime.timedelta(minutes=61)):
        dave.get(reverse("desks:child", kwargs={"child_ref": cast.kayleigh.ref}))
    told = emergency_looks.told(look)
    assert (told.reason, told.words) == ("The child is missing", "ran off")
    assert "see who is around the child" in {row.what for row in told.opened}
    assert told == in_the_hour
    page = reverse("child_index:review", kwargs={"look_ref": look.ref})
    html = sign_in(client, cast.posts["reviewer"]).get(page).content.decode()
    assert "ran off" in html and "Kayleigh Moss" in html


def test_what_the_same_person_saw_of_another_child_is_not_told(cast, client, look):
    before = emergency_looks.told(look)
    searching.search(
        by=cast.actors["other_agency"], reason="worry", terms={},
        query=Query(given="Tyler", family="Moss", born=cast.tyler.born),
    )  # fmt: skip
    assert emergency_looks.told(look) == before


def test_nobody_reviews_their_own_look(cast, look):
    with pytest.raises(Problem, match="own look"):
        enquiring.review_emergency(by=cast.actors["other_agency"], look=look, finding="justified")


@pytest.mark.parametrize("who", ["manager", "index_team", "lead", "director"])
def test_nobody_but_a_reviewer_closes_it(cast, look, who):
    with pytest.raises(Refused):
        enquiring.review_emergency(by=cast.actors[who], look=look, finding="justified")


def test_without_a_search_it_stays_shut(cast):
    with pytest.raises(Refused):
        enquiring.open_in_emergency(by=cast.actors["other_agency"], child=cast.tyler, code="danger", words="x")


@pytest.mark.parametrize("who", ["other_agency", "social_worker"])
def test_it_does_not_open_a_protected_child(cast, look, who):
    shield(cast, cast.kayleigh)
    with pytest.raises(Refused):
        enquiring.open_in_emergency(by=found(cast, who), child=cast.kayleigh, code="danger", words="x")


@pytest.mark.parametrize("name", ["review", "answer"])
def test_an_address_that_names_nothing_is_not_found(cast, client, name):
    key = {"review": "look_ref", "answer": "enquiry_ref"}[name]
    iris = sign_in(client, cast.posts["reviewer"])
    assert iris.get(reverse(f"child_index:{name}", kwargs={key: "nothing"})).status_code == 404
