"""Properties: nothing crashes, order does not matter, an agreeing field never lowers the score, limits hold."""

from dataclasses import replace
from datetime import date

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from teamaround.matching.blocking import LONGEST_VALUE, NAMES, search_keys
from teamaround.matching.compare import compare, total_bits
from teamaround.matching.compare_names import family_names, given_names
from teamaround.matching.dates import PartialDate, births
from teamaround.matching.decide import held_because, judge, rank
from teamaround.matching.explain import explain, waterfall
from teamaround.matching.normalise import fold_address, fold_name, fold_place, postcode, telephone
from teamaround.matching.people import Candidate, Carer, Name, Query
from teamaround.matching.phonetic import sound_key
from teamaround.matching.probes import MOST_PROBES, holds, probes
from teamaround.matching.vague import is_too_vague

awkward = st.sampled_from(
    ["", "\x00", "🙂👨‍👩‍👧", "\ud800", "O'", "-", "Baby", "٣", "ﬁ", "İ", "a" * 500, "{0}", "%s", "Ǆ"]
)
text = st.one_of(st.text(max_size=30), awkward)
name = st.one_of(text, st.sampled_from(["Kayleigh", "Kaylee", "Moss", "Mosse", "Smith-Jones", "Mohammed", "Mo", "K"]))
day = st.dates(date(1900, 1, 1), date(2100, 12, 31))
partial_date = st.builds(
    PartialDate, st.integers(-5, 10_005), st.none() | st.integers(0, 14), st.none() | st.integers(0, 33)
)
numbers = st.dictionaries(st.sampled_from(["nhs_number", "upn", "uln", "local"]), text, max_size=3)
queries = st.builds(
    Query,
    given=name,
    family=name,
    born=st.none() | day | partial_date,
    expected=st.none() | day,
    age=st.none() | st.integers(-3, 200),
    as_of=st.none() | st.dates(),
    sex=text,
    postcode=st.one_of(text, st.sampled_from(["MB4 7QX", "MB4 7", "MB4"])),
    address=text,
    identifiers=numbers,
    carer=name,
    school=text,
    gp=text,
    telephone=text,
    aliases=st.lists(st.builds(Name, name, name), max_size=2).map(tuple),
)
few = st.lists(name, max_size=2).map(tuple)
children = st.builds(
    Candidate,
    given=name,
    family=name,
    other_names=st.lists(st.builds(Name, name, name), max_size=2).map(tuple),
    born=st.none() | day | partial_date,
    expected=st.none() | day,
    sex=text,
    postcode=st.one_of(text, st.sampled_from(["MB4 7QX", "MB4 1AA"])),
    old_postcodes=few,
    address=text,
    old_addresses=few,
    identifiers=numbers,
    carers=st.lists(st.builds(Carer, name, text), max_size=2).map(tuple),
    schools=few,
    old_schools=few,
    practices=few,
    old_practices=few,
    telephones=few,
)


@settings(max_examples=200, deadline=None)
@given(queries, children, st.floats(1, 30))
def test_any_search_is_answered_and_explained(query, child, log2_n):
    answer = rank(query, [child], log2_n=log2_n)
    comparisons = compare(query, child)
    assert len(explain(comparisons)) == len(comparisons)
    found = waterfall(comparisons, log2_n)
    assert found.total == (found.steps[-1].end if found.steps else found.begins)
    assert 0 <= judge(comparisons, log2_n).score <= 0.99
    assert answer.word
    assert len(probes(query, log2_n)) <= MOST_PROBES
    is_too_vague(query)


@settings(max_examples=150, deadline=None)
@given(children)
def test_keys_are_short_enough_to_store(child):
    keys = search_keys(child)
    assert 1 <= len(keys.names) <= 12
    assert all(len(row.family_sound) <= 4 and len(row.first_sound) <= 4 for row in keys.names)
    assert all(len(row.family) <= 100 and len(row.first) <= 100 for row in keys.names)
    assert all(len(key.value) <= LONGEST_VALUE and "\x00" not in key.value for key in keys.values)


@settings(max_examples=150, deadline=None)
@given(children, children)
def test_a_pair_weighs_the_same_either_way_round(one, other):
    assert total_bits(compare(one, other)) == total_bits(compare(other, one))


@given(name.map(fold_name), name.map(fold_name))
def test_names_compare_the_same_either_way_round(one, other):
    assume(one and other)
    assert given_names(one, other) == given_names(other, one)
    assert family_names(one, other) == family_names(other, one)


@given(day, day)
def test_birthdays_compare_the_same_either_way_round(one, other):
    a, b = PartialDate(*one.timetuple()[:3]), PartialDate(*other.timetuple()[:3])
    assert births(a, b) == births(b, a)


FULL = Candidate(
    given="Kayleigh",
    family="Moss",
    born=date(2019, 5, 4),
    sex="F",
    postcode="MB4 7QX",
    address="14 Ash Road",
    carers=(Carer("Donna Moss"),),
    schools=("Hazel Bank",),
    practices=("Beacon",),
    telephones=("0999 123 4567",),
    identifiers={"nhs_number": "943 476 5919"},
)
AGREEING = {
    "given": "Kayleigh",
    "family": "Moss",
    "born": date(2019, 5, 4),
    "sex": "F",
    "postcode": "MB4 7QX",
    "address": "14 Ash Road",
    "carer": "Donna Moss",
    "school": "Hazel Bank",
    "gp": "Beacon",
    "telephone": "0999 123 4567",
    "identifiers": {"nhs_number": "943 476 5919"},
}


@settings(max_examples=200, deadline=None)
@given(queries, st.sampled_from(sorted(AGREEING)), st.floats(1, 25))
def test_an_agreeing_field_never_lowers_the_score(query, field, log2_n):
    empty = Query().__dict__[field]
    without = replace(query, **{field: empty}, aliases=())
    agreeing = replace(without, **{field: AGREEING[field]})
    before, after = compare(without, FULL), compare(agreeing, FULL)
    assert total_bits(after) >= total_bits(before)
    assert judge(after, log2_n).score >= judge(before, log2_n).score


@settings(max_examples=150, deadline=None)
@given(children, st.sampled_from([14.0, 20.0, 23.5]))
def test_a_child_is_reached_by_its_own_name_and_birthday(child, log2_n):
    row = child.prepared
    assume(row.birth_day and (row.named.given or row.named.family))
    query = Query(given=child.given, family=child.family, born=row.birth_day)
    rows = search_keys(child).names
    assert any(holds(probe, key) for probe in probes(query, log2_n) if probe.table == NAMES for key in rows)


@given(text)
def test_folding_twice_changes_nothing(anything):
    for fold in (fold_name, fold_place, telephone):
        assert fold(fold(anything)) == fold(anything)
    assert postcode(postcode(anything).full).full == postcode(anything).full
    fold_address(anything)
    sound_key(fold_name(anything))


@settings(max_examples=100, deadline=None)
@given(queries, children)
def test_a_hold_is_only_ever_a_known_reason(query, child):
    lines = compare(query, child)
    held = held_because(lines)
    assert held == "" or judge(lines, 0.0).score <= 0.94
