"""What of the index goes along when another authority becomes responsible. Call inside a recording."""

import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from teamaround.agencies.models import Authority
from teamaround.child_index import search_rows
from teamaround.child_index.announcements import Transferred
from teamaround.child_index.models import (
    BreakGlass,
    Duplicate,
    Enquiry,
    Entry,
    Indication,
    Involvement,
    Join,
    Shield,
    StatutoryInvolvement,
)
from teamaround.child_index.models_of_entry import Archiving, LegalHold, StayingOn
from teamaround.families.models import Enrolment, LivesWith, Person, Relationship
from teamaround.kit import clock

DAY = datetime.timedelta(days=1)
"""The last day of an involvement counts; whoever has left today has no tie from now on."""


def follow(moved: Transferred) -> None:
    """Entry, shield, holds, statutory plans and those who go on. Everybody else's part ends today."""
    child, now = moved.child_id, moved.now_id
    records = with_joined(child)
    Person.objects.filter(pk__in=[*records, *_grown_ups(moved)]).update(authority_id=now)
    Entry.objects.filter(pk__in=records).update(authority_id=now)
    Join.objects.filter(kept_id__in=records).update(authority_id=now)
    Enrolment.objects.filter(child_id=child, ended_at__isnull=True).update(authority_id=now)
    for rows in _kept_with(child):
        rows.update(authority_id=now)
    _involvements(moved)
    _enquiries(moved)
    BreakGlass.objects.filter(moved.stays_behind("post"), child_id=child, ends_at__gt=clock.now()).update(
        ends_at=clock.now()
    )
    _pairs(moved)
    search_rows.rebuild([child])


def with_joined(child_id: int) -> list[int]:
    """The record, and those that were joined to it."""
    found, new = [child_id], [child_id]
    while new:
        new = list(Entry.objects.filter(merged_into_id__in=new).values_list("pk", flat=True))
        found += new
    return found


def _kept_with(child: int) -> list[QuerySet[Any]]:
    """Rows that protect or bind whoever is responsible. A statutory plan runs on until social care ends it."""
    return [
        Shield.objects.filter(child_id=child, ends__isnull=True),
        Indication.objects.filter(child_id=child, ends__isnull=True),
        StatutoryInvolvement.objects.filter(child_id=child, ends__isnull=True),
        StayingOn.objects.filter(child_id=child, ended_at__isnull=True),
        LegalHold.objects.filter(child_id=child, lifted_at__isnull=True),
        Archiving.objects.filter(child_id=child, brought_back_at__isnull=True),
    ]


def _grown_ups(moved: Transferred) -> list[int]:
    """Whoever lives with the child, is no child of the index and is nothing to a child who stays."""
    at_home = LivesWith.objects.filter(child_id=moved.child_id, ends__isnull=True, person__entry__isnull=True)
    tied = Relationship.objects.filter(ends__isnull=True).exclude(child_id=moved.child_id)
    with_others = tied.exclude(child__authority_id=moved.now_id).values("person_id")
    return list(at_home.exclude(person_id__in=with_others).values_list("person_id", flat=True))


def _involvements(moved: Transferred) -> None:
    """A service of the authority before that only exists for the child (school, doctor) stays written until it ends."""
    running = Involvement.objects.filter(child_id=moved.child_id, ends__isnull=True)
    running.filter(moved.goes_along("post")).update(authority_id=moved.now_id)
    running.filter(post__isnull=True).exclude(agency__authority_id=moved.before_id).update(authority_id=moved.now_id)
    theirs = moved.stays_behind("post") | Q(post__isnull=True, agency__authority_id=moved.before_id)
    today = clock.today()
    for row in running.filter(theirs).exclude(kind=Involvement.Kind.UNIVERSAL):
        row.ends = max(today - DAY, row.starts)
        row.save()
    if moved.received_by is not None:
        _receive(moved)


def _receive(moved: Transferred) -> None:
    """The colleague who receives the case stands round the child from today."""
    post = moved.received_by
    assert post is not None
    if Involvement.objects.filter(child_id=moved.child_id, post=post, ends__isnull=True).exists():
        return
    today = clock.today()
    Involvement.objects.create(
        authority_id=moved.now_id,
        child_id=moved.child_id,
        agency_id=post.agency_id,
        post=post,
        worker_name=post.name,
        job_title=post.job_title,
        telephone=post.telephone,
        starts=today,
        confirmed_on=today,
        source="transfer",
    )


def _enquiries(moved: Transferred) -> None:
    """Questions that nobody there may answer any more are answered by where the child is; nothing waits for ever."""
    now = clock.now()
    words = _("The child has moved. %(name)s is responsible now: ask the index team there.")
    rows = Enquiry.objects.filter(child_id=moved.child_id)
    name = {"name": Authority.objects.get(pk=moved.now_id).name}
    theirs = Q(to_agency__authority_id=moved.before_id) | Q(asked_by__authority_id=moved.before_id)
    rows.filter(theirs, answered_at__isnull=True).update(
        answer=words % name, answered_by_id=moved.by.own_post_id, answered_at=now
    )
    rows.filter(moved.stays_behind("asked_by"), read_at__isnull=True).update(read_at=now)
    rows.filter(moved.goes_along("asked_by"), read_at__isnull=True).update(authority_id=moved.now_id)


def _pairs(moved: Transferred) -> None:
    """A pair that waits goes along when both children are there; else it waits for the other one."""
    here = Person.objects.filter(authority_id=moved.now_id).values("pk")
    waiting = Duplicate.objects.filter(Q(child_a_id=moved.child_id) | Q(child_b_id=moved.child_id))
    waiting.filter(
        state__in=[Duplicate.State.WAITING, Duplicate.State.UNSURE], child_a_id__in=here, child_b_id__in=here
    ).update(authority_id=moved.now_id)
