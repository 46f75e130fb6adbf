"""What shields offer to the shared places: the worktray, the page "Who this is", one thing to do."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from teamaround.access.actor import Actor
from teamaround.access.roles import Role
from teamaround.child_index import access, places, search_rows, shielding
from teamaround.child_index.models import BreakGlass, Entry
from teamaround.child_index.shield_actions import BEHIND
from teamaround.child_index.shield_rules import SOON
from teamaround.families import bar, protection, who
from teamaround.families.announcements import PersonChanged, person_changed
from teamaround.families.bar import Door
from teamaround.families.models import Relationship
from teamaround.kit import clock
from teamaround.kit.dates import short_day_words
from teamaround.notifications import kinds, worktray
from teamaround.notifications.worktray import Group, Urgency, WorktrayItem, group_for


def register() -> None:
    """Called once, when the site starts."""
    protection.register(shielding.kept_back)
    person_changed.listen(follow)
    who.offer_block(10, places.block)
    bar.offer_can_do(
        95, Door("shield", gettext_lazy("Protect where this child lives"), "child_index:shield", access.SHIELD.name)
    )
    worktray.register_rows("child_index.shields", due)
    worktray.register_rows("child_index.looks_behind", looks)
    kinds.register(
        kinds.Kind(
            key="child_index.shield",
            subject=gettext_lazy("A child you lead is protected now"),
            body=gettext_lazy(
                "The index team now protects where a child lives whom you lead. Sign in to see what is kept back, and "
                "from whom. Do not pass on addresses, numbers or the school: %(link)s"
            ),
            path=lambda _values: reverse("desks:worktray"),
        )
    )


def follow(change: PersonChanged) -> None:
    """Somebody was changed: seal what is new behind a shield, then rebuild what searches go by."""
    if change.what in ("address", "contact", "tie"):
        shielding.seal_anew(change.person_ids)
    ties = Relationship.objects.filter(person_id__in=change.person_ids).values_list("child_id", flat=True)
    children = Entry.objects.filter(pk__in={*change.person_ids, *ties}).values_list("pk", flat=True)
    search_rows.rebuild(children)


def due(actor: Actor) -> list[WorktrayItem]:
    """For the index team: shields whose review comes or is late."""
    if actor.role != Role.INDEX_TEAM:
        return []
    today = clock.today()
    rows = shielding.open_shields().filter(authority_id=actor.authority_id, review_on__lte=today + SOON)
    return [
        WorktrayItem(
            group=group_for(row.review_on),
            urgency=Urgency.LATE if row.review_on < today else Urgency.DUE,
            tag="late" if row.review_on < today else "soon",
            tag_word=_("Late") if row.review_on < today else _("Review"),
            title=_("Is %(name)s still to be protected?") % {"name": row.child.name},
            url=reverse("child_index:shield", kwargs={"child_ref": row.child.ref}),
            lines=(_("Review by %(day)s.") % {"day": short_day_words(row.review_on, today)},),
            button=_("Review"),
            due=row.review_on,
            child_ids=(row.child_id,),
        )
        for row in rows.select_related("child").order_by("review_on", "pk")
    ]


def looks(actor: Actor) -> list[WorktrayItem]:
    """For reviewers: looks behind a shield, before everything else."""
    if actor.role != Role.REVIEWER:
        return []
    rows = BreakGlass.objects.filter(
        authority_id=actor.authority_id, reviewed_at__isnull=True, reason_code__startswith=BEHIND
    )
    return [
        WorktrayItem(
            group=Group.TODAY,
            urgency=Urgency.SAFEGUARDING,
            tag="late",
            tag_word=_("Review now"),
            title=_("%(who)s looked behind a shield") % {"who": row.post.name},
            url=reverse("child_index:review", kwargs={"look_ref": row.ref}),
            lines=(f"{row.post.job_title}, {row.post.agency.name}",),
            button=_("Review"),
            child_ids=(row.child_id,),
        )
        for row in rows.select_related("post__practitioner", "post__agency").order_by("opened_at")
    ]
