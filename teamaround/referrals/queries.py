"""Reading requests, always for somebody: those of a child, one of them, what waits for a service, what waits for me."""

from collections.abc import Collection

from django.db.models import Q, QuerySet
from django.http import Http404

from teamaround.access import engine, facts
from teamaround.access.actor import Actor
from teamaround.access.gate import Loaded
from teamaround.access.roles import Role
from teamaround.consent.queries import sensitive_kinds
from teamaround.episodes.models import Episode
from teamaround.kit import clock
from teamaround.referrals import access, rules
from teamaround.referrals.models import Referral, ReferralChange, State

WITH = ("episode__child", "agency", "asked_by__practitioner", "asked_by__agency", "taken_by__practitioner", "locality")


def _with_people() -> QuerySet[Referral]:
    return Referral.objects.select_related(*WITH)


def may_know(actor: Actor, referral: Referral, kinds: Collection[str]) -> bool:
    """A request to a sensitive service is known to whoever asked and to readers its cover reaches (DUD-23)."""
    own = referral.asked_by_id in {actor.post_id, actor.own_post_id}
    return own or not referral.sensitive or referral.sensitive in kinds


def of_child(actor: Actor, child_id: int) -> list[Referral]:
    """All requests about a child that this reader may know of, newest first. Two queries."""
    rows = list(_with_people().filter(episode__child_id=child_id).order_by("-made_at", "-pk"))
    kinds = sensitive_kinds(actor, [child_id])[child_id] if any(row.sensitive for row in rows) else frozenset()
    return [row for row in rows if may_know(actor, row, kinds)]


def load_referral(actor: Actor, referral_ref: str) -> Loaded:
    """For the asker's side. Raises Http404, also for a request to a sensitive service this reader may not know of."""
    found = _with_people().filter(ref=referral_ref).first()
    if found is None:
        raise Http404
    child_id = found.episode.child_id
    if not may_know(actor, found, sensitive_kinds(actor, [child_id])[child_id] if found.sensitive else ()):
        raise Http404
    return Loaded(found, (child_id,))


def load_received(actor: Actor, referral_ref: str) -> Loaded:
    """For the service: only what was put to this post or its team, or what it has taken. Raises Http404."""
    mine = facts.get("service_asked").rows_for(actor).values("pk")
    found = _with_people().filter(ref=referral_ref, pk__in=mine).first()
    if found is None:
        raise Http404
    return Loaded(found, (found.episode.child_id,))


def received(actor: Actor) -> list[Referral]:
    """What waits for this post, most urgent first, and what it has taken."""
    rows = _with_people().filter(
        pk__in=facts.get("service_asked").rows_for(actor).values("pk"),
        episode__child_id__in=engine.child_ids(actor, access.ANSWER),
    )
    return list(rows.order_by("due_on", "pk"))


def to_follow(actor: Actor) -> list[Referral]:
    """Own requests that are not sent, not answered in time or declined; a co-ordinator's also of the locality."""
    late = Q(state__in=rules.WAITING, due_on__lt=clock.today())
    mine = Q(asked_by_id=actor.post_id) & (
        late | Q(state=State.DRAFT) | Q(state=State.DECLINED, settled_at__isnull=True)
    )
    if actor.role == Role.COORDINATOR:
        mine |= late
    rows = _with_people().filter(mine, episode__child_id__in=engine.child_ids(actor, access.FOLLOW))
    found = list(rows.order_by("due_on", "pk"))
    children = {row.episode.child_id for row in found if row.sensitive}
    kinds = sensitive_kinds(actor, children) if children else {}
    return [row for row in found if may_know(actor, row, kinds.get(row.episode.child_id, ()))]


def history(referral: Referral) -> list[ReferralChange]:
    """Each move, oldest first."""
    return list(referral.changes.select_related("by__practitioner", "by__agency").order_by("at", "pk"))


def open_to(episode: Episode, agency_id: int) -> Referral | None:
    """A request to this service that is not over yet: nobody asks twice without knowing."""
    rows = Referral.objects.filter(episode=episode, agency_id=agency_id).exclude(state__in=rules.OVER)
    return rows.order_by("-made_at").first()


def for_the_family(episode: Episode) -> list[Referral]:
    """Sent requests a parent may read of, oldest first; a sensitive service tells the family itself (DUD-23)."""
    rows = Referral.objects.filter(episode=episode, asked_at__isnull=False, sensitive="").select_related("agency")
    return list(rows.order_by("asked_at", "pk"))
