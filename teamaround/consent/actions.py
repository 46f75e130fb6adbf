"""Recording one conversation about agreement, taking it back, judging competence, covering by duty."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db.models import Q
from django.utils.translation import gettext as _

from teamaround.access.actor import Actor
from teamaround.access.doing import doing
from teamaround.agencies.models import Agency
from teamaround.attachments.actions import store
from teamaround.consent import access, rules
from teamaround.consent.announcements import AgreementChanged, agreement_changed
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
    at_completion: bool = False
    hide_from_parents: bool = False


def record_agreement(*, by: Actor, child: Person, answers: Answers, conversation: Conversation) -> Asking:
    """Write the conversation and the decisions derived from it; earlier decisions of it are superseded, never edited.

    Refusing is recorded without blame and the way stays open. Raises Refused or Problem.
    """
    _check(answers, conversation, child)
    with doing(access.ASK, by=by, children=[child.pk], codes={"assess": answers.assess}):
        asking = Asking.objects.create(
            authority_id=child.authority_id,
            child=child,
            asked_by_id=by.own_post_id,
            answered_by=conversation.answered_by,
            answered_by_name=conversation.answered_by_name,
            right=conversation.right,
            explained=list(conversation.explained),
            language=conversation.language,
            interpreter=conversation.interpreter,
            evidence=conversation.evidence,
            witness=conversation.witness,
            attachment_ref=_kept(by, child, conversation),
            signed_name=conversation.signed_name,
            at_completion=conversation.at_completion,
            keep_out=answers.keep_out,
            hide_from_parents=conversation.hide_from_parents,
            asked_at=clock.now(),
        )
        _supersede(child, conversation)
        Decision.objects.bulk_create(list(_derive(asking, answers)))
        agreement_changed.announce(AgreementChanged(child, by))
        return asking


def _kept(by: Actor, child: Person, conversation: Conversation) -> str:
    """Reference of the signed paper, kept in the same transaction; empty where there is none."""
    if conversation.paper is None:
        return ""
    return store(
        child_id=child.pk, authority_id=child.authority_id, file=conversation.paper, purpose="agreement", by=by
    ).ref


def _check(answers: Answers, conversation: Conversation, child: Person) -> None:
    if answers.assess not in Answer.values:
        raise Problem(_("Say what they answered about assessing together."), field="assess")
    if answers.assess == Answer.NOT_ASKED and answers.why_not_asked not in rules.WHY_NOT_ASKED:
        raise Problem(_("Choose why it was not asked."), field="why_not_asked")
    if answers.assess != Answer.NOT_ASKED and not conversation.answered_by_name.strip():
        raise Problem(_("Say who answered."), field="answered_by")
    missing = [key for key in rules.EXPLAINED if key not in conversation.explained]
    if answers.assess == Answer.AGREED and missing:
        raise Problem(
            _("Before they agree, explain also: %(what)s.") % {"what": rules.EXPLAINED[missing[0]]}, field="explained"
        )
    if conversation.evidence == Evidence.SPOKEN and not conversation.witness.strip():
        raise Problem(_("For a spoken answer name the witness."), field="witness")
    if conversation.right == Right.YOUNG_PERSON and not may_decide_alone(child):
        raise Problem(
            _("First judge whether %(name)s understands enough to decide.") % {"name": child.first_name}, field="right"
        )
    if set(answers.agencies) & set(answers.not_wanted):
        raise Problem(_("One agency is both ticked and not wanted. Ask again, and keep one."), field="not_wanted")


def may_decide_alone(child: Person) -> bool:
    """The newest judgement says that the young person understands and may decide."""
    newest = CompetenceJudgement.objects.filter(child=child).order_by("-on", "-pk").first()
    return newest is not None and newest.word == CompetenceJudgement.Word.COMPETENT


def _supersede(child: Person, conversation: Conversation) -> None:
    """A newer answer of the same side replaces the older: a parent's does not replace a young person's own."""
    older = Decision.objects.filter(child=child, superseded_at__isnull=True)
    if conversation.right != Right.YOUNG_PERSON:
        older = older.exclude(asking__right=Right.YOUNG_PERSON)
    older.update(superseded_at=clock.now())


def _derive(asking: Asking, answers: Answers) -> Iterable[Decision]:
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
    for reader in {*readers, agency}:
        yield decision(  # type: ignore[operator]
            Purpose.SHARE,
            Answer.AGREED,
            agency=reader,
            information=InformationClass.SENSITIVE,
            sensitive=agency.sensitive,
        )


def withdraw(
    *,
    by: Actor,
    child: Person,
    by_name: str,
    right: str,
    agency: Agency | None = None,
    by_person: Person | None = None,
    words: str = "",
) -> Withdrawal:
    """Take back the whole agreement, or that with one agency. Works at the next request. Raises Refused."""
    with doing(access.WITHDRAW, by=by, children=[child.pk], codes={"agency": agency.pk if agency else None}):
        taken = Withdrawal.objects.create(
            authority_id=child.authority_id,
            child=child,
            by_person=by_person,
            by_name=by_name,
            right=right,
            told_to_id=by.own_post_id,
            words=words,
            at=clock.now(),
        )
        standing = Decision.objects.filter(
            child=child, superseded_at__isnull=True, withdrawn_at__isnull=True, answer=Answer.AGREED
        )
        if agency is not None:
            standing = standing.filter(Q(agency=agency))
        standing.update(withdrawn_at=taken.at)
        agreement_changed.announce(AgreementChanged(child, by))
        return taken


def judge_competence(*, by: Actor, child: Person, answers: dict[str, str], word: str, why: str) -> CompetenceJudgement:
    """Write a judgement: five answers, a word, why. Raises Refused or Problem."""
    if set(answers) != set(rules.COMPETENCE_QUESTIONS):
        raise Problem(_("Answer all five questions."), field="answers")
    if word not in CompetenceJudgement.Word.values:
        raise Problem(_("Choose what you think."), field="word")
    if not why.strip():
        raise Problem(_("Write what you saw or heard that makes you think so."), field="why")
    with doing(access.JUDGE_COMPETENCE, by=by, children=[child.pk], codes={"word": word}):
        return CompetenceJudgement.objects.create(
            authority_id=child.authority_id,
            child=child,
            by_id=by.own_post_id,
            answers=answers,
            word=word,
            why=why,
            on=clock.today(),
        )


def cover(
    *,
    by: Actor,
    child: Person,
    agency: Agency,
    basis: str,
    reasons: str,
    sensitive: str = "",
    ends: datetime.date | None = None,
) -> Cover:
    """Record a duty, court order, public interest or suspected harm that lets an agency know (DUD-61).

    Raises Refused or Problem.
    """
    if basis not in Cover.Basis.values:
        raise Problem(_("Choose on what footing this is shared."), field="basis")
    if not reasons.strip():
        raise Problem(_("Write the reasons: whoever reads this later must understand them."), field="reasons")
    if sensitive and basis != Cover.Basis.SIGNIFICANT_HARM:
        raise Problem(
            _("A sensitive service may be made known without agreement only when significant harm is suspected."),
            field="basis",
        )
    with doing(access.COVER, by=by, children=[child.pk], codes={"agency": agency.pk, "basis": basis}):
        return Cover.objects.create(
            authority_id=child.authority_id,
            child=child,
            agency=agency,
            sensitive=sensitive,
            basis=basis,
            reasons=reasons,
            decided_by_id=by.own_post_id,
            starts=clock.today(),
            ends=ends,
        )
