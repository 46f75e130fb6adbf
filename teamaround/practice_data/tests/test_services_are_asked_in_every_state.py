"""The town's requests: every state, own words, days in order, children of families that agreed (DER-13)."""

import pytest

from teamaround.episodes.models import Entry
from teamaround.kit import clock
from teamaround.practice_data.tests.loaded_town import MOMENT, loaded_town
from teamaround.practice_data.town_loader.files import read
from teamaround.referrals import rules
from teamaround.referrals.models import Referral, ReferralChange, SentPiece, State

__all__ = ["loaded_town"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("town")]


def test_there_is_one_in_every_state_and_some_without_an_answer() -> None:
    assert set(Referral.objects.values_list("state", flat=True)) == set(State.values)
    assert Referral.objects.values("episode").distinct().count() >= 15
    today = MOMENT.date()
    late = [row for row in Referral.objects.all() if rules.standing(row.state, row.due_on, today) == rules.NO_REPLY]
    assert len(late) >= 2


def test_each_moved_only_as_the_table_allows() -> None:
    for referral in Referral.objects.all():
        state: str | None = State.DRAFT
        for change in referral.changes.order_by("pk"):
            state = rules.next_state(str(state), change.verb)
            assert state == change.state, referral.what
        assert state == referral.state


def test_nothing_of_the_past_lies_ahead_and_steps_follow_each_other() -> None:
    for referral in Referral.objects.all():
        moments = list(referral.changes.order_by("pk").values_list("at", flat=True))
        assert moments == sorted(moments) and all(at <= MOMENT for at in moments)
        days = [day for day in (referral.started_on, referral.ended_on) if day]
        assert days == sorted(days) and all(day <= MOMENT.date() for day in days)


def test_every_sent_request_stands_in_the_second_layer_of_the_story() -> None:
    told = Entry.objects.filter(system_key="referrals_send").values_list("episode_id", flat=True)
    assert sorted(told) == sorted(Referral.objects.filter(asked_at__isnull=False).values_list("episode_id", flat=True))
    sensitive = Referral.objects.exclude(sensitive="").get()
    rows = Entry.objects.filter(episode=sensitive.episode, system_key__startswith="referrals_")
    assert {row.sensitive for row in rows} == {sensitive.sensitive}


def test_some_carry_rows_that_the_family_may_read() -> None:
    assert SentPiece.objects.exists()
    assert all(piece.entry is not None and piece.entry.audience == "everyone" for piece in SentPiece.objects.all())


def test_services_that_said_yes_are_in_the_index_with_the_child() -> None:
    for referral in Referral.objects.filter(state__in=rules.RUNNING):
        assert referral.taken_by is not None
        named = referral.episode.child.involvements.filter(post=referral.taken_by, ends__isnull=True)
        assert named.exists(), referral.what


def test_every_slot_was_filled_and_the_file_says_each_thing_once() -> None:
    texts = [*Referral.objects.values_list("what", flat=True), *ReferralChange.objects.values_list("words", flat=True)]
    assert not any("{" in text for text in texts)
    rows = read("requests")["request"]
    said = [row[key] for row in rows for key in ("what", "family", "words", "instead", "last") if key in row]
    assert len(said) == len(set(said))
    assert clock.today()
