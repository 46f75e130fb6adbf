"""Whoever one chooses to be in the practice town finds something in the worktray."""

import datetime
from typing import Any

import pytest
from django.contrib.sessions.backends.signed_cookies import SessionStore

from teamaround.agencies import acting
from teamaround.agencies.models import Account
from teamaround.episodes.models import Entry
from teamaround.notifications import worktray
from teamaround.practice_data.personas import everybody, families, worth_being
from teamaround.practice_data.tests.loaded_town import loaded_town
from teamaround.practice_data.town_loader.files import read
from teamaround.practice_data.town_loader.workers import unfit

__all__ = ["loaded_town"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("town")]
KEYS = [row["key"] for row in read("practitioners")["practitioner"] if "persona" in row]
ELSEWHERE = {"director", "area_manager", "administrator", "index_team"}
"""Their work is on pages of its own: figures, typing for others, pairs that may be one child."""


def actor(key: str) -> Any:
    return acting.acting(Account.objects.get(username=key).pk, SessionStore(), second_factor=True).actor


@pytest.mark.parametrize("key", KEYS)
def test_something_waits_for(key: str) -> None:
    who = actor(key)
    if key in unfit():
        assert not worktray.rows(who)
    elif who.role not in ELSEWHERE:
        assert worktray.rows(who), who.name


def test_leads_have_cards_of_their_children() -> None:
    assert len(worktray.children(actor("sam_okafor"))) >= 1


def test_families_can_be_opened() -> None:
    assert len(families(most=100)) > 15


def test_the_short_list_names_people_worth_being() -> None:
    assert {one.key for one in worth_being()} <= set(KEYS)
    assert len(everybody()) == 150


def test_the_second_layer_of_the_story_is_told() -> None:
    keys = set(Entry.objects.filter(kind="system").values_list("system_key", flat=True))
    assert len(keys) > 15, keys
    assert not Entry.objects.filter(happened_on__gt=datetime.date(2026, 3, 3)).exists()
