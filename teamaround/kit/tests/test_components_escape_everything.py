"""What people typed is never HTML: text, html that is not marked safe, attributes, nested parameters."""

import pytest
from django.template import Context, Template
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy

from teamaround.kit.components import camel, component, nested

NASTY = '<script>alert("x")</script>'


@pytest.mark.parametrize("key", ["text", "html"])
def test_text_and_unmarked_html_are_escaped(key: str) -> None:
    assert "<script>" not in component("button", {key: NASTY})


def test_html_that_is_marked_safe_stays() -> None:
    assert "<b>now</b>" in component("button", {"html": mark_safe("<b>now</b>")})


def test_attributes_are_escaped() -> None:
    assert '"x"' not in component("button", {"text": "a", "attributes": {"data-x": NASTY}})


def test_nested_parameters_are_escaped() -> None:
    rows = [{"key": {"text": NASTY}, "value": {"html": NASTY}}]
    assert "<script>" not in component("summary-list", {"rows": rows})


def test_a_tag_in_a_template_escapes_too() -> None:
    made = Template('{% govuk "details" summary_text=nasty text=nasty %}').render(Context({"nasty": NASTY}))
    assert "<script>" not in made
    assert "alert(" in made


def test_several_lines_in_a_box_are_not_indented() -> None:
    made = component("textarea", {"name": "a", "label": {"text": "A"}, "value": "one\n  two\nthree"})
    assert ">one\n  two\nthree</textarea>" in made


def test_lazy_translations_are_texts_too() -> None:
    assert "&lt;script&gt;" in component("button", {"html": gettext_lazy("<script>")})


def test_snake_case_becomes_what_the_macros_want() -> None:
    assert camel("prevent_double_click") == "preventDoubleClick"


def test_double_underscores_nest() -> None:
    assert nested({"label__text": "A", "label__classes": "b", "name": "c"}) == {
        "label": {"text": "A", "classes": "b"},
        "name": "c",
    }
