"""School, nursery and doctor of a child: who has the child on the roll now and had before (DUD-20, DUD-21)."""

import datetime

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from teamaround.access import engine
from teamaround.access.actor import Actor
from teamaround.access.doing import doing
from teamaround.agencies.models import Agency
from teamaround.child_index import access, gaps, search_rows
from teamaround.child_index.models import Involvement
from teamaround.child_index.shielding import PLACES
from teamaround.families import protection, versions
from teamaround.families.models import Person
from teamaround.families.problems import check_day
from teamaround.families.protection import Part
from teamaround.families.who import SOURCE_WORDS, Block, Line
from teamaround.kit import clock
from teamaround.kit.dates import short_day_words
from teamaround.kit.pieces import Link
from teamaround.kit.problems import Problem

DAY = datetime.timedelta(days=1)


def places_to_choose() -> QuerySet[Agency]:
    """Schools, nurseries and practices; those over the border too: children cross it."""
    rows = Agency.objects.filter(Q(kind__in=PLACES) | ~Q(universal=""), sensitive="")
    return rows.select_related("authority").order_by("kind", "name")


def places_of(child: Person) -> QuerySet[Involvement]:
    """Every roll the child is or was on, the present ones first."""
    known = Q(agency__kind__in=PLACES) | ~Q(agency__universal="")
    rows = Involvement.objects.filter(
        known, child=child, kind=Involvement.Kind.UNIVERSAL, agency__sensitive="", sensitive=""
    )
    return rows.select_related("agency").order_by("-starts", "-pk")


def running_places(child: Person) -> list[Involvement]:
    return [row for row in places_of(child) if row.ends is None]


def places_version(child: Person) -> str:
    return versions.version_of(*running_places(child))


def add_place(
    *,
    by: Actor,
    child: Person,
    agency: Agency,
    since: datetime.date | None = None,
    besides: bool = False,
    source: str = "family",
    based_on: str = "",
    may_see: bool = False,
) -> Involvement:
    """The child is on this roll; the earlier school (or practice) ends unless the child goes to both.

    Raises Refused, Problem, Stale.
    """
    if not gaps.universal_of(agency) or agency.sensitive:
        raise Problem(_("Choose a school, a nursery or a doctor."), field="agency")
    check_day(since, born=child.born)
    with doing(access.CHANGE_ENTRY, by=by, children=[child.pk], codes={"agency": agency.pk}):
        Person.objects.select_for_update().get(pk=child.pk)
        now = running_places(child)
        words = ", ".join(row.agency.name for row in now) if may_see else _("another place")
        versions.demand(based_on, places_version(child), words)
        if any(row.agency_id == agency.pk for row in now):
            raise Problem(_("The child is on that roll already."), field="agency")
        on = since or clock.today()
        for row in now:
            if not besides and _same_kind(row.agency, agency):
                _end(row, on)
        made = Involvement.objects.create(
            authority_id=child.authority_id,
            child=child,
            agency=agency,
            kind=Involvement.Kind.UNIVERSAL,
            starts=on,
            confirmed_on=clock.today(),
            source=source,
        )
        search_rows.rebuild([child.pk])
        return made


def end_place(*, by: Actor, child: Person, place_ref: str, on: datetime.date, reason: str = "") -> Involvement:
    """The child is off this roll and why (KIR-CI-27), perhaps on no other yet. Raises Refused or Problem."""
    row = next((each for each in running_places(child) if each.ref == place_ref), None)
    if row is None:
        raise Problem(_("That has ended already. Look at the list again."), field="place")
    check_day(on, starts=row.starts, field="on")
    with doing(access.CHANGE_ENTRY, by=by, children=[child.pk], codes={"agency": row.agency_id, "reason": reason}):
        row.end_reason = reason
        _end(row, on)
        search_rows.rebuild([child.pk])
        return row


def _same_kind(one: Agency, other: Agency) -> bool:
    words = {gaps.universal_of(one), gaps.universal_of(other)}
    return len(words) == 1 or words <= set(gaps.EDUCATION)


def _end(row: Involvement, on: datetime.date) -> None:
    row.ends = max(on - DAY, row.starts)
    row.save()


def kept(actor: Actor, child: Person) -> bool:
    """Whether a shield keeps the school back from this reader."""
    return Part.SCHOOL in protection.kept_back(actor, child.pk)


def block(actor: Actor, child: Person) -> Block | None:
    """Part of the page "Who this is"; only for those who may change it."""
    if not engine.check(actor, access.CHANGE_ENTRY, child.pk).allowed:
        return None
    hidden = kept(actor, child)
    where = {"child_ref": child.ref}
    return Block(
        _("School, nursery and doctor"),
        () if hidden else tuple(_line(row) for row in _once_each(child)),
        (
            Link(_("Add or change school, nursery or doctor"), reverse("child_index:places", kwargs=where)),
            *(() if hidden else (Link(_("Off a roll"), reverse("child_index:off_roll", kwargs=where)),)),
        ),
        kept_back=hidden,
    )


def _once_each(child: Person) -> list[Involvement]:
    """A roll that two services told of is one line; one that has ended is another."""
    return list({(row.agency_id, row.ends): row for row in reversed(places_of(child))}.values())[::-1]


def _line(row: Involvement) -> Line:
    today = clock.today()
    days = [_("since %(day)s") % {"day": short_day_words(row.starts, today)}]
    if row.ends:
        days.append(_("until %(day)s") % {"day": short_day_words(row.ends, today)})
    byline = ", ".join([*days, str(SOURCE_WORDS.get(row.source, row.source))])
    past = row.ends is not None
    return Line(row.agency.name, byline, note=_("before") if past else row.agency.telephone, past=past)
