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
from teamaround.consent.standing import missing_for_sharing
from teamaround.episodes.models import Episode
from teamaround.episodes.queries import current_episode
from teamaround.families.models import Person
from teamaround.families.pages import form_page
from teamaround.families.presenters import child_page
from teamaround.families.queries import load_child
from teamaround.kit.problems import Problem
from teamaround.plans import access, actions, choices, forms, presenters, queries, rules
from teamaround.plans.models import Need, Plan


def episode_of(child: Person) -> Episode:
    episode = current_episode(child.pk)
    if episode is None:
        raise Http404
    return episode


def page_of_plan(child: Person) -> str:
    return reverse("plans:plan", kwargs={"child_ref": child.ref})


def first_child(request: Gated, plan: Plan) -> Person:
    """A child of the plan whom this reader may see: the page one goes back to."""
    children = Person.objects.filter(pk__in=request.passage.child_ids).order_by("pk")
    found = children.first()
    assert found is not None
    return found


@gate("plans.read", load=load_child)
def plan(request: Gated, child: Person) -> HttpResponseBase:
    """Needs as the family ranked them, with actions, offers, who agrees, and reviews."""
    episode = episode_of(child)
    live = queries.plan_of(episode)
    may = engine.permitted(
        request.actor, child.pk, [access.CHANGE, access.PROGRESS, access.AGREE, access.REVIEW, access.PRINT]
    )
    context = child_page(request.actor, child, tab="plan") | {
        "title": _("Plan for %(name)s") % {"name": child.first_name},
        "plan": live,
        "may": may,
        "missing": missing_for_sharing(child),
    }
    return TemplateResponse(request, "plans/plan.html", context | (_content(request, live, may) if live else {}))


def _content(request: Gated, live: Plan, may: frozenset[str]) -> dict[str, Any]:
    rows = queries.needs_for(request.actor, live)
    request.passage.showed(*(child.pk for row in rows for child in row.children))
    names = presenters.type_names([row.need.type_key for row in rows])
    agreements = queries.agreements_of(live)
    return {
        "lanes": [
            presenters.lane(
                row, number, names, may_change=access.CHANGE.name in may, may_say=access.PROGRESS.name in may
            )
            for number, row in enumerate(rows, start=1)
        ],
        "agreements": agreements,
        "agreement_word": rules.agreement_word([row.answer for row in agreements]),
        "reviews": queries.reviews_of(live),
        "draft": live.state == Plan.State.DRAFT,
        "going_well": live.going_well,
    }


@require_POST
@gate("plans.change", load=load_child)
def begin(request: Gated, child: Person) -> HttpResponseBase:
    actions.begin(by=request.actor, episode=episode_of(child))
    messages.success(request, _("The plan is begun. Start with the first need, in the family's words."))
    return redirect(page_of_plan(child))


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
        done, missing = None, stale_words(form, stale.now.words, stale.now.version)
    return done or form_page(
        request, child, title=_("Change a need"), form=form, button=_("Save the need"), tab="plan", missing=missing,
        back=page_of_plan(child),
    )  # fmt: skip


def stale_words(form: Any, now: str, version: int) -> list[str]:
    """Both texts are shown and neither is lost; sending again is then based on the newer one (design.md 6)."""
    form.data = form.data.copy()
    form.data["version"] = str(version)
    form.data["submission_key"] = form.fields["submission_key"].initial + "-again"
    return [
        _("Somebody changed this while you wrote. It now reads: “%(now)s”") % {"now": now},
        _("Your text is still below. Put the two together, then save."),
    ]


@require_POST
@gate("plans.change", load=queries.load_need)
def rank(request: Gated, need: Need) -> HttpResponseBase:
    """One place up or down, without dragging."""
    actions.rank_need(by=request.actor, need=need, step=-1 if request.POST.get("step") == "-1" else 1)
    return redirect(f"{page_of_plan(first_child(request, need.plan))}#need-{need.ref}")


@gate("plans.agree", load=load_child)
def agree(request: Gated, child: Person) -> HttpResponseBase:
    """Who agrees, in part with words, or does not."""
    episode = episode_of(child)
    live = queries.plan_of(episode)
    if live is None:
        return redirect(page_of_plan(child))
    owners = choices.owners(episode)
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
    live = queries.plan_of(episode_of(child))
    if live is not None:
        try:
            actions.agree_plan(by=request.actor, plan=live)
            messages.success(request, _("The plan is agreed. Help begins."))
        except Problem as problem:
            messages.error(request, problem.sentence)
    return redirect(page_of_plan(child))


@gate("plans.read", load=load_child)
def show_family(request: Gated, child: Person) -> HttpResponseBase:
    """The plan in the family's look, for showing on one's own screen."""
    live = queries.plan_of(episode_of(child))
    rows = queries.needs_for(request.actor, live, episode=episode_of(child)) if live else []
    context = {"title": _("The plan for %(name)s") % {"name": child.first_name}, "child": child, "rows": rows}
    return TemplateResponse(request, "plans/family.html", context)
