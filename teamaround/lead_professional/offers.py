"""What leading offers to the shared places."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from teamaround.access.actor import Actor
from teamaround.agencies.announcements import hangs_on_post
from teamaround.agencies.models import Post
from teamaround.child_index.announcements import posts_round, transferred
from teamaround.episodes.models import State
from teamaround.episodes.story import add_sentences
from teamaround.families import bar
from teamaround.lead_professional import moving_away, presenters, queries, rules
from teamaround.lead_professional.models import Appointment
from teamaround.notifications import worktray
from teamaround.notifications.worktray import ChildCard, Group, Urgency, WorktrayItem


def register() -> None:
    """Called once, when the site starts."""
    bar.offer_fact(20, presenters.lead_fact)
    worktray.register_rows("lead_professional.invitations", invitations)
    worktray.register_rows("lead_professional.said_no", said_no)
    worktray.register_children("lead_professional.led", led)
    hangs_on_post.listen(children_led_in)
    transferred.listen(moving_away.hand_over)
    posts_round.listen(moving_away.posts_with_a_part)
    add_sentences(
        lead_professional_lead_begins="%(name)s became lead professional.",
        lead_professional_lead_ends="%(name)s is no longer lead professional.",
        lead_professional_deputy_begins="%(name)s became deputy.",
        lead_professional_deputy_ends="%(name)s is no longer deputy.",
        lead_professional_declined="%(name)s was asked to lead and could not.",
    )


def children_led_in(post: Post) -> list[str]:
    """For whoever ends the post: how many children would be without their lead. No names: the index team reads none."""
    held = Appointment.objects.filter(post=post, ends__isnull=True).exclude(episode__state=State.CLOSED)
    count = held.count()
    if not count:
        return []
    words = ngettext(
        "%(count)d child has this person as lead professional or deputy. Ask %(manager)s to hand that over first.",
        "%(count)d children have this person as lead professional or deputy. Ask %(manager)s to hand that over first.",
        count,
    )
    manager = post.line_manager.name if post.line_manager else _("the manager of the agency")
    return [words % {"count": count, "manager": manager}]


def invitations(actor: Actor) -> list[WorktrayItem]:
    """I was asked to lead."""
    found = []
    for row in queries.invitations_for(actor):
        child = row.episode.child
        words = _("Be deputy for %(name)s?") if row.as_deputy else _("Lead for %(name)s?")
        found.append(
            WorktrayItem(
                group=Group.TODAY,
                urgency=Urgency.ANSWER_TODAY,
                tag="soon",
                tag_word=_("Answer"),
                title=words % {"name": child.name},
                url=reverse("lead_professional:answer", kwargs={"invitation_ref": row.ref}),
                lines=(_("Asked by %(who)s.") % {"who": row.invited_by.name},),
                button=_("Answer"),
                minutes=2,
                child_ids=(child.pk,),
            )
        )
    return found


def said_no(actor: Actor) -> list[WorktrayItem]:
    """Somebody I asked could not: ask somebody else, so that no child is without a lead (DER-14)."""
    found = []
    for row in queries.said_no_to(actor):
        child, why = row.episode.child, rules.DECLINED_BECAUSE.get(row.decline_code, "")
        words = _("Ask somebody else to be deputy for %(name)s") if row.as_deputy else _(
            "Ask somebody else to lead for %(name)s"
        )  # fmt: skip
        found.append(
            WorktrayItem(
                group=Group.THIS_WEEK,
                urgency=Urgency.DUE,
                tag="soon",
                tag_word=_("Could not"),
                title=words % {"name": child.name},
                url=reverse("lead_professional:invite", kwargs={"child_ref": child.ref}),
                lines=(_("%(name)s %(why)s.") % {"name": row.post.name, "why": why},),
                button=_("Ask"),
                minutes=3,
                child_ids=(child.pk,),
            )
        )
    return found


def led(actor: Actor) -> list[ChildCard]:
    """Children I lead, with where the help stands."""
    return [
        ChildCard(
            initials=row.episode.child.initials,
            title=row.episode.child.name,
            url=reverse("desks:child", kwargs={"child_ref": row.episode.child.ref}),
            sentence=str(State(row.episode.state).label),
            child_ids=(row.episode.child_id,),
        )
        for row in queries.children_led(actor)
    ]
