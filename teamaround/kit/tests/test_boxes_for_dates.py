"""Three boxes for a date: what can be left out, what is impossible, and what is said about it."""

import datetime

import pytest

from teamaround.kit import forms
from teamaround.kit.dates import PartialDate
from teamaround.kit.time_fields import ThreeBoxes, boxes_of


class Dates(forms.Form):
    since = forms.PartialDateField(label="Since", required=False)
    on = forms.DateField(
        label="When", required=False, earliest=datetime.date(2000, 1, 1), latest=datetime.date(2026, 3, 3)
    )


def typed(name: str, day: str, month: str, year: str) -> Dates:
    return Dates({f"{name}-day": day, f"{name}-month": month, f"{name}-year": year})


@pytest.mark.parametrize(
    ("boxes", "known"),
    [
        (("", "", "2019"), PartialDate(2019)),
        (("", "5", "2019"), PartialDate(2019, 5)),
        (("4", "May", "2019"), PartialDate(2019, 5, 4)),
        ((" 4 ", "sept", "2019"), PartialDate(2019, 9, 4)),
        (("", "", ""), None),
    ],
)
def test_day_and_month_may_be_unknown(boxes: tuple[str, str, str], known: PartialDate | None) -> None:
    form = typed("since", *boxes)
    assert form.is_valid()
    assert form.cleaned_data["since"] == known


@pytest.mark.parametrize(
    ("boxes", "sentence"),
    [
        (("31", "2", "2026"), "“Since”: February 2026 has only 28 days. Check the day."),
        (("0", "2", "2026"), "Write the day of “Since” as a number from 1 to 31."),
        (("4", "", "2026"), "Give the month of “Since”, or leave the day empty too."),
        (("4", "13", "2026"), "Write the month of “Since” as a number from 1 to 12, or its name."),
        (("4", "3", "26"), "Write the year of “Since” with four digits, like 2019."),
        (("4", "3", ""), "Give at least the year of “Since”, like 2019."),
        (("4", "3", "٢٠٢٦"), "Write the year of “Since” with four digits, like 2019."),
    ],
)
def test_what_cannot_be_is_told_in_one_sentence(boxes: tuple[str, str, str], sentence: str) -> None:
    assert typed("since", *boxes).errors["since"] == [sentence]


def test_a_whole_date_needs_all_three() -> None:
    assert typed("on", "", "3", "2026").errors["on"] == [
        "Give the day, the month and the year of “When”, like 4 3 2026."
    ]


def test_a_date_in_the_future_says_so() -> None:
    assert "cannot be later than 3 March 2026" in typed("on", "4", "3", "2026").errors["on"][0]
    assert "cannot be earlier than 1 January 2000" in typed("on", "4", "3", "1999").errors["on"][0]


def test_one_box_with_an_iso_date_is_read_too() -> None:
    form = Dates({"on": "2026-03-02", "since": "2019-05"})
    assert form.is_valid()
    assert form.cleaned_data["on"] == datetime.date(2026, 3, 2)
    assert form.cleaned_data["since"] == PartialDate(2019, 5)


def test_what_was_typed_comes_back() -> None:
    boxes = typed("since", "31", "2", "2026")["since"].value()
    assert boxes == ("31", "2", "2026")


@pytest.mark.parametrize("start", [datetime.date(2019, 5, 4), PartialDate(2019, 5, 4), "2019-05-04"])
def test_a_start_value_of_any_kind_fills_the_boxes(start: object) -> None:
    from teamaround.kit.rendering import draw

    made = draw(Dates(initial={"since": start})["since"])
    assert all(f'value="{part}"' in made for part in ("4", "5", "2019"))


def test_an_unchanged_date_has_not_changed() -> None:
    form = Dates({"since-day": "", "since-month": "5", "since-year": "2019"}, initial={"since": PartialDate(2019, 5)})
    assert "since" not in form.changed_data


def test_a_value_that_is_no_date_stands_in_the_last_box() -> None:
    assert boxes_of("soon") == ("", "", "soon")
    assert boxes_of("") == ("", "", "")
    assert boxes_of(None) == ("", "", "")


def test_the_widget_knows_when_it_was_not_sent() -> None:
    widget = ThreeBoxes()
    assert widget.value_omitted_from_data({}, {}, "on")
    assert not widget.value_omitted_from_data({"on-day": ""}, {}, "on")
    assert widget.format_value("2026-03") == ("", "3", "2026")
