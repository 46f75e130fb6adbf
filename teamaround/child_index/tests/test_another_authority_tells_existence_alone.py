"""Beyond the own authority: full name and birth or a number, existence alone; protected children are not there."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from teamaround.access.doing import Refused
from teamaround.agencies.factories import sign_in
from teamaround.agencies.models import Qualification
from teamaround.audit.recording import recording
from teamaround.child_index import beyond, mediating, search_rows, searching
from teamaround.child_index.entering import NewChild, enter
from teamaround.child_index.models import BeyondMatch, Mediated
from teamaround.child_index.tests.pair_makers import shield
from teamaround.kit import clock
from teamaround.kit.problems import Problem
from teamaround.matching.people import Query
from teamaround.notifications.models import Notice
from teamaround.practice_data.cast import MAKER

pytestmark = pytest.mark.django_db
BORN = datetime.date(2018, 6, 2)
TERMS = {"given": "Mina", "family": "Arkwright", "born": "2018-06-02"}


@pytest.fixture
def mina(cast):
    with recording(by=MAKER, action="test.mina"):
        facts = {"given": "Mina", "family": "Arkwright", "sex": "F", "born": BORN, "postcode": "AL2 3XX"}
        child = enter(NewChild(cast.neighbour.pk, **facts), by_post_id=None)
        search_rows.rebuild([child.pk])
    return child


def look(cast, who="lead", **other):
    return beyond.search(by=cast.actors[who], reason="worry", terms=TERMS | other)


def test_existence_is_told_and_the_other_team_answers(cast, mina, client):
    match = beyond.matches_of(look(cast))[0]
    assert match.authority == cast.neighbour
    beyond.ask_there(by=cast.lead, match=match, question="Whom do I ring?")
    with pytest.raises(Problem, match="Nobody has asked you"):
        beyond.answer_there(by=cast.index_team, match=match, answer="Me")
    beyond.answer_there(by=cast.neighbour_index_team, match=match, answer="Ring Noor.")
    page = reverse("child_index:answered_there", kwargs={"match_ref": match.ref})
    assert "Ring Noor." in sign_in(client, cast.posts["lead"]).get(page).content.decode()
    assert sign_in(client, cast.posts["member"]).get(page).status_code == 404


@pytest.mark.parametrize("near", [{"born": "2018-06-03"}, {"given": "Mia"}, {"family": "Arkright"}])
def test_a_near_miss_is_told_nothing(cast, mina, near):
    assert beyond.matches_of(look(cast, **near)) == []


@pytest.mark.parametrize("less", [{"born": ""}, {"given": ""}, {"family": ""}])
def test_less_than_a_full_name_and_birth_is_refused(cast, mina, less):
    with pytest.raises(Problem, match="whole date of birth"):
        look(cast, **less)


def test_the_own_authority_and_unfit_people_are_no_part_of_it(cast, mina):
    assert beyond.matches_of(look(cast, "neighbour_worker")) == []
    with pytest.raises(Refused):
        look(cast, "reviewer")


def test_a_protected_child_answers_like_one_who_is_not_there(cast, mina):
    shield(cast, mina)
    there = look(cast)
    assert beyond.matches_of(there) == [] and not BeyondMatch.objects.exists()
    beyond.tell()
    kept = BeyondMatch.objects.get()
    assert not kept.shown and beyond.matches_of(there) == []
    with pytest.raises(Problem):
        beyond.ask_there(by=cast.lead, match=kept, question="Who?")


def test_it_takes_as_many_statements_whether_the_child_is_protected_or_not_there(cast, mina):
    shield(cast, mina)
    with CaptureQueriesContext(connection) as there:
        look(cast)
    with CaptureQueriesContext(connection) as nowhere:
        look(cast, given="Nobody")
    assert len(there) == len(nowhere)


def test_both_index_teams_are_told_once(cast, mina):
    look(cast)
    assert beyond.tell() == 1 and beyond.tell() == 0
    told = set(Notice.objects.filter(kind=beyond.NOTICE).values_list("to_post_id", flat=True))
    assert told == {cast.posts["index_team"].pk, cast.posts["neighbour_index_team"].pk}


def test_the_own_team_is_not_told_that_it_is_protected_there(cast, mina, client):
    shield(cast, mina)
    look(cast)
    beyond.tell()
    page = reverse("child_index:beyond")
    assert "Aldermoor" not in sign_in(client, cast.posts["index_team"]).get(page).content.decode()
    there = sign_in(client, cast.posts["neighbour_index_team"]).get(page).content.decode()
    assert "Mina Arkwright" in there and "told nothing" in there


def caller(cast, **other):
    facts = {"agency": cast.housing, "name": "Dave Hinchliffe", "checked": "rang_back", "words": "A visit."}
    return mediating.Caller(**facts | other)


@pytest.fixture
def checked(cast):
    with recording(by=MAKER, action="test.checked"):
        for kind in ("training", "vetting"):
            Qualification.objects.get_or_create(
                practitioner=cast.posts["other_agency"].practitioner, kind=kind,
                defaults={"on": clock.today(), "until": clock.today() + datetime.timedelta(days=90)},
            )  # fmt: skip
    search_rows.rebuild([cast.kayleigh.pk])
    searching.search(
        by=cast.same_agency, reason="asked", query=Query(given="Kayleigh", family="Moss", born=cast.kayleigh.born),
        terms={},
    )  # fmt: skip
    return cast


def test_looking_for_somebody_keeps_both_names(checked):
    made = mediating.look_for(by=checked.same_agency, child=checked.kayleigh, caller=caller(checked))
    assert (made.looked_by, made.asked_by) == (checked.posts["same_agency"], checked.posts["other_agency"])
    assert "Priya Nair" in {each.name for each in mediating.may_be_told(made)}


@pytest.mark.parametrize("wrong", [{"name": "Nobody Known"}, {"name": "Toby Field"}, {"words": ""}, {"checked": ""}])
def test_nobody_unknown_is_told_anything(checked, wrong):
    with pytest.raises(Problem):
        mediating.look_for(by=checked.same_agency, child=checked.kayleigh, caller=caller(checked, **wrong))
    assert not Mediated.objects.exists()


def test_about_a_protected_child_nobody_is_told(checked):
    shield(checked, checked.kayleigh)
    with pytest.raises(Refused):
        mediating.look_for(by=checked.same_agency, child=checked.kayleigh, caller=caller(checked))
