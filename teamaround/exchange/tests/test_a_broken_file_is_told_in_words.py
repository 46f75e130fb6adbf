"""Bad input (issue 3): each with a clear message, nothing lost, nothing used of a file that cannot be trusted."""

import io

import pytest

from teamaround.exchange.factories import HEADERS, applied, file_of, matched, quiet, row, text_of
from teamaround.exchange.layouts import layout_of
from teamaround.exchange.models import Delivery, StagedRow
from teamaround.exchange.reading import LONGEST_LINE, Rows
from teamaround.exchange.staging import reject_lines, stage
from teamaround.families.models import Identifier, Person
from teamaround.kit.problems import Problem

pytestmark = pytest.mark.django_db
ASH = row(NHS_NUMBER="999 000 0026", FORENAMES="Ash", SURNAME="Wren", DATE_OF_BIRTH="20180301", POSTCODE="MB4 7QX")
BIRCH = row(NHS_NUMBER="9990000034", FORENAMES="Birch", SURNAME="Teal", DATE_OF_BIRTH="20170502", POSTCODE="MB4 7QX")


def stage_bytes(job, tmp_path, content):
    path = tmp_path / "file.csv"
    path.write_bytes(content)
    return stage(by=job, path=path, layout_key="gp_list", progress=quiet)


def test_a_wrong_encoding_names_the_line_and_nothing_is_used(job, tmp_path):
    text = text_of([ASH, row(FORENAMES="Zoë", SURNAME="Teal")])
    with pytest.raises(Problem, match="not UTF-8 text: line 3, byte 4"):
        stage_bytes(job, tmp_path, text.encode("latin-1"))
    assert Delivery.objects.get().state == Delivery.State.STOPPED


def test_utf_16_is_told_by_name(job, tmp_path):
    with pytest.raises(Problem, match="UTF-16"):
        stage_bytes(job, tmp_path, text_of([ASH]).encode("utf-16"))


def test_a_byte_order_mark_is_no_part_of_the_first_column(job, tmp_path):
    delivery = stage_bytes(job, tmp_path, b"\xef\xbb\xbf" + text_of([ASH]).encode())
    assert delivery.staged.get().data["number:nhs_number"] == "9990000026"


def test_quotes_and_apostrophes_in_names_are_kept(job, tmp_path):
    rows = [row(FORENAMES='Ann "Annie"', SURNAME="O'Brien"), row(FORENAMES="Bo, the second", SURNAME="D’Arcy")]
    delivery = stage_bytes(job, tmp_path, text_of(rows).encode())
    names = [(each.data["given"], each.data["family"]) for each in delivery.staged.order_by("number")]
    assert names == [('Ann "Annie"', "O'Brien"), ("Bo, the second", "D’Arcy")]


def test_a_quotation_mark_that_is_never_closed_is_told(job, tmp_path):
    rest = "\n".join(",".join(BIRCH) for _ in range(4_000))
    content = text_of([ASH]) + '9990000042,"Cy,Wren,20180101,F,,,,,,\n' + rest
    with pytest.raises(Problem, match="quotation mark is not closed near line"):
        stage_bytes(job, tmp_path, content.encode())


def test_a_row_of_200_columns_is_turned_away_and_the_rest_is_read(job, tmp_path):
    delivery = stage_bytes(job, tmp_path, text_of([ASH, ["x"] * 200, BIRCH]).encode())
    assert list(delivery.staged.order_by("number").values_list("decision", flat=True)) == [
        "waiting",
        "reject",
        "waiting",
    ]
    assert "200 cells where the header has 11" in list(reject_lines(delivery))[1][3]


def test_a_file_of_200_columns_is_read_by_the_names_of_its_columns(job, tmp_path):
    header = [*HEADERS["gp_list"], *(f"extra_{n}" for n in range(189))]
    content = ",".join(header) + "\n" + ",".join([*ASH, *["x"] * 189]) + "\n"
    assert stage_bytes(job, tmp_path, content.encode()).staged.get().data["given"] == "Ash"


@pytest.mark.parametrize("day", ["20180231", "00000000", "18500101", "1 March 2018", "2018030१"])
def test_an_impossible_date_is_taken_as_unknown_counted_and_the_row_is_used(job, tmp_path, day):
    odd = row(FORENAMES="Ash", SURNAME="Wren", DATE_OF_BIRTH=day)
    delivery = applied(job, file_of(tmp_path, [odd]))
    assert delivery.notes == {"DATE_OF_BIRTH": 1}
    assert Person.objects.get(given="Ash").born is None


def test_a_foreign_postcode_is_unknown_and_counted(job, tmp_path):
    delivery = matched(job, file_of(tmp_path, [row(FORENAMES="Ash", SURNAME="Wren", POSTCODE="75008")]))
    assert (delivery.staged.get().data["postcode"], delivery.notes) == ("", {"POSTCODE": 1})


def test_a_number_that_fails_its_check_is_kept_as_given_and_joins_nobody(job, tmp_path):
    one = row(NHS_NUMBER="9990000020", FORENAMES="Ash", SURNAME="Wren", DATE_OF_BIRTH="20180301")
    other = row(NHS_NUMBER="9990000020", FORENAMES="Cy", SURNAME="Teal", DATE_OF_BIRTH="20110301")
    delivery = applied(job, file_of(tmp_path, [one, other]))
    assert delivery.created == 2
    assert set(Identifier.objects.filter(value="9990000020").values_list("check_word", flat=True)) == {
        "check digit does not fit"
    }


def test_a_header_that_stands_twice_is_told_by_name(job, tmp_path):
    text = text_of([ASH]).replace("SURNAME", "FORENAMES", 1)
    with pytest.raises(Problem, match="column FORENAMES twice"):
        stage_bytes(job, tmp_path, text.encode())


def test_a_file_that_was_cut_off_is_told_and_nothing_of_it_is_used(job, tmp_path):
    with pytest.raises(Problem, match="ends in the middle of line 3. It was cut off"):
        stage_bytes(job, tmp_path, text_of([ASH, BIRCH]).encode()[:-30])
    assert Delivery.objects.get().stopped_because[0].startswith("The file ends")
    assert StagedRow.objects.filter(applied=True).count() == 0


def test_names_in_other_scripts_come_in_as_they_are(job, tmp_path):
    rows = [
        row(FORENAMES="Łucja", SURNAME="Wójcik"),
        row(FORENAMES="محمد", SURNAME="خان"),
        row(FORENAMES="美玲", SURNAME="陳"),
    ]
    applied(job, file_of(tmp_path, rows))
    assert Person.objects.filter(family__in=["Wójcik", "خان", "陳"]).count() == 3


class Endless:
    """A file that is never held: lines are made as they are read."""

    def __init__(self, rows):
        self.left, self.read = rows, 0

    def readline(self, size=-1, /):
        self.read += 1
        if self.read == 1:
            return (",".join(HEADERS["gp_list"]) + "\n").encode()
        if self.left == 0:
            return b""
        self.left -= 1
        return f"{self.left},Ash,Wren,20180301,F,{'x' * 900},,,MB4 7QX,,\n".encode()


def test_a_huge_file_is_read_line_by_line_in_little_memory():
    import tracemalloc

    rows = Rows(Endless(40_000))
    bound = layout_of("gp_list").bind(rows.header)
    tracemalloc.start()
    read = sum(1 for each in rows if bound.read(each.cells)[0]["given"])
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (read, most < 4_000_000) == (40_000, True)


def test_a_file_without_line_ends_is_refused_before_it_fills_the_memory():
    header = (",".join(HEADERS["gp_list"]) + "\n").encode()
    rows = Rows(io.BytesIO(header + b"x" * (LONGEST_LINE + 5)))
    with pytest.raises(Problem, match="longer than a million letters"):
        list(rows)


def test_the_same_file_sent_again_is_the_same_delivery(job, tmp_path):
    path = file_of(tmp_path, [ASH, BIRCH])
    first, again = applied(job, path), stage(by=job, path=path, layout_key="gp_list", progress=quiet)
    assert (again.pk, StagedRow.objects.count()) == (first.pk, 2)
