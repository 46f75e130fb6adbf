"""Days are moved so that lessons stay on school days: whatever day it is, what is past stays past."""

import datetime

import pytest
from django.db.models import Q

from teamaround.episodes.models import Entry
from teamaround.kit import clock
from teamaround.meetings.models import Meeting
from teamaround.practice_data.town_loader.loading import load

WEEKEND_AND_MONDAY = [datetime.date(2026, 3, day) for day in (7, 8, 9)]


@pytest.mark.parametrize("today", WEEKEND_AND_MONDAY, ids=str)
def test_what_is_past_stays_past_and_what_is_ahead_stays_ahead(db: None, today: datetime.date) -> None:
    moment = datetime.datetime.combine(today, datetime.time(9, 30), tzinfo=datetime.UTC)
    with clock.freeze(moment):
        load(110, today, say=[].append)
    assert not Entry.objects.filter(Q(happened_on__gt=today) | Q(recorded_at__gt=moment)).exists()
    assert not Meeting.objects.filter(state="held", starts_at__gt=moment).exists()
    assert not Meeting.objects.filter(state="planned", starts_at__lt=moment).exists()
    assert {meeting.starts_at.weekday() for meeting in Meeting.objects.all()} <= {0, 1, 2, 3, 4}
