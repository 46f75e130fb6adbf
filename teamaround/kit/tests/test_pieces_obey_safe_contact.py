"""A number is a link only where ringing or texting it is known to be safe."""

import datetime

import pytest
from django.template.loader import render_to_string

from teamaround.kit.pieces import Bar, Fact, Link, NextDate, Reason, ResultCard


@pytest.mark.parametrize(
    ("contact", "address"), [("ring", "tel:07700900481"), ("text", "sms:07700900481"), ("", ""), ("never", "")]
)
def test_a_number_does_what_is_safe(contact: str, address: str) -> None:
    assert Fact("Mum", telephone="07700 900 481", contact=contact).telephone_url == address


def test_a_number_of_unknown_safety_is_no_link() -> None:
    bar = Bar("Kayleigh Moss", facts=(Fact("Mum", telephone="07700 900 481"),))
    html = render_to_string("kit/side_bar.html", {"bar": bar})
    assert "<strong" in html
    assert "href" not in html


def test_a_leaf_shows_its_month() -> None:
    assert NextDate(datetime.date(2026, 3, 12), "Review").month == "March"


def test_a_score_has_two_places_and_a_bar() -> None:
    card = ResultCard("K", "girl", 0.966, "Match", "good", Link("Open", "#"))
    assert (card.score_words, card.length) == ("0.97", 218)


def test_signs_of_reasons() -> None:
    assert [Reason(sign, "").mark for sign in ("same", "alike", "swapped", "different", "else")] == list("✓≈⇄✗○")
