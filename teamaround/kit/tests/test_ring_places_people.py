"""Who stands where: bands by last contact, the lead first, sides in turn, leaders level where nothing is crowded."""

import datetime

import pytest

from teamaround.kit import ring
from teamaround.kit.ring import BEFORE, MONTH, TERM, WEEK, WIDE, Person, band_of, draw, ordered
from teamaround.kit.sample_child import PEOPLE

TODAY = datetime.date(2026, 3, 3)


@pytest.mark.parametrize(
    ("days", "band"),
    [(0, WEEK), (7, WEEK), (8, MONTH), (31, MONTH), (32, TERM), (61, TERM), (62, BEFORE), (400, BEFORE)],
)
def test_the_band_follows_the_last_contact(days: int, band: int) -> None:
    assert band_of(TODAY - datetime.timedelta(days=days), TODAY) == band


def test_a_contact_nobody_knows_is_the_outermost() -> None:
    assert band_of(None, TODAY) == BEFORE


def test_the_lead_comes_first_in_the_band_then_the_deputy_then_who_is_there_now() -> None:
    made = [
        Person("past", "P", "r", "P", "school", 1, past=True),
        Person("other", "O", "r", "O", "school", 1),
        Person("deputy", "D", "r", "D", "school", 1, deputy=True),
        Person("lead", "L", "r", "L", "school", 1, lead=True),
        Person("near", "N", "r", "N", "school", 0),
    ]
    assert [one.key for one in ordered(made)] == ["near", "lead", "deputy", "other", "past"]


def test_the_child_of_the_picture_looks_as_drawn() -> None:
    places = {place.person.key: place for place in draw(PEOPLE).places if place.person}
    assert [key for key, place in places.items() if place.side > 0] == ["as", "dh", "so", "jc", "md", "bl"]
    assert [key for key, place in places.items() if place.side < 0] == ["kw", "pn", "lp", "ra", "hb"]
    assert all(place.level for place in places.values())


def test_the_innermost_people_are_level_with_the_child() -> None:
    places = {place.person.key: place for place in draw(PEOPLE).places if place.person}
    assert places["lp"].y == pytest.approx(0)
    assert places["so"].y + places["jc"].y == pytest.approx(0)


def test_nobody_gives_an_empty_picture() -> None:
    picture = draw([])
    assert picture.places == ()
    assert (picture.top, picture.bottom) == (-262, 262)


def test_a_lead_among_three_stands_in_the_middle() -> None:
    three = [Person(key, key, "r", "NN", "school", 0, lead=key == "a") for key in "abc"]
    assert [one.key for one in ring.rows_outward(three) if one] == ["b", "a", "c"]


def test_a_crowd_ends_with_a_number() -> None:
    picture = draw([Person(str(index), "N", "r", "NN", "school", 3) for index in range(20)])
    assert [place.more for place in picture.places if place.more] == [5]
    assert len(picture.places) == 16


def test_a_full_band_passes_on_to_those_left_out() -> None:
    picture = draw([Person(str(index), "N", "r", "NN", "school", 0) for index in range(12)])
    assert sum(place.band == WEEK for place in picture.places) <= 2 * WIDE.room(WEEK)
    assert picture.left_out
