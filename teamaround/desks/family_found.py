"""What an assessment found, as the family's copy has it: strengths first, then what is hard (DER-01)."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from teamaround.assessments import copies, rules
from teamaround.assessments.models import Answer, Assessment
from teamaround.assessments.queries import for_the_family, instrument_of, rows_of
from teamaround.episodes.models import Episode
from teamaround.instruments.answers import current, says_something
from teamaround.instruments.definition import Instrument, Side
from teamaround.kit import clock
from teamaround.kit.dates import day_words

CONCLUDING = ("conclusions", "what_should_change")
"""Questions whose answers say in a few lines what it all comes to."""

AT_FIRST = 3
"""So many strengths and so many needs stand open; the others one tap away."""


@dataclass
class Found:
    """Who finished it and when; what it found. Empty lists while it is not yet shared."""

    assessed: str = ""
    strengths: list[str] = field(default_factory=list)
    needs: list[str] = field(default_factory=list)
    whole: list[str] = field(default_factory=list)

    @property
    def first_strengths(self) -> list[str]:
        return self.strengths[:AT_FIRST]

    @property
    def first_needs(self) -> list[str]:
        return self.needs[:AT_FIRST]

    @property
    def more(self) -> bool:
        return bool(self.whole) or len(self.strengths) > AT_FIRST or len(self.needs) > AT_FIRST


def what_was_found(episode: Episode, *, copied: bool, shielded: bool) -> Found:
    """That one was done and by whom; what it found once it is shared, for whoever has a copy (`copied`)."""
    done = (
        Assessment.objects.filter(episode=episode, instrument=rules.COMMON, completed_at__isnull=False)
        .select_related("episode__child", "completed_by__practitioner", "completed_by__agency")
        .order_by("-completed_at")
        .first()
    )
    if done is None:
        return Found()
    found = Found(assessed=_assessed(done))
    shared = done.state == Assessment.State.SHARED
    if copied and rules.in_familys_copy(done.state, agreed_at_completion=shared or copies.agreed(done)):
        rows = [row for row in for_the_family(rows_of(done)) if _may_stay(row, shielded)]
        _say(found, instrument_of(done), rows)
    return found


def _may_stay(row: Answer, shielded: bool) -> bool:
    return not rules.kept_from_the_family(row.question, shielded=shielded)


def _assessed(done: Assessment) -> str:
    assert done.completed_at is not None
    day = day_words(done.completed_at.astimezone(clock.LONDON).date(), clock.today())
    by = done.completed_by
    if by is None or by.agency.sensitive:
        return _("It was done on %(day)s.") % {"day": day}
    return _("%(who)s from %(agency)s wrote it down. It was done on %(day)s.") % {
        "who": by.practitioner.given,
        "agency": by.agency.name,
        "day": day,
    }


def _say(found: Found, instrument: Instrument, rows: list[Answer]) -> None:
    sides: dict[str, Any] = {question.key: question.side for _section, question in instrument.questions()}
    for row in current(rows):
        if not says_something(row):
            continue
        words = str(row.value)
        if sides.get(row.question) is Side.STRENGTHS:
            found.strengths.append(words)
        elif sides.get(row.question) is Side.NEEDS:
            found.needs.append(words)
        elif row.question in CONCLUDING:
            found.whole.append(words)
