"""Each episode reads as if somebody had written it: no sentence stands in two of them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

import pytest

from teamaround.assessments.models import Answer
from teamaround.episodes.models import Entry
from teamaround.instruments.answers import is_empty
from teamaround.meetings.models import Item
from teamaround.plans.models import Action, Need, ReviewComment
from teamaround.practice_data.tests.loaded_town import loaded_town
from teamaround.practice_data.town_loader.phrases import sentences
from teamaround.referrals.models import Referral, ReferralChange

__all__ = ["loaded_town"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("town")]
ABOUT_PEOPLE = {"details", "background", "taking_part", "this_assessment", "carers", "services"}
"""Sections that hold names, numbers and dates, not sentences."""


def written() -> Iterator[tuple[object, str]]:
    """(what must not share, text): episodes, and for plans and minutes the family group they serve."""
    for row in Entry.objects.exclude(kind="system"):
        yield from ((row.episode_id, text) for text in (row.words, row.significance, row.done))
    for answer in Answer.objects.exclude(section__in=ABOUT_PEOPLE).select_related("assessment"):
        if isinstance(answer.value, str) and not is_empty(answer.value):
            yield answer.assessment.episode_id, answer.value
    for need in Need.objects.select_related("plan"):
        yield ("group", need.plan.group_id), need.words
    for action in Action.objects.select_related("need__plan"):
        yield ("group", action.need.plan.group_id), action.what
    for comment in ReviewComment.objects.exclude(words=""):
        yield comment.episode_id, comment.words
    for referral in Referral.objects.all():
        yield from ((referral.episode_id, text) for text in (referral.what, referral.family_words, referral.instead))
    for change in ReferralChange.objects.exclude(words="").exclude(verb="decline").select_related("referral"):
        yield change.referral.episode_id, change.words
    for item in Item.objects.select_related("meeting"):
        yield ("group", item.meeting.group_id), item.words


def repeated(found: Iterable[tuple[object, str]]) -> dict[str, set[object]]:
    places: dict[str, set[object]] = defaultdict(set)
    for place, text in found:
        for sentence in sentences(text):
            places[sentence].add(place)
    return {sentence: where for sentence, where in places.items() if len(where) > 1}


def test_no_sentence_stands_in_two_episodes() -> None:
    assert not repeated(written())


def test_there_is_much_to_read() -> None:
    assert len(list(written())) > 1_500


def test_a_repeat_would_be_found() -> None:
    assert repeated([(1, "He came late. She sang."), (2, "“He came late.” Then he left.")])
    assert not repeated([(1, "He came late."), (1, "He came late.")])
