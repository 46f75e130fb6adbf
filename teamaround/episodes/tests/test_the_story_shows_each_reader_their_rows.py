"""Audience and sensitive cover decide row by row; corrections keep the first text (facts.md e, DUD-23)."""

import datetime

import pytest

from teamaround.access.doing import Refused
from teamaround.audit.recording import recording
from teamaround.consent.models import Cover
from teamaround.episodes import entries
from teamaround.episodes.queries import story
from teamaround.kit import clock
from teamaround.kit.problems import Problem
from teamaround.practice_data.cast import MAKER

pytestmark = pytest.mark.django_db


def write(cast, who="member", **more):
    facts = {"kind": "visit", "words": "Came in smiling"} | more
    return entries.add_entry(by=cast.actors[who], episode=cast.episodes["kayleigh"], **facts)


def seen(cast, who):
    return {row.words for row in story(cast.actors[who], cast.episodes["kayleigh"])}


def test_the_team_reads_what_is_for_the_team(cast):
    write(cast)
    assert seen(cast, "lead") == seen(cast, "deputy") == {"Came in smiling"}


def test_a_row_of_one_agency_stays_in_it(cast):
    write(cast, audience="agency")
    assert seen(cast, "lead") == set()
    assert seen(cast, "member") == {"Came in smiling"}


def test_a_row_for_managers_is_for_whoever_leads(cast):
    write(cast, audience="managers")
    assert seen(cast, "lead") == {"Came in smiling"}
    assert seen(cast, "untrained") == set()


def test_a_sensitive_row_needs_its_cover_even_in_the_team(cast):
    write(cast, sensitive="mental_health")
    assert seen(cast, "lead") == set()
    with recording(by=MAKER, action="test.cover"):
        Cover.objects.create(
            authority=cast.authority, child=cast.kayleigh, agency=cast.school, sensitive="mental_health",
            basis="significant_harm", reasons="told", decided_by=cast.posts["lead"], starts=clock.today(),
        )  # fmt: skip
    assert seen(cast, "lead") == {"Came in smiling"}


def test_a_day_ahead_is_turned_away(cast):
    with pytest.raises(Problem, match="lies ahead"):
        write(cast, happened_on=clock.today() + datetime.timedelta(days=1))


def test_the_near_miss_may_not_add(cast):
    with pytest.raises(Refused):
        write(cast, who="other_lead")


def test_a_correction_keeps_the_first_text_marked(cast):
    entries.correct_entry(by=cast.actors["member"], entry=write(cast), words="Came in laughing")
    rows = story(cast.actors["member"], cast.episodes["kayleigh"])
    assert {(row.words, row.replaced) for row in rows} == {("Came in laughing", False), ("Came in smiling", True)}


def test_only_the_writer_corrects(cast):
    with pytest.raises(Problem, match="Only the person"):
        entries.correct_entry(by=cast.actors["lead"], entry=write(cast), words="No")


@pytest.mark.parametrize("words", ["\U0001f600 <script>alert(1)</script>", "x" * 10_000])
def test_odd_and_long_texts_are_kept_as_they_are(cast, words):
    assert write(cast, words=words).words == words
