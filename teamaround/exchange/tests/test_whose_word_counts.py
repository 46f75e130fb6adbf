"""Every value keeps its source and day; the stronger word is shown; a file out of its order overwrites nothing."""

import datetime

import pytest

from teamaround.exchange import rules
from teamaround.exchange.factories import applied, file_of, known_child, matched, row
from teamaround.families.models import Address, Name, Person

pytestmark = pytest.mark.django_db
BORN = datetime.date(2018, 3, 1)
NUMBER = "9990000026"


def gp(**more):
    cells = {"NHS_NUMBER": NUMBER, "FORENAMES": "Ash", "SURNAME": "Wren", "DATE_OF_BIRTH": "20180301", "SEX": "F",
             "ADDRESS_1": "3 Mill Race", "POSTCODE": "MB4 7QX"}  # fmt: skip
    return row(**cells | more)


def home_of(child):
    return Address.objects.get(person=child, ends__isnull=True)


@pytest.mark.parametrize(
    ("held", "told", "held_strength", "strength", "own", "word"),
    [
        ("a", "a", 70, 40, False, "same"),
        ("", "b", 70, 40, False, "fill"),
        ("a", "b", 70, 40, False, "keep"),
        ("a", "b", 60, 60, False, "replace"),
        ("a", "b", 40, 90, False, "replace"),
        ("a", "b", 70, 40, True, "replace"),
        ("a", "", 40, 90, False, "missing"),
        ("", "", 0, 40, False, "same"),
        ("a", "b", 40, 0, False, "same"),
    ],
)
def test_a_word_is_same_fill_replace_keep_or_missing(held, told, held_strength, strength, own, word):
    assert rules.word_for(held, told, held_strength=held_strength, strength=strength, own=own) == word


def test_an_empty_address_ends_only_what_the_same_source_told():
    common = {"held_strength": 60, "strength": 60, "empty_ends": True}
    assert rules.word_for("a", "", own=True, **common) == "end"
    assert rules.word_for("a", "", own=False, **common) == "missing"


def test_each_value_of_a_new_child_carries_its_source_and_moment(job, tmp_path, clock):
    applied(job, file_of(tmp_path, [gp()]))
    home = home_of(Person.objects.get(given="Ash"))
    assert (home.source, home.recorded_at, home.recorded_by) == ("delivery:gp_list", clock, None)


def test_a_workers_word_is_not_overwritten_by_a_weaker_source(job, cast, tmp_path):
    child = known_child(cast.authority, "Ash", "Wren", BORN, address="9 Ash Road", postcode="MB4 1AA",
                        numbers={"nhs_number": NUMBER}, by_post_id=cast.lead.own_post_id)  # fmt: skip
    delivery = applied(job, file_of(tmp_path, [gp()]))
    assert home_of(child).lines == "9 Ash Road"
    assert delivery.changes["address:keep"] == 1


def test_a_stronger_source_replaces_and_what_was_stays_as_history(job, cast, tmp_path):
    child = known_child(cast.authority, "Ash", "Wren", BORN, address="9 Ash Road", postcode="MB4 1AA",
                        numbers={"nhs_number": NUMBER}, source="load")  # fmt: skip
    applied(job, file_of(tmp_path, [gp()]), as_of=datetime.date(2026, 2, 1))
    assert home_of(child).lines == "3 Mill Race"
    assert Address.objects.get(person=child, lines="9 Ash Road").ends == datetime.date(2026, 1, 31)


def test_capital_letters_are_no_other_name(job, cast, tmp_path):
    child = known_child(cast.authority, "Ash", "Wren", BORN, numbers={"nhs_number": NUMBER}, source="load")
    applied(job, file_of(tmp_path, [gp(FORENAMES="ASH", SURNAME="WREN")]))
    assert Name.objects.get(person=child).given == "Ash"


def test_an_older_file_after_a_newer_one_changes_nothing_it_told_since(job, tmp_path):
    newer = file_of(tmp_path, [gp()], name="newer.csv")
    older = file_of(tmp_path, [gp(ADDRESS_1="1 Old Lane", POSTCODE="MB4 1AA")], name="older.csv")
    applied(job, newer, as_of=datetime.date(2026, 2, 1))
    delivery = applied(job, older, as_of=datetime.date(2025, 9, 1), words="The autumn list had been forgotten.")
    assert (delivery.older, delivery.updated, delivery.questions[0][0]) == (1, 0, "older")
    assert home_of(Person.objects.get(given="Ash")).lines == "3 Mill Race"


def test_a_newer_file_of_the_same_source_replaces_its_own_word(job, tmp_path):
    applied(job, file_of(tmp_path, [gp()], name="one.csv"), as_of=datetime.date(2026, 1, 1))
    moved = file_of(tmp_path, [gp(ADDRESS_1="5 New Street", POSTCODE="MB4 2BB")], name="two.csv")
    applied(job, moved, as_of=datetime.date(2026, 2, 1))
    assert home_of(Person.objects.get(given="Ash")).lines == "5 New Street"


def test_what_would_change_is_told_before_anything_changes(job, cast, tmp_path):
    child = known_child(cast.authority, "Ash", "Wren", BORN, address="9 Ash Road", postcode="MB4 1AA",
                        numbers={"nhs_number": NUMBER}, source="load")  # fmt: skip
    delivery = matched(job, file_of(tmp_path, [gp()]))
    assert delivery.staged.get().changes == [["sex", "fill"], ["address", "replace"]]
    assert home_of(child).lines == "9 Ash Road"


def test_only_changed_rows_are_written(job, tmp_path):
    applied(job, file_of(tmp_path, [gp()], name="one.csv"))
    other = row(FORENAMES="Cy", SURNAME="Teal", DATE_OF_BIRTH="20110504")
    again = applied(job, file_of(tmp_path, [gp(), other], name="two.csv"))
    assert (again.unchanged, again.created, again.written.exclude(verb="entered").count()) == (1, 1, 0)
