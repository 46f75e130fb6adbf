"""Builders of agreement: one conversation and the single decisions that follow from it (consent.actions)."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from teamaround.agencies.models import Agency, Post
from teamaround.consent.models import (
    Answer,
    Asking,
    CompetenceJudgement,
    Cover,
    Decision,
    Evidence,
    InformationClass,
    Purpose,
    Right,
    Withdrawal,
)
from teamaround.consent.rules import COMPETENCE_QUESTIONS, EXPLAINED
from teamaround.families.models import Person
from teamaround.practice_data.town_loader.rows import Scope

BOTH = (InformationClass.BASIC, InformationClass.NEEDS)
LASTS = datetime.timedelta(days=180)


@dataclass(frozen=True)
class Said:
    """One answer: to which question, about which agency and information, until when."""

    purpose: str
    answer: str = Answer.AGREED
    agency: Agency | None = None
    information: str = ""
    sensitive: str = ""
    until: datetime.date | None = None
    why_not: str = ""

    @property
    def about(self) -> tuple[Any, ...]:
        """What a later answer of the same person would replace."""
        return (self.purpose, self.agency and self.agency.key, self.information, self.sensitive)


@dataclass(frozen=True)
class Talk:
    """One conversation: who was asked by whom, on which footing, how it was signed."""

    child: Person
    by: Post
    who: Person
    right: str
    at: datetime.datetime
    evidence: str = Evidence.SCREEN
    keep_out: str = ""
    hidden: bool = False
    at_completion: bool = False


@dataclass
class Conversations:
    """All conversations about one child, so that a newer answer of the same person replaces the older one."""

    scope: Scope
    standing: dict[tuple[Any, ...], Decision] = field(default_factory=dict)

    def hold(self, talk: Talk, answers: Iterable[Said]) -> list[Decision]:
        """Write the conversation and its decisions."""
        asking = _asking(self.scope, talk)
        rows = []
        for said in answers:
            row = self._decide(asking, said)
            place = (talk.child.ref, talk.who.ref, *said.about)
            if place in self.standing:
                self.standing[place].superseded_at = asking.asked_at
            self.standing[place] = row
            rows.append(row)
        return rows

    def _decide(self, asking: Asking, said: Said) -> Decision:
        agreed = said.answer == Answer.AGREED
        return self.scope.add(
            Decision,
            authority=asking.authority,
            asking=asking,
            child=asking.child,
            purpose=said.purpose,
            agency=said.agency,
            information=said.information,
            sensitive=said.sensitive,
            answer=said.answer,
            why_not=said.why_not or ("later" if said.answer == Answer.NOT_ASKED else ""),
            until=(said.until or asking.asked_at.date() + LASTS) if agreed else None,
            made_at=asking.asked_at,
        )


def _asking(scope: Scope, talk: Talk) -> Asking:
    spoken = talk.evidence == Evidence.SPOKEN
    manager = talk.by.line_manager
    return scope.add(
        Asking,
        authority=talk.child.authority,
        child=talk.child,
        asked_by=talk.by,
        answered_by=talk.who,
        answered_by_name=talk.who.name,
        right=talk.right,
        explained=list(EXPLAINED),
        evidence=talk.evidence,
        witness=(manager or talk.by).name if spoken else "",
        signed_name="" if spoken else talk.who.name,
        interpreter=talk.who.interpreter,
        language=talk.who.first_language if talk.who.interpreter else "",
        at_completion=talk.at_completion,
        keep_out=talk.keep_out,
        hide_from_parents=talk.hidden,
        asked_at=talk.at,
    )


def shared_with(agencies: Iterable[Agency], classes: Iterable[str] = BOTH, **more: Any) -> list[Said]:
    """The decisions "may be shared with", for each agency and class of information."""
    kinds = list(classes)
    return [Said(Purpose.SHARE, agency=each, information=kind, **more) for each in agencies for kind in kinds]


def take_back(scope: Scope, talk: Talk, at: datetime.datetime, words: str, rows: list[Decision]) -> None:
    """Whoever agreed in this conversation took back what these decisions allowed."""
    child, who = talk.child, talk.who
    facts = {"by_person": who, "by_name": who.name, "right": talk.right, "told_to": talk.by, "words": words, "at": at}
    scope.add(Withdrawal, authority=child.authority, child=child, **facts)
    for row in rows:
        row.withdrawn_at = at


def judge_competence(scope: Scope, child: Person, by: Post, on: datetime.date, able: bool, why: str) -> None:
    """Whether the young person understands enough to decide alone."""
    answers = dict.fromkeys(COMPETENCE_QUESTIONS, "yes")
    if not able:
        answers["sees_both_sides"] = "no"
    word = CompetenceJudgement.Word.COMPETENT if able else CompetenceJudgement.Word.NOT_YET
    facts = {"by": by, "answers": answers, "word": word, "why": why, "on": on}
    scope.add(CompetenceJudgement, authority=child.authority, child=child, **facts)


def cover(
    scope: Scope, child: Person, agency: Agency, basis: str, reasons: str, by: Post, starts: datetime.date, **more: Any
) -> None:
    """A basis other than agreement that covers an agency."""
    facts = {"agency": agency, "basis": basis, "reasons": reasons, "decided_by": by, "starts": starts}
    scope.add(Cover, authority=child.authority, child=child, **facts, **more)


RIGHTS = {
    "parent": Right.RESPONSIBILITY,
    "guardian": Right.RESPONSIBILITY,
    "carer": Right.CARER,
    "young_person": Right.YOUNG_PERSON,
}
