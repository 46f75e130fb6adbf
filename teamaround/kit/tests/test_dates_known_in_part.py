"""A date of which only the year, or month and year, is known."""

import datetime
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from teamaround.kit.dates import PartialDate, PartialDateField

days = st.dates(min_value=datetime.date(1900, 1, 1), max_value=datetime.date(2100, 12, 31))
partials = st.builds(
    lambda day, parts: PartialDate(*(day.year, day.month, day.day)[:parts]), days, st.integers(min_value=1, max_value=3)
)


@given(partials)
def test_its_text_brings_it_back(known: PartialDate) -> None:
    assert PartialDate.parse(str(known)) == known


@given(partials, partials)
def test_it_sorts_like_its_text(one: PartialDate, other: PartialDate) -> None:
    assert (one < other) == (str(one) < str(other))


@given(partials)
def test_it_lies_between_its_earliest_and_its_latest_day(known: PartialDate) -> None:
    assert known.earliest() <= known.latest()
    assert (known.latest() + datetime.timedelta(days=1)).day == 1 or known.day is not None


@pytest.mark.parametrize(
    ("text", "words"), [("2026", "2026"), ("2026-03", "March 2026"), ("2026-03-04", "Wednesday 4 March 2026")]
)
def test_it_says_what_is_known(text: str, words: str) -> None:
    assert PartialDate.parse(text).words() == words


@pytest.mark.parametrize("text", ["2026-02-30", "2026-13", "26", "", "2026-3-4", "2026-03-04x", "0000"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        PartialDate.parse(text)


def test_a_day_without_its_month_is_refused() -> None:
    with pytest.raises(ValueError, match="month"):
        PartialDate(2026, None, 4)


def test_only_a_whole_date_is_exact() -> None:
    assert PartialDate(2026, 3).exact() is None
    assert PartialDate.of(datetime.date(2026, 3, 4)).exact() == datetime.date(2026, 3, 4)


def test_it_compares_with_its_kind_only() -> None:
    assert PartialDate(2026) != "2026"
    with pytest.raises(TypeError):
        assert PartialDate(2026) < "2027"


def test_it_unpacks_into_its_parts() -> None:
    assert list(PartialDate(2026, 3)) == [2026, 3, None]


def test_the_column_keeps_text_and_gives_the_date() -> None:
    column = PartialDateField(null=True)
    assert column.get_prep_value(PartialDate(2026, 3)) == "2026-03"
    assert column.get_prep_value(datetime.date(2026, 3, 4)) == "2026-03-04"
    assert column.from_db_value("2026", None, None) == PartialDate(2026)
    assert column.get_prep_value(None) is None
    assert column.from_db_value(None, None, None) is None


def test_the_column_refuses_what_is_no_date() -> None:
    with pytest.raises(ValidationError):
        PartialDateField().to_python("soon")


def test_the_column_tells_its_value_to_a_dump() -> None:
    column = PartialDateField(name="since")
    column.attname = "since"
    assert column.value_to_string(SimpleNamespace(since=PartialDate(2026, 3))) == "2026-03"  # type: ignore[arg-type]
    assert column.value_to_string(SimpleNamespace(since=None)) == ""  # type: ignore[arg-type]
