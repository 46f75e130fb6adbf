"""A feed brings a twin of a protected child: it is held for the index team, and nothing is shown (facts.md c, C16)."""

import datetime

import pytest

from teamaround.agencies.factories import sign_in
from teamaround.audit.recording import recording
from teamaround.child_index import candidates
from teamaround.child_index.models import Duplicate, Entry, Shield
from teamaround.exchange.factories import applied, file_of, known_child, matched, row
from teamaround.families.models import Address, Person
from teamaround.families.sealing import open_address
from teamaround.kit import clock
from teamaround.matching.people import Query
from teamaround.practice_data.cast import MAKER

pytestmark = pytest.mark.django_db
BORN = datetime.date(2018, 3, 1)
NUMBER = "9990000026"


def gp(**more):
    cells = {"FORENAMES": "Ash", "SURNAME": "Wrenfield", "DATE_OF_BIRTH": "20180301", "ADDRESS_1": "3 Refuge Row"}
    return row(**cells | more)


@pytest.fixture
def hidden(cast, job):
    child = known_child(cast.authority, "Ash", "Wrenfield", BORN, address="9 Ash Road", postcode="MB4 1AA",
                        numbers={"nhs_number": NUMBER}, source="load")  # fmt: skip
    with recording(by=MAKER, action="test.shield"):
        Shield.objects.create(
            authority=cast.authority, child=child, reason_code="risk", starts=clock.today(), review_on=clock.today()
        )
    from teamaround.child_index import search_rows

    search_rows.rebuild([child.pk])
    return child


def test_a_twin_by_name_and_day_is_held_and_found_by_nobody(job, hidden, tmp_path):
    delivery = applied(job, file_of(tmp_path, [gp()]))
    twin = Person.objects.filter(given="Ash").exclude(pk=hidden.pk).get()
    assert (delivery.held, Entry.objects.get(child=twin).state) == (1, Entry.State.HELD)
    found = candidates.find(Query(given="Ash", family="Wrenfield", born=BORN), job.authority_id)
    assert [candidate.ref for candidate, _limited in found] == [hidden.pk]
    assert Duplicate.objects.count() == 0


def test_a_twin_by_number_alone_is_held(job, hidden, tmp_path):
    other = gp(NHS_NUMBER=NUMBER, FORENAMES="Quentin", SURNAME="Oyelaran", DATE_OF_BIRTH="20111111")
    delivery = applied(job, file_of(tmp_path, [other]))
    assert delivery.held == 1
    assert not candidates.find(Query(given="Quentin", family="Oyelaran"), job.authority_id)


def test_a_shield_that_comes_after_matching_holds_too(job, cast, tmp_path):
    child = known_child(cast.authority, "Ash", "Wrenfield", BORN, source="load")
    delivery = matched(job, file_of(tmp_path, [gp(FORENAMES="Ashe", DATE_OF_BIRTH="20180401")]))
    with recording(by=MAKER, action="test.shield"):
        Shield.objects.create(
            authority=cast.authority, child=child, reason_code="risk", starts=clock.today(), review_on=clock.today()
        )
        delivery.staged.update(decision="new", child_id=None)
    from teamaround.exchange import applying
    from teamaround.exchange.factories import quiet

    applying.allow(by=job, delivery=delivery, words="")
    assert applying.apply_rows(by=job, delivery=delivery, progress=quiet).held == 1


def test_what_the_childs_own_source_tells_is_sealed_and_unshields_nothing(job, hidden, tmp_path):
    applied(job, file_of(tmp_path, [gp(NHS_NUMBER=NUMBER)]))
    home = Address.objects.get(person=hidden, ends__isnull=True)
    assert (home.lines, home.postcode, open_address(home)[0]) == ("", "", "3 Refuge Row")
    assert Shield.objects.get(child=hidden).ends is None
    assert candidates.find(Query(postcode="MB4 1AA"), job.authority_id) == []


def test_the_page_of_changes_shows_no_address_of_a_protected_child(job, cast, client, hidden, tmp_path):
    delivery = matched(job, file_of(tmp_path, [gp(NHS_NUMBER=NUMBER)]))
    sign_in(client, cast.posts["index_team"])
    page = client.get(f"/deliveries/{delivery.ref}/changes/").content.decode()
    assert "kept back" in page
    assert "Refuge Row" not in page
    assert "Ash Road" not in page


def test_no_word_of_the_twin_stays_readable_in_the_row(job, hidden, tmp_path):
    delivery = applied(job, file_of(tmp_path, [gp()]))
    assert "Refuge Row" not in str(delivery.staged.get().data)
