"""Pure rules: who writes which part, what completing needs, what may leave, where a checklist leads."""

import datetime
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from teamaround.assessments.models import Assessment, ChecklistDecision
from teamaround.instruments.definition import NOT_NEEDED
from teamaround.instruments.routing import is_empty

CHECKLIST = "checklist"
COMMON = "common_assessment"
HERE_SECONDS = 60
"""Somebody whose page was heard of within a minute is "here too"."""

HOME_QUESTIONS = frozenset({"address", "postcode", "telephone", "carers", "household"})
"""Answers that can tell where a shielded child lives: never in the family's copy (facts.md c, shielding)."""

VOICES = {
    "child_words_given": {
        "given": "child_words",
        "observed_instead": "child_observed",
        "too_young": "child_observed",
        "not_asked_yet": "child_ask_on",
    },
    "parent_words_given": {"given": "parent_words", "not_asked_yet": "parent_ask_on"},
}
"""What each answer about somebody's own words must be followed by: the words, what was seen, or a day (WOR-15)."""

NOT_ASKED_YET = "not_asked_yet"
ASK_ON = {"child_ask_on": "child_words_given", "parent_ask_on": "parent_words_given"}
"""The day on which somebody asks, and the question that says whether there are own words (WOR-15)."""
SECTION_OF_VOICE = {"child_ask_on": "child_words", "parent_ask_on": "parent_words"}

CARRIED = frozenset({"details", "background", "taking_part", "carers", "home_situation", "services"})
"""Parts whose single answers a review takes over, box by box: who somebody is, not what was thought of it."""


@dataclass(frozen=True)
class Path:
    """Where a decision after the checklist leads: somebody looks again, an agency is named, a verb of the episode."""

    looks_again: bool = False
    names_agency: bool = False
    verb: str = ""


PATHS = {
    ChecklistDecision.Word.NOTHING_NOW: Path(looks_again=True, verb="watch"),
    ChecklistDecision.Word.OWN_SERVICE: Path(looks_again=True, verb="watch"),
    ChecklistDecision.Word.ASK_SERVICE: Path(looks_again=True, names_agency=True, verb="watch"),
    ChecklistDecision.Word.COMMON_ASSESSMENT: Path(),
    ChecklistDecision.Word.SAFEGUARDING: Path(),
}
"""The five decisions (issue 2 step 6). The assessment moves the episode itself when it is started; a safeguarding
report moves it when it is sent."""


def may_write_part(section: str, *, asked_for: Collection[str] | None, around: bool) -> bool:
    """Whoever is round the child writes in every part; somebody who was only asked, in what was asked for (DER-18).

    `asked_for` is None when nobody asked, and empty when all parts were meant.
    """
    if around:
        return True
    return asked_for is not None and (not asked_for or section in asked_for)


def same_place(*, section: str, question: str, assessment_id: int, row: Any) -> bool:
    """Whether a row may be superseded by an answer to this question of this assessment."""
    return (row.section, row.question, row.assessment_id) == (section, question, assessment_id)


def may_supersede(*, notes: bool, row: Any, post_ids: Collection[int | None]) -> bool:
    """A note is changed only by whoever wrote or typed it; an answer that stands alone by everybody (DER-18)."""
    return not notes or row.question == NOT_NEEDED or bool({row.author_id, row.typed_by_id} & set(post_ids) - {None})


def must_be_whole(kind: str) -> bool:
    """A supplement holds what is new, and nothing need be said again; everything else stands by itself (DUD-42)."""
    return kind != Assessment.Kind.SUPPLEMENT


def voices_missing(values: Mapping[str, Any]) -> tuple[str, ...]:
    """Keys of the answers that must follow: a child's own words, or what stands in their place (WOR-15)."""
    found = []
    for asked, follows in VOICES.items():
        given = values.get(asked)
        wanted = follows.get(given) if isinstance(given, str) else None
        if wanted and is_empty(values.get(wanted)):
            found.append(wanted)
    return tuple(found)


def in_familys_copy(state: str, *, agreed_at_completion: bool) -> bool:
    """A family's copy exists once the text was agreed with the family, or was shared: never of a draft (issue 2)."""
    if state == Assessment.State.DRAFT:
        return False
    return state == Assessment.State.SHARED or agreed_at_completion


def kept_from_the_family(question: str, *, shielded: bool) -> bool:
    """Whether an answer stays out of the copy because it could tell where a protected child lives."""
    return shielded and question in HOME_QUESTIONS


def first_contact_is_over(until: datetime.date | None, today: datetime.date, *, somebody_leads: bool) -> bool:
    """The author's time as first contact has passed and nobody leads: the co-ordinator must see it (issue 2 step 8)."""
    return until is not None and until < today and not somebody_leads
