"""A range of whole months from an address, however it is written."""

import datetime

import pytest

from teamaround.monitoring import period

TODAY = datetime.date(2026, 3, 3)


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("", "", ("2025-04", "2026-03")),
        ("2026-01", "2026-02", ("2026-01", "2026-02")),
        ("2026-02", "2026-01", ("2026-01", "2026-02")),
        ("2025-12", "2027-09", ("2025-12", "2026-03")),
        ("2026-09", "", ("2026-03", "2026-03")),
        ("2020-01", "2026-03", ("2024-04", "2026-03")),
        ("13-2026", "x'; DROP", ("2025-04", "2026-03")),
        ("2026-13", "2026-00", ("2025-04", "2026-03")),
    ],
)
def test_what_is_not_said_is_the_last_year(first, last, expected):
    found = period.chosen(first, last, TODAY)
    assert (period.key_of(found.first), period.key_of(found.last)) == expected


def test_months_go_over_the_new_year():
    found = period.chosen("2025-11", "2026-02", TODAY)
    assert [period.key_of(month) for month in found.months] == ["2025-11", "2025-12", "2026-01", "2026-02"]
    assert found.holds(datetime.date(2026, 2, 28)) and not found.holds(datetime.date(2026, 3, 1))


def test_one_month_is_said_once():
    assert period.chosen("2026-02", "2026-02", TODAY).words == "February 2026"
    assert period.chosen("2026-01", "2026-02", TODAY).words == "January 2026 – February 2026"


def test_months_to_choose_end_with_this_one():
    assert period.choices(TODAY)[0] == ("2026-03", "March 2026")
