"""One small town for a whole test file, in a transaction that is taken back at the end."""

import datetime
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from teamaround.kit import clock
from teamaround.practice_data.town_loader.loading import load
from teamaround.practice_data.town_loader.town import Town

MOMENT = datetime.datetime(2026, 3, 3, 10, 0, tzinfo=datetime.UTC)
CHILDREN = 300


@pytest.fixture(scope="module", name="town")
def loaded_town(django_db_setup: None, django_db_blocker: Any) -> Iterator[Town]:
    """The town of Tuesday 3 March 2026 with 300 children. Tests read it and change nothing."""
    with django_db_blocker.unblock(), transaction.atomic():
        with clock.freeze(MOMENT):
            made = load(CHILDREN, clock.today(), say=[].append)
        yield made
        transaction.set_rollback(True)
