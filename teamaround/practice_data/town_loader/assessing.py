"""Builders of the checklist and the common assessment: answers by the keys of the definitions, each with its author."""

import datetime
from pathlib import Path
from typing import Any

from teamaround import assessments
from teamaround.agencies.models import Agency, Post
from teamaround.assessments.models import Answer, Assessment, ChecklistDecision, Contributor
from teamaround.child_index.models import Indication
from teamaround.episodes.models import Episode
from teamaround.instruments import registry
from teamaround.instruments.definition import NOT_NEEDED, Instrument, Question
from teamaround.instruments.sources import Source
from teamaround.instruments.values import fits
from teamaround.practice_data.town_loader.around import indicate
from teamaround.practice_data.town_loader.helping import day_of, tell
from teamaround.practice_data.town_loader.rows import Scope

CHECKLIST = "checklist"
COMMON = "common_assessment"
registry.add_folder(Path(assessments.__file__).parent / "definitions")
FIRST_CONTACT = datetime.timedelta(days=14)
SEEN = frozenset({"child_observed"})
"""Notes that are there to say what somebody saw."""


class Paper:
    """One filled-in instrument while it is being filled in."""

    def __init__(self, scope: Scope, episode: Episode, instrument: str, by: Post, at: datetime.datetime) -> None:
        self.scope, self.episode, self.by, self.at = scope, episode, by, at
        self.instrument: Instrument = registry.latest(instrument)
        self.row = scope.add(
            Assessment,
            authority=episode.authority,
            episode=episode,
            instrument=instrument,
            version=str(self.instrument.version),
            started_by=by,
            started_at=at,
        )

    def answer(self, key: str, value: Any, **more: Any) -> Answer | None:
        """One answer; nothing where there is no value. Raises ValueError when the question cannot have it."""
        if value is None or value == "" or value == []:
            return None
        section, question = self._find(key)
        if not fits(question, value):
            raise ValueError(f"{value!r} is no answer to {key}")
        return self._add(section, key, value, **more)

    def leave_out(self, section: str, **more: Any) -> None:
        """ "We do not need this part"."""
        self._add(section, NOT_NEEDED, True, **more)

    def _add(self, section: str, question: str, value: Any, **more: Any) -> Answer:
        given = {"author": self.by, "given_at": self.at, "source": self._footing(question)} | more
        facts = {"section": section, "question": question, "value": value}
        return self.scope.add(Answer, authority=self.row.authority, assessment=self.row, **facts, **given)

    def _footing(self, key: str) -> str:
        """A note says where it comes from; where the story does not, it was seen, or is its author's view."""
        if key == NOT_NEEDED or not self.instrument.places[key][1].notes:
            return ""
        return Source.OBSERVED.value if key in SEEN else Source.OPINION.value

    def _find(self, key: str) -> tuple[str, Question]:
        if key not in self.instrument.places:
            raise ValueError(f"{self.instrument.key} has no question {key}")
        section, question = self.instrument.places[key]
        return section.key, question

    def invite(self, post: Post, by: Post, at: datetime.datetime, sections: tuple[str, ...] = (), **facts: Any) -> None:
        """Somebody is asked to write a part."""
        named = {"post": post, "sections": list(sections), "invited_by": by, "invited_at": at}
        self.scope.add(Contributor, authority=self.row.authority, assessment=self.row, **named, **facts)
        tell(self.scope, self.episode, "assessments_invite", by, at, name=post.name)

    def let_the_starter_write(self) -> None:
        """Whoever starts one writes in it, asks others and completes it; once it is shared the whole team reads it."""
        named = {"post": self.by, "sections": [], "invited_by": self.by, "invited_at": self.at}
        ended = {"ended_at": self.row.shared_at}
        self.scope.add(Contributor, authority=self.row.authority, assessment=self.row, **named, **ended)

    def complete(self, by: Post, at: datetime.datetime, shared_at: datetime.datetime | None, until: Any = None) -> None:
        """It is finished; whoever wrote it is first contact until a day."""
        row = self.row
        row.state = Assessment.State.SHARED if shared_at else Assessment.State.COMPLETE
        row.completed_by, row.completed_at, row.shared_at = by, at, shared_at
        row.first_contact_until = until or day_of(at) + FIRST_CONTACT

    def tell_index(self) -> None:
        """The index knows by existence that an assessment is in progress, or done and by whom."""
        row, child = self.row, self.episode.child
        done = day_of(row.completed_at) if row.completed_at else None
        kind = Indication.Kind
        indicate(self.scope, child, kind.ASSESSMENT_STARTED, row.ref, row.started_by, day_of(row.started_at), done)
        tell(self.scope, self.episode, "assessments_start", row.started_by, row.started_at)
        if done and row.completed_by and row.completed_at:
            indicate(self.scope, child, kind.ASSESSMENT_DONE, row.ref, row.completed_by, done)
            tell(self.scope, self.episode, "assessments_complete", row.completed_by, row.completed_at)
        if row.completed_by and row.shared_at:
            tell(self.scope, self.episode, "assessments_share", row.completed_by, row.shared_at)


def checklist(
    scope: Scope, episode: Episode, by: Post, at: datetime.datetime, outcomes: dict[str, str], answers: dict[str, Any]
) -> Paper:
    """The five outcomes, each yes, no or not sure, and what was written to them."""
    paper = Paper(scope, episode, CHECKLIST, by, at)
    for key, value in {**outcomes, **answers}.items():
        paper.answer(key, value)
    paper.complete(by, at, None)
    paper.row.first_contact_until = None
    tell(scope, episode, "assessments_checklist", by, at)
    return paper


def decide(paper: Paper, word: str, reason: str, asked: Agency | None = None) -> None:
    """What was decided after the checklist."""
    paper.answer("checklist_decision", word)
    paper.answer("decision_reason", reason)
    facts = {"word": word, "reason": reason, "asked_agency": asked, "by": paper.by, "at": paper.at}
    paper.scope.add(ChecklistDecision, authority=paper.row.authority, assessment=paper.row, **facts)
    what = str(ChecklistDecision.Word(word).label)
    tell(paper.scope, paper.episode, "assessments_decide", paper.by, paper.at, what=what)
