"""What the index offers to the shared places: worktray rows and things one can do."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from teamaround.access import engine
from teamaround.access.actor import Actor
from teamaround.child_index import access
from teamaround.child_index.models import BreakGlass, Enquiry, Involvement
from teamaround.child_index.shield_actions import BEHIND
from teamaround.consent.asking import agencies_round
from teamaround.families import bar
from teamaround.families.bar import Door
from teamaround.notifications import worktray
from teamaround.notifications.worktray import Group, Urgency, WorktrayItem, group_for


def register() -> None:
    """Called once, when the site starts."""
    bar.offer_can_do(
        60,
        Door(
            "working",
            gettext_lazy("I am working with this child"),
            "child_index:working",
            access.RECORD_INVOLVEMENT.name,
        ),
    )
    bar.offer_can_do(70, Door("ask", gettext_lazy("Ask somebody"), "child_index:enquire", access.ENQUIRE.name))
    agencies_round.listen(agencies_involved)
    worktray.register_rows("child_index.asked", asked)
    worktray.register_rows("child_index.answers", answers)
    worktray.register_rows("child_index.reviews", reviews)


def agencies_involved(child_id: int) -> list[int]:
    """Agencies that are involved now, for the agreement page."""
    rows = Involvement.objects.filter(child_id=child_id, ends__isnull=True)
    return list(rows.values_list("agency_id", flat=True).distinct())


def asked(actor: Actor) -> list[WorktrayItem]:
    """Questions that wait for my answer."""
    rows = Enquiry.objects.filter(
        answered_at__isnull=True, child_id__in=engine.child_ids(actor, access.ANSWER_ENQUIRY)
    ).select_related("child", "asked_by__practitioner", "asked_by__agency")
    rows = rows.filter(to_post_id=actor.post_id) | rows.filter(to_post__isnull=True, to_agency_id=actor.agency_id)
    return [
        WorktrayItem(
            group=group_for(row.answer_by),
            urgency=Urgency.ANSWER_TODAY,
            tag="soon",
            tag_word=_("Answer"),
            title=_("%(who)s asks about %(name)s") % {"who": row.asked_by.name, "name": row.child.name},
            url=reverse("child_index:answer", kwargs={"enquiry_ref": row.ref}),
            lines=(f"{row.asked_by.job_title}, {row.asked_by.agency.name}, {row.asked_by.telephone}",),
            button=_("Answer"),
            due=row.answer_by,
            minutes=2,
            child_ids=(row.child_id,),
        )
        for row in rows
    ]


def answers(actor: Actor) -> list[WorktrayItem]:
    """My questions that nobody has answered yet."""
    rows = Enquiry.objects.filter(asked_by_id=actor.post_id, answered_at__isnull=True).select_related(
        "child", "to_agency", "to_post__practitioner"
    )
    return [
        WorktrayItem(
            group=Group.WAITING,
            urgency=Urgency.FOR_INFORMATION,
            tag="outline",
            tag_word=_("Asked"),
            title=_("Your question about %(name)s") % {"name": row.child.name},
            url=reverse("desks:child", kwargs={"child_ref": row.child.ref}),
            lines=(_("Sent to %(who)s.") % {"who": row.to_post.name if row.to_post else row.to_agency.name},),
            child_ids=(row.child_id,),
        )
        for row in rows
    ]


def reviews(actor: Actor) -> list[WorktrayItem]:
    """For reviewers: emergency looks."""
    if actor.role != "reviewer":
        return []
    looks = BreakGlass.objects.filter(authority_id=actor.authority_id, reviewed_at__isnull=True)
    count = looks.exclude(reason_code__startswith=BEHIND).count()
    if not count:
        return []
    return [
        WorktrayItem(
            group=Group.TODAY,
            urgency=Urgency.ANSWER_TODAY,
            tag="soon",
            tag_word=_("Review"),
            title=_("Emergency looks to review: %(count)d") % {"count": count},
            url=reverse("child_index:reviews"),
            button=_("Review"),
        )
    ]
