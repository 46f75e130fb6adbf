"""The ring as a page shows it: labels that fit, words for screen readers, the list for phones, the table."""

from typing import Any

from django.template.loader import render_to_string

from teamaround.kit.letters import text_width
from teamaround.kit.ring import Person
from teamaround.kit.ring_view import HALF, LABEL, ring, shortened, wrapped
from teamaround.kit.sample_child import CROWD, PEOPLE


def person(key: str = "a", band: int = 0, **more: Any) -> Person:
    return Person(
        key, more.pop("name", "Sam Okafor"), more.pop("role", "Learning mentor"), "SO", "school", band, **more
    )


def test_the_sentence_counts_the_people() -> None:
    assert ring("Kayleigh", "6 years", PEOPLE).sentence.startswith("11 people. The nearer the middle")
    assert ring("Kayleigh", "6 years", [person()]).sentence.startswith("1 person.")


def test_a_mark_says_who_what_and_when() -> None:
    made = ring("Kayleigh", "6 years", [person(lead=True)])
    assert made.wide.marks[0].heard == "SO Sam Okafor Learning mentor Lead professional, this week"
    assert made.narrow.marks[0].heard == "SO Sam Okafor, Learning mentor, lead professional, this week"


def test_somebody_of_the_past_says_until_when() -> None:
    made = ring("Kayleigh", "6 years", [person(band=3, past=True, note="to July 2025")])
    assert made.narrow.marks[0].heard.endswith("to July 2025")
    assert ring("K", "", [person(band=3, past=True)]).narrow.marks[0].heard.endswith("no longer involved")


def test_links_lead_to_the_row_of_the_person() -> None:
    html = render_to_string("kit/ring.html", {"ring": ring("Kayleigh", "6 years", PEOPLE)})
    for one in PEOPLE:
        assert f'href="#ring-row-{one.key}"' in html
        assert f'id="ring-row-{one.key}"' in html
        assert f'id="ring-who-{one.key}"' in html


def test_names_are_escaped() -> None:
    html = render_to_string("kit/ring.html", {"ring": ring("<b>K</b>", "", [person(name="<script>", role="<i>")])})
    assert "<script>" not in html
    assert "<b>K" not in html


def test_long_words_are_cut_to_the_room_there_is() -> None:
    cut = shortened("Oluwaseun Featherstonehaugh-Marjoribanks", 17, bold=True)
    assert cut.endswith("…")
    assert text_width(cut, 17, bold=True) <= HALF - LABEL


def test_a_long_role_takes_two_lines() -> None:
    assert wrapped("Deputy designated safeguarding lead") == ("Deputy designated", "safeguarding lead")
    assert wrapped("Mentor") == ("Mentor",)


def test_the_nearest_rings_are_open_and_the_rest_behind_a_count() -> None:
    made = ring("Kayleigh", "6 years", PEOPLE)
    assert [group.band for group in made.near_groups] == [0, 1]
    assert made.far_words == "Show 4 more, in touch longer ago"


def test_where_all_were_in_touch_long_ago_the_first_ring_is_open() -> None:
    made = ring("Kayleigh", "6 years", [person(band=3)])
    assert [group.band for group in made.near_groups] == [3]
    assert made.far_groups == []


def test_a_crowd_points_to_the_table() -> None:
    made = ring("Kayleigh", "6 years", CROWD)
    more = [mark for mark in made.wide.marks if mark.person is None]
    assert [mark.href for mark in more] == ["#ring-table"]
    assert len(made.people) == len(CROWD)


def test_nobody_is_said_kindly() -> None:
    html = render_to_string("kit/ring.html", {"ring": ring("Alfie", "7 months", [])})
    assert "Nobody is known to be round this child yet." in html


def test_only_the_shapes_that_are_there_are_explained() -> None:
    made = ring("Kayleigh", "6 years", [person()])
    assert [shape.key for shape in made.key] == ["school"]
    assert not made.has_past
