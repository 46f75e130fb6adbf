"""Killed at 20 random points while staging, matching or applying: the same result as an undisturbed run."""

import datetime
import random

import pytest
from django.db import transaction

from teamaround.audit import events
from teamaround.child_index import candidates
from teamaround.child_index.models import Duplicate, Entry, SearchCard
from teamaround.exchange import applying, matching_rows, staging
from teamaround.exchange.factories import file_of, known_child, quiet, row
from teamaround.exchange.models import Delivery, StagedRow
from teamaround.families.models import Address, Identifier, Name, Person

pytestmark = pytest.mark.django_db
GIVEN = ("Ash", "Birch", "Cy", "Dinah", "Esme", "Flora", "Gus", "Hal", "Ivy", "Joan")
FAMILY = ("Wren", "Teal", "Roe", "Finch", "Marsh", "Heron", "Lark", "Swift", "Okoro", "Patel", "Quigley", "Underhill",
          "Vaszary", "Yates", "Zielinski", "Ingleby", "Jarvis", "Knowles", "Lomax", "Mbeki")  # fmt: skip


class Killed(BaseException):
    """The process is gone: nothing catches this."""


def rows():
    chosen = random.Random(7)
    for place in range(30):
        yield row(FORENAMES=GIVEN[place % 10], SURNAME=FAMILY[place % 20] + ("s" if place > 24 else ""),
                  DATE_OF_BIRTH=f"201{place % 9}0{1 + place % 8}1{place % 3}", SEX=chosen.choice("FM"),
                  ADDRESS_1=f"{place % 20} Mill Race", POSTCODE="MB4 7QX", PRACTICE="Canalside Surgery")  # fmt: skip


def outcome(delivery):
    """Everything that stands at the end, without what only tells when and under which number."""
    people = [(person.given, person.family, person.born, person.sex) for person in Person.objects.order_by("pk")]
    homes = Address.objects.order_by("pk").values_list("person__given", "lines", "postcode", "ends", "source")
    rows = delivery.staged.order_by("number").values_list("number", "decision", "score", "changes", "applied")
    counts = [model.objects.count() for model in (Name, Identifier, Entry, SearchCard, Duplicate)]
    receipt = {name: getattr(delivery, name) for name in ("row_count", "created", "updated", "unchanged", "to_review")}
    return people, list(homes), list(rows), counts, receipt, delivery.state


def run(job, path):
    candidates.forget_counts()
    delivery = staging.stage(by=job, path=path, layout_key="gp_list", progress=quiet)
    delivery = Delivery.objects.get(pk=delivery.pk)
    return applying.apply(by=job, delivery=delivery, progress=quiet)


def prepared(cast):
    for place in (3, 8, 14):
        born = datetime.date(2010 + place % 9, 1 + place % 8, 10 + place % 3)
        names = GIVEN[place % 10], FAMILY[place % 20]
        known_child(cast.authority, *names, born, address="1 Ash Road", postcode="MB4 7QX", source="load")


@pytest.fixture
def small(monkeypatch):
    for module, size in ((staging, 7), (matching_rows, 7), (applying, 3)):
        monkeypatch.setattr(module, "CHUNK", size)


def undisturbed(job, path):
    with transaction.atomic():
        delivery = run(job, path)
        found = outcome(delivery)
        transaction.set_rollback(True)
    return found


def test_twenty_times(job, cast, tmp_path, monkeypatch, small):
    prepared(cast)
    path, dice, real = file_of(tmp_path, list(rows())), random.Random(20), events.write
    wanted, deaths = undisturbed(job, path), 0
    receipt = wanted[4]
    assert (receipt["updated"], receipt["created"] + receipt["to_review"], receipt["created"] > 5) == (3, 27, True)

    def dying(draft):
        nonlocal deaths
        if deaths < 20 and dice.random() < 0.7:
            deaths += 1
            raise Killed
        return real(draft)

    monkeypatch.setattr(events, "write", dying)
    while True:
        try:
            delivery = run(job, path)
            break
        except Killed:
            continue
    assert deaths == 20
    assert outcome(delivery) == wanted
    assert StagedRow.objects.count() == 30
