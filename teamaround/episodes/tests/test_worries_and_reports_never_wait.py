"""Anybody in a post may note a worry or report to social care, trained or not (design.md 4)."""

import datetime

import pytest

from teamaround.access.doing import Refused
from teamaround.audit.recording import recording
from teamaround.episodes import concerns
from teamaround.episodes.models import LookAgain, State
from teamaround.kit import clock
from teamaround.kit.problems import Problem
from teamaround.practice_data.cast import MAKER

pytestmark = pytest.mark.django_db


def report(cast, who="untrained", **more):
    told = {
        "danger_now": False,
        "person_told": "Wyn",
        "told_at": clock.now(),
        "words": "A bruise",
        "family_told": "yes",
    }
    return concerns.report_safeguarding(by=cast.actors[who], child=cast.kayleigh, child_words="", **(told | more))


@pytest.mark.parametrize("who", ["untrained", "vetting_expired", "administrator", "director"])
def test_a_worry_can_be_noted_by_anybody_in_a_post(cast, who):
    made = concerns.note_concern(
        by=cast.actors[who], child=None, child_words="Ash, red coat", words="Alone at six", family_knows="not_yet"
    )
    assert made.expires_on == clock.today() + datetime.timedelta(days=365)


def test_nobody_signed_in_cannot(cast):
    with pytest.raises(Refused):
        concerns.note_concern(by=cast.actors["nobody"], child=None, child_words="x", words="y", family_knows="told")


def test_a_worry_says_which_child(cast):
    with pytest.raises(Problem, match="which child"):
        concerns.note_concern(by=cast.actors["lead"], child=None, child_words=" ", words="y", family_knows="told")


def test_a_report_makes_the_help_wait_with_its_lead(cast):
    made = report(cast)
    cast.episodes["kayleigh"].refresh_from_db()
    assert (made.state, cast.episodes["kayleigh"].state) == ("sent", State.WAITING)


def test_social_care_gives_the_case_back_and_help_goes_on(cast):
    concerns.decide_safeguarding(by=cast.actors["social_worker"], report=report(cast), taken=False)
    cast.episodes["kayleigh"].refresh_from_db()
    assert cast.episodes["kayleigh"].state == State.HELPING


def test_social_care_takes_the_case_and_the_help_ends(cast):
    concerns.decide_safeguarding(by=cast.actors["social_worker"], report=report(cast), taken=True)
    cast.episodes["kayleigh"].refresh_from_db()
    assert (cast.episodes["kayleigh"].state, cast.episodes["kayleigh"].close_reason) == ("closed", "social_care")


def test_only_social_care_decides(cast):
    with pytest.raises(Refused):
        concerns.decide_safeguarding(by=cast.actors["lead"], report=report(cast), taken=True)


def test_the_time_of_telling_may_not_lie_ahead(cast):
    with pytest.raises(Problem, match="lies ahead"):
        report(cast, told_at=clock.now() + datetime.timedelta(hours=2))


def test_the_same_sets_another_day_and_cannot_be_answered_twice(cast):
    with recording(by=MAKER, action="test.look"):
        made = concerns.set_look_again(
            by=cast.actors["lead"], episode=cast.episodes["kayleigh"], who_post_id=cast.posts["lead"].pk
        )
    concerns.answer_look_again(by=cast.actors["lead"], look=made, word="same")
    assert LookAgain.objects.filter(answered_at__isnull=True).count() == 1
    with pytest.raises(Problem, match="answered this already"):
        concerns.answer_look_again(by=cast.actors["lead"], look=made, word="better")
