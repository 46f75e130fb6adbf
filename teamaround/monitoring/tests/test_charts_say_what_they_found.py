"""Titles are findings, tables hold the same numbers, small ones are kept out of the picture."""

import dataclasses
import datetime

import pytest

from teamaround.monitoring import loads, presenters
from teamaround.monitoring.measures import Cell, Late, Spread
from teamaround.monitoring.queries import Figures, Load

MONTHS = [datetime.date(2026, month, 1) for month in (1, 2, 3)]
NONE = {name: [Spread(0)] * 3 for name in presenters.STEPS}
EMPTY = Figures(
    open=0, by_state=[], by_age=[], by_length=[], led=0, late=[], open_actions=0, late_actions=0, loads=[],
    months=MONTHS, open_by_month=[0, 0, 0], steps={name: Spread(0) for name in presenters.STEPS}, trends=NONE,
    touched=0,
)  # fmt: skip


def shown(**facts):
    return dataclasses.replace(EMPTY, **facts)


def waits(*medians):
    points = [Spread(6, each, 1, 99) if each is not None else Spread(2) for each in medians]
    return shown(trends=NONE | {"meeting": points})


@pytest.mark.parametrize(
    ("medians", "title", "sentence"),
    [
        ((31, 25, 19), "Families wait 19 days (first meeting), down from 31", "sooner"),
        ((19, None, 31), "Families wait 31 days (first meeting), up from 19", "longer"),
        ((20, 20, 20), "Families wait 20 days (first meeting), as before", "Nothing is late"),
        ((20, 20, 22), "Families wait 22 days (first meeting), up from 20", "Nothing is late"),
        ((None, None, None), "Too few families yet", "Nothing is late"),
    ],
)
def test_the_wait_is_told_in_the_title(medians, title, sentence):
    figures = waits(*medians)
    assert presenters.wait_chart(figures, "meeting").title.startswith(title)
    assert sentence in presenters.finding(figures)


def test_a_month_with_few_families_is_not_in_the_chart():
    assert len(presenters.wait_chart(waits(31, None, 19), "meeting").table) == 2


def test_late_names_the_agency_that_answers_for_most():
    late = [Late("Youth", 6, 3), Late("", 9, 2, 4)]
    figures = shown(late=late, late_actions=5, open_actions=15)
    chart = presenters.late_chart(figures)
    assert chart.title == "Youth answers for 3 of the 5 late actions"
    assert [row[0] for row in chart.table] == ["Youth", "4 other agencies"]
    assert presenters.finding(figures) == "5 open actions are late; Youth answers for most."


def test_late_actions_of_small_agencies_name_none_of_them():
    figures = shown(late=[Late("", 4, 1, 3)], late_actions=1, open_actions=4)
    assert presenters.late_chart(figures).title == "1 open action is late"
    assert presenters.finding(figures) == "1 open action is late."


def test_nothing_late_draws_nothing():
    chart = presenters.late_chart(EMPTY)
    assert (chart.title, chart.drawings) == ("No open action is late", ())


@pytest.mark.parametrize(
    ("counts", "title", "rows"),
    [
        ([2, 6, 9], "9 children have help open, up from 6", 2),
        ([9, 6, 6], "6 children have help open, down from 9", 3),
        ([7, 6, 7], "7 children have help open, as before", 3),
        ([9, 6, 3], "Fewer than five children have help open", 0),
    ],
)
def test_open_help_by_month_leaves_out_months_with_few(counts, title, rows):
    chart = presenters.open_chart(shown(open_by_month=counts))
    assert (chart.title, len(chart.table)) == (title, rows)


@pytest.mark.parametrize(
    ("counts", "words"), [([0, 1, 7], "7 more than in January 2026"), ([9, 1, 7], "2 fewer"), ([3, 1, 7], "open today")]
)
def test_the_change_is_told_where_the_first_month_may_be(counts, words):
    figure = presenters.head_figures(shown(open=7, open_by_month=counts))[0]
    assert words in figure.words and ("January" in figure.words) is (counts[0] != 3)


def test_cells_kept_back_are_said_and_not_drawn():
    chart = presenters.cells_chart("Title", [Cell("under 5", 9), Cell("5 to 10", None)], 12, "ages", "Age",
                                   presenters.BANDS)  # fmt: skip
    assert chart.table == [["under 5 years", "9"], ["5 to 10 years", "under 5"]]
    assert len(chart.drawings[0].bars) == 1 and "1 not drawn" in chart.foot
    assert presenters.most([Cell("a", None)], "%(name)s", "few") == "few"


def test_steps_have_their_base_in_the_table():
    steps = {name: Spread(0) for name in presenters.STEPS} | {"meeting": Spread(12, 19, 9, 30)}
    chart = presenters.steps_chart(shown(steps=steps, touched=40))
    assert chart.title == "Half of all families meet their team within 19 days"
    assert ["First meeting", 19, "9 and 30", 12] in chart.table
    assert ["Agreement", "too few", "", "under 5"] in chart.table
    assert [bar.value_words for bar in chart.drawings[0].bars] == ["19 days"]
    assert presenters.steps_chart(EMPTY).drawings == ()


@pytest.mark.parametrize(
    ("families", "kind", "words"),
    [(9, "soon", "1 over the limit of 8"), (8, "offered", "At the limit"), (5, "good", "Room for 3"),
     (0, "neutral", "Leads nobody")],
)  # fmt: skip
def test_a_load_means_something(families, kind, words):
    found = loads.meaning(Load("Sam", "School", families, 8, 0))
    assert (found.kind, found.words) == (kind, words)


def test_several_over_the_limit_are_counted_not_named():
    rows = [Load(name, "School", 9, 8, 0) for name in ("Sam", "Lorraine")]
    assert presenters.finding(shown(loads=rows)) == "2 people lead more families than agreed."
    assert loads.load_chart(rows).title == "Sam leads most: 9 of at most 8 families"
    assert loads.load_chart([]).title == "Nobody leads a family yet"
