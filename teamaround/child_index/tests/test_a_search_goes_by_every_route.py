"""By each thing somebody may know of a child, right or spoilt, never by what is another's (issue 2 step 3)."""

import datetime

import pytest
from django.urls import reverse

from teamaround.agencies.factories import sign_in
from teamaround.audit.models import Event
from teamaround.audit.recording import recording
from teamaround.child_index import candidates, search_rows, searching
from teamaround.child_index.entering import NewChild, enter
from teamaround.child_index.forms import query_of
from teamaround.child_index.models import Search
from teamaround.families.models import Address, Contact, Name, Relationship
from teamaround.kit import clock
from teamaround.kit.problems import Problem
from teamaround.practice_data.cast import MAKER, make_involvement, make_person
from teamaround.practice_data.cast_parts import told

pytestmark = pytest.mark.django_db
BORN = datetime.date(2017, 3, 8)


@pytest.fixture
def index(cast):
    """Marigold Threlfall with everything that can be known, among the cast and a boy of her street."""
    with recording(by=MAKER, action="test.index"):
        girl = enter(
            NewChild(cast.authority.pk, "Marigold", "Threlfall", "F", BORN, address="9 Weir Lane", postcode="MB8 1QD",
                     numbers={"nhs_number": "9434765919"}), by_post_id=None,
        )  # fmt: skip
        enter(NewChild(cast.authority.pk, "Piers", "Ansell", "M", BORN, postcode="MB8 1QD"), by_post_id=None)
        common = {"authority": cast.authority, **told()}
        Name.objects.create(person=girl, kind="former", given="Marigold", family="Oxendale", **common)
        Address.objects.create(person=girl, lines="1 Old Row", postcode="MB2 5ZZ", ends=clock.today(), **common)
        mother = make_person(cast.authority, "Hester", "Threlfall", datetime.date(1990, 1, 2))
        Relationship.objects.create(person=mother, child=girl, kind="mother", **common)
        Contact.objects.create(person=mother, kind="telephone", value="07700 900222", digits="07700900222", **common)
        gp = cast.agencies["health_visiting"]
        type(gp).objects.filter(pk=gp.pk).update(kind="gp", name="Weir Surgery")
        make_involvement(girl, cast.agencies["school"], None, kind="universal")
        make_involvement(girl, gp, None, kind="universal")
        search_rows.rebuild([girl.pk, cast.kayleigh.pk, cast.tyler.pk])
    candidates.forget_counts()
    cast.people["marigold"] = girl
    return cast


def first(index, **terms):
    made = searching.search(by=index.actors["other_agency"], reason="worry", query=query_of(terms), terms=terms)
    best = made.results.order_by("rank").first()
    return best.child if best else None


ROUTES = {
    "name and day": {"given": "Marigold", "family": "Threlfall", "born": "2017-03-08"},
    "name before": {"given": "Marigold", "family": "Oxendale", "born": "2017-03-08"},
    "names swapped": {"given": "Threlfall", "family": "Marigold", "born": "2017-03-08"},
    "day and month swapped": {"given": "Marigold", "family": "Threlfall", "born": "2017-08-03"},
    "sounds alike": {"given": "Marygold", "family": "Threllfal", "born": "2017-03-08"},
    "age only": {"given": "Marigold", "family": "Threlfall", "age": "8"},
    "year only": {"given": "Marigold", "family": "Threlfall", "born": "2017"},
    "old address": {"given": "Marigold", "postcode": "MB2 5ZZ"},
    "half a postcode": {"given": "Marigold", "family": "Threlfall", "postcode": "MB8"},
    "parent": {"given": "Marigold", "carer": "Hester Threlfall"},
    "school": {"given": "Marigold", "age": "8", "school": "Hazel Bank Primary"},
    "practice": {"given": "Marigold", "age": "8", "gp": "Weir Surgery"},
    "telephone": {"given": "Marigold", "telephone": "+44 7700 900222"},
    "number alone": {"number": "943 476 5919"},
    "sex beside": {"family": "Threlfall", "born": "2017-03-08", "sex": "F"},
}


@pytest.mark.parametrize("terms", ROUTES.values(), ids=ROUTES)
def test_she_comes_first(index, terms):
    assert first(index, **terms) == index.marigold


@pytest.mark.parametrize(
    "terms",
    [
        {"given": "Piers", "family": "Ansell", "born": "2017-03-08"},
        {"given": "Piers", "postcode": "MB8 1QD"},
        {"given": "Kayleigh", "family": "Moss", "age": "6"},
    ],
)
def test_a_neighbour_born_the_same_day_does_not_come_as_her(index, terms):
    assert first(index, **terms) != index.marigold


@pytest.mark.parametrize(
    ("terms", "help_words"),
    [
        ({}, "Type what you know"), ({"given": "Marigold"}, "family name"), ({"family": "Threlfall"}, "first name"),
        ({"given": "M", "family": "T"}, "more than one letter"), ({"age": "8"}, "family name"),
        ({"school": "Hazel Bank"}, "family name"), ({"number": "1234567890"}, "number you typed cannot be right"),
    ],
)  # fmt: skip
def test_too_little_says_what_would_help_and_searches_nothing(index, terms, help_words):
    with pytest.raises(Problem, match=help_words):
        first(index, **terms)
    assert not Search.objects.exists() and not Event.objects.filter(outcome="search").exists()


def test_without_a_reason_nothing_is_searched(index):
    for reason in ("", "curious"):
        with pytest.raises(Problem, match="why"):
            searching.search(by=index.actors["lead"], reason=reason, query=query_of(ROUTES["age only"]), terms={})


ODD = ["😀🎈", "<script>alert(1)</script>", "Zoë\u0301 Łoś", "مريم", "Robert'); DROP TABLE x;--", "x" * 99, "%_*?"]


@pytest.mark.parametrize("name", ODD)
def test_odd_letters_are_searched_as_letters_and_shown_as_letters(index, client, name):
    dave = sign_in(client, index.posts["other_agency"])
    sent = {"reason": "worry", "given": name, "family": name, "born": "2009-12-24"}
    answer = dave.post(reverse("child_index:search"), sent)
    page = (dave.get(answer["Location"]) if answer.status_code == 302 else answer).content.decode()
    assert "<script>alert(1)" not in page and "Marigold" not in page
    assert ("There is a problem" in page) == (not any(letter.isalpha() for letter in name))


@pytest.mark.parametrize(
    "sent",
    [{"given": "x" * 10_000}, {"born": "2017-02-30"}, {"age": "-1"}, {"age": "900"}, {"reason": ""}, {"sex": "Q"}],
)
def test_what_cannot_be_is_told_at_its_field(index, client, sent):
    dave = sign_in(client, index.posts["other_agency"])
    page = dave.post(reverse("child_index:search"), {"reason": "worry", **ROUTES["name and day"], **sent})
    assert page.status_code == 200 and "There is a problem" in page.content.decode()
    assert not Search.objects.exists()


def test_a_nul_is_taken_out_or_told_and_never_breaks(index, client):
    dave = sign_in(client, index.posts["other_agency"])
    sent = {"reason": "worry", "given": "Mari\0gold", "family": "Threlfall", "born": "2017-03-08"}
    assert dave.post(reverse("child_index:search"), sent).status_code in {200, 302}


def test_the_results_open_for_fifteen_minutes_and_for_the_same_account(index, client):
    dave = sign_in(client, index.posts["other_agency"])
    page = dave.post(reverse("child_index:search"), {"reason": "worry", **ROUTES["parent"]}).url
    text = dave.get(page).content.decode()
    assert "Marigold Threlfall" in text and "Hester Threlfall" in text and "8 March 2017" in text
    with clock.freeze(clock.now() + datetime.timedelta(minutes=16)):
        assert dave.get(page).status_code == 404
    client.logout()
    assert sign_in(client, index.posts["same_agency"]).get(page).status_code == 404


def test_the_event_tells_who_was_shown_and_the_terms_are_sealed(index):
    first(index, **ROUTES["name and day"])
    event = Event.objects.get(outcome="search")
    assert index.marigold.pk in event.children and "Marigold" not in event.body
    assert "Marigold" not in Search.objects.get().sealed_terms
