"""Children who lack a school, nursery, doctor, dentist or health visitor: found as sets, seen to by somebody.

`look` is one statement for each kind of gap and authority, whatever the number of children, and writes what is new.
"""

from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

from django.db.models import Count, DateField, Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from teamaround.access import engine
from teamaround.access.actor import Actor
from teamaround.agencies.models import Agency, AgencyKind, Authority
from teamaround.audit.recording import recording
from teamaround.child_index import gap_rules
from teamaround.child_index.models import Entry, Gap, Involvement
from teamaround.kit import clock
from teamaround.local_settings.values import value

Kind, Reason = Gap.Kind, Gap.Reason
T = TypeVar("T")
JOB = "child_index.look_for_gaps"
AT_ONCE = 1_000
BY_KIND = {AgencyKind.SCHOOL: "school", AgencyKind.EARLY_YEARS: "nursery", AgencyKind.GP: "gp"}
"""What an agency is for every child where it does not say so itself (`Agency.universal`)."""
EDUCATION = ("school", "nursery")
ROLLS = {
    Kind.GP: ("gp",),
    Kind.DENTIST: ("dentist",),
    Kind.HEALTH_VISITOR: ("health_visitor",),
    Kind.NURSERY: EDUCATION,
    Kind.SCHOOL: EDUCATION,
    Kind.OFF_ROLL: EDUCATION,
    Kind.EXCLUDED: EDUCATION,
}
"""Which rolls close a gap of a kind."""


def universal_of(agency: Agency) -> str:
    """What an agency is for every child: "school", "gp" and so on; "" where only some children need it."""
    return agency.universal or BY_KIND.get(AgencyKind(agency.kind), "")


def agencies_for(*universal: str) -> QuerySet[Agency]:
    """Agencies that are this for every child."""
    kinds = [kind for kind, word in BY_KIND.items() if word in universal]
    return Agency.objects.filter(Q(universal__in=universal) | Q(universal="", kind__in=kinds))


def on_a_roll(*universal: str, ended: bool = False) -> QuerySet[Involvement]:
    """Rolls of the child of the outer query: running ones, or those that have ended."""
    rows = Involvement.objects.filter(
        child_id=OuterRef("pk"), kind=Involvement.Kind.UNIVERSAL, agency__in=agencies_for(*universal).values("pk")
    )
    over = Q(ends__isnull=False, ends__lt=clock.today())
    return rows.filter(over) if ended else rows.exclude(over)


def expected(authority: Authority, kind: str) -> QuerySet[Entry]:
    """Children of the age at which this is expected. Held and archived entries are not looked at."""
    born = gap_rules.expected(kind, clock.today(), _setting(authority, "dentist_from_age"))
    active = Entry.objects.filter(authority=authority, state=Entry.State.ACTIVE, child__died_on__isnull=True)
    return active.filter(child__born__gte=born.first, child__born__lte=born.last)


def missing(authority: Authority, kind: str) -> QuerySet[Any]:
    """Children who lack it today. `left` is the day on which the last roll ended."""
    rows = expected(authority, kind).filter(~Exists(on_a_roll(*ROLLS[Kind(kind)])))
    before = on_a_roll(*ROLLS[Kind(kind)], ended=True)
    last = before.order_by("-ends", "-pk")
    rows = rows.annotate(left=Subquery(last.values("ends")[:1], output_field=DateField()))
    if kind not in (Kind.SCHOOL, Kind.OFF_ROLL, Kind.EXCLUDED):
        return rows
    if kind == Kind.SCHOOL:
        return rows.filter(~Exists(before))
    out = Subquery(last.values("end_reason")[:1])
    rows = rows.annotate(why=Coalesce(out, Value("")), was=Exists(before)).filter(was=True)
    excluded = Q(why=Involvement.EndReason.EXCLUDED)
    return rows.filter(excluded) if kind == Kind.EXCLUDED else rows.exclude(excluded)


def told_of(authority: Authority, kind: str) -> tuple[int, int]:
    """(children with it, children of the age): whether a source tells the index of it at all."""
    held = Count("pk", filter=Q(Exists(on_a_roll(*ROLLS[Kind(kind)]))))
    counted = expected(authority, kind).aggregate(held=held, whole=Count("pk"))
    return counted["held"], counted["whole"]


def _setting(authority: Authority, key: str) -> Any:
    """A local setting, asked once while a page is read."""
    return engine.once_a_page(("child_index.gaps", authority.pk, key), lambda: value(authority.pk, key))


def has_source(authority: Authority, kind: str) -> bool:
    """Where nobody tells the index of dentists every child would lack one: that is not looked at (KIR-CI-17)."""
    if kind in (Kind.OFF_ROLL, Kind.EXCLUDED):
        return True
    held, whole = told_of(authority, kind)
    return bool(whole) and 100 * held >= _setting(authority, "gap_coverage") * whole


def unwatched(authority_id: int) -> list[str]:
    """Kinds of which the index is told too little to say anything, for the page."""
    authority = Authority.objects.get(pk=authority_id)
    return [str(kind.label) for kind in Kind if not has_source(authority, kind)]


def look() -> dict[str, int]:
    """The daily look at all rolls: how many gaps are new, and how many closed by themselves."""
    found = {"new": 0, "closed": 0}
    for authority in Authority.objects.all():
        owners = _owners(authority)
        for kind in Kind:
            if has_source(authority, kind):
                found["new"] += _open(authority, kind, owners.get(kind))
            found["closed"] += _close(authority, kind)
    return found


def _owners(authority: Authority) -> dict[str, int]:
    """By kind of gap the agency that sees to it, where the authority has named one."""
    named: dict[str, str] = value(authority.pk, "gap_agencies")
    ids = dict(Agency.objects.filter(authority=authority, key__in=named.values()).values_list("key", "pk"))
    return {kind: ids[key] for kind, key in named.items() if key in ids}


def _open(authority: Authority, kind: str, owner: int | None) -> int:
    today, now = clock.today(), clock.now()
    same = Gap.objects.filter(child_id=OuterRef("pk"), kind=kind)
    known = same.filter(Q(closed_at__isnull=True) | Q(holds_until__gte=today))
    new = missing(authority, kind).filter(~Exists(known)).values_list("pk", "left")
    made = 0
    for rows in _parts(list(new)):
        with recording(by=_job(authority), action=JOB, children=[child for child, _left in rows]):
            Gap.objects.bulk_create(
                Gap(authority=authority, child_id=child, kind=kind, since=left or today, found_at=now,
                    owner_agency_id=owner)
                for child, left in rows
            )  # fmt: skip
        made += len(rows)
    return made


def _close(authority: Authority, kind: str) -> int:
    """Gaps of children who have it now, or are past the age."""
    still = set(missing(authority, kind).values_list("pk", flat=True))  # nested in the next, it took PostgreSQL minutes
    running = Gap.objects.filter(authority=authority, kind=kind, closed_at__isnull=True)
    ids = [(gap, child) for gap, child in running.values_list("pk", "child_id") if child not in still]
    for rows in _parts(ids):
        with recording(by=_job(authority), action=JOB, children=[child for _pk, child in rows]):
            Gap.objects.filter(pk__in=[pk for pk, _child in rows]).update(
                closed_at=clock.now(), close_reason=Reason.ON_A_ROLL
            )
    return len(ids)


def _parts(rows: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(rows), AT_ONCE):
        yield rows[start : start + AT_ONCE]


def _job(authority: Authority) -> Actor:
    return Actor.job(JOB, authority.pk)
