"""Rows of the worktray for what did not arrive: a message that could not go, words that could not be sent."""

from datetime import timedelta

from django.core.management import call_command
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from teamaround.access import engine, registry
from teamaround.access.actor import Actor
from teamaround.agencies import unsent
from teamaround.kit import clock
from teamaround.notifications import contacts
from teamaround.notifications.models import Notice
from teamaround.notifications.worktray import Group, Urgency, WorktrayItem

SHOWN_FOR = timedelta(days=30)


def not_told(actor: Actor) -> list[WorktrayItem]:
    """Messages of this post that were dropped or given up, while the child may still be seen (issue 2 step 4)."""
    if actor.own_post_id is None:
        return []
    found = Notice.objects.filter(
        sent_by_id=actor.own_post_id,
        state__in=[Notice.State.DROPPED, Notice.State.FAILED],
        settled_at__isnull=True,
        made_at__gt=clock.now() - SHOWN_FOR,
    )
    if not found.exists():
        return []
    may_see = engine.child_ids(actor, registry.get("child_index.see"))
    found = found.filter(Q(child_id__isnull=True) | Q(child_id__in=may_see))
    return [_row(notice) for notice in found.select_related("to_post__practitioner").order_by("made_at")[:20]]


def _row(notice: Notice) -> WorktrayItem:
    whom = _whom(notice)
    return WorktrayItem(
        group=Group.TODAY,
        urgency=Urgency.ANSWER_SOON,
        tag="soon",
        tag_word=_("Not told yet"),
        title=_("%(whom)s cannot be told by message") % {"whom": whom} if whom else _("A message could not go"),
        lines=(
            f"{notice.get_why_display()}.",
            _("Tell them yourself in the way that is safe, then say so here."),
        ),
        url=reverse("notifications:not_told", args=[notice.ref]),
        button=_("Say it is done"),
        child_ids=(notice.child_id,) if notice.child_id else (),
    )


def unsent_words(actor: Actor) -> list[WorktrayItem]:
    """Words this person typed when the login had ended, and has neither sent nor thrown away (design.md 6)."""
    number = unsent.still_kept(actor).count()
    if not number:
        return []
    return [
        WorktrayItem(
            group=Group.TODAY,
            urgency=Urgency.ANSWER_TODAY,
            tag="soon",
            tag_word=_("Not sent yet"),
            title=_("Words you could not send"),
            lines=(_("You had been signed out. They are kept for 24 hours, for you alone."),),
            url=reverse("agencies:unsent"),
            button=_("Read and send"),
            minutes=1,
        )
    ]


def _whom(notice: Notice) -> str:
    if notice.to_post is not None:
        return notice.to_post.name
    found = contacts.reach(notice.to_contact_id) if notice.to_contact_id else None
    return found.whose if found else ""


def clear_sessions() -> None:
    """Sessions that ended long ago are removed from the table."""
    call_command("clearsessions")
