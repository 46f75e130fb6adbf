"""Confirmations that are overdue: the worker's worktray and a weekly message, then the agency's manager (KIR-CI-23)."""

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import JSONField, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from teamaround.access.actor import Actor
from teamaround.access.roles import Role
from teamaround.agencies.models import Authority, Post
from teamaround.child_index import involving
from teamaround.child_index.models import Involvement
from teamaround.child_index.shielding import open_shields
from teamaround.kit import clock
from teamaround.local_settings.values import chosen, in_force, value
from teamaround.notifications import kinds, outbox, ticks, worktray
from teamaround.notifications.models import Notice
from teamaround.notifications.worktray import Group, Urgency, WorktrayItem

WEEK = datetime.timedelta(days=7)
WORKER, MANAGER = "child_index.confirm", "child_index.confirm_agency"


def register() -> None:
    """Called once, when the site starts."""
    worktray.register_rows("child_index.confirm", to_confirm)
    ticks.register("child_index.chase_confirmations", chase, every=ticks.DAY)
    worker = gettext_lazy(
        "The index says that you work with children of whom you have not said so for a while. One click says that you "
        "still do: %(link)s"
    )
    manager = gettext_lazy(
        "The index says that your agency works with children of whom nobody has said so for a while. Look at the list: "
        "%(link)s"
    )
    subject = gettext_lazy("Do you still work with these children?")
    for key, body in ((WORKER, worker), (MANAGER, manager)):
        kinds.register(kinds.Kind(key, subject, body, path=_to_list))


def _to_list(_values: Mapping[str, str]) -> str:
    return reverse("child_index:own")


def due_before(authority_id: int) -> datetime.date:
    """What was confirmed last before this day waits for the worker."""
    return clock.today() - datetime.timedelta(days=value(authority_id, "confirm_days"))


def managers_before(authority_id: int) -> datetime.date:
    """What was confirmed last before this day waits for the manager too."""
    return due_before(authority_id) - datetime.timedelta(days=value(authority_id, "confirm_manager_days"))


def nobody_there() -> Q:
    """Involvements that no worker of today can confirm: nobody is named, or the post has ended."""
    return Q(post__isnull=True) | Q(post__ends__lt=clock.today())


def overdue(rows: QuerySet[Any], actor: Actor) -> QuerySet[Any]:
    """Of a list of `involving`, what waits for this post; for a manager also what nobody else can confirm."""
    limit = due_before(actor.authority_id)
    if actor.role is not Role.MANAGER:
        return rows.filter(last__lt=limit)
    late = Q(last__lt=managers_before(actor.authority_id)) | Q(nobody_there(), last__lt=limit)
    return rows.filter(late | Q(post_id=actor.post_id, last__lt=limit))


def _own_overdue(actor: Actor) -> int:
    """Of the own list; the local number of days comes in the same statement."""
    days = Subquery(in_force(actor.authority_id, "confirm_days"), output_field=JSONField())
    rows = involving.own(actor).annotate(days=days).order_by().values_list("last", "days")
    today = clock.today()
    return sum(last < today - datetime.timedelta(days=chosen("confirm_days", days)) for last, days in rows)


def to_confirm(actor: Actor) -> list[WorktrayItem]:
    """One row for the whole list; for a manager one for the agency's."""
    if actor.authority_id is None or actor.post_id is None:
        return []
    is_manager = actor.role is Role.MANAGER
    count = overdue(involving.of_agency(actor), actor).count() if is_manager else _own_overdue(actor)
    if not count:
        return []
    agency = _("Of your agency not confirmed for a while: %(count)d")
    words = agency if is_manager else _("Do you still work with these children? %(count)d to confirm")
    return [
        WorktrayItem(
            group=Group.THIS_WEEK,
            urgency=Urgency.DUE,
            tag="soon",
            tag_word=_("Confirm"),
            title=words % {"count": count},
            url=reverse("child_index:own"),
            lines=(_("Others ring you because the index says so. One click says that it still holds."),),
            button=_("Confirm"),
            minutes=1,
        )
    ]


def chase() -> int:
    """Once a week to whoever has something overdue; how many messages. Set queries, whatever the number of children."""
    sent = 0
    for authority in Authority.objects.all():
        rows = Involvement.objects.filter(involving.running(), authority=authority)
        late = involving.with_last(rows)
        mine = late.filter(last__lt=due_before(authority.pk)).exclude(nobody_there())
        sent += _send(WORKER, mine.order_by().values_list("post_id", flat=True).distinct())
        waits = Q(last__lt=managers_before(authority.pk)) | Q(nobody_there(), last__lt=due_before(authority.pk))
        theirs = late.filter(waits).exclude(kind=Involvement.Kind.UNIVERSAL)
        theirs = theirs.exclude(child_id__in=open_shields().values("child_id"))
        agencies = theirs.order_by().values("agency_id")
        heads = Post.objects.filter(agency_id__in=agencies, role=Role.MANAGER, ends__isnull=True)
        sent += _send(MANAGER, heads.values_list("pk", flat=True))
    return sent


def _send(kind: str, posts: Iterable[int]) -> int:
    """To each post that was not told within the week; running twice at once tells at worst twice."""
    wanted = set(posts)
    told = Notice.objects.filter(kind=kind, to_post_id__in=wanted, made_at__gt=clock.now() - WEEK)
    wanted -= set(told.values_list("to_post_id", flat=True))
    with transaction.atomic():
        for post in Post.objects.filter(pk__in=wanted):
            outbox.send(kind, to_post=post)
    return len(wanted)
