"""What was said in one conversation: what must be in it, and the single decisions that follow (DUD-60)."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from teamaround.agencies.models import Agency
from teamaround.consent import rules
from teamaround.consent.models import (
    Answer,
    Asking,
    CompetenceJudgement,
    Decision,
    Evidence,
    InformationClass,
    Purpose,
    Right,
)
from teamaround.families.models import Person
from teamaround.kit import clock
from teamaround.kit.problems import Problem
from teamaround.local_settings.values import value


@dataclass(frozen=True)
class Answers:
    """What the family said on the one screen: may we assess, who may see it, anything to keep out (issue 2 step 5)."""

    assess: str
    discuss: str = Answer.NOT_ASKED
    agencies: tuple[Agency, ...] = ()
    not_wanted: tuple[Agency, ...] = ()
    sensitive: tuple[Agency, ...] = ()
    keep_out: str = ""
    why_not_asked: str = ""


@dataclass(frozen=True)
class Conversation:
    """Who answered and how it was done."""

    answered_by: Person | None
    answered_by_name: str
    right: str
    evidence: str
    explained: tuple[str, ...] = ()
    language: str = ""
    interpreter: str = ""
    witness: str = ""
    signed_name: str = ""
    paper: UploadedFile[Any] | None = None
    signature: UploadedFile[Any] | None = None
    at_completion: bool = False
    hide_from_parents: bool = False


def check(answers: Answers, conversation: Conversation, child: Person) -> None:
    """Raises Problem with what to do next, at the field where it is done."""
    _check_answers(answers, conversation)
    _check_evidence(answers, conversation)
    check_right(conversation.right, child)
    if conversation.hide_from_parents and conversation.right != Right.YOUNG_PERSON:
        raise Problem(_("Only a young person who decides alone can keep this from parents."), field="hide_from_parents")


def _check_answers(answers: Answers, conversation: Conversation) -> None:
    if answers.assess not in Answer.values:
        raise Problem(_("Say what they answered about assessing together."), field="assess")
    if answers.assess == Answer.NOT_ASKED and answers.why_not_asked not in rules.WHY_NOT_ASKED:
        raise Problem(_("Choose why it was not asked."), field="why_not_asked")
    if answers.assess != Answer.NOT_ASKED and not conversation.answered_by_name.strip():
        raise Problem(_("Say who answered."), field="who")
    missing = [key for key in rules.EXPLAINED if key not in conversation.explained]
    if answers.assess == Answer.AGREED and missing:
        raise Problem(
            _("Before they agree, explain also: %(what)s.") % {"what": rules.EXPLAINED[missing[0]]}, field="explained"
        )
    if set(answers.agencies) & set(answers.not_wanted):
        raise Problem(_("One agency is both ticked and not wanted. Ask again, and keep one."), field="not_wanted")


def _check_evidence(answers: Answers, conversation: Conversation) -> None:
    if conversation.right not in Right.values or conversation.evidence not in Evidence.values:
        raise Problem(_("Say who answered, and how it was agreed."), field="who")
    if conversation.evidence == Evidence.SPOKEN and not conversation.witness.strip():
        raise Problem(_("For a spoken answer name the witness."), field="witness")
    unsigned = conversation.signature is None and not conversation.signed_name.strip()
    if answers.assess == Answer.AGREED and conversation.evidence == Evidence.SCREEN and unsigned:
        raise Problem(_("Let them sign on the screen, or type the name they sign with."), field="signed_name")


def check_right(right: str, child: Person) -> None:
    """A young person's own decision counts once somebody has judged that they understand (facts.md a, consent)."""
    if right == Right.YOUNG_PERSON and not may_decide_alone(child):
        raise Problem(
            _("First judge whether %(name)s understands enough to decide.") % {"name": child.first_name}, field="who"
        )


def may_decide_alone(child: Person) -> bool:
    """The newest judgement says that the young person understands and may decide."""
    newest = CompetenceJudgement.objects.filter(child=child).order_by("-on", "-pk").first()
    return newest is not None and newest.word == CompetenceJudgement.Word.COMPETENT


def derive(asking: Asking, answers: Answers) -> Iterable[Decision]:
    """The single decisions behind the three answers."""
    until = clock.today() + datetime.timedelta(days=int(value(asking.authority_id, "agreement_days")))

    def decision(purpose: str, answer: str, **more: object) -> Decision:
        return Decision(
            authority_id=asking.authority_id,
            asking=asking,
            child_id=asking.child_id,
            purpose=purpose,
            answer=answer,
            why_not=answers.why_not_asked or "later" if answer == Answer.NOT_ASKED else "",
            until=until if answer == Answer.AGREED else None,
            made_at=asking.asked_at,
            **more,
        )

    yield decision(Purpose.ASSESS, answers.assess)
    yield decision(Purpose.DISCUSS, answers.discuss)
    for agency in answers.agencies:
        for information in (InformationClass.BASIC, InformationClass.NEEDS):
            yield decision(Purpose.SHARE, Answer.AGREED, agency=agency, information=information)
    for agency in answers.sensitive:
        yield from _sensitive(decision, agency, answers.agencies)
    for agency in answers.not_wanted:
        yield decision(Purpose.SHARE, Answer.REFUSED, agency=agency, information=InformationClass.NEEDS)


def _sensitive(decision: object, agency: Agency, readers: Iterable[Agency]) -> Iterable[Decision]:
    """That a sensitive service is involved may be known by each agency that was ticked, and by itself (DUD-23)."""
    for reader in dict.fromkeys([*readers, agency]):
        yield decision(  # type: ignore[operator]
            Purpose.SHARE,
            Answer.AGREED,
            agency=reader,
            information=InformationClass.SENSITIVE,
            sensitive=agency.sensitive,
        )
