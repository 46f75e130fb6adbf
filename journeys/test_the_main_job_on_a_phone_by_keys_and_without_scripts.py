"""The whole main job again: on a telephone by touch, by keyboard only, and without JavaScript (issue 2 section 3)."""

import pytest

from journeys.keyboard import Keyboard
from journeys.test_the_main_job import main_job

pytestmark = pytest.mark.journey


def test_on_a_phone_by_touch(person):
    main_job(person(width=360, touch=True), "Merlin", "Thistlewood")


def test_by_keyboard_only(server, chromium):
    hands = Keyboard(server, chromium)
    main_job(hands, "Linnet", "Quarrington")
    hands.close()


def test_without_javascript(person):
    main_job(person(scripts=False), "Martin", "Fernyhough")
