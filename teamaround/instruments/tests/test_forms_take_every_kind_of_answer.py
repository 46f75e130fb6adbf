"""Each kind of question becomes fields of the design system; bad input gets a clear sentence and loses nothing."""

import re
from html import unescape
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest

from teamaround.instruments import reading
from teamaround.instruments.definition import Audience, Guidance, Kind, Limits
from teamaround.instruments.factories import instrument, question, section, words
from teamaround.instruments.fields import Look
from teamaround.instruments.forms import MOST_ROWS, SectionForm
from teamaround.instruments.pages import pages
from teamaround.instruments.routing import Given
from teamaround.instruments.values import fits
from teamaround.kit.rendering import draw_all

FOLDER = Path(__file__).parents[2] / "assessments" / "definitions"
SCALE = {"limits": Limits(0, 10), "labels": ((0, words("Bad")),)}
LOOK = Look(people=(("p1", "Sam Okafor"),), agencies=(("a1", "Hazel Bank Primary"),))


def form(asked: Any, data: dict[str, Any] | None = None, **more: Any) -> SectionForm:
    definition = instrument(section(asked, guidance=Guidance("sleep of {child}")))
    part = definition.sections[0]
    return SectionForm(data, instrument=definition, section=part, questions=part.questions, **more)


def saved(asked: Any, data: dict[str, Any], **more: Any) -> Any:
    made = form(asked, data, **more)
    assert made.is_valid(), made.errors
    values = [new.value for new in made.new_answers()]
    assert all(fits(asked, value) for value in values)
    return values[0] if values else None


def error(asked: Any, data: dict[str, Any]) -> str:
    (sentences,) = form(asked, data).errors.values()
    return str(sentences[0])


@pytest.mark.parametrize(
    "kind, data, value, more",
    [
        (Kind.SHORT_TEXT, {"q": "O'Brien"}, "O'Brien", {}),
        (Kind.LONG_TEXT, {"q": "one\r\ntwo"}, "one\ntwo", {}),
        (Kind.YES_NO_NOT_SURE, {"q": "not_sure"}, "not_sure", {}),
        (Kind.SINGLE, {"q": "red"}, "red", {}),
        (Kind.MULTIPLE, {"q": ["red", "blue"]}, ["red", "blue"], {}),
        (Kind.DATE, {"q-day": "4", "q-month": "3", "q-year": "2026"}, "2026-03-04", {}),
        (Kind.DATE, {"q-day": "", "q-month": "March", "q-year": "2026"}, "2026-03", {}),
        (Kind.DATE, {"q-day": "", "q-month": "", "q-year": "2026"}, "2026", {}),
        (Kind.NUMBER, {"q": "0"}, 0, {}),
        (Kind.SCALE, {"q": "0"}, 0, SCALE),
        (Kind.PERSON_PICKER, {"q": "p1"}, {"ref": "p1", "name": "Sam Okafor"}, {}),
        (Kind.AGENCY_PICKER, {"q": "a1"}, {"ref": "a1", "name": "Hazel Bank Primary"}, {}),
        (Kind.AGENCY_PICKER, {"q": "", "q__name": "Aldermoor Library"}, {"ref": "", "name": "Aldermoor Library"}, {}),
    ],
)
def test_an_answer_is_saved_and_stands_in_its_box_again(kind, data, value, more):
    asked = question("q", kind, **more)
    assert saved(asked, data, look=LOOK) == value
    again = form(asked, look=LOOK, known={"q": value})
    shown = {name: again[name].value() for name in ("q", "q__name") if name in again.fields}
    assert value in shown.values() or set(shown.values()) & {"p1", "a1", "Aldermoor Library"}


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.GROUP])
def test_nothing_given_is_nothing_saved(kind):
    more = SCALE if kind is Kind.SCALE else {}
    assert saved(question("q", kind, **more), {}, look=LOOK) is None


def test_without_a_list_a_picker_is_a_box_for_the_name():
    asked = question("q", Kind.PERSON_PICKER)
    assert list(form(asked).fields) == ["submission_key", "q__name", "not_needed"]
    assert saved(asked, {"q__name": "Nan"}) == {"ref": "", "name": "Nan"}


def test_somebody_who_left_the_list_stays_by_name():
    again = form(question("q", Kind.PERSON_PICKER), look=LOOK, known={"q": {"ref": "gone", "name": "Jo Carrick"}})
    assert again["q__name"].value() == "Jo Carrick"
    assert [bound.name for bound in again.boxes()[0].fields] == ["q", "q__name"]


def test_a_text_of_ten_thousand_characters_and_emoji_is_kept_whole():
    text = ("😀 said “no” " * 1000)[:10_000].strip()
    assert saved(question("q"), {"q": text}) == text


def test_nul_and_broken_characters_are_taken_out_and_the_rest_is_kept():
    assert saved(question("q"), {"q": "be\x00fore\ud800 after\x07"}) == "before after"


def test_a_script_tag_is_kept_as_text_and_escaped_on_the_page():
    script = "<script>alert(1)</script>"
    assert saved(question("q"), {"q": script}) == script
    assert script not in str(form(question("q"), known={"q": script})["q"])


@pytest.mark.parametrize(
    "kind, data, sentence",
    [
        (Kind.SHORT_TEXT, {"q": "x" * 10_000}, "“About q” has 10,000 letters. The most it can hold is 200"),
        (Kind.LONG_TEXT, {"q": "x" * 20_001}, "“About q” has 20,001 letters. The most it can hold is 20,000"),
        (Kind.DATE, {"q-day": "31", "q-month": "2", "q-year": "2026"}, "“About q”: February 2026 has only 28 days"),
        (Kind.NUMBER, {"q": "seven"}, "“About q” must be a whole number"),
        (Kind.NUMBER, {"q": "9" * 20}, "“About q” must be 1000000000000 or less"),
        (Kind.SINGLE, {"q": "purple"}, "Choose one of the answers listed under “About q”"),
        (Kind.YES_NO_NOT_SURE, {"q": "\x00"}, "Choose one of the answers listed under “About q”"),
    ],
)
def test_bad_input_gets_a_clear_sentence(kind, data, sentence):
    assert error(question("q", kind), data).startswith(sentence)


def test_a_scale_shows_its_labels_and_limits_hold():
    asked = question("q", Kind.SCALE, **SCALE)
    field: Any = form(asked).fields["q"]
    assert field.choices[:2] == [("0", "0: Bad"), ("1", "1")]
    assert len(field.choices) == 11
    assert error(question("q", Kind.NUMBER, limits=Limits(1, 9)), {"q": "10"}) == "“About q” must be 9 or less."


GROUP = question(
    "people",
    Kind.GROUP,
    members=(question("name", Kind.SHORT_TEXT), question("agency", Kind.AGENCY_PICKER)),
)
ROWS = [{"name": "Priya"}, {"name": "Jo", "agency": {"ref": "", "name": "School"}}]


def names(made: SectionForm) -> list[list[str]]:
    return [[bound.name for bound in one] for one in made.boxes()[0].rows]


def test_a_group_shows_its_rows_and_an_empty_one():
    made = form(GROUP, known={"people": ROWS})
    assert names(made) == [[f"people__{row}__name", f"people__{row}__agency__name"] for row in range(3)]
    assert made["people__1__agency__name"].value() == "School"
    assert ("people__count", "3") in made.hidden()


def test_a_group_is_saved_without_its_empty_rows():
    data = {
        "people__count": "3",
        "people__0__name": "Priya",
        "people__2__name": "Jo",
        "people__2__agency__name": "School",
    }
    assert saved(GROUP, data) == ROWS


def test_a_group_emptied_is_no_answer():
    assert saved(GROUP, {"people__count": "2"}) is None


def test_another_row_is_added_on_request_and_what_was_typed_stays():
    made = form(GROUP, {"people__count": "2", "people__0__name": "Priya", "people__more": "1"})
    assert made.wants_more_rows and made.is_valid()
    assert len(names(made)) == 3
    assert made["people__0__name"].value() == "Priya"
    assert not form(GROUP, {"people__count": "2"}).wants_more_rows


@pytest.mark.parametrize("count", ["9999", "999999999", "many", "-3", ""])
def test_a_made_up_number_of_rows_does_no_harm(count):
    assert len(names(form(GROUP, {"people__count": count}))) <= MOST_ROWS


def test_a_wrong_row_keeps_the_group_from_being_saved_and_nothing_else():
    made = form(GROUP, {"people__count": "1", "people__0__name": "x" * 300})
    assert made.new_answers() == ()


def test_guidance_is_for_practitioners_only():
    assert form(question(), look=Look(names={"child": "Kayleigh"})).guidance_line() == "sleep of Kayleigh"
    assert form(question(), look=Look(Audience.PARENT)).guidance_line() == ""
    bare = instrument()
    part = bare.sections[0]
    assert SectionForm(instrument=bare, section=part, questions=part.questions).guidance_line() == ""


@pytest.mark.parametrize("audience", list(Audience))
@pytest.mark.parametrize("name", ["checklist.1.toml", "common_assessment.1.toml"])
def test_every_page_of_our_forms_can_be_drawn_for_every_audience(name, audience):
    definition = reading.read(FOLDER / name)
    for part in definition.sections:
        for page in pages(definition, part, Given()):
            look = Look(audience, {"child": "Sam"})
            made = SectionForm(instrument=definition, section=part, questions=page, look=look)
            drawn = draw_all(made)
            assert [box.wording for box in made.boxes() if not box.rows and box.wording not in unescape(drawn)] == []
            assert not re.search(r"[{}]|style=|<script", drawn)


def test_a_form_of_three_hundred_questions_is_made_and_read_in_a_fifth_of_a_second():
    kinds = [Kind.LONG_TEXT, Kind.YES_NO_NOT_SURE, Kind.SINGLE, Kind.DATE]
    many = [question(f"q{number}", kinds[number % 4]) for number in range(300)]
    definition = instrument(section(*many))
    data = {f"q{number}": "text" for number in range(0, 300, 4)}
    started = perf_counter()
    made = SectionForm(data, instrument=definition, section=definition.sections[0], questions=many)
    assert made.is_valid() and len(made.new_answers()) == 75
    assert perf_counter() - started < 0.2 * 5, "five times the goal, for a busy machine"
