"""Whom the index holds: a recorded decision with its legal ground and the day of its review (issue 3 item 1)."""

import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from teamaround.access.actor import Actor
from teamaround.access.doing import doing
from teamaround.agencies.models import Authority
from teamaround.child_index import access_of_entry as access
from teamaround.child_index.entry_rules import scope_word
from teamaround.child_index.models import Entry, Indication, Involvement, StatutoryInvolvement
from teamaround.child_index.models_of_entry import Scope
from teamaround.kit import clock
from teamaround.kit.problems import Problem

LONGEST_REVIEW = datetime.timedelta(days=3 * 366)
"""A decision about every child of an area is looked at again within three years."""
NEWCOMERS = datetime.timedelta(days=60)
"""A service that was about to begin has had time to say so."""


def in_force(authority_id: int) -> Scope | None:
    """The newest decision of an authority."""
    rows = Scope.objects.filter(authority_id=authority_id).order_by("-decided_on", "-pk")
    return rows.select_related("recorded_by__practitioner").first()


def covers(authority_id: int) -> str:
    """The word of the decision in force, "" where nobody has decided."""
    held = in_force(authority_id)
    return held.covers if held else ""


def decide_scope(
    *,
    by: Actor,
    authority: Authority,
    covers: str,
    ground: str,
    words: str,
    decided_by: str,
    decided_on: datetime.date,
    review_on: datetime.date,
) -> Scope:
    """Append a decision; the one before stays on record. Raises Refused or Problem."""
    _check(covers, ground, words, decided_by, decided_on, review_on)
    with doing(access.DECIDE_SCOPE, by=by, codes={"authority": authority.pk, "covers": covers, "ground": ground}):
        return Scope.objects.create(
            authority=authority,
            covers=covers,
            ground=ground,
            words=words,
            decided_by=decided_by,
            decided_on=decided_on,
            review_on=review_on,
            recorded_by_id=by.own_post_id,
            recorded_at=clock.now(),
        )


def _check(
    covers: str, ground: str, words: str, decided_by: str, decided_on: datetime.date, review_on: datetime.date
) -> None:
    today = clock.today()
    if covers not in Scope.Covers.values:
        raise Problem(_("Choose whom the index holds."), field="covers")
    if ground not in Scope.Ground.values:
        raise Problem(_("Choose the legal ground."), field="ground")
    if not words.strip():
        raise Problem(_("Write the ground in your own words, with the paragraph of the law."), field="words")
    if not decided_by.strip():
        raise Problem(_("Write who decided, with the office held."), field="decided_by")
    if decided_on > today:
        raise Problem(_("The day of the decision lies ahead."), field="decided_on")
    if not today < review_on <= today + LONGEST_REVIEW:
        raise Problem(_("Choose a day within the next three years to look at it again."), field="review_on")


def demand_in_scope(authority_id: int, *, why: str, reason: str) -> None:
    """Raises Problem where a child may not be added, or where the question was not answered."""
    word = scope_word(covers=covers(authority_id), why=why, reason=reason)
    if word == "ask":
        raise Problem(_("Choose why this child must stand in the index."), field="why")
    if word == "outside":
        raise Problem(
            _("This index holds only children with whom a service works. If you are worried about the child’s safety, "
              "choose that: nobody is turned away then."),
            field="why",
        )  # fmt: skip


def outside(authority_id: int) -> QuerySet[Entry]:
    """Entries that the scope does not cover any more, where it covers only children who are helped: for the index team.

    Nothing is taken out by itself: somebody looks.
    """
    if covers(authority_id) != Scope.Covers.HELPED:
        return Entry.objects.none()
    of_child = {"child_id": OuterRef("pk"), "ends__isnull": True}
    helped = Involvement.objects.filter(**of_child).exclude(kind=Involvement.Kind.UNIVERSAL)
    rows = Entry.objects.filter(
        Q(entered_at__lt=clock.now() - NEWCOMERS), authority_id=authority_id, state=Entry.State.ACTIVE
    )
    found = rows.filter(
        ~Exists(helped),
        ~Exists(Indication.objects.filter(**of_child)),
        ~Exists(StatutoryInvolvement.objects.filter(**of_child)),
    )
    return found.select_related("child").order_by("entered_at")
