"""No two leaders cross, no marks overlap, nobody stands on a band's name, for any number of people."""

import math

from hypothesis import given, settings
from hypothesis import strategies as st

from teamaround.kit import ring
from teamaround.kit.ring import NARROW, WIDE, Measures, Person, Picture, Place, draw

bands = st.integers(min_value=0, max_value=3)
tall = st.booleans()
crowds = st.lists(st.tuples(bands, tall), max_size=40)


def people(made: list[tuple[int, bool]], *, lead: bool = False) -> list[Person]:
    return [
        Person(f"p{index}", "N", "r", "NN", "school", band, note="to May" if note else "", lead=lead and index == 0)
        for index, (band, note) in enumerate(made)
    ]


def crossing(one: Place, other: Place, measures: Measures) -> bool:
    """Whether two leaders cross, worked out apart from the code under test: by which side the ends lie on."""
    a, b = ring.leader(one, measures), ring.leader(other, measures)

    def turn(line: tuple[float, ...], x: float, y: float) -> float:
        return (line[2] - line[0]) * (y - line[1]) - (line[3] - line[1]) * (x - line[0])

    return turn(a, *b[:2]) * turn(a, *b[2:]) < 0 and turn(b, *a[:2]) * turn(b, *a[2:]) < 0


def pairs(picture: Picture) -> list[tuple[Place, Place]]:
    return [(one, other) for index, one in enumerate(picture.places) for other in picture.places[:index]]


@settings(max_examples=150, deadline=None)
@given(crowds, st.booleans())
def test_no_leaders_cross(made: list[tuple[int, bool]], lead: bool) -> None:
    picture = draw(people(made, lead=lead))
    assert not [one for one, other in pairs(picture) if crossing(one, other, WIDE)]


@settings(max_examples=150, deadline=None)
@given(crowds, st.sampled_from([WIDE, NARROW]))
def test_no_marks_overlap(made: list[tuple[int, bool]], measures: Measures) -> None:
    for one, other in pairs(draw(people(made), measures)):
        assert math.dist((one.x, one.y), (other.x, other.y)) > 2 * measures.mark + 2


@settings(max_examples=100, deadline=None)
@given(crowds, st.sampled_from([WIDE, NARROW]))
def test_every_mark_stands_in_its_band(made: list[tuple[int, bool]], measures: Measures) -> None:
    for place in draw(people(made), measures).places:
        assert math.isclose(math.hypot(place.x, place.y), measures.radius(place.band), abs_tol=0.01)
        assert measures.ends[place.band] < math.hypot(place.x, place.y) < measures.ends[place.band + 1]


@settings(max_examples=100, deadline=None)
@given(crowds)
def test_nobody_is_forgotten(made: list[tuple[int, bool]]) -> None:
    picture = draw(people(made))
    shown = [place.person.key for place in picture.places if place.person]
    assert sorted(shown + [one.key for one in picture.left_out]) == sorted(one.key for one in people(made))
    assert sum(place.more for place in picture.places) == len(picture.left_out)


@settings(max_examples=100, deadline=None)
@given(crowds)
def test_labels_of_one_side_never_touch(made: list[tuple[int, bool]]) -> None:
    picture = draw(people(made))
    for side in (1, -1):
        column = sorted((place for place in picture.places if place.side == side), key=lambda place: place.label_y)
        for upper, lower in zip(column, column[1:], strict=False):
            room = WIDE.row_with_third if upper.person and upper.person.third_line else WIDE.row
            assert lower.label_y - upper.label_y >= room


def test_marks_keep_off_the_names_of_bands() -> None:
    picture = draw(people([(band, False) for band in (0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 3, 3)]), NARROW)
    assert not ring.clashes(picture)
    crooked = Picture(NARROW, (Place(None, 0, 1, 0.0, -56.0, -56.0),), -164, 164)
    assert ring.clashes(crooked) == ["0 stands on the name of its band"]


def test_what_is_wrong_is_told() -> None:
    one = Place(None, 3, 1, 230, 10, -60)
    other = Place(None, 3, 1, 228, 30, -90)
    assert ring.clashes(Picture(WIDE, (one, other), -262, 262)) == ["1 and 0 overlap", "leaders of 1 and 0 clash"]
