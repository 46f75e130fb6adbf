"""Naming somebody who acts for one's post from a day to a day, and ending it (DER-16).

The delegate has the rights of the post, or only those of looking, by their own training and check; every event names
both. Only the holder names a delegate: whoever acts for somebody cannot pass that on.
"""

import datetime

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from teamaround.access.actor import Actor
from teamaround.access.doing import doing
from teamaround.access.gate import Loaded
from teamaround.agencies import access
from teamaround.agencies.models import Delegation, Post
from teamaround.agencies.rules import DelegationWord, delegation_word
from teamaround.kit import clock
from teamaround.kit.problems import Problem

DAY = datetime.timedelta(days=1)


def may_be_named(actor: Actor) -> QuerySet[Post]:
    """Colleagues of one's agency whose post runs: a delegate sees every child of the post."""
    today = clock.today()
    rows = Post.objects.filter(agency_id=actor.agency_id, starts__lte=today).filter(
        Q(ends__isnull=True) | Q(ends__gte=today)
    )
    rows = rows.exclude(practitioner_id=actor.practitioner_id or 0).filter(practitioner__account__isnull=False)
    return rows.select_related("practitioner", "agency").order_by("practitioner__family", "practitioner__given", "pk")


def given_by(actor: Actor) -> QuerySet[Delegation]:
    """Delegates of one's post, those that run or come first."""
    rows = Delegation.objects.filter(principal_id=actor.own_post_id)
    return rows.select_related("delegate__practitioner", "delegate__agency").order_by("-starts", "-pk")


def delegate(
    *, by: Actor, to: Post, starts: datetime.date, ends: datetime.date, may: str = Delegation.May.ACT
) -> Delegation:
    """Name somebody. Naming the same person again for these days is refused, not doubled. Raises Refused or Problem."""
    _check(by, to, starts, ends, may)
    with doing(access.DELEGATE, by=by, codes={"to": to.pk, "may": may, "starts": str(starts), "ends": str(ends)}):
        Post.objects.select_for_update().get(pk=by.own_post_id)
        overlapping = Delegation.objects.filter(principal_id=by.own_post_id, delegate=to, starts__lte=ends)
        if overlapping.filter(Q(ends__isnull=True) | Q(ends__gte=starts)).exists():
            raise Problem(_("%(name)s acts for you then already. End that first.") % {"name": to.name}, field="to")
        return Delegation.objects.create(
            authority_id=by.authority_id, principal_id=by.own_post_id, delegate=to, starts=starts, ends=ends, may=may
        )


def _check(by: Actor, to: Post, starts: datetime.date, ends: datetime.date, may: str) -> None:
    if may not in Delegation.May.values:
        raise Problem(_("Choose what they may do."), field="may")
    if not may_be_named(by).filter(pk=to.pk).exists():
        raise Problem(_("Choose a colleague of your agency whose post runs."), field="to")
    word = delegation_word(starts, ends, clock.today())
    if word is DelegationWord.GOOD:
        return
    sentence, field = {
        DelegationWord.BACKDATED: (_("The first day is past. Write today or a later day."), "starts"),
        DelegationWord.ENDS_FIRST: (_("The last day lies before the first. Write a later day."), "ends"),
        DelegationWord.TOO_LONG: (_("Somebody can act for you for at most a year. Write an earlier day."), "ends"),
    }[word]
    raise Problem(sentence, field=field)


def end_delegation(*, by: Actor, delegation: Delegation) -> Delegation:
    """From now on they no longer act for one: their next page is their own. Raises Refused or Problem."""
    if delegation.principal_id != by.own_post_id:
        raise Problem(_("Only whoever named a delegate can end this."))
    yesterday = clock.today() - DAY
    if delegation.ends is not None and delegation.ends <= yesterday:
        return delegation
    with doing(access.DELEGATE, by=by, codes={"ended": delegation.pk}):
        locked = Delegation.objects.select_for_update().get(pk=delegation.pk)
        locked.starts, locked.ends = min(locked.starts, yesterday), yesterday
        locked.save()
        return locked


def load_delegation(actor: Actor, delegation_ref: str) -> Loaded:
    """One's own. Raises Http404."""
    found = given_by(actor).filter(ref=delegation_ref).first()
    if found is None:
        raise Http404
    return Loaded(found)
