"""Putting a shield on, keeping or changing it, lifting it, and looking behind it once (facts.md c, shielding)."""

import datetime
from collections.abc import Collection
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from teamaround.access.actor import Actor
from teamaround.access.doing import doing
from teamaround.child_index import access, search_rows, shield_rules
from teamaround.child_index.models import BreakGlass, Indication, Shield
from teamaround.child_index.shield_rules import PartsWord, ReviewWord
from teamaround.child_index.shielding import open_shields, seal_anew, shield_of
from teamaround.families import enrolment
from teamaround.families.models import Person
from teamaround.families.protection import Part
from teamaround.kit import clock
from teamaround.kit.problems import Problem
from teamaround.notifications.outbox import send

REASONS = {
    "violence": gettext_lazy("Somebody who was violent may look for the family"),
    "risk": gettext_lazy("Somebody may do harm if they learn where the child is"),
    "placement": gettext_lazy("Adopted or fostered, and the place must not be known"),
    "court": gettext_lazy("A court has ordered it"),
    "witness": gettext_lazy("The police protect a witness"),
    "family_asked": gettext_lazy("The family asked, and there is a risk of harm"),
}
END_REASONS = {
    "danger_over": gettext_lazy("The danger is over"),
    "family_asked": gettext_lazy("The family asked to end it"),
    "court": gettext_lazy("The court order has ended"),
    "mistake": gettext_lazy("It was put on by mistake"),
}
RENEWED = "renewed"
BEHIND = "shield_"
"""Reasons of looks behind a shield begin so; they lie in the reviewers' queue beside emergency looks."""
LOOK_REASONS = {
    "danger": gettext_lazy("The child may be in danger now"),
    "missing": gettext_lazy("The child is missing"),
    "enquiry": gettext_lazy("A section 47 enquiry"),
}


def put_on(
    *,
    by: Actor,
    child: Person,
    parts: Collection[str],
    reason: str,
    words: str,
    review_on: datetime.date,
    also: Collection[Person] = (),
    based_on: str = "",
) -> Shield:
    """Protect a child from now on, and those brothers and sisters who are named with it. A shield that is there is
    ended and a new one begins: decisions are appended. Family pages shut at once. Raises Refused or Problem.
    """
    _check(parts, reason, words, review_on)
    children = [child, *(each for each in also if each.pk != child.pk)]
    codes = {"parts": sorted(parts), "reason": reason}
    try:
        with doing(
            access.SHIELD, by=by, children=[each.pk for each in children], codes=codes, detail={"reason": words}
        ):
            _demand_seen(child, based_on)
            made = [_begin(by, each, parts, reason, words, review_on) for each in children]
            _protect(by, children)
            return made[0]
    except IntegrityError:
        raise Problem(_("A colleague has just decided on this shield. Open the page again and look.")) from None


def _check(parts: Collection[str], reason: str, words: str, review_on: datetime.date) -> None:
    if shield_rules.parts_word(parts) is not PartsWord.GOOD:
        raise Problem(_("Choose what is to be kept back."), field="parts")
    if reason not in REASONS:
        raise Problem(_("Choose why the child is to be protected."), field="reason")
    if not words.strip():
        raise Problem(_("Write in a sentence what the danger is, for whoever reviews it."), field="words")
    word = shield_rules.review_word(review_on, clock.today())
    if word is ReviewWord.NOT_AHEAD:
        raise Problem(_("The review lies ahead. Write a later day."), field="review_on")
    if word is ReviewWord.TOO_FAR:
        raise Problem(_("A shield is looked at again within a year. Write an earlier day."), field="review_on")


def _demand_seen(child: Person, based_on: str) -> None:
    """Whoever decides has seen the decision that stands."""
    now = shield_of(child.pk)
    if based_on and based_on != version_of(now):
        raise Problem(_("A colleague has just decided on this shield. Open the page again and look."))


def version_of(shield: Shield | None) -> str:
    return str(shield.pk) if shield is not None else "none"


def _begin(
    by: Actor, child: Person, parts: Collection[str], reason: str, words: str, review_on: datetime.date
) -> Shield:
    today = clock.today()
    open_shields().filter(child=child).update(ends=today, end_reason=RENEWED, ended_by_id=by.own_post_id)
    hidden = shield_rules.all_parts(parts)
    with transaction.atomic():
        return Shield.objects.create(
            authority_id=child.authority_id,
            child=child,
            hides_address=Part.ADDRESS in hidden,
            hides_contact=Part.CONTACT in hidden,
            hides_school=Part.SCHOOL in hidden,
            hides_entry=Part.ENTRY in hidden,
            reason_code=reason,
            words=words,
            decided_by_id=by.own_post_id,
            starts=today,
            review_on=review_on,
        )


def _protect(by: Actor, children: Collection[Person]) -> None:
    """Seal, search rows, family pages and the lead professionals, all in the same transaction."""
    ids = [child.pk for child in children]
    seal_anew(ids)
    search_rows.rebuild(ids)
    for child in children:
        enrolment.end_all(child.pk, because="shield")
        _tell_lead(by, child)


def _tell_lead(by: Actor, child: Person) -> None:
    lead = Indication.objects.filter(child=child, kind=Indication.Kind.LEAD, ends__isnull=True, post__isnull=False)
    for mark in lead.select_related("post__practitioner"):
        assert mark.post is not None
        send("child_index.shield", to_post=mark.post, by=by, child_id=child.pk)


def lift(*, by: Actor, child: Person, reason: str, words: str, based_on: str = "") -> Shield:
    """End a shield, with the reason. Addresses and numbers can be read again. Raises Refused or Problem."""
    if reason not in END_REASONS:
        raise Problem(_("Choose why the shield ends."), field="reason")
    if not words.strip():
        raise Problem(_("Write in a sentence how you know."), field="words")
    with doing(access.SHIELD, by=by, children=[child.pk], codes={"lifted": reason}, detail={"reason": words}):
        _demand_seen(child, based_on)
        held = shield_of(child.pk)
        if held is None:
            raise Problem(_("There is no shield any more."))
        held.ends, held.end_reason, held.ended_by_id = clock.today(), reason, by.own_post_id
        held.save()
        seal_anew([child.pk])
        search_rows.rebuild([child.pk])
        return held


def look_behind(*, by: Actor, child: Person, code: str, words: str) -> BreakGlass:
    """One look at what a shield keeps back: it opens nothing afterwards, and a reviewer must close it.

    Raises Refused or Problem.
    """
    if code not in LOOK_REASONS:
        raise Problem(_("Choose why you must see this."), field="code")
    if len(words.split()) < FEWEST_WORDS:
        raise Problem(_("Write in a sentence why you must see this now. A reviewer reads it today."), field="words")
    codes: dict[str, Any] = {"code": code}
    with doing(
        access.LOOK_BEHIND_SHIELD, by=by, children=[child.pk], codes=codes, detail={"reason": words}, outcome="read"
    ):
        if shield_of(child.pk) is None:
            raise Problem(_("There is no shield on this child. Search again and open the page."))
        now = clock.now()
        return BreakGlass.objects.create(
            authority_id=child.authority_id,
            child=child,
            post_id=by.post_id,
            reason_code=f"{BEHIND}{code}",
            opened_at=now,
            ends_at=now,
        )


FEWEST_WORDS = 3
