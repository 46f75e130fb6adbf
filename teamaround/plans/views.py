"""The plan: its page, beginning and agreeing it, needs and their order, and showing it to the family."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from teamaround.access import engine
from teamaround.access.gate import Gated, gate
from teamaround.access.submitting import submit
from teamaround.audit.submissions import once
from teamaround.consent.standing import missing_for_sharing
from teamaround.episodes.models import Episode, State
from teamaround.episodes.queries import current_episode
from teamaround.families.models import Person
from teamaround.families.pages import form_page
from teamaround.families.presenters import child_page
from teamaround.families.queries import load_child
from teamaround.kit import clock
from teamaround.kit.dates import day_words
from teamaround.kit.problems import Problem
from teamaround.plans import access, actions, choices, forms, presenters, queries, rules
from teamaround.plans.models import Need, Plan


def episode_of(child: Person) -> Episode:
    episode = current_episode(child.pk)
    if episode is None:
        raise Http404
    return episode


def live_plan_of(child: Person) -> Plan:
    """Raises Http404 where there is none."""
    found = queries.plan_of(episode_of(child))
    if found is None:
        raise Http404
    return found


def page_of_plan(child: Person) -> str:
    return reverse("plans:plan", kwargs={"child_ref": child.ref})


def first_child(request: Gated, plan: Plan) -> Person:
    """A child of the plan whom this reader may see: the page one goes back to."""
    children = Person.objects.filter(pk__in=request.passage.child_ids).order_by("pk")
    found = children.first()
    assert found is not None
    return found


WAYS = (access.CHANGE, access.PROGRESS, access.AGREE, access.REVIEW, access.PRINT, access.ANSWER_OFFER)


@gate("plans.read", load=load_child)
def plan(request: Gated, child: Person) -> HttpResponseBase:
    """Needs as the family ranked them, with actions, offers, who agrees, and reviews."""
    episode = episode_of(child)
    found = queries.shown(request.actor, episode)
    closed = found is not None and found.plan.state == Plan.State.CLOSED
    may = engine.permitted(request.actor, child.pk, WAYS)
    context = child_page(request.actor, child, tab="plan") | {
        "title": _("Plan for %(name)s") % {"name": child.first_name},
        "plan": found.plan if found else None,
        "closed": closed,
        "may": may & {access.PRINT.name} if closed else may,
        "may_begin": access.CHANGE.name in may and episode.state != State.CLOSED and (found is None or closed),
        "missing": [] if closed else missing_for_sharing(child),
    }
    return TemplateResponse(request, "plans/plan.html", context | (_content(request, found, may) if found else {}))


def _content(request: Gated, found: queries.Shown, may: frozenset[str]) -> dict[str, Any]:
    rows, live = found.rows, found.plan
    request.passage.showed(*(child.pk for row in [*rows, *found.before] for child in row.children))
    said = queries.agreements_of(request.actor, live)
    allowed = presenters.May()
    if live.state != Plan.State.CLOSED:
        allowed = presenters.May(*(way.name in may for way in (access.CHANGE, access.PROGRESS, access.ANSWER_OFFER)))
    return {
        "lanes": [presenters.lane(row, number, len(rows), allowed) for number, row in enumerate(rows, start=1)],
        "before": [presenters.lane(row, number, 0, presenters.May()) for number, row in enumerate(found.before, 1)],
        "summary": presenters.summary(rows),
        "late_agencies": presenters.late_agencies(rows),
        "agreements": said,
        "agreement_word": presenters.AGREEMENT_WORDS[rules.agreement_word([each.row.answer for each in said])],
        "reviews": presenters.reviews(queries.reviews_of(request.actor, live), rows),
        "draft": live.state == Plan.State.DRAFT,
    }


@require_POST
@gate("plans.change", load=load_child)
def begin(request: Gated, child: Person) -> HttpResponseBase:
    """A new plan; with `carry`, what earlier plans did not meet is taken over."""
    episode = episode_of(child)
    live = actions.begin(by=request.actor, episode=episode)
    taken = actions.carry_over(by=request.actor, plan=live, episode=episode) if request.POST.get("carry") else []
    if taken:
        messages.success(request, _("The new plan is begun with what is still needed. Look whether the words fit."))
    else:
        messages.success(request, _("The plan is begun. Start with the first need, in the family's words."))
    return redirect(page_of_plan(child))


@gate("plans.change", load=load_child)
def going_well(request: Gated, child: Person) -> HttpResponseBase:
    """What already goes well: on top of the plan, before the needs."""
    live = live_plan_of(child)
    start = {"words": live.going_well, "before": actions.mark_of(live.going_well)}
    form = forms.GoingWellForm(request.POST or None, initial=start)
    missing: list[str] = []

    def act(given: dict[str, str]) -> str:
        actions.say_going_well(by=request.actor, plan=live, words=given["words"], before=given["before"])
        messages.success(request, _("Written down."))
        return page_of_plan(child)

    try:
        done = submit(request, form, act)
    except actions.Stale as stale:
        now = stale.now.going_well
        done, missing = None, stale_words(form, now, "before", actions.mark_of(now))
    return done or form_page(
        request, child, title=_("What already goes well?"), form=form, button=_("Save"), tab="plan", missing=missing,
        back=page_of_plan(child),
    )  # fmt: skip


@gate("plans.change", load=load_child)
def add_need(request: Gated, child: Person) -> HttpResponseBase:
    episode = episode_of(child)
    form = forms.NeedForm(request.POST or None, types=choices.need_types(child.authority_id))

    def act(given: dict[str, Any]) -> str:
        live = actions.begin(by=request.actor, episode=episode)
        whose = dict(form.fields["whose_words"].choices)[given["whose_words"]]  # type: ignore[attr-defined]
        actions.add_need(
            by=request.actor,
            plan=live,
            episodes=[episode],
            words=given["words"],
            whose_words=str(whose),
            type_key=given["type_key"],
            scale=given["scale"],
        )
        messages.success(request, _("The need is in the plan. Now add what will be done."))
        return page_of_plan(child)

    return submit(request, form, act) or form_page(
        request, child, title=_("Add a need"), form=form, button=_("Add the need"), tab="plan", back=page_of_plan(child)
    )


@gate("plans.change", load=queries.load_need)
def change_need(request: Gated, need: Need) -> HttpResponseBase:
    child = first_child(request, need.plan)
    start = {"words": need.words, "type_key": need.type_key, "version": need.version}
    form = forms.ChangeNeedForm(request.POST or None, types=choices.need_types(need.authority_id), initial=start)
    missing: list[str] = []

    def act(given: dict[str, Any]) -> str:
        actions.change_need(
            by=request.actor, need=need, words=given["words"], type_key=given["type_key"], version=int(given["version"])
        )
        messages.success(request, _("Changed."))
        return page_of_plan(child)

    try:
        done = submit(request, form, act)
    except actions.Stale as stale:
        done, missing = None, stale_words(form, stale.now.words, "version", str(stale.now.version))
    return done or form_page(
        request, child, title=_("Change a need"), form=form, button=_("Save the need"), tab="plan", missing=missing,
        back=page_of_plan(child),
    )  # fmt: skip


def stale_words(form: Any, now: str, field: str, based_on: str) -> list[str]:
    """Both texts are shown and neither is lost; sending again is then based on the newer one (design.md 6)."""
    form.data = form.data.copy()
    form.data[field] = based_on
    form.data["submission_key"] = form.fields["submission_key"].initial + "-again"
    return [
        _("Somebody changed this while you wrote. It now reads: “%(now)s”") % {"now": now},
        _("Your text is still below. Put the two together, then save."),
    ]


@require_POST
@gate("plans.change", load=queries.load_need)
def rank(request: Gated, need: Need) -> HttpResponseBase:
    """One place up or down, without dragging; the same button pressed twice is one place."""
    back = f"{page_of_plan(first_child(request, need.plan))}#need-{need.ref}"

    def move() -> str:
        actions.rank_need(by=request.actor, need=need, step=-1 if request.POST.get("step") == "-1" else 1)
        return back

    try:
        once(request.actor.account_id or 0, request.POST.get("submission_key", ""), move)
    except Problem as problem:
        messages.error(request, problem.sentence)
    return redirect(back)


@gate("plans.agree", load=load_child)
def agree(request: Gated, child: Person) -> HttpResponseBase:
    """Who agrees, in part with words, or does not."""
    episode, live = episode_of(child), live_plan_of(child)
    owners = choices.owners(episode, request.actor)
    agencies = {f"agency:{post.agency.ref}": post.agency for post in owners.posts.values()}
    people = [(key, agency.name) for key, agency in agencies.items()]
    people += [(key, person.name) for key, person in owners.people.items()]
    form = forms.AgreementForm(request.POST or None, people=people)

    def act(given: dict[str, str]) -> str:
        actions.say_agreement(
            by=request.actor,
            plan=live,
            answer=given["answer"],
            words=given["words"],
            person=owners.people.get(given["who"]),
            agency=agencies.get(given["who"]),
        )
        messages.success(request, _("Written down. Disagreement stays in view."))
        return page_of_plan(child)

    return submit(request, form, act) or form_page(
        request, child, title=_("Who agrees with the plan?"), form=form, button=_("Save"), tab="plan",
        back=page_of_plan(child),
    )  # fmt: skip


@require_POST
@gate("plans.agree", load=load_child)
def agreed(request: Gated, child: Person) -> HttpResponseBase:
    """The button "The plan is agreed"."""
    try:
        agreed_plan = actions.agree_plan(by=request.actor, plan=live_plan_of(child))
        sentence = _("The plan is agreed. Help begins.")
        if agreed_plan.next_review_on is not None:
            day = day_words(agreed_plan.next_review_on, clock.today())
            sentence = _("The plan is agreed. Help begins. Look at it again by %(day)s.") % {"day": day}
        messages.success(request, sentence)
    except Problem as problem:
        messages.error(request, problem.sentence)
    return redirect(page_of_plan(child))
