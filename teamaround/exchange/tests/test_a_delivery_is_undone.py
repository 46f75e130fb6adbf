"""A whole delivery is put back; what people changed since stays, and is said."""

import datetime

import pytest

from teamaround.audit.recording import recording
from teamaround.child_index import candidates
from teamaround.child_index.models import Duplicate, Entry, Involvement
from teamaround.exchange import undoing
from teamaround.exchange.factories import applied, file_of, known_child, quiet, row
from teamaround.exchange.models import Delivery
from teamaround.families import homes
from teamaround.families.models import Address, Birth, Identifier, Name, Person
from teamaround.kit import clock
from teamaround.kit.problems import Problem
from teamaround.matching.people import Query
from teamaround.practice_data.cast import MAKER

pytestmark = pytest.mark.django_db
BORN = datetime.date(2018, 3, 1)
NUMBER = "9990000026"
ASH = row(NHS_NUMBER=NUMBER, FORENAMES="Ashley", SURNAME="Wrenn", DATE_OF_BIRTH="20180301", SEX="F",
          ADDRESS_1="3 Mill Race", POSTCODE="MB4 7QX")  # fmt: skip
CY = row(NHS_NUMBER="9990000034", FORENAMES="Cy", SURNAME="Teal", DATE_OF_BIRTH="20110504", ADDRESS_1="1 Elm Way")
FACTS = (Person, Name, Address, Identifier, Birth)


def known(cast):
    return known_child(cast.authority, "Ashleigh", "Wrenn", BORN, address="9 Ash Road", postcode="MB4 1AA",
                       numbers={"nhs_number": NUMBER}, source="load")  # fmt: skip


def everything():
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in FACTS}


def undone(job, delivery):
    undoing.begin(by=job, delivery=delivery, words="The wrong file.")
    delivery.refresh_from_db()
    return undoing.undo(by=job, delivery=delivery, progress=quiet)


def test_everything_it_changed_of_a_known_child_is_as_before(job, cast, tmp_path):
    known(cast)
    before = everything()
    delivery = applied(job, file_of(tmp_path, [ASH]))
    assert everything() != before
    done = undone(job, delivery)
    assert everything() == before
    assert done.undo_counts == {"value:back": 3}


def test_a_child_it_brought_is_found_no_more(job, tmp_path):
    delivery = applied(job, file_of(tmp_path, [CY]))
    child = Person.objects.get(given="Cy")
    assert undone(job, delivery).undo_counts == {"entry:back": 1}
    assert Entry.objects.get(child=child).state == Entry.State.ARCHIVED
    assert candidates.find(Query(given="Cy", family="Teal", born=child.born), job.authority_id) == []


def test_what_somebody_changed_since_stays_and_is_said(job, cast, tmp_path):
    child = known(cast)
    delivery = applied(job, file_of(tmp_path, [ASH]))
    with recording(by=MAKER, action="practice_data.cast"):
        homes.add_home(by=cast.index_team, child=child, lines="77 Far Lane", postcode="MB4 3CC")
    done = undone(job, delivery)
    assert done.undo_counts == {"value:back": 2, "value:stays": 1}
    assert Address.objects.get(person=child, ends__isnull=True).lines == "77 Far Lane"


def test_a_child_somebody_works_with_by_now_stays(job, cast, tmp_path):
    delivery = applied(job, file_of(tmp_path, [CY]))
    child = Person.objects.get(given="Cy")
    with recording(by=MAKER, action="practice_data.cast"):
        Involvement.objects.create(authority=cast.authority, child=child, agency=cast.school, starts=clock.today())
    assert undone(job, delivery).undo_counts == {"entry:stays": 1}
    assert Entry.objects.get(child=child).state == Entry.State.ACTIVE


def test_a_child_a_later_file_tells_of_stays(job, tmp_path):
    first = applied(job, file_of(tmp_path, [CY], name="one.csv"))
    applied(job, file_of(tmp_path, [CY, ASH], name="two.csv"), as_of=clock.today())
    assert undone(job, first).undo_counts == {"entry:stays": 1}


def test_a_pair_it_proposed_goes_with_the_child(job, cast, tmp_path):
    from teamaround.exchange.applying import apply
    from teamaround.exchange.staging import stage

    known_child(cast.authority, "Ashley", "Wrenn", BORN, source="load")
    spoilt = row(FORENAMES="Ashley", SURNAME="Wren", DATE_OF_BIRTH="20180103")
    path = file_of(tmp_path, [spoilt])
    delivery = apply(by=job, delivery=stage(by=job, path=path, layout_key="gp_list", progress=quiet), progress=quiet)
    assert (delivery.to_review, Duplicate.objects.count()) == (1, 1)
    undone(job, delivery)
    assert Duplicate.objects.count() == 0


@pytest.mark.parametrize("stop", [1, 2, 3])
def test_undoing_that_is_stopped_goes_on(job, cast, tmp_path, monkeypatch, stop):
    known(cast)
    before = everything()["Address"]
    delivery = applied(job, file_of(tmp_path, [ASH, CY, row(FORENAMES="Di", SURNAME="Roe", DATE_OF_BIRTH="20120607")]))
    undoing.begin(by=job, delivery=delivery, words="The wrong file.")
    monkeypatch.setattr(undoing, "CHUNK", 1)
    left = iter([True] * (stop - 1) + [False])
    delivery.refresh_from_db()
    undoing.undo(by=job, delivery=delivery, progress=quiet, go_on=lambda: next(left))
    delivery = undoing.undo(by=job, delivery=Delivery.objects.get(), progress=quiet)
    assert delivery.undo_counts == {"value:back": 3, "entry:back": 2}
    assert [home for home in everything()["Address"] if home["source"] != "delivery:gp_list"][:2] == before


def test_only_what_was_applied_can_be_undone_and_only_with_a_reason(job, tmp_path):
    delivery = applied(job, file_of(tmp_path, [CY]))
    with pytest.raises(Problem, match="few words why"):
        undoing.begin(by=job, delivery=delivery, words=" ")
    undone(job, delivery)
    with pytest.raises(Problem, match="Only a file that was applied"):
        undoing.begin(by=job, delivery=delivery, words="Again.")


def test_the_same_file_may_come_again_after_it_was_undone(job, tmp_path):
    path = file_of(tmp_path, [CY])
    first = undone(job, applied(job, path))
    again = applied(job, path)
    assert (again.pk != first.pk, again.created) == (True, 1)
