"""What the index offers to the shared places: worktray rows and things one can do."""

from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from teamaround.access import engine
from teamaround.access.actor import Actor
from teamaround.child_index import access
from teamaround.child_index.models import BreakGlass, Enquiry, Involvement
from teamaround.child_index.presenters import asked_whom
from teamaround.child_index.shield_actions import BEHIND
from teamaround.consent.asking import agencies_round
from teamaround.families import bar
from teamaround.families.bar import Door
from teamaround.kit import clock
from teamaround.kit.dates import short_day_words
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


def _enquiries(actor: Actor) -> list[Any]:
    """What I asked and have not put away, and what waits for my answer (`waits_here`): one statement a page."""
    here = access.asked(actor).filter(child_id__in=engine.child_ids(actor, access.ANSWER_ENQUIRY))
    related = (
        "child", "asked_by__practitioner", "asked_by__agency", "to_agency", "to_post__practitioner",
        "answered_by__practitioner",
    )  # fmt: skip
    rows = (
        Enquiry.objects.annotate(waits_here=Exists(here.filter(pk=OuterRef("pk"))))
        .filter(Q(waits_here=True) | Q(asked_by_id=actor.post_id, read_at__isnull=True))
        .select_related(*related)
        .order_by("pk")
    )
    return engine.once_a_page(("child_index.enquiries", actor), lambda: list(rows))


def asked(actor: Actor) -> list[WorktrayItem]:
    """Questions that wait for my answer."""
    return [_to_answer(row) for row in _enquiries(actor) if row.waits_here]


def _to_answer(row: Enquiry) -> WorktrayItem:
    late = row.answer_by < clock.today()
    return WorktrayItem(
        group=group_for(row.answer_by),
        urgency=Urgency.LATE if late else Urgency.ANSWER_TODAY,
        tag="late" if late else "soon",
        tag_word=_("Late") if late else _("Answer"),
        title=_("%(who)s asks about %(name)s") % {"who": row.asked_by.name, "name": row.child.name},
        url=reverse("child_index:answer", kwargs={"enquiry_ref": row.ref}),
        lines=(f"{row.asked_by.job_title}, {row.asked_by.agency.name}, {row.asked_by.telephone}",),
        button=_("Answer"),
        due=row.answer_by,
        minutes=2,
        child_ids=(row.child_id,),
    )


def answers(actor: Actor) -> list[WorktrayItem]:
    """My questions: answers to read, and those nobody has answered yet."""
    mine = [row for row in _enquiries(actor) if row.asked_by_id == actor.post_id and row.read_at is None]
    return [_answered(row) if row.answered_at else _waiting(row) for row in mine]


def _answered(row: Enquiry) -> WorktrayItem:
    who = row.answered_by.name if row.answered_by else row.to_agency.name
    return WorktrayItem(
        group=Group.TODAY,
        urgency=Urgency.DUE,
        tag="done",
        tag_word=_("Answered"),
        title=_("%(who)s has answered about %(name)s") % {"who": who, "name": row.child.name},
        url=reverse("child_index:asked", kwargs={"enquiry_ref": row.ref}),
        button=_("Read the answer"),
        minutes=1,
        child_ids=(row.child_id,),
    )


def _waiting(row: Enquiry) -> WorktrayItem:
    late = row.answer_by < clock.today()
    due = {"day": short_day_words(row.answer_by, clock.today()), "who": asked_whom(row)}
    line = _("Sent to %(who)s, due %(day)s. It is late: ring them.") if late else _("Sent to %(who)s, due %(day)s.")
    return WorktrayItem(
        group=Group.WAITING,
        urgency=Urgency.FOR_INFORMATION,
        tag="late" if late else "outline",
        tag_word=_("Late") if late else _("Asked"),
        title=_("Your question about %(name)s") % {"name": row.child.name},
        url=reverse("child_index:asked", kwargs={"enquiry_ref": row.ref}),
        lines=(line % due,),
        child_ids=(row.child_id,),
    )


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
