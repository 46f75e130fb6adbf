"""What was reached, asked of the packages above when an episode closes."""

from collections.abc import Callable
from typing import Any

from teamaround.episodes.models import Episode

Outcomes = Callable[[Episode], list[dict[str, Any]]]
_asked: list[Outcomes] = []


def offer_outcomes(outcomes: Outcomes) -> None:
    """Called in AppConfig.ready: rows of words and figures by need, kept with the closing."""
    if outcomes not in _asked:
        _asked.append(outcomes)


def outcomes_of(episode: Episode) -> list[dict[str, Any]]:
    return [row for outcomes in _asked for row in outcomes(episode)]
