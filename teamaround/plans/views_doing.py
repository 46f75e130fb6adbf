"""Actions, offers and reviews of a plan."""

import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from teamaround.access import doing, engine
from teamaround.access.gate import Gated, gate
from teamaround.access.submitting import submit
from teamaround.families.models import Person
from teamaround.families.pages import form_page
from teamaround.families.presenters import child_page
from teamaround.families.queries import load_child
from teamaround.kit import clock
from teamaround.kit.dates import day_words
from teamaround.local_settings.values import value
from teamaround.plans import access, choices, doing_things, forms, offers, presenters, queries
from teamaround.plans.actions import Stale
from teamaround.plans.models import Action, Need, Offer, Plan, PlanEpisode
from teamaround.plans.reviews import Comment, Line, review
from teamaround.plans.views import episode_of, first_child, page_of_plan, stale_words


@gate("plans.change", load=queries.load_need)
def add_action(request: Gated, need: Need) -> HttpResponseBase:
    child = first_child(request, need.plan)
    owners = choices.owners(episode_of(child), request.actor)
    agencies = choices.agencies(need.authority_id)
    form = forms.ActionForm(
        request.POST or None, owners=owners.choices, agencies=[(ref, each.name) for ref, each in agencies.items()]
    )

    def act(given: dict[str, Any]) -> str:
        doing_things.add_action(
            by=request.actor,
            need=need,
            what=given["what"],
            outcome=given["outcome"],
            aim=given["aim"],
            agency=agencies[given["agency"]],
            due_on=given["due_on"],
            owner_post=owners.posts.get(given["owner"]),
            owner_person=owners.people.get(given["owner"]),
        )
        messages.success(request, _("The action is in the plan."))
        return page_of_plan(child)

    return submit(request, form, act) or form_page(
        request,
        child,
        title=_("Add an action"),
        form=form,
        button=_("Add the action"),
        intro=[_("For: “%(need)s”") % {"need": need.words}],
        tab="plan",
        back=page_of_plan(child),
    )


@gate("plans.change", load=queries.load_action)
def change_action(request: Gated, action: Action) -> HttpResponseBase:
    child = first_child(request, action.need.plan)
    start = {"what": action.what, "outcome": action.outcome, "due_on": action.due_on, "version": action.version}
    form = forms.ChangeActionForm(request.POST or None, initial=start)
    missing: list[str] = []

    def act(given: dict[str, Any]) -> str:
        doing_things.change_action(
            by=request.actor,
            action=action,
            what=given["what"],
            outcome=given["outcome"],
            due_on=given["due_on"],
            version=int(given["version"]),
        )
        messages.success(request, _("Changed."))
        return page_of_plan(child)

    try:
        done = submit(request, form, act)
    except Stale as stale:
        now = f"{stale.now.what}; {stale.now.outcome}; {day_words(stale.now.due_on)}"
        done, missing = None, stale_words(form, now, "version", str(stale.now.version))
    return done or form_page(
        request, child, title=_("Change an action"), form=form, button=_("Save the action"), tab="plan",
        missing=missing, back=page_of_plan(child),
    )  # fmt: skip


@gate("plans.progress", load=queries.load_action)
def progress(request: Gated, action: Action) -> HttpResponseBase:
    """How it went. Who only owns this action sees this page and no more of the plan."""
    child = first_child(request, action.need.plan)
    form = forms.ProgressForm(request.POST or None)
    reads = engine.check(request.actor, access.READ, child.pk).allowed
    back = page_of_plan(child) if reads else reverse("desks:worktray")

    def act(given: dict[str, str]) -> str:
        doing_things.say_progress(by=request.actor, action=action, state=given["state"], words=given["words"])
        messages.success(request, _("Thank you. It is in the plan."))
        return back

    intro = [action.what, _("So that %(outcome)s") % {"outcome": action.outcome}]
    done = submit(request, form, act)
    if done is not None:
        return done
    context = child_page(request.actor, child, tab="plan") if reads else {"child": child, "tabs": [], "bar": None}
    template = "plans/progress.html" if reads else "plans/progress_alone.html"
    more = {"title": _("How did it go?"), "form": form, "intro": intro, "back": back, "ways": presenters.PROGRESS}
    return TemplateResponse(request, template, context | more)


@gate("plans.change", load=queries.load_need)
def add_offer(request: Gated, need: Need) -> HttpResponseBase:
    child = first_child(request, need.plan)
    agencies = choices.agencies(need.authority_id)
    form = forms.OfferForm(request.POST or None, agencies=[(ref, each.name) for ref, each in agencies.items()])

    def act(given: dict[str, str]) -> str:
        offers.offer(by=request.actor, need=need, what=given["what"], agency=agencies[given["agency"]])
        messages.success(request, _("The offer is in the plan. The family can answer it."))
        return page_of_plan(child)

    return submit(request, form, act) or form_page(
        request, child, title=_("Add an offer"), form=form, button=_("Add the offer"), tab="plan",
        intro=[_("For: “%(need)s”") % {"need": need.words}], back=page_of_plan(child),
    )  # fmt: skip


@gate("plans.read", load=queries.load_offer)
def offer(request: Gated, made: Offer) -> HttpResponseBase:
    """How an offer stands, for whoever changes the plan; what the family told, for whoever leads."""
    child = first_child(request, made.need.plan)
    may = engine.permitted(request.actor, child.pk, [access.CHANGE, access.ANSWER_OFFER])
    if not may:
        doing.require(request.actor, access.CHANGE, child.pk)
    form = forms.OfferStateForm(
        request.POST or None, offer=made, may_move=access.CHANGE.name in may, may_answer=access.ANSWER_OFFER.name in may
    )

    def act(given: dict[str, str]) -> str:
        if given.get("state"):
            offers.move_offer(by=request.actor, offer=made, state=given["state"])
        if given.get("answer"):
            offers.answer_offer(by=request.actor, offer=made, answer=given["answer"])
        messages.success(request, _("Written down."))
        return page_of_plan(child)

    intro = [_("Now: %(state)s") % {"state": made.get_state_display()}]
    if made.family_answer:
        intro.append(_("The family said: %(answer)s") % {"answer": made.get_family_answer_display()})
    return submit(request, form, act) or form_page(
        request, child, title=made.what, form=form, button=_("Save"), tab="plan", intro=intro, back=page_of_plan(child)
    )


@gate("plans.review", load=load_child)
def review_plan(request: Gated, child: Person) -> HttpResponseBase:
    """Look at the plan again: each need, the child's and the parents' words, what next."""
    found = queries.shown(request.actor, episode_of(child))
    if found is None or found.plan.state != Plan.State.AGREED:
        messages.info(request, _("There is no agreed plan to look at yet. Say first that the plan is agreed."))
        return redirect(page_of_plan(child))
    links = _children_to_review(request, found.plan)
    request.passage.showed(*(link.episode.child_id for link in links))
    needs = [row for row in found.rows if row.need.met_on is None]
    days = datetime.timedelta(days=value(child.authority_id, "review_next_days"))
    form = forms.ReviewForm(
        request.POST or None,
        needs=[(row.need.ref, row.need.words, row.now.value if row.now else None) for row in needs],
        children=[(link.episode.ref, link.episode.child.first_name) for link in links],
        next_on=clock.today() + days,
    )

    reviewed = _("The review is written down. The new day is in everybody's worktray who leads.")

    def act(given: dict[str, Any]) -> str:
        same = {name: given[name] for name in ("held_on", "next_step", "next_on", "present", "notes")}
        lines, comments = _lines(given, needs), _comments(given, links)
        review(by=request.actor, plan=found.plan, lines=lines, comments=comments, **same)
        closing = given["next_step"] == "close"
        messages.success(request, _("The review is written down. Close the help here.") if closing else reviewed)
        return reverse("episodes:close", kwargs={"child_ref": child.ref}) if closing else page_of_plan(child)

    return submit(request, form, act) or form_page(
        request,
        child,
        title=_("Look at the plan again"),
        form=form,
        button=_("Save the review"),
        tab="plan",
        back=page_of_plan(child),
        template="plans/review.html",
    )


def _children_to_review(request: Gated, live: Plan) -> list[PlanEpisode]:
    """The children of the plan whom this reader may review."""
    links = live.serves.select_related("episode__child").order_by("episode_id")
    return [link for link in links if engine.check(request.actor, access.REVIEW, link.episode.child_id).allowed]


def _lines(given: dict[str, Any], rows: list[queries.NeedRow]) -> list[Line]:
    return [
        Line(
            row.need,
            given[f"scale_{row.need.ref}"],
            given[f"words_{row.need.ref}"],
            given[f"met_{row.need.ref}"] == "yes",
        )
        for row in rows
    ]


def _comments(given: dict[str, Any], links: list[PlanEpisode]) -> list[Comment]:
    return [
        Comment(link.episode, whose, given[f"{whose}_{link.episode.ref}"], given[f"why_{whose}_{link.episode.ref}"])
        for link in links
        for whose in ("child", "parent")
    ]
