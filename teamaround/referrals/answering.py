"""What the service does with a request: open it, say yes or no, begin, end. It is involved only after a yes."""

import datetime
from contextlib import AbstractContextManager

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from teamaround.access import facts
from teamaround.access.actor import Actor
from teamaround.access.doing import Refused, doing
from teamaround.access.rules import Decision
from teamaround.agencies.models import Agency
from teamaround.audit.events import Draft
from teamaround.child_index.models import Involvement
from teamaround.kit import clock
from teamaround.kit.problems import Problem
from teamaround.referrals import access, moving, rules
from teamaround.referrals.models import Basis, Referral

SOURCE = "request"
"""Source of an involvement that began with a request: it ends with the help."""


def see(*, by: Actor, referral: Referral) -> Referral:
    """Somebody of the service has opened it: the asker sees that it arrived. Raises Refused or Problem."""
    with _answering(by, referral, "see"):
        row = moving.locked(referral, "see")
        moving.move(row, "see", by=by)
        return row


def accept(*, by: Actor, referral: Referral, words: str = "") -> Referral:
    """Say yes and take it; from now on the index shows who helps. Raises Refused or Problem."""
    with _answering(by, referral, "accept"):
        row = moving.locked(referral, "accept")
        row.taken_by_id = by.post_id
        moving.move(row, "accept", by=by, words=words)
        _involve(by, row)
        moving.say(row, "referrals_accept", by=by)
        return row


def decline(
    *, by: Actor, referral: Referral, reason: str, instead: str, instead_agency: Agency | None = None
) -> Referral:
    """Say no with a reason and what could be done instead (DER-13). Raises Refused or Problem."""
    if reason not in rules.DECLINE_REASONS:
        raise Problem(_("Choose why you cannot help."), field="reason")
    if not instead.strip():
        raise Problem(_("Write what could be done instead, or whom to ask."), field="instead")
    with _answering(by, referral, "decline", reason):
        row = moving.locked(referral, "decline")
        row.decline_reason, row.instead, row.instead_agency = reason, instead, instead_agency
        no_longer_involved(row)
        moving.move(row, "decline", by=by, code=reason, words=instead)
        moving.say(row, "referrals_decline", by=by, why=str(rules.DECLINE_REASONS[reason]))
        return row


def start(*, by: Actor, referral: Referral, on: datetime.date | None = None) -> Referral:
    """The first contact with the family (DER-12). Raises Refused or Problem."""
    day = on or clock.today()
    first_contact_problem(referral, day)
    with _answering(by, referral, "start"):
        row = moving.locked(referral, "start")
        row.started_on = day
        moving.move(row, "start", by=by)
        moving.say(row, "referrals_start", by=by)
        return row


def first_contact_problem(referral: Referral, day: datetime.date) -> None:
    """A first contact lies between the asking and today. Raises Problem."""
    asked_on = referral.asked_at.astimezone(clock.LONDON).date() if referral.asked_at else day
    if day > clock.today():
        raise Problem(_("The day lies ahead. Come back when the help has begun."), field="on")
    if day < asked_on:
        raise Problem(_("The day lies before the service was asked. Write a later day."), field="on")


def end(*, by: Actor, referral: Referral, outcome: str, words: str = "") -> Referral:
    """The help is over, and what came of it. Raises Refused or Problem."""
    if outcome not in rules.OUTCOMES:
        raise Problem(_("Choose what came of the help."), field="outcome")
    with _answering(by, referral, "end", outcome):
        row = moving.locked(referral, "end")
        row.ended_on, row.outcome = clock.today(), outcome
        no_longer_involved(row)
        moving.move(row, "end", by=by, code=outcome, words=words)
        moving.say(row, "referrals_end", by=by, outcome=str(rules.OUTCOMES[outcome]))
        return row


def _answering(by: Actor, referral: Referral, verb: str, code: str = "") -> AbstractContextManager[Draft]:
    """Another request about the same child gives no right to this one."""
    if not facts.get("service_asked").rows_for(by).filter(pk=referral.pk).exists():
        raise Refused(access.ANSWER, Decision(False, "no_rule", known=False), referral.episode.child_id)
    codes = {"referral": referral.pk, "verb": verb} | ({"code": code} if code else {})
    return doing(access.ANSWER, by=by, children=[referral.episode.child_id], codes=codes)


def _involve(by: Actor, referral: Referral) -> None:
    """The service is named in the index, once; a sensitive one with the family's yes as its basis (DUD-22, DUD-23)."""
    child = referral.episode.child
    if Involvement.objects.filter(child=child, post_id=by.post_id, ends__isnull=True).exists():
        return
    Involvement.objects.create(
        authority_id=child.authority_id,
        child=child,
        agency_id=by.agency_id,
        post_id=by.post_id,
        worker_name=by.name,
        job_title=by.job_title,
        sensitive=referral.sensitive,
        sensitive_basis=sensitive_basis(referral),
        starts=clock.today(),
        confirmed_on=clock.today(),
        source=SOURCE,
    )


def sensitive_basis(referral: Referral) -> str:
    """On what footing a sensitive service is named; nothing for any other."""
    if not referral.sensitive:
        return ""
    return "significant_harm" if referral.basis == Basis.DUTY else "consent"


def no_longer_involved(referral: Referral) -> None:
    """An involvement that this request began ends with it; one that was there before stays."""
    began_here(referral).update(ends=clock.today())


def began_here(referral: Referral) -> QuerySet[Involvement]:
    """What a yes wrote into the index: for whoever took it in, or without account where the yes came by telephone."""
    return Involvement.objects.filter(
        child_id=referral.episode.child_id,
        agency_id=referral.agency_id,
        post=referral.taken_by,
        source=SOURCE,
        ends__isnull=True,
    )
