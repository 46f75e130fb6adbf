"""Time that goes on in the middle of a test."""

import datetime
from contextlib import ExitStack

import pytest

from teamaround.kit import clock as the_clock


@pytest.fixture
def freeze_at(clock):
    """`freeze_at(days=20)`: it is now so much later."""
    with ExitStack() as stack:
        yield lambda **more: stack.enter_context(the_clock.freeze(clock + datetime.timedelta(**more)))
