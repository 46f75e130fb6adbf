"""A file that does what files of its kind do not do changes nothing until a person has said why it is right."""

import datetime

import pytest

from teamaround.audit.models import Event
from teamaround.exchange import applying, asking
from teamaround.exchange.factories import applied, file_of, matched, quiet, row
from teamaround.exchange.staging import stage
from teamaround.families.models import Address
from teamaround.kit.problems import Problem
from teamaround.matching.identifiers import VALID, nhs_number_word

pytestmark = pytest.mark.django_db
NAMES = ("Ash", "Bo", "Cy", "Di", "Eve", "Flo", "Gus", "Hal", "Ivy", "Jo", "Kim", "Lee", "May", "Ned", "Ola", "Pat")
FAMILIES = ("Wren", "Teal", "Roe", "Finch", "Marsh", "Heron", "Lark", "Swift", "Okoro", "Patel", "Quigley", "Underhill",
            "Vaszary", "Yates", "Zielinski", "Ingleby")  # fmt: skip
NUMBERS = [f"4{n:09}" for n in range(400) if nhs_number_word(f"4{n:09}") == VALID][:16]


def children(without_home=0, moved=0, count=16):
    for place, name in enumerate(NAMES[:count]):
        home = "" if place < without_home else f"{place + (50 if place < moved else 1)} Mill Race"
        yield row(NHS_NUMBER=NUMBERS[place], FORENAMES=name, SURNAME=FAMILIES[place],
                  DATE_OF_BIRTH=f"20{10 + place % 8}0{1 + place % 9}15", ADDRESS_1=home)  # fmt: skip


def test_a_feed_that_would_take_away_a_third_of_all_addresses_stops_and_asks(job, tmp_path):
    applied(job, file_of(tmp_path, list(children()), name="one.csv"))
    delivery = matched(job, file_of(tmp_path, list(children(without_home=6)), name="two.csv"))
    assert delivery.questions == [["address", 6, 16, 30]]
    with pytest.raises(Problem, match="6 of 16 known children would change or be lost"):
        applying.allow(by=job, delivery=delivery, words="")
    assert Address.objects.filter(source="delivery:gp_list", kind="home", ends__isnull=True).count() == 16


def test_with_a_reason_it_goes_on_and_the_reason_is_kept(job, tmp_path):
    applied(job, file_of(tmp_path, list(children()), name="one.csv"))
    delivery = applied(
        job, file_of(tmp_path, list(children(moved=8)), name="two.csv"), words="Mill Race was renumbered."
    )
    assert (delivery.updated, delivery.why_applied) == (8, "Mill Race was renumbered.")
    assert Event.objects.filter(action="exchange.apply", codes__asked=1).count() == 1


def test_fewer_changes_than_the_share_ask_nothing(job, tmp_path):
    applied(job, file_of(tmp_path, list(children()), name="one.csv"))
    assert matched(job, file_of(tmp_path, list(children(moved=4)), name="two.csv")).questions == []


def test_a_file_much_shorter_than_the_last_may_have_been_cut_off(job, tmp_path):
    applied(job, file_of(tmp_path, list(children()), name="one.csv"), as_of=datetime.date(2026, 1, 1))
    delivery = matched(job, file_of(tmp_path, list(children(count=9)), name="two.csv"))
    assert delivery.questions == [["fewer", 9, 16, 30]]


def test_a_file_of_which_a_third_is_turned_away_asks(job, tmp_path):
    delivery = matched(job, file_of(tmp_path, [*children(), *[["only", "three", "cells"]] * 8]))
    assert delivery.questions == [["rejects", 8, 24, 30]]


def test_by_command_too_it_stops(job, tmp_path):
    applied(job, file_of(tmp_path, list(children()), name="one.csv"))
    path = file_of(tmp_path, list(children(moved=8)), name="two.csv")
    delivery = stage(by=job, path=path, layout_key="gp_list", progress=quiet)
    with pytest.raises(Problem, match="Say why"):
        applying.apply(by=job, delivery=delivery, progress=quiet)


@pytest.mark.parametrize("key", ["address", "fewer", "older", "rejects"])
def test_every_question_has_a_sentence(key):
    assert asking.sentence([key, 6, 16, 30]).endswith((".", "used."))
