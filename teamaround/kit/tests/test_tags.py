"""Tags that any template may use."""

import datetime
from typing import Any

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory
from django.utils.safestring import mark_safe

from teamaround.kit.dates import PartialDate

TODAY = datetime.date(2026, 3, 3)


def shown(source: str, **context: Any) -> str:
    return " ".join(Template(source).render(Context(context)).split())


@pytest.mark.parametrize(
    ("kind", "words", "seen"),
    [("late", "4 days late", "!"), ("done", "", "✓"), ("part", "", "◐"), ("over", "1 over", "▲")],
)
def test_a_status_has_a_sign_and_words(kind: str, words: str, seen: str) -> None:
    made = shown("{% status kind words %}", kind=kind, words=words)
    assert f'aria-hidden="true">{seen}</span>' in made
    assert f"kit-status--{kind}" in made


def test_a_status_without_sign_has_its_word() -> None:
    assert "Under way" in shown('{% status "under_way" %}')
    assert "kit-status__sign" not in shown('{% status "under_way" %}')


def test_a_day_is_told_and_a_near_one_with_its_date() -> None:
    assert shown("{% when day %}", day=TODAY) == '<time datetime="2026-03-03">Tuesday 3 March</time>'
    near = shown('{% when day "relative" %}', day=TODAY - datetime.timedelta(days=2))
    assert "2 days ago" in near
    assert 'title="Sunday 1 March"' in near
    assert "visually-hidden" in near


def test_other_looks_of_a_day() -> None:
    moment = datetime.datetime(2026, 3, 3, 10, 42, tzinfo=datetime.UTC)
    assert "Tuesday 3 March, 10.42am" in shown('{% when m "moment" %}', m=moment)
    assert ">10.42am<" in shown('{% when m "time" %}', m=moment)
    assert ">3 March<" in shown('{% when m "short" %}', m=moment)
    assert "May 2019" in shown("{% when m %}", m=PartialDate(2019, 5))
    assert shown("{% when m %}", m=None) == ""
    assert shown("{{ m|clock_time }}", m=moment) == "10.42am"


def test_ages_and_numbers() -> None:
    assert shown("{% age born %}", born=datetime.date(2019, 5, 4)) == "6 years"
    assert shown("{{ '(01632) 960 001'|tel }}") == "tel:01632960001"
    assert shown("{{ value|as_json }}", value={"a": "<"}) == "{&quot;a&quot;: &quot;&lt;&quot;}"


def test_answers_can_be_checked_and_changed() -> None:
    made = shown(
        "{% summary_rows rows %}",
        rows=[("Name", "<K>", "/change"), ("Who", ["a", "b"]), {"key": {"text": "Own"}, "value": {"text": "x"}}],
    )
    assert "&lt;K&gt;" in made
    assert 'href="/change"' in made
    assert "<li>a</li><li>b</li>" in made
    assert "Own" in made


def test_a_table_names_its_columns_again_for_phones() -> None:
    made = shown('{% as_table "Leads" heads rows "2" %}', heads=["Who", "Led"], rows=[["Lorraine", 9]])
    assert made.count("Led") == 2
    assert "govuk-table__cell--numeric" in made


def test_pages_of_a_list_keep_the_rest_of_the_address() -> None:
    page = Paginator(range(100), 10).get_page(4)
    request = RequestFactory().get("/?area=east&page=4")
    made = shown("{% pagination page %}", page=page, request=request)
    assert 'href="?area=east&amp;page=5"' in made
    assert 'aria-current="page"' in made
    assert "?page=1" in shown("{% pagination page %}", page=page)


def test_one_page_needs_no_pagination() -> None:
    assert shown("{% pagination page %}", page=Paginator([1], 10).get_page(1)) == ""


def test_a_change_never_hangs_on_a_link() -> None:
    from teamaround.kit.pieces import Link

    link = Link("Open", "/open", post=True, fields=(("ref", "<x>"),))
    made = shown('{% include "kit/link.html" with css="" %}', link=link)
    assert 'method="post"' in made
    assert 'value="&lt;x&gt;"' in made


def test_only_a_plain_picture_is_put_into_a_page() -> None:
    assert shown("{{ svg|svg_only }}", svg="<?xml?><svg><path/></svg>") == "<svg><path/></svg>"
    with pytest.raises(ValueError, match="plain picture"):
        shown("{{ svg|svg_only }}", svg="<svg><script/></svg>")


def test_small_helpers() -> None:
    assert shown("{{ 'Sam Okafor'|initials }}") == "SO"
    assert "kit-child-mark" in shown('{% child_mark "KM" 64 %}')
    assert "kit-scale-words" in shown('{% scale 3 6 "in February" %}')
    safe = mark_safe("<b>x</b>")
    assert "<b>x</b>" in shown("{% summary_rows rows %}", rows=[("Name", safe)])


def test_the_hidden_fields_of_a_form_drawn_by_hand() -> None:
    from teamaround.kit.forms import Form

    assert 'name="submission_key"' in shown("{% hidden_fields form %}", form=Form())
    assert shown("{% govuk_errors form %}", form=Form()) == ""


def test_the_first_and_the_last_page_lead_one_way_only() -> None:
    pages = Paginator(range(30), 10)
    assert 'rel="prev"' not in shown("{% pagination page %}", page=pages.get_page(1))
    assert 'rel="next"' not in shown("{% pagination page %}", page=pages.get_page(3))
