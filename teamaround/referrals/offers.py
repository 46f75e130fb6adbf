"""What requests offer to the shared places: things one can do, worktray rows, messages, sentences, closing."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from teamaround.access.actor import Actor
from teamaround.child_index.announcements import died, transferred
from teamaround.consent.access import WORKING
from teamaround.episodes.announcements import before_closing
from teamaround.episodes.models import Episode
from teamaround.episodes.story import add_sentences
from teamaround.families import bar
from teamaround.families.bar import Door
from teamaround.kit import clock
from teamaround.kit.dates import short_day_words
from teamaround.notifications import worktray
from teamaround.notifications.worktray import Group, Urgency, WorktrayItem, group_for
from teamaround.referrals import access, moving_away, notices, presenters, queries, rules
from teamaround.referrals.announcements import referral_moved
from teamaround.referrals.models import Referral, State
from teamaround.referrals.models import Urgency as HowSoon


def register() -> None:
    """Called once, when the site starts."""
    bar.offer_can_do(
        72, Door("ask_service", gettext_lazy("Ask a service for help"), "referrals:of_child", access.READ.name)
    )
    worktray.register_rows("referrals.received", received)
    worktray.register_rows("referrals.to_follow", to_follow)
    notices.register()
    referral_moved.listen(notices.tell)
    before_closing.listen(still_open)
    transferred.listen(moving_away.hand_over)
    died.listen(moving_away.take_back)
    add_sentences(
        referrals_send="%(agency)s was asked for help.",
        referrals_accept="%(agency)s said yes to helping.",
        referrals_decline="%(agency)s cannot help: %(why)s.",
        referrals_start="Help from %(agency)s began.",
        referrals_end="Help from %(agency)s ended: %(outcome)s.",
        referrals_withdraw="The request to %(agency)s was taken back.",
        referrals_chase="%(agency)s was asked again for an answer.",
    )


def still_open(episode: Episode) -> list[str]:
    """Said on the closing page, never a bar to closing."""
    rows = Referral.objects.filter(episode=episode, sensitive="").exclude(state__in=rules.OVER)
    return [
        _("The request to %(agency)s is still open.") % {"agency": row.agency.name}
        for row in rows.select_related("agency").order_by("pk")
    ]


def received(actor: Actor) -> list[WorktrayItem]:
    """What my service was asked, and what I have taken."""
    if actor.role not in WORKING:
        return []
    return [_waiting(row) if row.state in rules.WAITING else _taken(row) for row in queries.received(actor)]


def _waiting(row: Referral) -> WorktrayItem:
    due = row.due_on or clock.today()
    late = due < clock.today()
    soon = row.urgency == HowSoon.URGENT or due <= clock.today()
    url = reverse("referrals:answer", kwargs={"referral_ref": row.ref})
    return WorktrayItem(
        group=group_for(due),
        urgency=Urgency.LATE if late else Urgency.ANSWER_TODAY if soon else Urgency.ANSWER_SOON,
        tag="late" if late else "soon",
        tag_word=_("Answer by %(day)s") % {"day": short_day_words(due, clock.today())},
        title=_("Can you help %(name)s?") % {"name": row.episode.child.name},
        url=url,
        lines=(_("%(who)s, %(agency)s asks.") % {"who": row.asked_by.name, "agency": row.asked_by.agency.name},),
        button=_("Read and answer"),
        due=due,
        minutes=3,
        child_ids=(row.episode.child_id,),
    )


def _taken(row: Referral) -> WorktrayItem:
    begun = row.state == State.STARTED
    name = row.episode.child.name
    return WorktrayItem(
        group=Group.LATER if begun else Group.THIS_WEEK,
        urgency=Urgency.FOR_INFORMATION if begun else Urgency.GO_ON,
        tag="outline",
        tag_word=_("You help") if begun else _("You said yes"),
        title=(_("Help for %(name)s") if begun else _("Has help for %(name)s begun?")) % {"name": name},
        url=reverse("referrals:answer", kwargs={"referral_ref": row.ref}),
        lines=(_("Say when it is over, and what came of it.") if begun else _("Say when you first saw the family."),),
        child_ids=(row.episode.child_id,),
    )


def to_follow(actor: Actor) -> list[WorktrayItem]:
    """Requests of mine that need me; for a co-ordinator also those of the locality that nobody answered."""
    return [_follow(row, actor) for row in queries.to_follow(actor)]


def _follow(row: Referral, actor: Actor) -> WorktrayItem:
    word = presenters.standing_of(row)
    titles = {
        State.DRAFT: _("Your request to %(agency)s is not sent"),
        State.DECLINED: _("%(agency)s cannot help"),
        rules.NO_REPLY: _("No answer from %(agency)s"),
    }
    mine = row.asked_by_id == actor.post_id
    about = _("For %(name)s.") % {"name": row.episode.child.name}
    asked = "" if mine else _("%(who)s asked.") % {"who": row.asked_by.name}
    late = word == rules.NO_REPLY
    return WorktrayItem(
        group=Group.TODAY,
        urgency=Urgency.LATE if late else Urgency.ANSWER_SOON if word == State.DECLINED else Urgency.GO_ON,
        tag="late" if late else "outline",
        tag_word=str(presenters.STATUS[word][1]),
        title=titles[word] % {"agency": row.agency.name},
        url=reverse("referrals:one", kwargs={"referral_ref": row.ref}),
        lines=tuple(line for line in (about, asked, row.agency.telephone if late else "") if line),
        button=_("Go on") if word == State.DRAFT else _("See what next"),
        due=row.due_on,
        minutes=2,
        child_ids=(row.episode.child_id,),
    )
