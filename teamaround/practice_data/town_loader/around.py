"""Builders of the index: who works with a child, shields, statutory plans, enquiries, entries that may be one child."""

import datetime
from decimal import Decimal
from typing import Any

from teamaround.agencies.models import Agency, Post
from teamaround.child_index.models import (
    Duplicate,
    Enquiry,
    Indication,
    Involvement,
    Shield,
    StatutoryInvolvement,
)
from teamaround.families.models import Person
from teamaround.practice_data.town_loader.rows import Scope


def involve(scope: Scope, child: Person, agency: Agency, post: Post | None, **facts: Any) -> Involvement:
    """That a service works or worked with a child; with a post the number of the post is rung."""
    named = {"worker_name": post.name, "job_title": post.job_title, "telephone": post.telephone} if post else {}
    shared = {"source": "agency", "telephone": agency.telephone, "sensitive": agency.sensitive}
    if agency.sensitive:
        shared["sensitive_basis"] = "consent"
    fields = shared | named | facts
    return scope.add(Involvement, authority=child.authority, child=child, agency=agency, post=post, **fields)


def indicate(
    scope: Scope,
    child: Person,
    kind: str,
    record_ref: str,
    post: Post | None,
    starts: datetime.date,
    ends: datetime.date | None = None,
) -> None:
    """What the packages above told the index by existence."""
    facts = {"kind": kind, "record_ref": record_ref, "post": post, "starts": starts, "ends": ends}
    scope.add(Indication, authority=child.authority, child=child, **facts)


def shield(scope: Scope, child: Person, reason: str, by: Post, starts: datetime.date, review_on: datetime.date) -> None:
    """Whereabouts are protected from a day, decided by the index team, looked at again on a day."""
    facts = {"reason_code": reason, "decided_by": by, "starts": starts, "review_on": review_on}
    scope.add(Shield, authority=child.authority, child=child, **facts)


def statutory(
    scope: Scope,
    child: Person,
    kind: str,
    agency: Agency,
    team: str,
    starts: datetime.date,
    ends: datetime.date | None = None,
) -> None:
    """Social care or another statutory plan by existence: team and telephone."""
    facts = {"kind": kind, "agency": agency, "team": team, "starts": starts, "ends": ends}
    scope.add(StatutoryInvolvement, authority=child.authority, child=child, telephone=agency.telephone, **facts)


def enquire(
    scope: Scope,
    child: Person,
    by: Post,
    to: Post,
    question: str,
    asked_at: datetime.datetime,
    answer: str = "",
    answered_at: datetime.datetime | None = None,
) -> Enquiry:
    """A question of one practitioner to another; answered or still waiting."""
    return scope.add(
        Enquiry,
        authority=child.authority,
        child=child,
        asked_by=by,
        to_post=to,
        to_agency=to.agency,
        question=question,
        answer_by=asked_at.date() + datetime.timedelta(days=7),
        asked_at=asked_at,
        answer=answer,
        answered_by=to if answered_at else None,
        answered_at=answered_at,
    )


def may_be_one(scope: Scope, a: Person, b: Person, score: Decimal, reasons: list[Any], at: datetime.datetime) -> None:
    """A pair for the index team to look at; which key is lower is known when both are written."""
    row = scope.build(Duplicate, authority=a.authority, score=score, reasons=reasons, found_at=at)

    def write() -> None:
        row.child_a, row.child_b = sorted((a, b), key=lambda child: child.pk)
        row.save(force_insert=True)

    scope.afterwards(write)
