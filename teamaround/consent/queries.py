"""Reading agreement, always for somebody: what stands, what covers, which sensitive services may be known."""

from collections import defaultdict
from collections.abc import Iterable

from teamaround.access import engine
from teamaround.access.actor import Actor
from teamaround.consent.access import in_force, running_covers
from teamaround.consent.models import Answer, Decision, InformationClass


def sensitive_kinds(actor: Actor, child_ids: Iterable[int]) -> dict[int, frozenset[str]]:
    """For each child the kinds of sensitive service that this reader may know of (DUD-23).

    Consent names the reader's agency, or a significant-harm basis covers the post or its agency.
    One query, whatever the number of children.
    """
    wanted = tuple(child_ids)
    return engine.once_a_page(("consent.sensitive", actor, wanted), lambda: _kinds(actor, wanted))


def _kinds(actor: Actor, wanted: tuple[int, ...]) -> dict[int, frozenset[str]]:
    known: dict[int, set[str]] = defaultdict(set)
    agreed = Decision.objects.filter(
        in_force(),
        child_id__in=wanted,
        agency_id=actor.agency_id,
        agency__isnull=False,
        information=InformationClass.SENSITIVE,
        answer=Answer.AGREED,
    ).values_list("child_id", "sensitive")
    if actor.post_id is not None:
        covered = running_covers(actor).filter(child_id__in=wanted).exclude(sensitive="")
        agreed = agreed.union(covered.values_list("child_id", "sensitive"))
    for child, kind in agreed:
        known[child].add(kind)
    return {child: frozenset(known[child]) for child in wanted}
