"""Each row as the search would answer it, on record, with a probability and one of the six words."""

import csv
import datetime

import pytest
from django.core.management import CommandError, call_command

from teamaround.access.actor import Actor
from teamaround.access.doing import Refused
from teamaround.audit.models import Event
from teamaround.audit.recording import recording
from teamaround.child_index import candidates, match_file, search_rows
from teamaround.child_index.match_file import query_of
from teamaround.child_index.models import Shield
from teamaround.child_index.tests.test_a_large_file_fills_the_index import ADA, BEN, job, load, write  # noqa: F401
from teamaround.families.models import Person
from teamaround.matching.dates import PartialDate
from teamaround.practice_data.cast import MAKER

pytestmark = pytest.mark.django_db
COLUMNS = match_file.COLUMNS
TODAY = datetime.date(2026, 11, 21)


@pytest.fixture
def index(job, tmp_path):  # noqa: F811
    load(job, write(tmp_path, ADA, BEN))
    return job


def ask(tmp_path, *rows, heading=COLUMNS, limit=10):
    asked, out = tmp_path / "queries.csv", tmp_path / "answers.csv"
    with asked.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([heading, *rows])
    call_command("match_queries", str(asked), "--out", str(out), "--limit", str(limit))
    with out.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_child_comes_first_with_score_and_word(index, tmp_path):
    line, *_others = ask(tmp_path, ("q1", "Ada", "Loverin", "2015-06-01", "", "F", "MB4 7QX", ""))
    assert (line["query_id"], line["rank"], line["record_id"]) == ("q1", "1", "a1")
    assert 0.95 <= float(line["score"]) < 1 and line["outcome"] == "match"


def test_nobody_and_nothing_to_go_by_have_a_line_each(index, tmp_path):
    nobody, nothing = ask(
        tmp_path, ("q1", "Xanthe", "Zebedee", "1999-01-01", "", "", "", ""), ("q2", "", "", "", "", "", "", "")
    )
    assert (nobody["rank"], nobody["record_id"], nobody["outcome"]) == ("0", "", "no match")
    assert (nothing["score"], nothing["outcome"]) == ("0.00", "error")


def test_any_columns_do_as_long_as_there_is_a_query_id(index, tmp_path):
    lines = ask(tmp_path, ("q1", "9434765919"), heading=("query_id", "nhs_number"))
    assert [line["record_id"] for line in lines] == ["a1"]
    with pytest.raises(CommandError, match="query_id"):
        ask(tmp_path, ("Ada",), heading=("given_name",))


def test_the_limit_holds(index, tmp_path):
    asked = ("q1", "", "", "", "", "", "MB4 7QX", "")
    assert len(ask(tmp_path, asked)) == 2
    assert len(ask(tmp_path, asked, limit=1)) == 1
    with pytest.raises(CommandError, match="limit"):
        ask(tmp_path, asked, limit=0)


def test_each_batch_is_an_export_that_names_whom_it_showed(index, tmp_path):
    ask(tmp_path, ("q1", "Ada", "Lovering", "2015-06-01", "", "", "", ""))
    event = Event.objects.get(action="child_index.match_file")
    ada = Person.objects.get(given="Ada").pk
    assert (event.outcome, event.children, event.codes) == ("export", [ada], {"first": 1, "queries": 1})


def test_a_shielded_child_is_not_found_by_what_the_shield_hides(index, tmp_path):
    ada = Person.objects.get(given="Ada")
    with recording(by=MAKER, action="test.shield"):
        Shield.objects.create(
            authority_id=index.authority_id, child=ada, reason_code="risk", starts=ada.born, review_on=ada.born
        )
    by_home, by_number = ("q1", "", "", "", "", "", "MB4 7QX", ""), ("q2", "", "", "", "", "", "", "9434765919")
    for rebuilt in (False, True):
        assert "a1" not in {line["record_id"] for line in ask(tmp_path, by_home, by_number)}
        if not rebuilt:
            search_rows.rebuild([ada.pk])
    assert ask(tmp_path, ("q3", "Ada", "Lovering", "2015-06-01", "", "", "", ""))[0]["record_id"] == "a1"


def test_nobody_but_the_job_looks_up_a_file(cast, tmp_path):
    path = tmp_path / "queries.csv"
    path.write_text("query_id,given_name\nq1,Ada\n")
    for by in (cast.actors["index_team"], Actor.job("load_index", cast.authority.pk)):
        with pytest.raises(Refused):
            match_file.match_file(by=by, path=path, out=tmp_path / "o.csv", limit=1, progress=print)


def test_the_answer_may_not_be_written_over_the_question(index, tmp_path):
    path = tmp_path / "queries.csv"
    path.write_text("query_id,given_name\n")
    for out in (path, tmp_path, tmp_path / "nowhere" / "out.csv"):
        with pytest.raises(CommandError, match="Nothing can be written"):
            call_command("match_queries", str(path), "--out", str(out))


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ({"date_of_birth": "2015-06-01"}, {"born": datetime.date(2015, 6, 1)}),
        ({"date_of_birth": "2015-06"}, {"born": PartialDate(2015, 6)}),
        ({"date_of_birth": "2015-02-30"}, {"born": PartialDate(2015, 2)}),
        ({"date_of_birth": "2015"}, {"born": PartialDate(2015)}),
        ({"date_of_birth": "soon"}, {"born": None}),
        ({"date_of_birth": "2027-01-05"}, {"expected": datetime.date(2027, 1, 5), "born": None}),
        ({"age": "7"}, {"age": 7, "as_of": TODAY}),
        ({"age": "-7"}, {"age": None, "as_of": None}),
    ],
)
def test_what_cannot_be_read_counts_as_not_given(said, read):
    query = query_of(said, TODAY)
    assert {name: getattr(query, name) for name in read} == read


def test_the_best_few_are_the_best_of_all(index):
    """Whoever is not read could not have been shown: with room for one, the one who is meant is kept."""
    query = query_of_ada()
    frequencies, log2_n = candidates.counts(index.authority_id)
    found = candidates.probing.hits(candidates.probes(query, log2_n), [index.authority_id])
    best = candidates._best(query, found, frequencies, 20.0)
    assert best == [Person.objects.get(given="Ada").pk]


def query_of_ada():
    return query_of({"given_name": "Ada", "family_name": "Lovering", "date_of_birth": "2015-06-01"}, TODAY)
