"""What the entry offers to the shared places: moves in the worktray, things one can do, who is round a child."""

import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from teamaround.access import engine
from teamaround.access.actor import Actor
from teamaround.child_index import access_of_entry as access
from teamaround.child_index import access_services as services
from teamaround.child_index import archiving, scope, staying, transfer_notices
from teamaround.child_index.announcements import posts_round
from teamaround.child_index.models import Involvement
from teamaround.child_index.models_of_entry import LegalHold
from teamaround.child_index.team_counts import waiting
from teamaround.families import bar, who
from teamaround.families.bar import Door
from teamaround.families.models import Person
from teamaround.families.who import Block, Line
from teamaround.kit import clock
from teamaround.kit.dates import short_day_words
from teamaround.kit.pieces import Link
from teamaround.notifications import allowed, ticks, worktray
from teamaround.notifications.worktray import Group, SideCard, Urgency, WorktrayItem
from teamaround.retention import rounds
from teamaround.retention.rounds import Step

SOON = datetime.timedelta(days=30)


def register() -> None:
    """Called once, when the site starts."""
    transfer_notices.register()
    posts_round.listen(posts_involved)
    bar.offer_can_do(
        87,
        Door("moved", gettext_lazy("The family has moved away"), "child_index:ask_move", access.ASK_MOVE.name),
    )
    bar.offer_can_do(96, Door("entry", gettext_lazy("The entry"), "child_index:entry", access.LOOK_AFTER.name))
    who.offer_block(20, no_longer_here)
    worktray.register_rows("child_index.scope", scope_due)
    worktray.register_side("child_index.way_in", way_in)
    worktray.register_rows("child_index.holds", holds_due)
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
    now = waiting(actor)
    found = []
    if now.offered:
        found.append(_row(_("Children who moved into your area: %(count)d") % {"count": now.offered}, _("Answer")))
    if now.asked:
        found.append(_row(_("Families said to have moved away: %(count)d") % {"count": now.asked}, _("Look")))
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


def scope_due(actor: Actor) -> list[WorktrayItem]:
    """For the index team: nobody has recorded whom the index holds, or the review comes."""
    if not engine.check(actor, access.DECIDE_SCOPE).allowed:
        return []
    held = scope.in_force(actor.authority_id)
    if held is not None and held.review_on > clock.today() + SOON:
        return []
    words = _("Look again at whom the index holds") if held else _("Record whom the index holds, and on which ground")
    day = short_day_words(held.review_on, clock.today()) if held else ""
    return [
        WorktrayItem(
            group=Group.THIS_WEEK,
            urgency=Urgency.DUE,
            tag="soon",
            tag_word=_("Decide"),
            title=words,
            url=reverse("child_index:scope"),
            lines=(_("Review by %(day)s.") % {"day": day},) if held else (),
            button=_("Open"),
            minutes=10,
        )
    ]


def holds_due(actor: Actor) -> list[WorktrayItem]:
    """For the index team: legal holds whose review comes; none is forgotten. The archive is opened from here too."""
    if not engine.check(actor, access.ARCHIVED).allowed:
        return []
    rows = LegalHold.objects.filter(
        authority_id=actor.authority_id, lifted_at__isnull=True, review_on__lte=clock.today() + SOON
    )
    count = rows.count()
    if not count:
        return []
    return [
        WorktrayItem(
            group=Group.THIS_WEEK,
            urgency=Urgency.DUE,
            tag="soon",
            tag_word=_("Review"),
            title=_("Legal holds to look at again: %(count)d") % {"count": count},
            url=reverse("child_index:holds"),
            button=_("Open"),
            minutes=5,
        )
    ]


def way_in(actor: Actor) -> list[SideCard]:
    """Beside the worktray: the pages of the index for those who look after it, the scope for whoever answers for it."""
    if engine.check(actor, access.ARCHIVED).allowed:
        lines = (_("Moves, records that may be one, protected children, archive, holds"),)
        return [SideCard(_("The index"), lines, reverse("child_index:desk"), _("Open its pages"), order=80)]
    if engine.check(actor, services.DESK).allowed:
        lines = (_("Whom you work with, other authorities, children without a school"),)
        return [SideCard(_("The index"), lines, reverse("child_index:desk"), _("Open its pages"), order=80)]
    if engine.check(actor, access.SEE_SCOPE).allowed:
        lines = (_("Which children it holds, and on which ground"),)
        return [SideCard(_("The index"), lines, reverse("child_index:scope"), _("Whom the index holds"), order=80)]
    return []


def no_longer_here(actor: Actor, child: Person) -> Block | None:
    """On the page "Who this is": that the family has moved away, or that the child has died."""
    doors = (
        (access.ASK_MOVE, _("The family has moved to another authority"), "child_index:ask_move"),
        (access.RECORD_DEATH, _("The child has died"), "child_index:death"),
    )
    may = engine.permitted(actor, child.pk, [action for action, _words, _page in doors])
    links = [
        Link(words, reverse(page, kwargs={"child_ref": child.ref}))
        for action, words, page in doors
        if action.name in may
    ]
    line = Line(_("Say so here: then the right people are told."), "")
    return Block(_("If the child is no longer here"), (line,), tuple(links)) if links else None
