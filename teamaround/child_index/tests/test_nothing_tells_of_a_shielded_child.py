"""What a shield hides answers like a child who does not exist; a new entry alike is held with the very same answer.

facts.md (c) shielding, design.md 4: the same status, the same way on, the same page, the same number of statements.
"""

import datetime

import pytest
from django.urls import reverse

from teamaround.agencies.factories import sign_in
from teamaround.audit.recording import recording
from teamaround.child_index import candidates, search_rows
from teamaround.child_index.entering import NewChild, enter
from teamaround.child_index.models import Entry, NameCount, Search, Shield
from teamaround.child_index.tests.sameness import shown
from teamaround.families.models import Contact, Person, Relationship
from teamaround.matching.people import Query
from teamaround.practice_data.cast import MAKER, make_involvement, make_person
from teamaround.practice_data.cast_parts import told

pytestmark = pytest.mark.django_db
BORN = datetime.date(2017, 11, 6)
ZOE = {"given": "Zoe", "family": "Quillfeather", "sex": "F", "born": BORN}
HOME = {"address": "3 Lantern Row", "postcode": "MB9 9ZZ"}
NUMBER = "9434765919"


@pytest.fixture
def housing(client, cast):
    """A housing officer signed in; the index counted before, as it is during a day."""
    search_rows.rebuild([cast.kayleigh.pk, cast.tyler.pk])
    candidates.forget_counts()
    candidates.counts(cast.authority.pk)
    return sign_in(client, cast.posts["other_agency"])


def shield_zoe(cast):
    """Zoe is in the index with home, telephone, number and school, and her whereabouts are protected."""
    with recording(by=MAKER, action="test.shield"):
        zoe = enter(NewChild(cast.authority.pk, **ZOE, **HOME, numbers={"nhs_number": NUMBER}), by_post_id=None)
        mother = make_person(cast.authority, "Ottilie", "Quillfeather", datetime.date(1990, 1, 2))
        Relationship.objects.create(authority=cast.authority, person=mother, child=zoe, kind="mother", **told())
        Contact.objects.create(
            authority=cast.authority, person=mother, kind="telephone", value="07700 900499", digits="07700900499",
            **told(),
        )  # fmt: skip
        make_involvement(zoe, cast.agencies["school"], None, kind="universal")
        Shield.objects.create(
            authority=cast.authority, child=zoe, reason_code="risk", starts=BORN, review_on=datetime.date(2027, 1, 1)
        )
        search_rows.rebuild([zoe.pk])
    return zoe


def look(client, **typed):
    """Search and open the answer."""
    sent = shown(lambda: client.post(reverse("child_index:search"), {"reason": "worry", **typed}))
    ref = client.post(reverse("child_index:search"), {"reason": "worry", **typed}).get("Location")
    return sent, shown(lambda: client.get(ref)) if ref else None


HIDDEN = [
    {"number": NUMBER},
    {"telephone": "07700 900499", "postcode": "MB9 9ZZ"},
    {"telephone": "07700 900499", "school": "Hazel Bank Primary"},
    {"postcode": "MB9 9ZZ", "school": "Hazel Bank Primary", "age": "8"},
    {"given": "Amos", "postcode": "MB9 9ZZ", "telephone": "07700 900499"},
]


@pytest.mark.parametrize("typed", HIDDEN, ids=lambda typed: "+".join(typed))
def test_what_a_shield_hides_finds_what_nobody_has_finds(housing, cast, typed):
    nobody = look(housing, **typed)
    shield_zoe(cast)
    assert look(housing, **typed) == nobody


def test_without_the_shield_the_same_details_find_her(housing, cast):
    zoe = shield_zoe(cast)
    with recording(by=MAKER, action="test.lift"):
        Shield.objects.update(ends=datetime.date(2026, 1, 1))
        search_rows.rebuild([zoe.pk])
    for typed in HIDDEN[:4]:
        assert "Zoe Quillfeather" in look(housing, **typed)[1].text


def test_by_what_a_shield_shows_she_is_found_and_nothing_else_is_said(housing, cast):
    shield_zoe(cast)
    page = look(housing, given="Zoe", family="Quillfeather", born="2017", postcode="MB9 9ZZ")[1].text
    results = page.split("<h1")[1].split("How the score works")[0]
    cards = results.partition("<article")[2]
    assert "Zoe Quillfeather" in cards and "Ring the index team" in cards
    assert not any(hidden in cards for hidden in ("MB9", "Lantern", "Hazel Bank", "900499", "Postcode"))


def add(client, cast, **more):
    """A search for somebody else, then adding Zoe: the answer, and her page."""
    typed = {"reason": "worry", "given": "Bo", "family": "Xanthe", "age": "3"}
    ref = client.post(reverse("child_index:search"), typed)["Location"].strip("/").split("/")[-1]
    told_of_her = {"kind": "born", "given": "Zoe", "family": "Quillfeather", "sex": "F", "born": "2017-11-06"}
    told_of_her["mother"] = "Ottilie Quillfeather"
    address = reverse("child_index:add", kwargs={"search_ref": ref})
    added = shown(lambda: client.post(address, told_of_her | more))
    child = Person.objects.filter(entry__isnull=False).latest("pk")
    page = shown(lambda: client.get(reverse("desks:child", kwargs={"child_ref": child.ref})))
    return child, (added, page)


@pytest.mark.parametrize(
    "more",
    [{}, {"postcode": "MB9 9ZZ", "address": "3 Lantern Row"}, {"given": "Amy", "family": "Other", "number": NUMBER}],
)
def test_adding_her_twin_gives_the_same_answer_and_page_in_as_many_statements(housing, cast, more):
    child, ordinary = add(housing, cast, **more)
    assert child.entry.state == Entry.State.ACTIVE
    forget(child)
    shield_zoe(cast)
    twin, held = add(housing, cast, **more)
    assert twin.entry.state == Entry.State.HELD
    assert held == ordinary


def forget(child):
    """The first entry leaves the index, so that the second is compared with Zoe alone."""
    with recording(by=MAKER, action="test.forget"):
        Entry.objects.filter(child=child).update(state=Entry.State.ARCHIVED)
        search_rows.rebuild([child.pk])


def finds(client, child):
    """Whether a new search shows this child."""
    client.post(reverse("child_index:search"), {"reason": "worry", **TWIN})
    return Search.objects.latest("pk").results.filter(child=child).exists()


TWIN = {"given": "Zoe", "family": "Quillfeather", "born": "2017"}


def test_a_held_entry_is_found_by_the_index_team_and_by_whoever_added_it(housing, cast, client):
    shield_zoe(cast)
    twin, _answer = add(housing, cast)
    assert finds(housing, twin)
    client.logout()
    assert finds(sign_in(client, cast.posts["index_team"]), twin)


@pytest.mark.parametrize("who", ["lead", "member", "social_worker", "manager", "coordinator", "administrator"])
def test_a_held_entry_is_found_by_nobody_else(housing, cast, client, who):
    shield_zoe(cast)
    twin, _answer = add(housing, cast)
    client.logout()
    other = sign_in(client, cast.posts[who])
    assert not finds(other, twin)
    assert other.get(reverse("desks:child", kwargs={"child_ref": twin.ref})).status_code == 404


def test_the_index_team_next_door_does_not_find_it(housing, cast):
    shield_zoe(cast)
    add(housing, cast)
    query = Query(given="Zoe", family="Quillfeather", born=BORN)
    assert candidates.find(query, cast.neighbour.pk, with_held=True) == []
    assert len(candidates.find(query, cast.authority.pk, with_held=True)) == 2


def test_a_held_entry_does_not_count_its_name(housing, cast):
    shield_zoe(cast)
    add(housing, cast)
    search_rows.count_names()
    assert NameCount.objects.get(kind="family", name="quillfeather").count == 1
