"""Recording one conversation about agreement, taking it back, judging competence, covering by duty."""

import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from teamaround.access.actor import Actor
from teamaround.access.doing import doing
from teamaround.agencies.models import Agency
from teamaround.attachments.actions import store
from teamaround.consent import access, rules
from teamaround.consent.announcements import AgreementChanged, agreement_changed
from teamaround.consent.answering import Answers, Conversation, check, check_right, derive
from teamaround.consent.models import (
    Answer,
    Asking,
    CompetenceJudgement,
    Cover,
    Decision,
    Evidence,
    Purpose,
    Right,
    Withdrawal,
)
from teamaround.families.models import Person
from teamaround.kit import clock
from teamaround.kit.problems import Problem


def record_agreement(*, by: Actor, child: Person, answers: Answers, conversation: Conversation) -> Asking:
    """Write the conversation and the decisions derived from it; earlier decisions of it are superseded, never edited.

    Refusing is recorded without blame and the way stays open. Raises Refused or Problem.
    """
    check(answers, conversation, child)
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
        _supersede(child, answers, conversation)
        Decision.objects.bulk_create(list(derive(asking, answers)))
        agreement_changed.announce(AgreementChanged(child, by))
        return asking


def _kept(by: Actor, child: Person, conversation: Conversation) -> str:
    """Reference of the drawn signature or the signed paper, kept in the same transaction; empty without one."""
    given = {Evidence.SCREEN: conversation.signature, Evidence.PAPER: conversation.paper}
    file = given.get(Evidence(conversation.evidence))
    return _store(by, child, file) if file is not None else ""


def _store(by: Actor, child: Person, file: UploadedFile[Any]) -> str:
    return store(child_id=child.pk, authority_id=child.authority_id, file=file, purpose="agreement", by=by).ref


def attach_paper(*, by: Actor, asking: Asking, paper: UploadedFile[Any]) -> None:
    """Put the signed paper to a conversation that was signed on paper and has none yet. Raises Refused or Problem."""
    if asking.evidence != Evidence.PAPER:
        raise Problem(_("This was not signed on paper. Record the new agreement instead."), field="paper")
    with doing(access.ASK, by=by, children=[asking.child_id], codes={"asking": asking.pk, "part": "paper"}):
        ref = _store(by, asking.child, paper)
        if not Asking.objects.filter(pk=asking.pk, attachment_ref="").update(attachment_ref=ref):
            raise Problem(_("The signed paper is there already."), field="paper")


def _supersede(child: Person, answers: Answers, conversation: Conversation) -> None:
    """A newer answer of the same person replaces the older; a young person's own replaces everybody's.

    One parent's answer never replaces the other's (ADR 0016). That nobody could be asked replaces no answer.
    """
    older = Decision.objects.filter(child=child, superseded_at__isnull=True)
    not_asked = Q(
        asking__in=Asking.objects.filter(
            child=child, decisions__answer=Answer.NOT_ASKED, decisions__purpose=Purpose.ASSESS
        )
    )
    if answers.assess == Answer.NOT_ASKED:
        older = older.filter(not_asked)
    if conversation.right != Right.YOUNG_PERSON:
        older = older.filter(not_asked | _of_the_same(child, conversation)).exclude(asking__right=Right.YOUNG_PERSON)
    older.update(superseded_at=clock.now())


def _of_the_same(child: Person, conversation: Conversation) -> Q:
    """Answers of the same person, by our record or by name."""
    if conversation.answered_by is not None:
        return Q(asking__answered_by=conversation.answered_by)
    name = conversation.answered_by_name.strip().casefold()
    rows = Asking.objects.filter(child=child, answered_by__isnull=True).values_list("pk", "answered_by_name")
    return Q(asking__in=[pk for pk, said in rows if said.strip().casefold() == name])


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
    """Take back the whole agreement, or that with one agency. Works at the next request. Raises Refused or Problem.

    What a young person decided alone can be taken back by that young person only.
    """
    if not by_name.strip() or right not in Right.values:
        raise Problem(_("Say who takes it back."), field="who")
    check_right(right, child)
    with doing(access.WITHDRAW, by=by, children=[child.pk], codes={"agency": agency.pk if agency else None}):
        standing = _can_be_taken_back(child, right, agency)
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
        standing.update(withdrawn_at=taken.at)
        agreement_changed.announce(AgreementChanged(child, by))
        return taken


def _can_be_taken_back(child: Person, right: str, agency: Agency | None) -> QuerySet[Decision]:
    """Agreed decisions that stand, of the side that takes back. Raises Problem when there are none."""
    found = Decision.objects.filter(
        child=child, superseded_at__isnull=True, withdrawn_at__isnull=True, answer=Answer.AGREED
    )
    if agency is not None:
        found = found.filter(agency=agency)
    theirs = found if right == Right.YOUNG_PERSON else found.exclude(asking__right=Right.YOUNG_PERSON)
    if theirs.exists():
        return theirs
    if found.exists():
        raise Problem(
            _("%(name)s decided alone, and can take it back alone.") % {"name": child.first_name}, field="who"
        )
    raise Problem(_("Nothing is agreed that could be taken back."), field="what")


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
