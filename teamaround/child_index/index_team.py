"""What waits for the index team and for reviewers, and what people are told when records are joined or taken apart."""

from collections.abc import Mapping
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from teamaround.access import engine
from teamaround.access.actor import Actor
from teamaround.child_index import access
from teamaround.child_index.models import SearchAlert
from teamaround.child_index.team_counts import waiting
from teamaround.matching.decide import POTENTIAL_FROM
from teamaround.notifications import kinds, worktray
from teamaround.notifications.worktray import Group, Urgency, WorktrayItem

LIKELY = Decimal(str(POTENTIAL_FROM))


def register() -> None:
    """Called once, when the site starts."""
    worktray.register_rows("child_index.pairs", pairs)
    worktray.register_rows("child_index.held", held)
    worktray.register_rows("child_index.paused", paused)
    kinds.register(
        kinds.Kind(
            "child_index.joined",
            subject=gettext_lazy("Two records were made one"),
            body=gettext_lazy(
                "The index team found that two records are about one child with whom you work, and made them one. "
                "Look whether everything is right: %(link)s"
            ),
            path=_to_children,
        )
    )
    kinds.register(
        kinds.Kind(
            "child_index.taken_apart",
            subject=gettext_lazy("Two records are apart again"),
            body=gettext_lazy(
                "The index team found that a record which was made one is about two children after all, and took it "
                "apart. Look whether everything is right: %(link)s"
            ),
            path=_to_children,
        )
    )


def _to_children(_values: Mapping[str, str]) -> str:
    return reverse("desks:children")


def pairs(actor: Actor) -> list[WorktrayItem]:
    """Pairs that may be one child, for whoever looks after the index."""
    if not engine.check(actor, access.DUPLICATES).allowed:
        return []
    found = waiting(actor)
    if not found.pairs or found.best is None:
        return []
    likely = found.best >= LIKELY
    return [
        WorktrayItem(
            group=Group.TODAY if likely else Group.THIS_WEEK,
            urgency=Urgency.ANSWER_SOON,
            tag="soon" if likely else "plain",
            tag_word=_("Compare"),
            title=_("Records that may be one child: %(count)d") % {"count": found.pairs},
            url=reverse("child_index:pairs"),
            lines=(_("The likeliest pair has a score of %(score)s.") % {"score": f"{found.best:.2f}"},),
            button=_("Compare"),
            minutes=3,
        )
    ]


def held(actor: Actor) -> list[WorktrayItem]:
    """Entries held back because they resemble a protected child."""
    if not engine.check(actor, access.DUPLICATES).allowed:
        return []
    count = waiting(actor).held
    if not count:
        return []
    return [
        WorktrayItem(
            group=Group.TODAY,
            urgency=Urgency.ANSWER_TODAY,
            tag="late",
            tag_word=_("Decide"),
            title=_("Entries held back: %(count)d") % {"count": count},
            url=reverse("child_index:held"),
            lines=(_("Each resembles a protected child and is hidden until you decide."),),
            button=_("Decide"),
            minutes=3,
        )
    ]


def paused(actor: Actor) -> list[WorktrayItem]:
    """Searching that was paused and nobody has looked at, for reviewers."""
    if not engine.check(actor, access.REVIEW_SEARCHING).allowed:
        return []
    waiting = {"authority_id": actor.authority_id, "step": SearchAlert.Step.PAUSED, "reviewed_at__isnull": True}
    return [
        WorktrayItem(
            group=Group.TODAY,
            urgency=Urgency.ANSWER_TODAY,
            tag="late",
            tag_word=_("Review"),
            title=_("Searching of %(name)s is paused") % {"name": alert.post.name},
            url=reverse("child_index:review_searching", kwargs={"alert_ref": alert.ref}),
            lines=(f"{alert.post.job_title}, {alert.post.agency.name}",),
            button=_("Review"),
            minutes=5,
        )
        for alert in SearchAlert.objects.filter(**waiting).select_related("post__practitioner", "post__agency")
    ]
