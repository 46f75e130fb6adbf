"""What files offer to the worktray of the index team: files that wait to be applied, rows that wait for an answer."""

from django.urls import reverse
from django.utils.translation import gettext as _

from teamaround.access import engine
from teamaround.access.actor import Actor
from teamaround.exchange import access, jobs, presenters
from teamaround.exchange.models import Delivery
from teamaround.notifications import ticks, worktray
from teamaround.notifications.worktray import Group, Urgency, WorktrayItem

State = Delivery.State


def register() -> None:
    """Called once, when the site starts."""
    worktray.register_rows("exchange.files", files)
    ticks.register("exchange.waiting_for_work", jobs.waiting_for_work)


def files(actor: Actor) -> list[WorktrayItem]:
    """Files that ask for something."""
    if not engine.check(actor, access.READ).allowed:
        return []
    mine = Delivery.objects.filter(authority_id=actor.authority_id)
    waiting = mine.filter(state=State.MATCHED) | mine.filter(state=State.APPLIED, undecided__gt=0)
    return [_item(delivery) for delivery in waiting.order_by("-pk")[:5]]


def _item(delivery: Delivery) -> WorktrayItem:
    asks = bool(delivery.questions) and delivery.state == State.MATCHED
    lines = [delivery.file_name]
    if delivery.undecided:
        lines.append(presenters.to_decide(delivery.undecided))
    return WorktrayItem(
        group=Group.TODAY if asks else Group.THIS_WEEK,
        urgency=Urgency.ANSWER_SOON,
        tag="soon",
        tag_word=_("Look") if delivery.state == State.MATCHED else _("Decide"),
        title=_("File from %(source)s") % {"source": presenters.source_of(delivery)},
        url=reverse("exchange:delivery", kwargs={"delivery_ref": delivery.ref}),
        lines=tuple(lines),
        button=_("Open"),
        minutes=5,
    )
