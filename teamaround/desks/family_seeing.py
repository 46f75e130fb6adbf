"""Which help of a child one person of the family may know of today."""

from typing import Any

from teamaround.consent.standing import hidden_from_parents
from teamaround.episodes.models import Episode
from teamaround.episodes.queries import current_episode
from teamaround.families.models import Enrolment
from teamaround.families.page_standing import facts_of


def visible_episode(enrolment: Enrolment) -> Episode | None:
    """The episode this person may know of; None is the same as if there were none.

    A carer must live with the child today, or have parental responsibility while the child's whereabouts are not
    protected; and must not be kept out by a decision that a competent young person made alone.
    """
    facts = facts_of(enrolment)
    if enrolment.capacity == Enrolment.Capacity.CARER and (
        not _still_cares(facts) or (facts["stands_judged"] and hidden_from_parents(enrolment.child_id))
    ):
        return None
    return current_episode(enrolment.child_id)


def _still_cares(facts: dict[str, Any]) -> bool:
    """Schools, places and telephone numbers tell where a child is: behind a shield only the home sees them."""
    return bool(facts["stands_home"] or (facts["stands_responsible"] and not facts["stands_shielded"]))
