"""What can be an answer to a question, and how it reads."""

import pytest
from hypothesis import given as given_any
from hypothesis import strategies as st

from teamaround.instruments.definition import Audience, Kind, Limits, Option, Question, Wording
from teamaround.instruments.factories import question, words
from teamaround.instruments.values import Shown, fits, in_words

SCALE = question(kind=Kind.SCALE, limits=Limits(0, 10), labels=((0, words("Bad")), (10, words("Good"))))
GROUP = question(
    kind=Kind.GROUP,
    members=(
        question("who", Kind.SHORT_TEXT, element=""),
        question("agency", Kind.AGENCY_PICKER, element=""),
        question("colours", Kind.MULTIPLE, element=""),
        question("private", Kind.SHORT_TEXT, element="", shown_to=(Audience.PRACTITIONER,)),
    ),
)
ASKED = {
    **{kind: question(kind=kind) for kind in Kind if kind not in (Kind.SCALE, Kind.GROUP)},
    Kind.SCALE: SCALE,
    Kind.GROUP: GROUP,
}
PICKED = {"ref": "7f", "name": "Hazel Bank Primary"}


@pytest.mark.parametrize(
    "kind, value",
    [
        (Kind.SHORT_TEXT, "O'Brien 😀"),
        (Kind.LONG_TEXT, "two\nlines " * 1000),
        (Kind.YES_NO_NOT_SURE, "not_sure"),
        (Kind.SINGLE, "red"),
        (Kind.MULTIPLE, ["red", "blue"]),
        (Kind.DATE, "2026"),
        (Kind.DATE, "2026-03"),
        (Kind.DATE, "2024-02-29"),
        (Kind.NUMBER, 0),
        (Kind.SCALE, 10),
        (Kind.PERSON_PICKER, {"ref": "", "name": "Nan"}),
        (Kind.AGENCY_PICKER, PICKED),
        (Kind.GROUP, [{"who": "Priya", "agency": PICKED}]),
    ],
)
def test_an_answer_of_the_right_kind_fits(kind, value):
    assert fits(ASKED[kind], value)


@pytest.mark.parametrize(
    "kind, value",
    [
        (Kind.SHORT_TEXT, None),
        (Kind.SHORT_TEXT, "   "),
        (Kind.SHORT_TEXT, "x" * 201),
        (Kind.SHORT_TEXT, 3),
        (Kind.LONG_TEXT, "x" * 20_001),
        (Kind.LONG_TEXT, "a\x00b"),
        (Kind.LONG_TEXT, "\ud800"),
        (Kind.YES_NO_NOT_SURE, "maybe"),
        (Kind.SINGLE, ["red"]),
        (Kind.SINGLE, "purple"),
        (Kind.MULTIPLE, "red"),
        (Kind.MULTIPLE, ["red", "red"]),
        (Kind.MULTIPLE, ["red", "purple"]),
        (Kind.MULTIPLE, [["red"]]),
        (Kind.DATE, "2025-02-29"),
        (Kind.DATE, "March"),
        (Kind.DATE, 2026),
        (Kind.NUMBER, True),
        (Kind.NUMBER, "7"),
        (Kind.NUMBER, 10**13),
        (Kind.SCALE, 11),
        (Kind.SCALE, 2.5),
        (Kind.PERSON_PICKER, "Nan"),
        (Kind.PERSON_PICKER, {"ref": "7f"}),
        (Kind.PERSON_PICKER, {"ref": "7f", "name": " "}),
        (Kind.PERSON_PICKER, {"ref": None, "name": "Nan"}),
        (Kind.PERSON_PICKER, {"ref": "", "name": 7}),
        (Kind.GROUP, {"who": "Priya"}),
        (Kind.GROUP, [{}]),
        (Kind.GROUP, ["Priya"]),
        (Kind.GROUP, [{"who": "Priya", "shoe": "4"}]),
        (Kind.GROUP, [{"who": 5}]),
    ],
)
def test_an_answer_of_the_wrong_kind_does_not_fit(kind, value):
    assert not fits(ASKED[kind], value)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from(["red", "yes", "2026-03"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["ref", "name", "who"]), inner),
    max_leaves=5,
)


@given_any(st.sampled_from(list(ASKED)), JSON)
def test_no_value_breaks_the_judging_or_the_reading(kind, value):
    fits(ASKED[kind], value)
    assert isinstance(in_words(ASKED[kind], value, Audience.PARENT, {}), Shown)


def said(asked: Question, value: object, audience: Audience = Audience.PRACTITIONER) -> Shown:
    return in_words(asked, value, audience, {"child": "Kayleigh"})


def test_options_are_read_in_the_words_of_the_audience():
    option = Option("past", Wording("In the past", "Before", "Before {child} was six"))
    asked = question(kind=Kind.SINGLE, options=(option, Option("now", words("Now"))))
    assert said(asked, "past").text == "In the past"
    assert said(asked, "past", Audience.CHILD).text == "Before"
    assert said(asked, "past", Audience.PARENT).text == "Before Kayleigh was six"


@pytest.mark.parametrize(
    "kind, value, text",
    [
        (Kind.LONG_TEXT, "red", "red"),
        (Kind.YES_NO_NOT_SURE, "not_sure", "Not sure"),
        (Kind.DATE, "2026-03", "March 2026"),
        (Kind.NUMBER, 7, "7"),
        (Kind.SCALE, 10, "10: Good"),
        (Kind.SCALE, 4, "4"),
        (Kind.PERSON_PICKER, PICKED, "Hazel Bank Primary"),
    ],
)
def test_one_answer_is_one_text(kind, value, text):
    assert said(ASKED[kind], value) == Shown(text=text)


def test_several_options_are_items():
    assert said(ASKED[Kind.MULTIPLE], ["red", "blue"]).items == ("Red", "Blue")


def test_a_group_is_rows_of_labels_and_texts():
    row = {"who": "Priya", "agency": PICKED, "colours": ["red", "blue"]}
    assert said(GROUP, [row]).rows == (
        (("About who", "Priya"), ("About agency", "Hazel Bank Primary"), ("About colours", "Red, Blue")),
    )


def test_a_member_is_left_out_for_those_it_is_not_for():
    row = {"who": "Priya", "private": "rings after six"}
    assert said(GROUP, [row]).rows == ((("About who", "Priya"), ("About private", "rings after six")),)
    assert said(GROUP, [row], Audience.PARENT).rows == ((("About who", "Priya"),),)


@pytest.mark.parametrize("kind", [Kind.SINGLE, Kind.DATE, Kind.SCALE, Kind.MULTIPLE, Kind.GROUP])
def test_an_old_answer_that_does_not_fit_any_more_is_shown_as_it_was_stored(kind):
    assert said(ASKED[kind], "purple").text == "purple"
