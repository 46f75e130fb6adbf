"""The keys stored for a child and the look-ups of a query: each kind of error still reaches the row."""

from datetime import date, timedelta

import pytest

from teamaround.matching.blocking import NAMES, date_variants, days_around, other_years, search_keys
from teamaround.matching.dates import PartialDate
from teamaround.matching.people import Candidate, Carer, Name, Query
from teamaround.matching.probes import BETWEEN, IS_ONE_OF, MOST_PROBES, holds, probes

TOWN, REGION, ENGLAND = 14.0, 18.5, 23.5
DAY = date(2019, 5, 4)
KAYLEIGH = Candidate(
    given="Kayleigh Ann",
    family="Moss-Carter",
    other_names=(Name("", "Probert"),),
    born=DAY,
    postcode="MB4 7QX",
    old_postcodes=("MB9 1RT",),
    address="14 Ash Road",
    carers=(Carer("Donna Moss", "Mum"), Carer("Lee")),
    schools=("Hazel Bank Primary School",),
    practices=("Beacon Surgery",),
    telephones=("0999 123 4567",),
    identifiers={"nhs_number": "943 476 5919"},
)
BABY = Candidate(given="Baby", family="Moss", expected=date(2026, 5, 1), carers=(Carer("Donna Moss"),))


def reaches(child, log2_n=ENGLAND, **typed):
    """The names of the probes that find the child."""
    keys = search_keys(child)
    found = []
    for probe in probes(Query(**typed), log2_n):
        rows = keys.names if probe.table == NAMES else keys.values
        if any(holds(probe, row) for row in rows):
            found.append(probe.name)
    return found


@pytest.mark.parametrize("log2_n", [TOWN, REGION, ENGLAND])
@pytest.mark.parametrize(
    "typed",
    [
        {"given": "Kayleigh", "family": "Moss", "born": DAY},
        {"given": "Kaylee", "family": "Mosse", "born": DAY},
        {"given": "Kayleigh", "family": "Carter", "born": DAY},
        {"given": "Kayleigh", "family": "Probert", "born": DAY},
        {"given": "Ann", "family": "Moss", "born": DAY},
        {"given": "Moss", "family": "Kayleigh", "born": DAY},
        {"given": "Kayleigh", "family": "Atkinson", "born": DAY},
        {"given": "K", "family": "Atkinson", "born": DAY},
        {"given": "Kayleigh", "family": "Moss", "born": date(2019, 4, 5)},
        {"given": "Kayleigh", "family": "Mxyzptlk", "born": date(2019, 4, 5), "postcode": "MB9 1RT"},
        {"given": "Kaylee", "family": "Mosse", "born": date(2018, 5, 4)},
        {"given": "Kayleigh", "family": "Moss", "born": date(2014, 5, 4)},
        {"given": "Kayleigh", "family": "Moss", "born": date(2019, 5, 28)},
        {"given": "Kayleigh", "family": "Moss", "age": 6, "as_of": date(2026, 3, 3)},
        {"given": "Kayleigh", "age": 7, "as_of": date(2026, 3, 3)},
        {"family": "Moss", "born": PartialDate(2019)},
        {"given": "Kayleigh", "family": "Moss"},
        {"given": "Oscar", "family": "Khan", "born": date(2001, 1, 1), "postcode": "mb47qx"},
        {"given": "Kayleigh", "school": "Hazel Bank"},
        {"given": "Kayleigh", "gp": "The Beacon Surgery"},
        {"carer": "Donna Moss", "age": 6, "as_of": date(2026, 3, 3)},
        {"address": "14 Ash Rd", "carer": "Paula Brown"},
        {"telephone": "+44 999 123 4567"},
        {"identifiers": {"nhs_number": "9434765919"}},
    ],
)
def test_the_child_is_reached(typed, log2_n):
    assert reaches(KAYLEIGH, log2_n, **typed)


def test_an_unborn_child_is_reached_by_the_mother():
    assert "same_carer" in reaches(BABY, given="Unborn", expected=date(2026, 5, 12), carer="Donna Moss")
    assert "no_name_yet" in reaches(BABY, given="Baby", expected=date(2026, 5, 12), carer="Paula Moss")


def test_a_named_baby_reaches_the_record_without_a_name():
    assert "no_name_yet" in reaches(BABY, given="Kayleigh", family="Moss", born=date(2026, 5, 20))
    assert "age_no_name_yet" in reaches(BABY, given="Kayleigh", family="Moss", age=0, as_of=date(2026, 7, 1))


def test_another_child_is_not_reached():
    other = Candidate(given="Oscar", family="Khan", born=date(2009, 12, 1), postcode="MB7 1AA")
    assert reaches(other, given="Kayleigh", family="Moss", born=DAY, postcode="MB4 7QX") == []


def test_an_empty_query_looks_nothing_up():
    assert probes(Query(), TOWN) == []
    assert probes(Query(given="🙂", born=PartialDate(0)), TOWN) == []


def test_a_whole_day_is_compared_only_where_it_is_short():
    typed = Query(given="Kayleigh", family="Moss", born=DAY)
    assert "born_that_day" in [probe.name for probe in probes(typed, REGION)]
    assert "born_that_day" not in [probe.name for probe in probes(typed, ENGLAND)]


@pytest.mark.parametrize("log2_n", [TOWN, REGION, ENGLAND])
def test_the_number_of_probes_is_bounded(log2_n):
    everything = Query(
        given="Kate Anne Marie Louise",
        family="Smith Jones Brown Green",
        born=DAY,
        postcode="MB4 7QX",
        address="14 Ash Road",
        carer="Donna Moss",
        school="Hazel Bank",
        gp="Beacon",
        telephone="0999 123 4567",
        identifiers={"nhs_number": "9434765919", "upn": "B801200005001"},
        aliases=(Name("Bill", "Khan"), Name("Bob", "Ali")),
    )
    found = probes(everything, log2_n)
    assert len(found) <= MOST_PROBES
    assert len({probe.name for probe in found}) == len(found)
    assert all(probe.limit <= 800 and len(probe.conditions) <= 4 for probe in found)
    assert all(len(condition.values) <= 48 for probe in found for condition in probe.conditions)


def test_every_probe_has_at_most_one_range():
    for probe in probes(Query(given="Kayleigh", family="Moss", born=DAY, carer="Donna Moss"), ENGLAND):
        assert [condition.operator for condition in probe.conditions].count(BETWEEN) <= 1
        assert all(condition.operator in {IS_ONE_OF, BETWEEN} for condition in probe.conditions)


def test_a_child_with_many_names_has_a_bounded_number_of_rows():
    many = Candidate(
        given="Anna Maria Luisa", family="One Two Three", other_names=tuple(Name("", f"N{c}x") for c in "abcdefg")
    )
    assert len(search_keys(many).names) == 12


def test_a_name_with_only_short_words_keeps_them():
    assert [row.family_sound for row in search_keys(Candidate(family="Ng Li")).names] == ["NK", "L"]


def test_a_child_about_whom_nothing_is_known_still_has_a_row():
    keys = search_keys(Candidate())
    assert keys.names == (("", "", "", "", "", "", None, "", ""),)
    assert keys.values == ()


def test_a_date_known_in_part_is_stored_as_its_middle():
    assert search_keys(Candidate(born=PartialDate(2019, 5))).names[0].day == date(2019, 5, 16)


def test_date_variants_are_real_days_and_never_the_day_itself():
    assert date(2019, 4, 5) in date_variants(DAY)
    leap = date_variants(date(2020, 2, 29)) + other_years(date(2020, 2, 29))
    assert date(2020, 2, 29) not in leap
    assert date(2000, 2, 29) in leap


def test_ranges_stay_inside_the_calendar():
    assert days_around(date.min, 5) == (date.min, date.min + timedelta(days=5))
    assert days_around(date.max, 5) == (date.max - timedelta(days=5), date.max)


@pytest.mark.parametrize("age", [-1, 151])
def test_an_impossible_age_narrows_nothing(age):
    assert reaches(KAYLEIGH, given="Kayleigh", family="Moss", age=age, as_of=DAY) == ["both_names"]


def test_an_age_at_the_beginning_of_the_calendar_does_no_harm():
    assert reaches(KAYLEIGH, given="Kayleigh", age=100, as_of=date(3, 1, 1)) == []


def test_an_address_without_a_number_is_no_key():
    assert [key.kind for key in search_keys(Candidate(address="Ash Road")).values] == []
