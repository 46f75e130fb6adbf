"""What the entry offers to the shared places: moves in the worktray, things one can do, who is round a child."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from teamaround.access import engine
from teamaround.access.actor import Actor
from teamaround.child_index import access_of_entry as access
from teamaround.child_index import archiving, staying, transfer_notices
from teamaround.child_index.announcements import posts_round
from teamaround.child_index.models import Involvement
from teamaround.child_index.models_of_entry import Transfer
from teamaround.families import bar
from teamaround.families.bar import Door
from teamaround.notifications import allowed, ticks, worktray
from teamaround.notifications.worktray import Group, Urgency, WorktrayItem
from teamaround.retention import rounds
from teamaround.retention.rounds import Step


def register() -> None:
    """Called once, when the site starts."""
    transfer_notices.register()
    posts_round.listen(posts_involved)
    bar.offer_can_do(
        87,
        Door("moved", gettext_lazy("The family has moved away"), "child_index:ask_move", access.ASK_MOVE.name),
    )
    bar.offer_can_do(
        96, Door("move", gettext_lazy("Offer to another authority"), "child_index:offer_move", access.OFFER_MOVE.name)
    )
    worktray.register_rows("child_index.moves", moves)
    allowed.register(staying.of_the_dead)
    rounds.register(
        10, Step("archive", gettext_lazy("Entries put into the archive"), archiving.find_archive, archiving.archive)
    )
    rounds.register(20, Step("purge", gettext_lazy("Records destroyed"), archiving.find_purge, archiving.purge))
    rounds.register(30, Step("files", gettext_lazy("Receipts finished"), archiving.find_files, archiving.remove_files))
    ticks.register("child_index.retention", rounds.run, every=ticks.DAY)


def posts_involved(child_id: int) -> list[int]:
    """Posts that are named as working with the child now."""
    rows = Involvement.objects.filter(child_id=child_id, ends__isnull=True, post__isnull=False)
    return [post for post in rows.values_list("post_id", flat=True) if post is not None]


def moves(actor: Actor) -> list[WorktrayItem]:
    """For the index team: children offered to us, and families that are said to have moved away."""
    if not engine.check(actor, access.MOVES).allowed:
        return []
    open_now = Transfer.objects.filter(ended_at__isnull=True)
    to_us = open_now.filter(to_authority_id=actor.authority_id, state=Transfer.State.OFFERED).count()
    asked = open_now.filter(authority_id=actor.authority_id, state=Transfer.State.ASKED).count()
    found = []
    if to_us:
        found.append(_row(_("Children who moved into your area: %(count)d") % {"count": to_us}, _("Answer")))
    if asked:
        found.append(_row(_("Families said to have moved away: %(count)d") % {"count": asked}, _("Look")))
    return found


def _row(title: str, button: str) -> WorktrayItem:
    return WorktrayItem(
        group=Group.TODAY,
        urgency=Urgency.ANSWER_SOON,
        tag="soon",
        tag_word=_("Move"),
        title=title,
        url=reverse("child_index:moves"),
        button=button,
        minutes=3,
    )
