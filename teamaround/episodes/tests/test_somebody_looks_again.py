"""Better, the same, worse: on its day in the worktray, two clicks, once (issue 2 step 6)."""

import datetime

import pytest
from django.urls import reverse

from teamaround.access.doing import Refused
from teamaround.agencies.factories import sign_in
from teamaround.audit.recording import recording
from teamaround.episodes import actions, concerns, offers
from teamaround.episodes.factories import TESTER
from teamaround.episodes.models import LookAgain, State, StateChange
from teamaround.kit import clock
from teamaround.kit.forms import new_submission_key
from teamaround.kit.problems import Problem

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 3, 3)


@pytest.fixture
def look(cast):
    """Kayleigh's help only watches; Sam asks again today."""
    episode = cast.episodes["kayleigh"]
    with recording(by=TESTER, action="test.look"):
        episode.state = State.WATCHING
        episode.save()
        StateChange.objects.create(
            authority=cast.authority, episode=episode, verb="watch", state=State.WATCHING, words="School goes on",
            by=cast.posts["lead"], at=clock.now(),
        )  # fmt: skip
        return concerns.set_look_again(
            by=cast.actors["lead"], episode=episode, who_post_id=cast.posts["lead"].pk, due_on=clock.today()
        )


def page(look):
    return reverse("episodes:look_again", kwargs={"look_ref": look.ref})


def test_the_day_is_six_weeks_on_and_the_writer_asks_unless_said_otherwise(cast):
    with recording(by=TESTER, action="test.look"):
        made = concerns.set_look_again(by=cast.actors["member"], episode=cast.episodes["kayleigh"], who_post_id=None)
    assert (made.due_on, made.who) == (TODAY + datetime.timedelta(days=42), cast.posts["member"])


def test_it_waits_in_the_worktray_of_whoever_promised(cast, look):
    row = offers.look_agains(cast.actors["lead"])[0]
    assert (row.title, row.url, row.group.value) == ("Ask again: how is Kayleigh Moss?", page(look), "today")
    assert offers.look_agains(cast.actors["deputy"]) == []


def test_open_and_one_press_answers_without_a_script(client, cast, look):
    sign_in(client, cast.posts["lead"])
    text = client.get(page(look)).content.decode()
    assert "School goes on" in text
    assert all(f'name="word" value="{word}"' in text for word in LookAgain.Word.values)
    client.post(page(look), {"word": "better", "words": "", "submission_key": new_submission_key()})
    look.refresh_from_db()
    assert look.word == "better" and offers.look_agains(cast.actors["lead"]) == []


@pytest.mark.parametrize(
    ("word", "state", "waiting", "told"),
    [("better", "watching", 0, "close the help"), ("same", "watching", 1, "asked again"),
     ("worse", "checking", 0, "checklist again")],
)  # fmt: skip
def test_what_each_answer_leads_to(client, cast, look, word, state, waiting, told):
    sign_in(client, cast.posts["lead"])
    answer = client.post(page(look), {"word": word, "submission_key": new_submission_key()}, follow=True)
    cast.episodes["kayleigh"].refresh_from_db()
    assert cast.episodes["kayleigh"].state == state
    assert LookAgain.objects.filter(answered_at__isnull=True).count() == waiting
    assert told in answer.content.decode()


def test_the_last_words_are_shown_the_next_time(client, cast, look):
    concerns.answer_look_again(by=cast.actors["lead"], look=look, word="same", words="Still tired on Mondays")
    sign_in(client, cast.posts["lead"])
    again = LookAgain.objects.get(answered_at__isnull=True)
    assert "Still tired on Mondays" in client.get(page(again)).content.decode()
    assert "Answered already: The same." in client.get(page(look)).content.decode()


def test_pressed_twice_it_is_answered_once(client, cast, look):
    sign_in(client, cast.posts["lead"])
    given = {"word": "same", "submission_key": new_submission_key()}
    assert [client.post(page(look), given).status_code for _time in range(2)] == [302, 302]
    assert LookAgain.objects.count() == 2


@pytest.mark.parametrize("word", ["", "fine"])
def test_a_word_that_is_none_of_the_three_is_told(client, cast, look, word):
    with pytest.raises(Problem, match="better, the same or worse"):
        concerns.answer_look_again(by=cast.actors["lead"], look=look, word=word)
    sign_in(client, cast.posts["lead"])
    assert "There is a problem" in client.post(page(look), {"word": word, "submission_key": "k"}).content.decode()


def test_worse_once_help_is_under_way_moves_nothing(cast, look):
    with recording(by=TESTER, action="test.help"):
        cast.episodes["kayleigh"].state = State.HELPING
        cast.episodes["kayleigh"].save()
    concerns.answer_look_again(by=cast.actors["lead"], look=look, word="worse")
    cast.episodes["kayleigh"].refresh_from_db()
    assert cast.episodes["kayleigh"].state == State.HELPING


@pytest.mark.parametrize("who", ["other_lead", "same_agency", "coordinator"])
def test_the_near_miss_may_not_answer(cast, look, who):
    with pytest.raises(Refused):
        concerns.answer_look_again(by=cast.actors[who], look=look, word="better")


def test_a_closed_help_no_longer_asks(cast, look):
    actions.close(by=cast.actors["lead"], episode=cast.episodes["kayleigh"], reason="outcomes_met")
    assert offers.look_agains(cast.actors["lead"]) == []
