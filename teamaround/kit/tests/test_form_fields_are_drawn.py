"""Label, hint, error and value stand where the design system wants them; error links go to the right element."""

from typing import Any

from teamaround.kit import forms
from teamaround.kit.problems import Problem
from teamaround.kit.rendering import draw, draw_all, error_links


class Entry(forms.Form):
    words = forms.LongTextField(label="What happened", hint="In your own words")
    kind = forms.RadiosField(
        label="Kind",
        choices=[("visit", "Visit"), ("other", "Other")],
        hints={"visit": "You went"},
        reveals={"other": "other"},
    )
    other = forms.TextField(label="What was it?", required=False)
    on = forms.DateField(label="When")
    sure = forms.CheckboxField(label="Read by the family", required=True)
    years = forms.NumberField(label="Years", suffix="years", required=False)


def filled(**given: Any) -> Entry:
    start = {"words": "a\nb", "kind": "visit", "on-day": "3", "on-month": "3", "on-year": "2026", "sure": "on"}
    return Entry({**start, **given})


def test_a_whole_form_gives_values() -> None:
    form = filled()
    assert form.is_valid()
    assert form.cleaned_data["on"].isoformat() == "2026-03-03"
    assert form.cleaned_data["words"] == "a\nb"


def test_a_long_text_asks_for_british_spelling() -> None:
    made = draw(Entry()["words"])
    assert 'lang="en-GB"' in made
    assert 'spellcheck="true"' in made


def test_hint_and_error_are_tied_to_the_element() -> None:
    made = draw(filled(words="")["words"])
    assert 'aria-describedby="id_words-hint id_words-error"' in made
    assert "Write something in “What happened”." in made


def test_the_error_of_a_radio_group_links_to_its_first_button() -> None:
    form = filled(kind="")
    assert {"text": "Choose an answer for “Kind”.", "href": "#id_kind"} in error_links(form)
    assert 'id="id_kind" name="kind" type="radio" value="visit"' in draw(form["kind"])


def test_the_error_of_a_date_links_to_its_first_box() -> None:
    links = error_links(filled(**{"on-day": "31", "on-month": "2"}))
    assert links == [{"text": "“When”: February 2026 has only 28 days. Check the day.", "href": "#id_on-day"}]


def test_a_field_under_a_choice_stands_there_only() -> None:
    made = draw_all(Entry())
    assert made.count('name="other"') == 1
    assert "data-aria-controls" not in made


def test_the_key_of_a_new_form_is_random_and_comes_back() -> None:
    assert Entry()["submission_key"].initial != Entry()["submission_key"].initial
    form = filled(submission_key="given")
    assert form.is_valid()
    assert form.key == "given"


def test_a_key_that_did_not_come_back_is_given_anew() -> None:
    assert 'value=""' not in draw(filled()["submission_key"])


def test_a_damaged_key_is_told_without_a_link() -> None:
    assert error_links(filled(submission_key="x" * 99)) == [
        {"text": "This form was damaged on its way. Send it again."}
    ]


def test_a_rule_of_the_field_can_refuse_at_its_field_or_above_all() -> None:
    form = filled()
    form.refuse(Problem("Not on a Sunday.", field="on"))
    form.refuse(Problem("Not now.", field="elsewhere"))
    assert error_links(form)[0] == {"text": "Not now."}
    assert form.errors["on"] == ["Not on a Sunday."]


def test_a_box_to_tick_is_checked_when_it_was() -> None:
    assert " checked" in draw(filled()["sure"])
    assert " checked" not in draw(filled(sure="")["sure"])


def test_a_number_has_its_unit_beside_it() -> None:
    assert "govuk-input__suffix" in draw(Entry()["years"])
