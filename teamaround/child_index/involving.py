"""Saying that one works with a child, that one still does, and that it has ended (DUD-22, DUD-23, KIR-CI-05 to 13)."""

import datetime
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from teamaround.access import facts
from teamaround.access.actor import Actor
from teamaround.access.doing import doing
from teamaround.access.roles import Role
from teamaround.agencies.models import Agency
from teamaround.child_index import access, access_services
from teamaround.child_index.models import Involvement
from teamaround.families.models import Person
from teamaround.families.protection import SHIELDED
from teamaround.kit import clock
from teamaround.kit.problems import Problem

Kind = Involvement.Kind


@dataclass(frozen=True)
class Told:
    """What somebody tells of an involvement, without who it is about or who says so."""

    kind: str = Kind.WORKING
    assessment_kind: str = ""
    official: bool = True
    starts: datetime.date | None = None
    last_contact: datetime.date | None = None
    how_often: str = ""
    job_title: str = ""
    telephone: str = ""
    sensitive_basis: str = ""


def record_involvement(
    *, by: Actor, child: Person, told: Told | None = None, sensitive: str = "", **more: str
) -> Involvement:
    """ "I am working with this child": once for a post and child; saying it again confirms and renews it (DUD-22).

    A sensitive service needs a basis (DUD-23). Raises Refused or Problem.
    """
    told = told or Told(**more)  # type: ignore[arg-type]
    _check(told, sensitive)
    with doing(access.RECORD_INVOLVEMENT, by=by, children=[child.pk], codes={"kind": str(told.kind)}):
        mine = Involvement.objects.filter(child=child, post_id=by.post_id, ends__isnull=True).first()
        if mine is None:
            mine = Involvement(child=child, agency_id=by.agency_id, post_id=by.post_id, worker_name=by.name)
            mine.job_title = told.job_title or by.job_title
        return _write(mine, child, told, sensitive)


def record_for_agency(
    *, by: Actor, child: Person, agency: Agency, worker_name: str, told: Told, sensitive: str = ""
) -> Involvement:
    """The index team enters an agency that has no access itself: charities as well as everybody (CWA-CP-06, KIR-CI-19).

    Raises Refused or Problem.
    """
    kind = sensitive or agency.sensitive
    _check(told, kind)
    codes = {"kind": str(told.kind), "agency": agency.pk}
    with doing(access_services.RECORD_FOR_AGENCY, by=by, children=[child.pk], codes=codes):
        rows = Involvement.objects.filter(child=child, agency=agency, ends__isnull=True)
        if rows.filter(worker_name=worker_name).exists():
            raise Problem(_("That is in the index already. Look at who is round the child."), field="agency")
        made = Involvement(child=child, agency=agency, worker_name=worker_name, job_title=told.job_title)
        return _write(made, child, told, kind)


def _write(row: Involvement, child: Person, told: Told, sensitive: str) -> Involvement:
    row.authority_id = child.authority_id
    if row.kind != Kind.UNIVERSAL:  # a roll stays a roll: whoever works there says no less by it
        row.kind, row.assessment_kind = told.kind, told.assessment_kind if told.kind == Kind.ASSESSMENT else ""
    row.official = told.official
    row.how_often = told.how_often or row.how_often
    row.telephone = told.telephone or row.telephone
    row.sensitive, row.sensitive_basis = sensitive, told.sensitive_basis if sensitive else ""
    row.starts = told.starts or row.starts or clock.today()
    row.last_contact = max((day for day in (told.last_contact, row.last_contact) if day), default=clock.today())
    row.confirmed_on = clock.today()
    row.source = row.source or "agency"
    row.save()
    return row


def _check(told: Told, sensitive: str) -> None:
    today = clock.today()
    if sensitive and not told.sensitive_basis:
        raise Problem(
            _("For this service say whether the family agreed, or that significant harm is suspected."),
            field="sensitive_basis",
        )
    if told.kind == Kind.ASSESSMENT and not told.assessment_kind:
        raise Problem(_("Choose which assessment it is."), field="assessment_kind")
    if told.starts and told.starts > today:
        raise Problem(_("The day lies ahead. Write when your work began, or today."), field="starts")
    if told.last_contact and told.last_contact > today:
        raise Problem(_("The day lies ahead. Write when you last saw or spoke with the family."), field="last_contact")


def running() -> Q:
    """Involvements that have not ended."""
    return Q(ends__isnull=True) | Q(ends__gt=clock.today())


def own(actor: Actor) -> QuerySet[Any]:
    """All children this post works with, those longest unconfirmed first. `last` is the day it was last confirmed."""
    return _listed(Involvement.objects.filter(running(), post_id=actor.post_id))


def of_agency(actor: Actor) -> QuerySet[Any]:
    """All children a manager's agency works with; without protected ones, about whom each worker is asked alone."""
    if actor.role is not Role.MANAGER:
        return _listed(Involvement.objects.none())
    rows = Involvement.objects.filter(running(), agency_id=actor.agency_id).exclude(kind=Kind.UNIVERSAL)
    return _listed(rows.exclude(child_id__in=facts.get(SHIELDED).child_ids(actor)))


def with_last(rows: QuerySet[Involvement]) -> QuerySet[Any]:
    """With `last`: the day on which it was last confirmed, or began."""
    return rows.annotate(last=Coalesce("confirmed_on", "starts"))


def _listed(rows: QuerySet[Involvement]) -> QuerySet[Any]:
    found = with_last(rows).order_by("last", "child__family", "pk")
    return found.select_related("child", "post__practitioner", "agency")


def confirm(*, by: Actor, rows: QuerySet[Any], refs: Collection[str]) -> int:
    """ "Still working with": every ticked one of one's own list, or of one's agency's, at once; how many.

    One statement however long the list is. Raises Refused or Problem.
    """
    if not refs:
        raise Problem(_("Tick the children you still work with."), field="keep")
    with doing(access_services.OWN_INVOLVEMENTS, by=by, codes={"confirmed": len(refs)}) as draft:
        chosen = dict(rows.filter(ref__in=refs).values_list("pk", "child_id"))
        Involvement.objects.filter(pk__in=chosen).update(confirmed_on=clock.today())
        draft.about(*chosen.values())
        draft.codes["confirmed"] = len(chosen)
        return len(chosen)


def end_involvement(
    *, by: Actor, involvement: Involvement, reason: str, ends: datetime.date | None = None
) -> Involvement:
    """The work has ended, with a reason. A named worker ends the own, a manager the agency's.

    Raises Refused or Problem.
    """
    day = ends or clock.today()
    if reason not in Involvement.EndReason.values:
        raise Problem(_("Choose why it has ended."), field="reason")
    if day < involvement.starts:
        raise Problem(_("The last day lies before the first. Write a later day."), field="ends")
    if day > clock.today():
        raise Problem(_("The day lies ahead. Say so when it has ended."), field="ends")
    codes = {"ends": str(day), "reason": reason}
    with doing(access_services.END_INVOLVEMENT, by=by, children=[involvement.child_id], codes=codes):
        if not may_end(by, involvement):
            raise Problem(_("Only the person named, their manager, or the index team can end this. Ask them to."))
        locked = Involvement.objects.select_for_update().get(pk=involvement.pk)
        locked.ends, locked.end_reason = day, reason
        locked.save()
        return locked


def may_end(by: Actor, row: Involvement) -> bool:
    """The person named, their manager, and the index team (who see a sensitive service as its broker alone)."""
    if by.role is Role.INDEX_TEAM:
        return not (row.sensitive or row.agency.sensitive)
    return row.post_id == by.post_id or (by.role is Role.MANAGER and row.agency_id == by.agency_id)
