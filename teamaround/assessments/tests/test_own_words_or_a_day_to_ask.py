"""A child's own words, a reason why not, or a day on which somebody asks: then it lies in the worktray (WOR-15)."""

import datetime

import pytest
from django.urls import reverse

from teamaround.assessments import actions, worktray_voices
from teamaround.assessments.factories import WHOLE, started, write
from teamaround.audit.recording import recording
from teamaround.episodes.models import Episode
from teamaround.kit import clock as the_clock
from teamaround.practice_data.cast import MAKER

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(cast):
    made = started(cast.actors["lead"], cast.kayleigh)
    write(cast.actors["lead"], made, "child_words_given", "not_asked_yet")
    write(cast.actors["lead"], made, "child_ask_on", "2026-03-03")
    return made


def rows(cast, who="lead", days=0):
    with the_clock.freeze(the_clock.now() + datetime.timedelta(days=days)):
        return worktray_voices.voices_to_ask(cast.actors[who])


def part(made, section):
    return reverse("assessments:section", kwargs={"assessment_ref": made.ref, "section": section})


def test_on_the_day_it_waits_with_the_part_to_write_in(cast, draft):
    (row,) = rows(cast)
    assert row.title == "Ask Kayleigh Moss for their own words"
    assert row.url == part(draft, "child_words")
    assert (row.tag, row.due) == ("soon", datetime.date(2026, 3, 3))


def test_before_the_day_nothing_waits_and_after_it_it_is_late(cast, draft):
    assert rows(cast, days=-1) == []
    assert rows(cast, days=2)[0].tag == "late"


def test_once_the_words_or_a_reason_are_there_nothing_waits(cast, draft):
    write(cast.actors["member"], draft, "child_words_given", "refused")
    assert rows(cast) == []


def test_a_day_without_saying_that_nobody_asked_waits_for_nobody(cast):
    made = started(cast.actors["lead"], cast.kayleigh)
    write(cast.actors["lead"], made, "child_ask_on", "2026-03-03")
    assert rows(cast) == []


def test_saying_that_nobody_asked_without_a_day_waits_for_nobody_either(cast):
    made = started(cast.actors["lead"], cast.kayleigh)
    write(cast.actors["lead"], made, "child_words_given", "not_asked_yet")
    assert rows(cast) == []


def test_parents_are_asked_too_and_a_month_means_its_last_day(cast):
    made = started(cast.actors["lead"], cast.kayleigh)
    write(cast.actors["lead"], made, "parent_words_given", "not_asked_yet")
    write(cast.actors["lead"], made, "parent_ask_on", "2026-03")
    assert rows(cast, days=27) == []
    (row,) = rows(cast, days=28)
    assert row.title == "Ask the parents of Kayleigh Moss for their own words"
    assert row.url == part(made, "parent_words")


@pytest.mark.parametrize("who", ["member", "other_lead", "same_agency", "former"])
def test_it_waits_for_whoever_said_so_or_started_it(cast, draft, who):
    assert rows(cast, who) == []


def test_a_colleague_who_gave_the_day_is_reminded_and_so_is_whoever_started(cast):
    made = started(cast.actors["lead"], cast.kayleigh)
    write(cast.actors["member"], made, "child_words_given", "not_asked_yet")
    write(cast.actors["member"], made, "child_ask_on", "2026-03-03")
    assert len(rows(cast, "member")) == len(rows(cast, "lead")) == 1


def test_after_completing_it_leads_to_the_whole_and_a_supplement_ends_it(cast):
    made = started(cast.actors["lead"], cast.kayleigh)
    for _section, question, value, source in WHOLE:
        if question not in {"child_words_given", "child_words"}:
            write(cast.actors["lead"], made, question, value, source)
    write(cast.actors["lead"], made, "child_words_given", "not_asked_yet")
    write(cast.actors["lead"], made, "child_ask_on", "2026-03-03")
    done = actions.complete(by=cast.actors["lead"], assessment=made)
    (row,) = rows(cast)
    assert row.url == reverse("assessments:paper", kwargs={"assessment_ref": done.ref})
    with the_clock.freeze(the_clock.now() + datetime.timedelta(hours=1)):
        more = actions.supplement(by=cast.actors["lead"], assessment=done)
        write(cast.actors["lead"], more, "reason_for_assessment", "She talks now")
        assert len(rows(cast)) == 1
        write(cast.actors["lead"], more, "child_words_given", "given")
        assert rows(cast) == []


def test_when_the_help_has_ended_nobody_is_reminded(cast, draft):
    with recording(by=MAKER, action="test.close"):
        Episode.objects.filter(pk=draft.episode_id).update(state="closed", closed_on="2026-03-03", close_reason="met")
    assert rows(cast) == []


def test_it_asks_the_database_twice_at_most(cast, draft, django_assert_max_num_queries):
    with django_assert_max_num_queries(2):
        worktray_voices.voices_to_ask(cast.actors["lead"])
