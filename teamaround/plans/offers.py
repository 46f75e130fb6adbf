"""Every support named is an offer with its own state, which the family can answer (DER-02, DER-03)."""

from django.utils.translation import gettext as _

from teamaround.access import engine
from teamaround.access.actor import Actor
from teamaround.access.doing import doing
from teamaround.agencies.models import Agency
from teamaround.kit import clock
from teamaround.kit.problems import Problem
from teamaround.plans import access, rules
from teamaround.plans.actions import children_of_need, lock_live
from teamaround.plans.models import Need, Offer, OfferChange


def offer(*, by: Actor, need: Need, what: str, agency: Agency) -> Offer:
    """Name a support for a need. Raises Refused."""
    with doing(access.CHANGE, by=by, children=children_of_need(need), codes={"need": need.pk, "agency": agency.pk}):
        lock_live(need.plan_id)
        made = Offer.objects.create(
            authority_id=need.authority_id, need=need, what=what, agency=agency, offered_on=clock.today()
        )
        _append(made, by, state=made.state)
        return made


def _append(changed: Offer, by: Actor, *, state: str = "", family_answer: str = "") -> OfferChange:
    return OfferChange.objects.create(
        offer=changed,
        state=state,
        family_answer=family_answer,
        by_id=by.own_post_id,
        by_person_id=by.person_id,
        at=clock.now(),
    )


def move_offer(*, by: Actor, offer: Offer, state: str) -> Offer:
    """Accepted, started, not started, stopped, by the table. Raises Refused or Problem."""
    with doing(access.CHANGE, by=by, children=children_of_need(offer.need), codes={"offer": offer.pk, "state": state}):
        lock_live(offer.need.plan_id)
        locked = Offer.objects.select_for_update().get(pk=offer.pk)
        if state not in rules.OFFER_MOVES[locked.state]:
            raise Problem(_("This offer has moved on meanwhile. Look at it again before you change it."), field="state")
        locked.state = state
        if state == Offer.State.STARTED:
            locked.started_on = clock.today()
        locked.version += 1
        locked.save()
        _append(locked, by, state=state)
        return locked


def answer_offer(*, by: Actor, offer: Offer, answer: str) -> Offer:
    """The family says: have it, not yet, no longer want it. By themselves, or told to whoever leads. Raises Refused.

    The state is the agency's word and stays; both are shown side by side.
    """
    if answer not in Offer.FamilyAnswer.values:
        raise Problem(_("Choose one of the three answers."), field="answer")
    children = children_of_need(offer.need)
    mine = [child for child in children if engine.check(by, access.ANSWER_OFFER, child).allowed]
    if mine and (offer.family_answer, offer.family_answered_on) == (answer, clock.today()):
        return offer  # pressed twice
    with doing(access.ANSWER_OFFER, by=by, children=mine or children, codes={"offer": offer.pk, "answer": answer}):
        locked = Offer.objects.select_for_update().get(pk=offer.pk)
        locked.family_answer, locked.family_answered_on = answer, clock.today()
        locked.version += 1
        locked.save()
        _append(locked, by, family_answer=answer)
        return locked
