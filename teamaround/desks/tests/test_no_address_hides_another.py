"""Addresses with a child's ref stand beside fixed ones: none may swallow the other (design.md 4)."""

import re

from django.urls import resolve

from teamaround.access.checks import every_view


def example(pattern):
    """A path as somebody would write it."""
    return re.sub(r"<(?:\w+:)?\w+>", lambda found: "7" if "int" in found.group() else "abcdefghjkmnpqrst", pattern)


def test_each_address_opens_its_own_view():
    swallowed = {path: view.__name__ for path, view in every_view() if resolve(example(path)).func is not view}
    assert swallowed == {}
