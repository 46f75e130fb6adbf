"""Filter without a script, levels of need as rows and a line, cheap, and quick to add to (issue 2 step 12)."""

import datetime

import pytest
from django.urls import reverse

from teamaround.agencies.factories import sign_in
from teamaround.audit.recording import recording
from teamaround.episodes import actions, forms
from teamaround.episodes.factories import TESTER, written
from teamaround.episodes.level_line import level_line
from teamaround.episodes.models import LevelOfNeed
from teamaround.episodes.rules import first_audience
from teamaround.kit import clock
from teamaround.kit.forms import new_submission_key

pytestmark = pytest.mark.django_db
DAY = datetime.date


def story(client, cast, query="", child="kayleigh"):
    return client.get(reverse("episodes:story", kwargs={"child_ref": cast.people[child].ref}) + query)


@pytest.fixture
def rows(cast):
    episode = cast.episodes["kayleigh"]
    written(cast.actors["lead"], episode, "A visit of this year")
    written(cast.actors["member"], episode, "A call of last year", kind="call", happened_on=DAY(2025, 12, 30))


def seen(answer):
    text = answer.content.decode()
    return {words for words in ("A visit of this year", "A call of last year") if words in text}


def test_everything_stands_there_without_a_filter(client, cast, rows):
    sign_in(client, cast.posts["lead"])
    assert seen(story(client, cast)) == {"A visit of this year", "A call of last year"}


def test_by_kind_by_person_by_year(client, cast, rows):
    sign_in(client, cast.posts["lead"])
    for query in ("?kind=call", f"?who={cast.posts['member'].ref}", "?year=2025"):
        assert seen(story(client, cast, query)) == {"A call of last year"}
    assert seen(story(client, cast, "?kind=call&year=2026")) == set()


def test_a_filter_that_nothing_fits_says_so(client, cast, rows):
    sign_in(client, cast.posts["lead"])
    assert "No row fits" in story(client, cast, "?kind=nonsense").content.decode()


def test_the_choices_tell_nothing_of_rows_one_may_not_read(client, cast):
    written(cast.actors["member"], cast.episodes["kayleigh"], "Ours", audience="agency")
    sign_in(client, cast.posts["lead"])
    assert cast.posts["member"].ref not in story(client, cast).content.decode()


def test_levels_are_rows_with_their_step_and_a_line(client, cast):
    episode = cast.episodes["kayleigh"]
    with recording(by=TESTER, action="test.level"):
        LevelOfNeed.objects.create(authority=cast.authority, episode=episode, level=2, on=DAY(2026, 1, 12), why="Two")
    actions.set_level(by=cast.actors["lead"], episode=episode, level=3, why="Evicted")
    sign_in(client, cast.posts["lead"])
    text = story(client, cast).content.decode()
    assert "Level of need: 3 of 4, help from several." in text and "a step up" in text
    assert 'aria-label="Level of need: 2 since 12 January, 3 since' in text
    assert "The level of need was set" not in story(client, cast, "?layer=all").content.decode()


def test_the_second_layer_shows_what_was_recorded(client, cast):
    actions.set_level(by=cast.actors["lead"], episode=cast.episodes["kayleigh"], level=1, why="Well")
    actions.close(by=cast.actors["lead"], episode=cast.episodes["kayleigh"], reason="outcomes_met")
    sign_in(client, cast.posts["lead"])
    assert "The help was closed" not in story(client, cast).content.decode()
    assert "The help was closed" in story(client, cast, "?layer=all&kind=system").content.decode()


def test_the_line_steps_from_level_to_level():
    line = level_line([(DAY(2026, 1, 1), 1), (DAY(2026, 1, 31), 4)], 4, DAY(2026, 3, 2))
    assert line.path == "M14.0 74.0H296.0V22.0H578"
    assert [mark.words for mark in line.marks] == ["1", "4"]


@pytest.mark.parametrize("levels", [[], [(DAY(2026, 1, 1), 2)]])
def test_one_level_needs_no_line(levels):
    assert level_line(levels, 4, DAY(2026, 3, 2)) is None


def test_the_page_takes_under_twenty_statements(client, cast, rows, django_assert_max_num_queries):
    for day, level in enumerate((1, 2, 3)):
        with recording(by=TESTER, action="test.level"):
            LevelOfNeed.objects.create(
                authority=cast.authority, episode=cast.episodes["kayleigh"], level=level, on=DAY(2026, 1, 1 + day)
            )
    for number in range(12):
        written(cast.actors["lead"], cast.episodes["kayleigh"], f"Row {number}")
    sign_in(client, cast.posts["lead"])
    with django_assert_max_num_queries(19):
        assert story(client, cast).status_code == 200


def test_two_boxes_are_in_view_and_the_rest_is_answered(cast):
    form = forms.EntryForm()
    in_view = [name for name in form.fields if name not in (*forms.EntryForm.folded, "submission_key")]
    assert in_view == ["kind", "words"]
    assert (form["kind"].value(), form["happened_on"].value()) == ("visit", clock.today())


@pytest.mark.parametrize(
    ("word", "audience"), [("agreed", "team"), ("not asked", "agency"), ("refused", "agency"), ("withdrawn", "agency")]
)
def test_the_readers_follow_the_agreement(word, audience):
    assert first_audience(word) == audience


def test_a_word_and_a_press_add_a_row(client, cast):
    sign_in(client, cast.posts["lead"])
    given = {"kind": "visit", "words": "All well", "audience": "team", "submission_key": new_submission_key()}
    path = reverse("episodes:add", kwargs={"child_ref": cast.kayleigh.ref})
    assert client.post(path, given).status_code == client.post(path, given).status_code == 302
    row = cast.episodes["kayleigh"].entries.get(words="All well")
    assert (row.happened_on, row.source_agency, row.audience) == (clock.today(), cast.school, "team")
    assert "Write something in" in client.post(path, given | {"words": "", "submission_key": "x"}).content.decode()
