"""Marks: a shape of its own for each kind of agency, readable initials; scales with their sentence."""

import pytest

from teamaround.kit import marks


def luminance(colour: str) -> float:
    parts = [int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("shape", marks.SHAPES.values(), ids=lambda shape: shape.key)
def test_initials_are_readable_and_marks_stand_out(shape: marks.Shape) -> None:
    assert contrast("#ffffff", shape.colour) >= 6.2
    assert contrast(shape.colour, "#c3dedd") >= 4.4


def test_every_shape_and_colour_is_its_own() -> None:
    assert len({shape.path for shape in marks.SHAPES.values()}) == 12
    assert len({shape.colour for shape in marks.SHAPES.values()}) == 12


def test_kinds_without_a_shape_borrow_one() -> None:
    assert marks.shape_of("gp").key == "health"
    assert marks.shape_of("circus").key == "other"


def test_past_is_dashed_and_lead_has_a_second_outline() -> None:
    assert "stroke-dasharray" in marks.inner("school", "SO", past=True)
    assert "scale(" in marks.inner("school", "SO", lead=True)
    assert "stroke-dasharray" not in marks.inner("school", "SO")


def test_broad_initials_are_drawn_narrower() -> None:
    assert "textLength" in marks.inner("social_care", "WM")
    assert "textLength" not in marks.inner("school", "JI")


def test_a_mark_is_decoration_unless_it_has_a_label() -> None:
    assert 'aria-hidden="true"' in marks.mark("school", "SO")
    assert 'aria-label="Sam &lt;Okafor&gt;"' in marks.mark("school", "SO", label="Sam <Okafor>")


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("Sam Okafor", "SO"),
        ("Dr Anwar Shah", "AS"),
        ("Jean-Luc de la Cruz", "JC"),
        ("Cher", "C"),
        ("", "?"),
        ("Mr", "M"),
    ],
)
def test_initials_come_from_names(name: str, initials: str) -> None:
    assert marks.initials_of(name) == initials


@pytest.mark.parametrize(
    ("first", "now", "sentence"),
    [
        (3, 6, "3 of 10 in February, 6 now"),
        (3, None, "3 of 10 in February"),
        (None, None, "Not placed on the scale yet"),
    ],
)
def test_a_scale_is_said_in_a_sentence(first: int | None, now: int | None, sentence: str) -> None:
    assert marks.scale_sentence(first, now, "in February") == sentence


def test_a_scale_shows_then_now_and_the_way_between() -> None:
    moved, same, start = marks.scale(3, 6), marks.scale(4, 4), marks.scale(4)
    assert "kit-scale__bar" in moved
    assert "kit-scale__bar" not in same
    assert "kit-scale__now" not in start
    assert marks.scale(None).count("<circle") == 11
