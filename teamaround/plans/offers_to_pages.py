"""What plans offer to the shared places: tab, worktray rows, sentences, outcomes at closing."""

import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from teamaround.access import engine
from teamaround.access.actor import Actor
from teamaround.agencies.announcements import hangs_on_post
from teamaround.agencies.models import Post
from teamaround.child_index.announcements import transferred
from teamaround.episodes.announcements import Moved, before_closing, moved
from teamaround.episodes.closing import offer_outcomes
from teamaround.episodes.models import Episode, State
from teamaround.episodes.story import add_sentences
from teamaround.families import bar
from teamaround.families.bar import Door
from teamaround.kit import clock
from teamaround.kit.dates import short_day_words
from teamaround.notifications import worktray
from teamaround.notifications.worktray import Urgency, WorktrayItem, group_for
from teamaround.plans import access, moving_away, queries
from teamaround.plans.models import Action, ActionState, Plan, PlanEpisode

SOON = datetime.timedelta(days=14)


def register() -> None:
    """Called once, when the site starts."""
    bar.offer_tab(30, Door("plan", gettext_lazy("Plan"), "plans:plan", access.READ.name))
    worktray.register_rows("plans.actions", my_actions)
    worktray.register_rows("plans.reviews", reviews_due)
    before_closing.listen(still_open)
    moved.listen(close_plan)
    transferred.listen(moving_away.hand_over)
    offer_outcomes(outcomes)
    hangs_on_post.listen(open_actions_of)
    add_sentences(
        plans_begun="The plan was begun.",
        plans_need_added="A need was added to the plan.",
        plans_agreed="The plan was agreed.",
        plans_reviewed="The plan was looked at again.",
    )


def open_actions_of(post: Post) -> list[str]:
    """For whoever ends the post: how many actions would have nobody. No names: the index team reads none."""
    count = Action.objects.filter(owner_post=post, state__in=[ActionState.TO_DO, ActionState.UNDER_WAY]).count()
    words = ngettext(
        "%(count)d open action of a plan is this person's.", "%(count)d open actions of plans are this person's.", count
    )
    return [words % {"count": count}] if count else []


def my_actions(actor: Actor) -> list[WorktrayItem]:
    """Actions of mine, late ones first."""
    today = clock.today()
    return [_row(action, today) for action in queries.my_actions(actor)]


def _row(action: queries.MyAction, today: datetime.date) -> WorktrayItem:
    late = (today - action.due_on).days
    words = ngettext("%(count)d day late", "%(count)d days late", late) % {"count": late}
    return WorktrayItem(
        group=group_for(action.due_on),
        urgency=Urgency.LATE if late > 0 else Urgency.DUE,
        tag="late" if late > 0 else "outline",
        tag_word=words if late > 0 else short_day_words(action.due_on, today),
        title=action.what,
        url=reverse("plans:progress", kwargs={"action_ref": action.ref}),
        lines=(_("Action for %(name)s.") % {"name": ", ".join(child.name for child in action.children)},),
        button=_("Say how it went"),
        due=action.due_on,
        minutes=2,
        child_ids=tuple(child.pk for child in action.children),
    )


def reviews_due(actor: Actor) -> list[WorktrayItem]:
    """Reviews of plans I lead, due within two weeks: one row a plan, under the first child of it I may see."""
    today = clock.today()
    links = (
        PlanEpisode.objects.filter(
            plan__state=Plan.State.AGREED,
            plan__next_review_on__lte=today + SOON,
            episode__child_id__in=engine.child_ids(actor, access.REVIEW),
            episode__appointments__post_id=actor.post_id,
            episode__appointments__ends__isnull=True,
        )
        .select_related("plan", "episode__child")
        .order_by("plan__next_review_on", "pk")
    )
    rows = []
    for link in {link.plan_id: link for link in reversed(links)}.values():
        due, child = link.plan.next_review_on, link.episode.child
        if due is None:
            continue
        rows.append(
            WorktrayItem(
                group=group_for(due),
                urgency=Urgency.LATE if due < today else Urgency.DUE,
                tag="late" if due < today else "outline",
                tag_word=short_day_words(due, today),
                title=_("Look at the plan for %(name)s again") % {"name": child.name},
                url=reverse("plans:review", kwargs={"child_ref": child.ref}),
                button=_("Begin the review"),
                due=due,
                minutes=15,
                child_ids=(child.pk,),
            )
        )
    return rows


def still_open(episode: Episode) -> list[str]:
    """Said on the closing page, never a bar to closing."""
    count = Action.objects.filter(
        need__serves__episode=episode, state__in=[ActionState.TO_DO, ActionState.UNDER_WAY]
    ).count()
    if not count:
        return []
    return [ngettext("%(count)d action is still open.", "%(count)d actions are still open.", count) % {"count": count}]


def close_plan(change: Moved) -> None:
    """When the last episode of a plan closes, so does the plan. Listener; inside the recording of the change."""
    if change.episode.state != State.CLOSED:
        return
    for plan in Plan.objects.filter(serves__episode=change.episode).exclude(state=Plan.State.CLOSED):
        if not plan.serves.exclude(episode__state=State.CLOSED).exists():
            plan.state = Plan.State.CLOSED
            plan.save()


def outcomes(episode: Episode) -> list[dict[str, Any]]:
    """By need: words, met or not, first and last place on the scale; kept with the closing (DUD-08)."""
    plan = queries.plan_of(episode)
    if plan is None:
        return []
    rows = []
    for link in episode.need_links.select_related("need").prefetch_related("need__readings"):
        readings = sorted(link.need.readings.all(), key=lambda row: (row.on, row.pk))
        rows.append(
            {
                "need": link.need.pk,
                "met": link.need.met_on is not None,
                "first": readings[0].value if readings else None,
                "last": readings[-1].value if readings else None,
            }
        )
    return rows
