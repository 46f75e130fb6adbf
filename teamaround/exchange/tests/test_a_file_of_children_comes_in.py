"""Stage, match, apply: bad rows named, duplicates to people, nothing twice, stopped anywhere it goes on."""

import csv

import pytest

from teamaround.access.actor import Actor
from teamaround.agencies.models import Authority
from teamaround.audit.recording import recording
from teamaround.child_index import candidates
from teamaround.child_index.models import Duplicate, Entry, SearchCard, Shield
from teamaround.exchange import applying
from teamaround.exchange.applying import apply
from teamaround.exchange.models import StagedRow
from teamaround.exchange.staging import stage, write_rejects
from teamaround.families.models import Person
from teamaround.kit.problems import Problem
from teamaround.matching.people import Query
from teamaround.practice_data.cast import MAKER

pytestmark = pytest.mark.django_db
COLUMNS = ("rec_id", "given_name", "surname", "street_number", "address_1", "address_2", "suburb", "postcode", "state",
           "date_of_birth", "soc_sec_id")  # fmt: skip
ADA = ("rec-1-org", "ada", "lovering", "7", "wallaby place", "", "cleveland", "2119", "sa", "19860409", "1804974")
ADA_SPOILT = ("rec-1-dup-0", "ada", "loverimg", "9", "walaby place", "", "clevland", "2119", "sa", "19860409", "")
BEN = ("rec-2-org", "benedict", "quist", "3", "gum street", "", "perth", "6000", "wa", "19910228", "5550001")
BAD_DAY = ("rec-3-org", "cora", "stone", "3", "gum street", "", "perth", "6000", "wa", "19911340", "5550002")
NO_NAME = ("rec-4-org", "", "", "3", "gum street", "", "perth", "6000", "wa", "19910101", "5550003")


@pytest.fixture
def job(db):
    return Actor.job("import_children", Authority.objects.create(key="marlbeck", name="Marlbeck").pk)


def write(tmp_path, *rows):
    path = tmp_path / "people.csv"
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        writer.writerows(rows)
    return path


def bring_in(job, path):
    return apply(by=job, delivery=stage(by=job, path=path, layout_key="febrl", progress=quiet), progress=quiet)


def quiet(word, number):
    pass


def test_the_receipt_adds_up_and_bad_rows_are_named(job, tmp_path):
    delivery = bring_in(job, write(tmp_path, ADA, BEN, BAD_DAY, NO_NAME))
    rejects = write_rejects(delivery, tmp_path).read_text().splitlines()
    assert (delivery.row_count, delivery.created, delivery.rejected) == (4, 2, 2)
    assert rejects[1].startswith("3,rec-3-org,date_of_birth,")
    assert rejects[2].startswith("4,rec-4-org,surname,")


def test_a_likely_duplicate_waits_for_a_person(job, tmp_path):
    delivery = bring_in(job, write(tmp_path, ADA, ADA_SPOILT))
    assert delivery.to_review == 1
    assert Duplicate.objects.get().state == "waiting"


def test_the_same_file_twice_doubles_nothing(job, tmp_path):
    path = write(tmp_path, ADA, BEN)
    first = bring_in(job, path)
    again = bring_in(job, path)
    assert (first.pk, Person.objects.count()) == (again.pk, 2)


def test_the_same_people_in_another_file_are_known(job, tmp_path):
    bring_in(job, write(tmp_path, ADA, BEN))
    again = bring_in(job, write(tmp_path, BEN, ADA))
    assert (again.unchanged, Person.objects.count()) == (2, 2)


@pytest.mark.parametrize("row", [1, 2, 3])
def test_stopped_at_any_row_it_goes_on_and_doubles_nothing(job, tmp_path, monkeypatch, row):
    path, real, done = write(tmp_path, ADA, BEN, ADA_SPOILT), applying.Applying.row, []

    def stopping(self, staged):
        if staged.number == row and not done:
            done.append(row)
            raise KeyboardInterrupt
        real(self, staged)

    monkeypatch.setattr(applying, "CHUNK", 1)
    monkeypatch.setattr(applying.Applying, "row", stopping)
    with pytest.raises(KeyboardInterrupt):
        bring_in(job, path)
    assert Person.objects.count() == row - 1
    assert bring_in(job, path).row_count == 3
    assert (Person.objects.count(), SearchCard.objects.count()) == (3, 3)


def test_a_twin_of_a_shielded_child_is_held_and_cannot_be_found(job, tmp_path):
    bring_in(job, write(tmp_path, ADA))
    ada = Person.objects.get()
    with recording(by=MAKER, action="test.shield"):
        Shield.objects.create(
            authority_id=job.authority_id, child=ada, reason_code="risk", starts="2026-01-01", review_on="2026-12-01"
        )
    twin = ("rec-9-org", *ADA[1:10], "")
    bring_in(job, write(tmp_path, twin))
    held = Entry.objects.exclude(child=ada).get()
    assert held.state == Entry.State.HELD
    found = candidates.find(Query(given="ada", family="lovering", born=ada.born), job.authority_id)
    assert [candidate.ref for candidate, _limited in found] == [ada.pk]


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n"])
def test_a_file_of_another_kind_is_turned_away_in_words(job, tmp_path, text):
    path = tmp_path / "other.csv"
    path.write_text(text)
    with pytest.raises(Problem, match="no column"):
        stage(by=job, path=path, layout_key="febrl", progress=quiet)


def test_nul_emoji_and_script_come_in_as_plain_text(job, tmp_path):
    odd = ("rec-5-org", "a\0da \U0001f600", "<script>", *ADA[3:])
    bring_in(job, write(tmp_path, odd))
    assert StagedRow.objects.get().data["family"] == "<script>"


def test_ten_thousand_letters_are_turned_away_with_the_reason(job, tmp_path):
    delivery = bring_in(job, write(tmp_path, ("rec-6-org", "a" * 10_000, *ADA[2:])))
    assert delivery.staged.get().problems == [["given_name", "longer than 100 characters"]]
