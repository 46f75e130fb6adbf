"""Load in bulk: the same rows as by hand, nothing twice, nothing dropped, nothing shown that a shield hides."""

import csv
import datetime

import pytest
from django.core.management import CommandError, call_command

from teamaround.access.actor import Actor
from teamaround.access.doing import Refused
from teamaround.agencies.models import Authority
from teamaround.audit.models import About, Event
from teamaround.audit.protected import Unrecorded
from teamaround.audit.recording import recording
from teamaround.child_index import bulk_tables, candidates, loading, search_cards, search_rows
from teamaround.child_index.bulk_rows import Chunk, Shape, make
from teamaround.child_index.bulk_values import COLUMNS
from teamaround.child_index.models import Entry, NameCount, SearchCard, SearchName, SearchValue, Shield
from teamaround.families.models import Address, Identifier, Name, Person
from teamaround.kit import clock
from teamaround.kit.problems import Problem
from teamaround.matching.people import Query
from teamaround.practice_data.cast import MAKER

pytestmark = pytest.mark.django_db
ADA = ("a1", "Ada", "Lovering", "Quist", "2015-06-01", "F", "7 Beck Lane", "MB4 7QX", "MB1 1AB", "9434765919")
BEN = ("b2", "Ben \\N O'Hara", "St. John-Łoś", "", "01/07/2016", "boy", "3 Weir Row\tflat", "MB4 7QX", "", "")
UNBORN = ("c3", "Unborn", "Moss", "", "", "", "", "", "", "")


@pytest.fixture
def job(db):
    return Actor.job("load_index", Authority.objects.create(key="marlbeck", name="Marlbeck").pk)


def write(tmp_path, *rows, heading=COLUMNS):
    path = tmp_path / "children.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([heading, *rows])
    return path


def load(job, path):
    return loading.load_file(by=job, path=path, source="census", progress=print)


def rows_of(model):
    columns = [field.name for field in model._meta.fields if field.name != "id"]
    return sorted(map(str, model.objects.values_list(*columns)))


def test_every_row_becomes_a_child_with_names_homes_numbers_and_entry(job, tmp_path):
    loaded = load(job, write(tmp_path, ADA, BEN, UNBORN))
    ada = Person.objects.get(given="Ada")
    assert (loaded.rows, loaded.new, loaded.known, loaded.problems) == (3, 3, 0, {})
    assert (ada.born, ada.sex, ada.authority_id) == (datetime.date(2015, 6, 1), "F", job.authority_id)
    assert set(Name.objects.filter(person=ada).values_list("kind", "family")) == {
        ("current", "Lovering"), ("alias", "Quist"),
    }  # fmt: skip
    assert set(Identifier.objects.filter(person=ada).values_list("scheme", "value", "check_word", "source")) == {
        ("record_id", "a1", "valid", "census"), ("nhs_number", "9434765919", "valid", "census"),
    }  # fmt: skip
    homes = Address.objects.filter(person=ada).values_list("lines", "postcode", "ends")
    assert set(homes) == {("7 Beck Lane", "MB4 7QX", None), ("", "MB1 1AB", clock.today())}
    assert Person.objects.get(born="2016-07-01").given == "Ben \\N O'Hara"
    assert Entry.objects.filter(state="active", source="census").count() == 3


def test_keys_and_cards_are_those_that_a_rebuilding_would_make(job, tmp_path):
    load(job, write(tmp_path, ADA, BEN, UNBORN))
    cards = dict(SearchCard.objects.values_list("child_id", "card"))
    before = [rows_of(model) for model in (SearchName, SearchValue)]
    search_rows.rebuild(cards)
    assert [rows_of(model) for model in (SearchName, SearchValue)] == before
    assert dict(SearchCard.objects.values_list("child_id", "card")) == cards
    assert cards == {child: card for child, (_, card) in search_cards.gather(cards, shielded=frozenset()).items()}


def test_the_same_file_again_doubles_nothing_and_new_rows_of_another_come_in(job, tmp_path):
    load(job, write(tmp_path, ADA))
    again = load(job, write(tmp_path, ADA, BEN, BEN))
    assert (again.rows, again.new, again.known) == (3, 1, 2)
    assert Person.objects.count() == Entry.objects.count() == SearchCard.objects.count() == 2


def test_a_run_that_stops_goes_on_where_it_was(job, tmp_path, monkeypatch):
    monkeypatch.setattr(loading, "BATCH", {"sqlite": 1, "postgresql": 1})
    monkeypatch.setattr(loading.Tables, "write", stop_at(2, loading.Tables.write))
    path = write(tmp_path, ADA, BEN, UNBORN)
    with pytest.raises(KeyboardInterrupt):
        load(job, path)
    assert Person.objects.count() == Event.objects.filter(action="child_index.load").count() == 1
    assert load(job, path).new == 2


def stop_at(number, write_rows):
    done = []

    def write_or_stop(self, made):
        done.append(made)
        write_rows(self, made)
        if len(done) == number:
            raise KeyboardInterrupt

    return write_or_stop


def test_every_batch_is_one_event_that_names_its_children(job, tmp_path, monkeypatch):
    monkeypatch.setattr("teamaround.audit.events.MANY", 2)
    load(job, write(tmp_path, ADA, BEN, UNBORN))
    event = Event.objects.get(action="child_index.load")
    everybody = sorted(Person.objects.values_list("pk", flat=True))
    assert event.children == everybody and event.codes["new"] == 3
    assert sorted(About.objects.filter(event_id=event.pk).values_list("child_id", flat=True)) == everybody
    assert set(About.objects.values_list("at", "outcome")) == {(event.at, "change")}


def test_names_are_counted_for_the_next_search(job, tmp_path):
    load(job, write(tmp_path, ADA, BEN))
    assert NameCount.objects.get(kind="all", name=str(job.authority_id)).count == 2
    assert NameCount.objects.get(kind="total", name="given").count == 2


@pytest.mark.parametrize(
    ("column", "value", "word", "kept"),
    [
        ("date_of_birth", "2015-02-30", "day_cannot_be", {"born": None}),
        ("date_of_birth", "2015-02", "day_in_part", {"born": None}),
        ("date_of_birth", "2150-01-01", "day_far_off", {"born": None, "expected_on": None}),
        ("sex", "purple", "sex_not_known", {"sex": "U"}),
        ("postcode", "75008", "foreign_postcode", {"addresses__postcode": "75008"}),
        ("postcode", "somewhere in Kent", "postcode_too_long", {"addresses__lines": "7 Beck Lane, somewhere in Kent"}),
        ("nhs_number", "1234567890", "number_fails", {"identifiers__value": "1234567890"}),
        ("nhs_number", "9" * 50, "number_too_long", {"given": "Ada"}),
        ("given_name", "x" * 300, "too_long", {"given": "x" * 100}),
        ("record_id", "r" * 90, "long_record_id", {"given": "Ada"}),
        ("record_id", "", "no_record_id", {"given": "Ada"}),
    ],
)
def test_a_value_that_fails_is_kept_or_unknown_counted_and_its_row_is_loaded(job, tmp_path, column, value, word, kept):
    row = list(ADA)
    row[COLUMNS.index(column)] = value
    loaded = load(job, write(tmp_path, row))
    assert (loaded.new, dict(loaded.problems)) == (1, {word: 1})
    assert Person.objects.filter(**kept).exists()
    assert load(job, write(tmp_path, row)).new == 0


def test_a_day_ahead_is_the_day_expected(job, tmp_path):
    due = clock.today() + datetime.timedelta(days=90)
    load(job, write(tmp_path, ("u1", "Unborn", "Moss", "", due.isoformat(), "", "", "", "", "")))
    assert Person.objects.get().expected_on == due


def test_rows_too_short_too_long_and_without_a_name_are_loaded_and_counted(job, tmp_path):
    loaded = load(job, write(tmp_path, ADA[:5], [*BEN, "more"], ("d4",), BEN[:3]))
    assert (loaded.rows, loaded.new) == (4, 3)
    assert loaded.problems == {"short_row": 3, "long_row": 1, "no_name": 1}


def test_a_row_like_a_protected_child_is_held_and_one_unlike_is_not(job, tmp_path):
    load(job, write(tmp_path, ADA))
    ada = Person.objects.get(given="Ada")
    with recording(by=MAKER, action="test.shield"):
        Shield.objects.create(
            authority_id=job.authority_id, child=ada, reason_code="risk", starts=ada.born, review_on=ada.born
        )
    search_rows.rebuild([ada.pk])
    twin, same_number = ("x1", "Ada", "Lovring", *ADA[3:9], ""), ("x2", "Zed", "Quail", *[""] * 6, ADA[9])
    loaded = load(job, write(tmp_path, twin, BEN, same_number))
    held = Entry.objects.filter(state="held").values_list("child__family", flat=True)
    assert (loaded.new, loaded.held, set(held)) == (3, 2, {"Lovring", "Quail"})
    found = candidates.find(Query(given="Ada", family="Lovring", postcode="MB4 7QX"), job.authority_id)
    assert {candidate.family for candidate, _limited in found} & {"Lovring", "Quail"} == set()


FILES = {
    "UTF-16": ("a,b".encode("utf-16"), "UTF-16"),
    "latin": (",".join(COLUMNS).encode() + b"\na1,Zo\xeb,,,,,,,,\n", "after row 0 the file is not UTF-8"),
    "empty": (b"", "empty"),
    "semicolons": (";".join(COLUMNS).encode() + b"\n", "not divided by commas"),
    "no heading": (b"a1,Ada,Lovering\n", "Missing: record_id"),
    "heading twice": (",".join([*COLUMNS, "postcode"]).encode() + b"\n", "twice: postcode"),
    "quotation": (",".join(COLUMNS).encode() + b'\na1,"Ada"x,Lovering,,,,,,,\n', "Row 2 cannot be read"),
}


@pytest.mark.parametrize(("content", "words"), FILES.values(), ids=FILES)
def test_a_file_that_cannot_be_read_says_why_in_one_sentence(job, tmp_path, content, words):
    path = tmp_path / "children.csv"
    path.write_bytes(content)
    with pytest.raises(Problem, match=words):
        load(job, path)


@pytest.mark.parametrize("ending", ["b2,Be", 'b2,"Ben Hol'])
def test_a_file_cut_off_in_the_middle_loads_what_is_whole_and_says_so(job, tmp_path, ending):
    path = write(tmp_path, ADA)
    path.write_text(path.read_text() + ending)
    with pytest.raises(CommandError, match="breaks off in row"):
        call_command("load_index", str(path))
    assert Person.objects.values_list("given", flat=True).get() == "Ada"


def test_a_mark_at_the_beginning_other_columns_and_nuls_do_no_harm(job, tmp_path):
    path = write(tmp_path, [*ADA, *["x"] * 200], heading=[*COLUMNS, *(f"other{n}" for n in range(200))])
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"Lovering", b"Lov\0ering"))
    assert load(job, path).new == 1 and Person.objects.get().family == "Lovering"


def test_nobody_but_the_job_loads_and_no_row_is_written_outside_a_recording(cast, tmp_path):
    with pytest.raises(Refused):
        load(cast.actors["index_team"], write(tmp_path, ADA))
    with pytest.raises(Refused):
        load(Actor.job("import_children", cast.authority.pk), write(tmp_path, ADA))
    shape = Shape(cast.authority.pk, clock.today(), dict(zip(COLUMNS, range(10), strict=True)), 10, as_copy=False)
    with pytest.raises(Unrecorded):
        bulk_tables.Tables(cast.authority.pk, "x", clock.now()).write(make(Chunk([9], [ADA]), shape))
    assert not Person.objects.filter(given="Ada").exists()


def test_workers_load_the_same_as_this_process(job, tmp_path, monkeypatch):
    monkeypatch.setattr(loading, "WORTH_A_WORKER", 0)
    loaded = load(job, write(tmp_path, ADA, BEN, UNBORN))
    assert loaded.new == 3 and Person.objects.filter(given="Ada", sex="F").exists()


def test_an_empty_database_gets_its_authority_and_several_ask_which(db, tmp_path):
    path = write(tmp_path, ADA)
    call_command("load_index", str(path))
    assert Entry.objects.get().authority.key == "marlbeck"
    Authority.objects.update(key="eastvale")
    Authority.objects.create(key="westvale", name="Westvale")
    for given in ((), ("--authority", "nowhere"), ("--source", "a b")):
        with pytest.raises(CommandError, match="authority|source"):
            call_command("load_index", str(path), *given)
