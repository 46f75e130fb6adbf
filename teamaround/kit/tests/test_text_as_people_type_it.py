"""Text fields: control characters go, line ends stay, limits and patterns are told with the field's name."""

import datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from teamaround.kit import forms


def error(field: Any, value: Any, label: str = "First name") -> str:
    made = type("Made", (forms.Form,), {"one": field})({"one": value})
    made.fields["one"].label = label
    return " ".join(made.errors.get("one", []))


def clean(field: Any, value: Any) -> Any:
    form = type("Made", (forms.Form,), {"one": field})({"one": value})
    assert form.is_valid(), form.errors
    return form.cleaned_data["one"]


def test_control_characters_go_and_emoji_stay() -> None:
    assert clean(forms.TextField(), "  Zoë\x00 \x1b👩‍👧  O’Neil ") == "Zoë 👩‍👧 O’Neil"


def test_a_long_text_keeps_its_lines() -> None:
    assert clean(forms.LongTextField(), "one\r\n\ttwo\x07\n\nthree") == "one\n\ttwo\n\nthree"


def test_a_direction_override_goes() -> None:
    assert clean(forms.TextField(), "abc\u202edef") == "abcdef"


def test_only_control_characters_count_as_nothing() -> None:
    assert error(forms.TextField(label="First name"), "\x00\x01") == "Fill in “First name”."


def test_ten_thousand_letters_are_told_with_their_number() -> None:
    told = error(forms.TextField(label="First name", max_length=60), "x" * 10_000)
    assert told == "“First name” has 10,000 letters. The most it can hold is 60: make it shorter."


@pytest.mark.parametrize(("typed", "kept"), [("mb47qx", "MB4 7QX"), (" MB4  7qx ", "MB4 7QX"), ("m11ae", "M1 1AE")])
def test_a_postcode_is_written_properly(typed: str, kept: str) -> None:
    assert clean(forms.PostcodeField(), typed) == kept


def test_the_beginning_of_a_postcode_is_enough_only_where_asked() -> None:
    assert clean(forms.PostcodeField(partial=True), "mb4") == "MB4"
    assert error(forms.PostcodeField(), "MB4") == "Write the whole postcode, like MB4 7QX."
    assert "or its beginning" in error(forms.PostcodeField(partial=True), "12345")


def test_a_telephone_number_has_digits() -> None:
    assert clean(forms.TelephoneField(), "(01632)  960 001") == "(01632) 960 001"
    assert "6 to 15 digits" in error(forms.TelephoneField(), "ask Gran")


def test_a_number_has_its_limits_in_words() -> None:
    age = {"label": "Age", "min_value": 0, "max_value": 25}
    assert error(forms.NumberField(**age), "six") == "“Age” must be a whole number, like 7."
    assert error(forms.NumberField(**age), "26") == "“Age” must be 25 or less."
    assert error(forms.NumberField(**age), "-1") == "“Age” must be 0 or more."


def test_an_answer_that_is_not_listed_is_refused() -> None:
    assert error(forms.YesNoNotSureField(label="Safe"), "perhaps") == "Choose one of the answers listed under “Safe”."
    assert clean(forms.YesNoNotSureField(), "not_sure") == "not_sure"


def test_a_field_may_have_its_own_sentence() -> None:
    assert error(forms.TextField(required_sentence="Say who rang."), "") == "Say who rang."


def test_an_e_mail_address_is_checked() -> None:
    assert "with an @" in error(forms.EmailField(), "sam at school")


@pytest.mark.parametrize(
    ("typed", "at"),
    [
        ("3.45pm", (15, 45)),
        ("15:45", (15, 45)),
        ("9am", (9, 0)),
        ("12am", (0, 0)),
        ("12 pm", (12, 0)),
        ("midday", (12, 0)),
        ("0930", (9, 30)),
    ],
)
def test_a_time_is_read_as_people_write_it(typed: str, at: tuple[int, int]) -> None:
    assert clean(forms.TimeField(), typed) == datetime.time(*at)


@pytest.mark.parametrize("typed", ["soon", "25:00", "13pm", "3.75pm"])
def test_what_is_no_time_says_how_to_write_one(typed: str) -> None:
    assert "like 3.45pm or 15:45" in error(forms.TimeField(label="At"), typed)


def test_an_empty_time_is_nothing() -> None:
    assert clean(forms.TimeField(required=False), "") is None


class Upload(forms.Form):
    paper = forms.FileField(label="Signed paper", endings=[".pdf", ".jpg"], megabytes=1)


def uploaded(name: str, content: bytes) -> Upload:
    return Upload({}, {"paper": SimpleUploadedFile(name, content)})


def test_a_file_of_a_listed_kind_passes() -> None:
    assert uploaded("signed.PDF", b"%PDF-1.7").is_valid()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("run.exe", b"MZ", "not a kind of file"),
        ("a.pdf", b"x" * 1_100_000, "larger than 1 MB"),
        ("a.pdf", b"", "is empty"),
    ],
)
def test_a_wrong_file_is_told_what_to_do(name: str, content: bytes, words: str) -> None:
    assert words in uploaded(name, content).errors["paper"][0]
