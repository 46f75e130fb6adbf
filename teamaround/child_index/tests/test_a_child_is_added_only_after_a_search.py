"""Adding: born, unnamed and unborn children; what is missing is told at its field (issue 2 step 3)."""

import datetime

import pytest
from django.urls import reverse

from teamaround.access.doing import Refused
from teamaround.agencies.factories import sign_in
from teamaround.child_index import adding, candidates, searching
from teamaround.child_index.models import Entry, SearchResult
from teamaround.families.models import Person, Relationship
from teamaround.kit import clock
from teamaround.kit.problems import Problem
from teamaround.matching.people import Query

pytestmark = pytest.mark.django_db
TOLD = {"kind": "born", "given": "Una", "family": "Brandt", "born": datetime.date(2020, 2, 29), "expected": None,
        "sex": "F", "mother": "", "address": "", "postcode": "", "number": ""}  # fmt: skip


@pytest.fixture
def made(cast):
    candidates.forget_counts()
    query = Query(given="Una", family="Brandt", born=TOLD["born"])
    return searching.search(by=cast.actors["other_agency"], reason="new_to_me", query=query, terms={})


def add(cast, made, who="other_agency", **more):
    return adding.add_child(by=cast.actors[who], search=made, told=adding.Told(**(TOLD | more)))


def found(cast, **query):
    return [candidate.ref for candidate, _limited in candidates.find(Query(**query), cast.authority.pk)]


def test_the_child_stands_in_the_index_and_is_found(cast, made):
    child = add(cast, made)
    assert (child.entry.state, child.entry.entered_by) == (Entry.State.ACTIVE, cast.posts["other_agency"])
    assert child.pk in found(cast, given="Una", family="Brandt", born=TOLD["born"])
    assert SearchResult.objects.get(child=child).rank == 99


def test_an_unborn_child_is_found_by_the_mothers_name(cast, made):
    due = clock.today() + datetime.timedelta(days=60)
    child = add(cast, made, kind="unborn", given="", born=None, expected=due, mother="Ottilie Brandt")
    assert (child.given, child.born, child.expected_on) == ("", None, due)
    assert child.pk in found(cast, given="Unborn", carer="Ottilie Brandt", expected=due)
    other_day = due + datetime.timedelta(days=90)
    assert child.pk not in found(cast, given="Unborn", carer="Ursula Other", expected=other_day)


def test_a_baby_without_a_name_is_found_by_family_and_day(cast, made):
    child = add(cast, made, kind="unnamed", given="ignored")
    assert child.given == ""
    assert child.pk in found(cast, given="Baby", family="Brandt", born=TOLD["born"])


@pytest.mark.parametrize(("mother", "given", "family"), [("Ottilie Brandt", "Ottilie", "Brandt"), ("Cher", "Cher", "")])
def test_a_mother_is_known_by_name(cast, made, mother, given, family):
    child = add(cast, made, mother=mother)
    person = Relationship.objects.get(child=child).person
    assert (person.given, person.family) == (given, family)


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"kind": "unborn", "expected": None, "born": None}, "expected"),
        ({"kind": "unborn", "expected": datetime.date(2026, 6, 1), "born": None, "mother": " "}, "mother"),
        ({"born": None}, "born"),
        ({"kind": "unnamed", "born": None}, "born"),
        ({"born": datetime.date(2026, 3, 4)}, "born"),
        ({"given": "  "}, "given"),
    ],
)
def test_what_is_missing_is_told_at_its_field_and_nobody_is_added(cast, made, more, field):
    before = Person.objects.count()
    with pytest.raises(Problem) as told:
        add(cast, made, **more)
    assert told.value.field == field and Person.objects.count() == before


@pytest.mark.parametrize("who", ["reviewer", "director", "untrained", "carer", "client", "nobody"])
def test_whoever_may_not_search_may_not_add(cast, made, who):
    with pytest.raises(Refused):
        add(cast, made, who)


def test_sent_twice_is_added_once_and_another_persons_search_does_not_serve(cast, made, client):
    dave = sign_in(client, cast.posts["other_agency"])
    page = reverse("child_index:add", kwargs={"search_ref": made.ref})
    sent = {"kind": "born", "given": "Una", "family": "Brandt", "born": "2020-02-29", "submission_key": "one"}
    assert dave.post(page, sent).url == dave.post(page, sent).url
    assert Person.objects.filter(family="Brandt").count() == 1
    client.logout()
    assert sign_in(client, cast.posts["same_agency"]).post(page, sent).status_code == 404


@pytest.mark.parametrize(
    "more",
    [
        {"born": "2019-02-30"}, {"born": "29.2.2019"}, {"given": "x" * 10_000}, {"family": "a\0b" * 200},
        {"postcode": "nowhere"}, {"kind": "dragon"},
    ],
)  # fmt: skip
def test_bad_input_is_told_and_adds_nobody(cast, made, client, more):
    dave = sign_in(client, cast.posts["other_agency"])
    before = Person.objects.count()
    sent = {"kind": "born", "given": "Una", "family": "Brandt", "born": "2020-02-29"} | more
    page = dave.post(reverse("child_index:add", kwargs={"search_ref": made.ref}), sent)
    assert page.status_code == 200 and "There is a problem" in page.content.decode()
    assert Person.objects.count() == before


def test_what_was_searched_stands_in_the_form_but_half_a_postcode_does_not(cast, client):
    dave = sign_in(client, cast.posts["other_agency"])
    for code, kept in (("MB4", False), ("MB4 9ZZ", True)):
        sent = {"reason": "worry", "given": "Una", "family": "Brandt", "born": "2020-02-29", "postcode": code}
        ref = dave.post(reverse("child_index:search"), sent).url.strip("/").split("/")[-1]
        page = dave.get(reverse("child_index:add", kwargs={"search_ref": ref})).content.decode()
        assert 'value="Una"' in page and (f'value="{code}"' in page) == kept
