"""What changes the index: indications by upper packages, and involvements."""

import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from teamaround.access.actor import Actor
from teamaround.access.doing import doing
from teamaround.child_index import access
from teamaround.child_index.models import Indication, Involvement
from teamaround.families.models import Person
from teamaround.kit import clock
from teamaround.kit.problems import Problem


def indicate(*, child: Person, kind: str, post_id: int | None, record_ref: str) -> Indication:
    """An upper package tells the index that something exists (DUD-21, DUD-22). Call inside a recording.

    One open indication for a record and kind: telling again changes only the post.
    """
    held = Indication.objects.filter(child=child, kind=kind, record_ref=record_ref, ends__isnull=True).first()
    if held is not None and held.post_id == post_id:
        return held
    if held is not None:
        end_indication(child=child, kind=kind, record_ref=record_ref)
    return Indication.objects.create(
        authority_id=child.authority_id,
        child=child,
        kind=kind,
        post_id=post_id,
        record_ref=record_ref,
        starts=clock.today(),
    )


def end_indication(*, child: Person, kind: str, record_ref: str) -> None:
    """What was told no longer holds. Call inside a recording."""
    Indication.objects.filter(child=child, kind=kind, record_ref=record_ref, ends__isnull=True).update(
        ends=clock.today()
    )


def touch_contact(*, child_id: int, post_id: int | None, on: datetime.date) -> None:
    """A visit or call was recorded: the worker's involvement was in touch that day. Call inside a recording."""
    if post_id is None:
        return
    mine = Involvement.objects.filter(child_id=child_id, post_id=post_id, ends__isnull=True)
    mine.filter(Q(last_contact__isnull=True) | Q(last_contact__lt=on)).update(last_contact=on)


def record_involvement(
    *,
    by: Actor,
    child: Person,
    kind: str = Involvement.Kind.WORKING,
    starts: datetime.date | None = None,
    how_often: str = "",
    job_title: str = "",
    telephone: str = "",
    sensitive: str = "",
    sensitive_basis: str = "",
) -> Involvement:
    """ "I am working with this child": once for a post and child; saying it again confirms it (DUD-22).

    A sensitive service needs a basis (DUD-23). Raises Refused or Problem.
    """
    _check_involvement(sensitive, sensitive_basis, starts)
    with doing(access.RECORD_INVOLVEMENT, by=by, children=[child.pk], codes={"kind": kind}):
        mine = Involvement.objects.filter(child=child, post_id=by.post_id, ends__isnull=True).first()
        if mine is not None:
            return _confirm(mine, kind)
        return Involvement.objects.create(
            authority_id=child.authority_id,
            child=child,
            agency_id=by.agency_id,
            post_id=by.post_id,
            worker_name=by.name,
            job_title=job_title or by.job_title,
            telephone=telephone,
            kind=kind,
            sensitive=sensitive,
            sensitive_basis=sensitive_basis,
            starts=starts or clock.today(),
            last_contact=clock.today(),
            how_often=how_often,
            confirmed_on=clock.today(),
            source="agency",
        )


def _confirm(mine: Involvement, kind: str) -> Involvement:
    """Saying it again confirms it today."""
    mine.confirmed_on, mine.kind = clock.today(), kind
    mine.save()
    return mine


def _check_involvement(sensitive: str, sensitive_basis: str, starts: datetime.date | None) -> None:
    if sensitive and not sensitive_basis:
        raise Problem(
            _("For this service say whether the family agreed, or that significant harm is suspected."),
            field="sensitive_basis",
        )
    if starts and starts > clock.today():
        raise Problem(_("The day lies ahead. Write when your work began, or today."), field="starts")


def end_involvement(*, by: Actor, involvement: Involvement, ends: datetime.date | None = None) -> Involvement:
    """One's own work with the child has ended. Raises Refused or Problem."""
    day = ends or clock.today()
    if involvement.post_id != by.post_id:
        raise Problem(_("Only the person named, or the index team, can end this. Ask them to."))
    if day < involvement.starts:
        raise Problem(_("The last day lies before the first. Write a later day."), field="ends")
    with doing(access.RECORD_INVOLVEMENT, by=by, children=[involvement.child_id], codes={"ends": str(day)}):
        involvement.ends = day
        involvement.save()
        return involvement
