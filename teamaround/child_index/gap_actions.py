"""Seeing to a gap: taking it on, handing it to somebody, closing it with a reason; lists by area (KIR-CI-24 to 28)."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from teamaround.access.actor import Actor
from teamaround.access.doing import doing
from teamaround.access.roles import Role
from teamaround.agencies.models import Agency, Post
from teamaround.child_index import access_services as access
from teamaround.child_index import gap_rules
from teamaround.child_index.models import Gap
from teamaround.child_index.shielding import open_shields
from teamaround.families.models import Address
from teamaround.kit import clock
from teamaround.kit.problems import Problem

Reason = Gap.Reason


def listed(actor: Actor) -> QuerySet[Any]:
    """Open gaps that this reader may know of, oldest first, each with `area`: the first half of the home's postcode.

    The index team sees those of its authority; everybody else what their agency or they themselves see to, and
    protected children not at all: they are not listed, not counted, and nobody but the index team sees to them.
    """
    rows = Gap.objects.filter(closed_at__isnull=True, authority_id=actor.authority_id)
    if actor.role is not Role.INDEX_TEAM:
        rows = rows.filter(Q(owner_agency_id=actor.agency_id) | Q(owner_id=actor.post_id))
        rows = rows.exclude(child_id__in=open_shields().values("child_id"))
    home = Address.objects.filter(person_id=OuterRef("child_id"), kind=Address.Kind.HOME, ends__isnull=True)
    rows = rows.annotate(postcode=Subquery(home.order_by("-starts", "-pk").values("postcode")[:1]))
    return rows.select_related("child", "owner__practitioner", "owner_agency").order_by("since", "pk")


def area_of(postcode: str | None) -> str:
    """The first half of a postcode, "" where there is none."""
    return (postcode or "").rpartition(" ")[0]


def in_area(rows: QuerySet[Any], area: str) -> QuerySet[Any]:
    return rows.filter(postcode__startswith=f"{area} ") if area else rows


def areas(rows: QuerySet[Any]) -> list[tuple[str, int]]:
    """Each area of a list with its number of gaps."""
    count = Counter(area_of(postcode) for postcode in rows.order_by().values_list("postcode", flat=True))
    return sorted((area, number) for area, number in count.items() if area)


def kinds(rows: QuerySet[Any]) -> list[tuple[str, str, int]]:
    """Each kind of gap of a list: key, words, number."""
    count = Counter(rows.order_by().values_list("kind", flat=True))
    return [(kind.value, str(kind.label), count[kind]) for kind in Gap.Kind if count[kind]]


def take(*, by: Actor, gap: Gap) -> Gap:
    """ "I see to it." Raises Refused or Problem."""
    return hand_to(by=by, gap=gap, agency=None, post_id=by.post_id)


def hand_to(*, by: Actor, gap: Gap, agency: Agency | None, post_id: int | None = None) -> Gap:
    """Whoever sees to it from now on: a person, or an agency until somebody there takes it. Raises Refused or Problem.

    A protected child stays with the index team.
    """
    codes = {"gap": gap.pk, "agency": agency.pk if agency else None, "post": post_id}
    with doing(access.CHASE_GAP, by=by, children=[gap.child_id], codes=codes):
        locked = _open_one(gap)
        outside = agency is not None or (post_id is not None and by.role is not Role.INDEX_TEAM)
        if outside and open_shields().filter(child_id=gap.child_id).exists():
            raise Problem(_("This child is protected. See to it within the index team."))
        locked.owner_id = post_id
        locked.owned_at = clock.now() if post_id else None
        if agency is not None:
            locked.owner_agency = agency
        locked.save()
        return locked


def close(*, by: Actor, gap: Gap, reason: str, words: str) -> Gap:
    """It is over, with a reason; the reason holds for a while, then the rolls are looked at again.

    Raises Refused or Problem.
    """
    if reason not in Reason.values:
        raise Problem(_("Choose why it is over."), field="reason")
    with doing(access.CHASE_GAP, by=by, children=[gap.child_id], codes={"gap": gap.pk, "reason": reason}):
        locked = _open_one(gap)
        locked.close_reason, locked.words = reason, words
        locked.closed_at, locked.closed_by_id = clock.now(), by.own_post_id
        locked.holds_until = gap_rules.holds_until(reason, clock.today())
        locked.save()
        return locked


def _open_one(gap: Gap) -> Gap:
    locked = Gap.objects.select_for_update().get(pk=gap.pk)
    if locked.closed_at is not None:
        raise Problem(_("That is over already. Look at the list again."))
    return locked


def posts_of(agency_ids: Iterable[int]) -> QuerySet[Post]:
    """People of today in these agencies, to hand a gap to."""
    today = clock.today()
    rows = Post.objects.filter(agency_id__in=list(agency_ids), starts__lte=today).exclude(ends__lt=today)
    return rows.select_related("practitioner").order_by("practitioner__family", "pk")
