"""Lines and bars: what is written, in which order, and always the table."""

import pytest

from teamaround.kit import charts
from teamaround.kit.charts import Chart, Drawing, Point, Row


def wait(*values: float, **more: object) -> Chart:
    points = [Point(f"M{index}", value, value / 2, value * 1.5, 14) for index, value in enumerate(values)]
    return charts.line("Families wait less", points, **more)  # type: ignore[arg-type]


def written(drawing: Drawing, look: str) -> list[str]:
    return [str(one.words) for one in drawing.written if one.look == look]


def test_only_the_first_and_last_value_are_written() -> None:
    assert written(wait(31, 25, 19).drawings[0], "own") == ["31 days", "19 days"]


def test_the_axis_begins_at_zero() -> None:
    drawing = wait(10, 0).drawings[0]
    assert drawing.ends[-1][1] == charts.BOTTOM


def test_the_limit_and_the_last_value_stand_apart() -> None:
    drawing = wait(31, 19, limit=(20, "limit 20")).drawings[0]
    ys = [one.y for one in drawing.written if one.look in ("limit", "own") and one.x > drawing.right]
    assert abs(ys[0] - ys[1]) >= 24


@pytest.mark.parametrize("event", [0, 1, 5])
def test_words_stay_inside_the_picture(event: int) -> None:
    for drawing in wait(
        31, 30, 28, 25, 22, 19, event=(event, "Second co-ordinator"), band_words="half of all"
    ).drawings:
        for one in drawing.written:
            half = charts.text_width(str(one.words), 17) / 2
            left = one.x - half if one.anchor == "middle" else one.x
            assert left >= -35
            assert left + 2 * half <= drawing.width + 35


def test_a_single_point_is_a_table_only() -> None:
    chart = wait(30)
    assert chart.drawings == ()
    assert chart.table == [["M0", "30 days", "15 and 45", 14]]


def test_a_line_without_band_or_base_has_two_columns() -> None:
    chart = charts.line("x", [Point("a", 1), Point("b", 2)], words=str, measure="Plans")
    assert [str(head) for head in chart.heads] == ["When", "Plans"]
    assert chart.drawings[0].band == ""


def late(*rows: Row) -> Chart:
    return charts.bars("Housing holds most", rows, what="late")


def test_bars_stand_longest_first_and_the_sum_last() -> None:
    chart = late(Row("Others", 9, 221, several=True), Row("Schools", 7, 121), Row("Housing", 13, 48, strong=True))
    assert [bar.name for bar in chart.drawings[0].bars] == ["Housing", "Schools", "Others"]
    assert [bar.look for bar in chart.drawings[0].bars] == ["strong", "usual", "several"]


def test_a_bar_has_its_value_base_and_share() -> None:
    chart = late(Row("Housing", 13, 48), Row("Nobody", 0, 0))
    bar = chart.drawings[0].bars[0]
    assert (bar.value_words, bar.rest_words) == ("13 late", "of 48 (27%)")
    assert chart.table[1] == ["Nobody", 0, 0, "0%"]


def test_on_a_phone_the_words_stand_under_the_bar() -> None:
    narrow = late(Row("Housing", 13, 48)).drawings[1]
    assert narrow.width <= 262
    assert narrow.bars[0].words_x == 0


def test_nothing_to_show_is_an_empty_table() -> None:
    assert late().drawings == ()
