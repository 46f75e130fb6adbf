"""`load_town` writes into empty practice databases only."""

from typing import Any

import pytest
from django.core.management import CommandError, call_command

from teamaround.agencies.models import Authority
from teamaround.practice_data.cast import Cast


def test_it_refuses_where_personas_are_off(settings: Any, db: None) -> None:
    settings.PERSONAS = False
    with pytest.raises(CommandError, match="for real work"):
        call_command("load_town")
    assert not Authority.objects.exists()


def test_it_refuses_where_children_are(cast: Cast) -> None:
    with pytest.raises(CommandError, match="in this database already"):
        call_command("load_town")
    assert Authority.objects.count() == 2


def test_it_refuses_a_town_without_room_for_its_stories(db: None) -> None:
    with pytest.raises(CommandError, match="at least 200"):
        call_command("load_town", "--children", "20")


def test_it_refuses_where_a_loading_was_broken_off(db: None) -> None:
    Authority.objects.create(key="marlbeck", name="Marlbeck Council")
    with pytest.raises(CommandError, match="in this database already"):
        call_command("load_town")
