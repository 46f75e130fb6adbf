"""The asker's side: the list of a child's requests, asking, what goes along, one request. Answers: views_answer.py."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from teamaround.access import engine
from teamaround.access.gate import Gated, gate
from teamaround.access.submitting import submit
from teamaround.audit.submissions import once
from teamaround.consent.standing import standing
from teamaround.episodes.models import Episode
from teamaround.episodes.models import State as EpisodeState
from teamaround.episodes.queries import current_episode
from teamaround.families.models import Person
from teamaround.families.pages import form_page, page_of
from teamaround.families.presenters import child_page
from teamaround.families.queries import load_child
from teamaround.kit.forms import new_submission_key
from teamaround.kit.pieces import Link
from teamaround.kit.problems import Problem
from teamaround.plans.models import Action
from teamaround.plans.queries import load_action
from teamaround.referrals import access, actions, asking, choices, contents, forms, hearing, presenters, queries, rules
from teamaround.referrals.models import Referral, State


def page_of_request(referral: Referral) -> str:
    return reverse("referrals:one", kwargs={"referral_ref": referral.ref})


@gate("referrals.read", load=load_child)
def of_child(request: Gated, child: Person) -> HttpResponseBase:
    """Which services were asked for this child, and how each request stands."""
    found = queries.of_child(request.actor, child.pk)
    may_ask = engine.check(request.actor, access.ASK, child.pk).allowed
    context = child_page(request.actor, child) | {
        "title": _("Services we asked for %(name)s") % {"name": child.first_name},
        "cards": [presenters.card(row) for row in found],
        "ask_url": reverse("referrals:ask", kwargs={"child_ref": child.ref}) if may_ask else "",
    }
    return TemplateResponse(request, "referrals/of_child.html", context)


@gate("referrals.ask", load=load_child)
def ask(request: Gated, child: Person) -> HttpResponseBase:
    """Which service, what for, does the family want it: the request is kept, and nothing leaves yet."""
    episode = current_episode(child.pk)
    if episode is None or episode.state == EpisodeState.CLOSED:
        messages.info(request, _("Open the help for this child first; then you can ask a service."))
        return redirect(page_of(child))
    found = asking.beginning(request.actor, episode, request.GET)
    form = _ask_form(request, found)

    def act(given: dict[str, Any]) -> str:
        made = actions.prepare(by=request.actor, episode=episode, wanted=asking.wanted(given, found))
        if found.rows:
            actions.choose(by=request.actor, referral=made, keys=found.rows)
        return reverse("referrals:along", kwargs={"referral_ref": made.ref})

    return submit(request, form, act) or form_page(
        request,
        child,
        title=_("Ask a service for help"),
        form=form,
        button=_("Go on"),
        intro=[_("Nothing is sent yet. Next you choose what goes with it and see what they will read.")],
        missing=_asked_already(episode, found),
    )


@gate("referrals.ask", load=load_action)
def for_action(request: Gated, action: Action) -> HttpResponseBase:
    """From an action of the plan: the same form, about the first child of it for whom one may ask."""
    served = action.need.serves.select_related("episode__child").order_by("pk")
    child = next(row.episode.child for row in served if row.episode.child_id in request.passage.child_ids)
    return redirect(f"{reverse('referrals:ask', kwargs={'child_ref': child.ref})}?action={action.ref}")


def _ask_form(request: Gated, found: asking.Beginning) -> forms.AskForm:
    services = choices.service_choices(found.services)
    return forms.AskForm(request.POST or None, services=services, needs=found.needs, initial=found.start)


def _asked_already(episode: Episode, found: asking.Beginning) -> list[str]:
    agency = next((each for each in found.services if each.ref == found.start.get("agency")), None)
    before = queries.open_to(episode, agency.pk) if agency is not None and not agency.sensitive else None
    if before is None:
        return []
    return [_("%(agency)s was asked already, and that request is still open.") % {"agency": before.agency.name}]


@gate("referrals.ask", load=queries.load_referral)
def change(request: Gated, referral: Referral) -> HttpResponseBase:
    """Other words, another service, or the family's answer, while it is not sent."""
    child, episode = referral.episode.child, referral.episode
    if referral.state != State.DRAFT:
        return redirect(page_of_request(referral))
    found = asking.beginning(request.actor, episode, request.GET)
    found.start = asking.said_before(referral)
    found.start |= {"family_said": referral.family_said, "family_who": referral.family_who}
    found.action, found.decision = referral.action, referral.decision
    form = _ask_form(request, found)

    def act(given: dict[str, Any]) -> str:
        actions.change(by=request.actor, referral=referral, wanted=asking.wanted(given, found))
        return page_of_request(referral)

    return submit(request, form, act) or form_page(
        request, child, title=_("Change the request"), form=form, button=_("Save"), back=page_of_request(referral)
    )


@gate("referrals.ask", load=queries.load_referral)
def along(request: Gated, referral: Referral) -> HttpResponseBase:
    """Who there, and what goes along: only what may go to this service can be ticked."""
    child = referral.episode.child
    if referral.state != State.DRAFT:
        return redirect(page_of_request(referral))
    offered = contents.offered(request.actor, referral.episode, referral.agency)
    who = choices.who_there(referral.agency)
    form = forms.AlongForm(request.POST or None, who=who.choices, offered=offered)
    form.initial = {**form.initial, **forms.along_of(referral, form)}

    def act(given: dict[str, Any]) -> str:
        keys = [key for name in ("family", "parts", "rows") for key in given.get(name, [])]
        actions.choose(
            by=request.actor,
            referral=referral,
            keys=keys,
            locality=who.teams.get(given["who"]),
            to_post=who.people.get(given["who"]),
        )
        return page_of_request(referral)

    return submit(request, form, act) or form_page(
        request,
        child,
        title=_("What goes to %(agency)s?") % {"agency": referral.agency.name},
        form=form,
        button=_("See what they will read"),
        intro=[_("Name and age of %(name)s always go. Tick what helps them to help.") % {"name": child.first_name}],
        missing=_kept(child, offered),
        back=page_of_request(referral),
        template="referrals/along.html",
    )


def _kept(child: Person, offered: contents.Offered) -> list[str]:
    """What stays here, and what the family asked to keep out."""
    found = []
    if offered.kept_back:
        words = ngettext(
            "%(count)d row of the story is not offered: it may not go there.",
            "%(count)d rows of the story are not offered: they may not go there.",
            offered.kept_back,
        )
        found.append(words % {"count": offered.kept_back})
    for words in standing(child.pk).keep_outs:
        found.append(_("The family asked to keep this out: “%(words)s”") % {"words": words})
    return found


@gate("referrals.read", load=queries.load_referral)
def one(request: Gated, referral: Referral) -> HttpResponseBase:
    """One request: before sending what they will read, afterwards how it stands and what was sent."""
    child = referral.episode.child
    draft = referral.state == State.DRAFT
    may = engine.permitted(request.actor, child.pk, [access.ASK, access.FOLLOW])
    offered = contents.offered(request.actor, referral.episode, referral.agency) if draft else None
    pieces = offered.chosen(referral.chosen) if offered else contents.sent(request.actor, referral)
    footing = actions.footing(referral) if draft else ""
    verbs = rules.verbs(referral.state, "asker") if access.FOLLOW.name in may else ()
    page = child_page(request.actor, child, tab="requests")
    all_of_child = reverse("referrals:of_child", kwargs={"child_ref": child.ref})
    context = page | {
        "crumbs": [*page["crumbs"], Link(_("Services we asked"), all_of_child), Link(referral.agency.name, "")],
        "title": _("Request to %(agency)s") % {"agency": referral.agency.name},
        "referral": referral,
        "status": presenters.status_of(referral),
        "asked_of": presenters.asked_of(referral),
        "lines": presenters.standing_lines(referral),
        "draft": draft,
        "may_ask": access.ASK.name in may,
        "footing": footing,
        "pieces": pieces,
        "gone": len(referral.chosen) - len(pieces) if draft else 0,
        "steps": presenters.steps(queries.history(referral)),
        "family_words": presenters.family_words(referral),
        "verbs": verbs,
        "may_hear": bool(access.FOLLOW.name in may and hearing.may_be_heard(referral)),
        "instead": presenters.ask_link(referral) if access.ASK.name in may else None,
        "key": new_submission_key(),
    }
    return TemplateResponse(request, "referrals/one.html", context)


def _once(request: Gated, do: Any) -> HttpResponseBase | None:
    """A button pressed twice does it once; a sentence of a rule is shown on the page."""
    try:
        return redirect(once(request.actor.account_id or 0, request.POST.get("submission_key", ""), do))
    except Problem as problem:
        messages.error(request, problem.sentence)
        return None


@require_POST
@gate("referrals.ask", load=queries.load_referral)
def send(request: Gated, referral: Referral) -> HttpResponseBase:
    def do() -> str:
        sent = actions.send(by=request.actor, referral=referral)
        words = _("Sent to %(agency)s. If no answer has come by the day, you see it in your worktray.")
        messages.success(request, words % {"agency": sent.agency.name})
        return page_of_request(referral)

    return _once(request, do) or redirect(page_of_request(referral))


@require_POST
@gate("referrals.follow", load=queries.load_referral)
def chase(request: Gated, referral: Referral) -> HttpResponseBase:
    def do() -> str:
        actions.chase(by=request.actor, referral=referral)
        messages.success(request, _("Asked again. There is a new day for the answer. Ringing them is quicker still."))
        return page_of_request(referral)

    return _once(request, do) or redirect(page_of_request(referral))


@require_POST
@gate("referrals.follow", load=queries.load_referral)
def settle(request: Gated, referral: Referral) -> HttpResponseBase:
    def do() -> str:
        actions.settle(by=request.actor, referral=referral)
        messages.success(request, _("It has left your worktray. The answer stays here."))
        return page_of_request(referral)

    return _once(request, do) or redirect(page_of_request(referral))


@gate("referrals.follow", load=queries.load_referral)
def withdraw(request: Gated, referral: Referral) -> HttpResponseBase:
    """Take it back, with a word on why; the service no longer sees it."""
    form = forms.WordsForm(request.POST or None)

    def act(given: dict[str, str]) -> str:
        actions.withdraw(by=request.actor, referral=referral, words=given["words"])
        messages.success(request, _("The request is taken back. The service no longer sees it."))
        return reverse("referrals:of_child", kwargs={"child_ref": referral.episode.child.ref})

    return submit(request, form, act) or form_page(
        request,
        referral.episode.child,
        title=_("Take the request to %(agency)s back") % {"agency": referral.agency.name},
        form=form,
        button=_("Take it back"),
        back=page_of_request(referral),
    )
