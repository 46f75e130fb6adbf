"""The team of a child: who is in it, who joins, who leaves."""

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from teamaround.access import engine
from teamaround.access.gate import Gated, gate
from teamaround.access.submitting import submit
from teamaround.agencies.models import Post
from teamaround.episodes.models import Episode
from teamaround.episodes.queries import current_episode
from teamaround.families.models import Person
from teamaround.families.pages import form_page
from teamaround.families.presenters import child_page
from teamaround.families.queries import load_child
from teamaround.lead_professional.queries import leading
from teamaround.team_around_child import access, actions, forms, queries, rules
from teamaround.team_around_child.models import Serving


def _episode(child: Person) -> Episode:
    episode = current_episode(child.pk)
    if episode is None:
        raise Http404
    return episode


def _page_of(child: Person) -> str:
    return reverse("team_around_child:page", kwargs={"child_ref": child.ref})


@gate("team_around_child.read", load=load_child)
def page(request: Gated, child: Person) -> HttpResponseBase:
    episode = _episode(child)
    team = queries.team_for(request.actor, episode)
    leads = leading(episode)
    context = child_page(request.actor, child, tab="people") | {
        "title": _("People round %(name)s") % {"name": child.first_name},
        "team": team,
        "lead_post": leads.lead.post_id if leads.lead else None,
        "deputy_post": leads.deputy.post_id if leads.deputy else None,
        "may_change": engine.check(request.actor, access.CHANGE, child.pk).allowed,
        "past": [(row, rules.LEAVE_REASONS.get(row.leave_reason, "")) for row in team.past],
        "own_post": request.actor.post_id,
    }
    return TemplateResponse(request, "team_around_child/page.html", context)


@gate("team_around_child.change", load=load_child)
def add(request: Gated, child: Person) -> HttpResponseBase:
    """Search by name, job or agency, then choose; family members are offered at once."""
    episode = _episode(child)
    words = request.GET.get("words", "")[:80].strip()
    posts: dict[str, Post] = {}
    if words:
        posts = {f"post:{post.ref}": post for post in queries.posts_by_words(request.actor, words)}
    people = {f"person:{person.ref}": person for person in queries.family_of(episode)}
    choices = [(key, f"{post.name}, {post.job_title}, {post.agency.name}") for key, post in posts.items()]
    choices += [(key, person.name) for key, person in people.items()]
    form = forms.MemberForm(request.POST or None, people=choices)

    def act(given: dict[str, str]) -> str:
        actions.add_member(
            by=request.actor,
            episodes=[episode],
            part=given["part"],
            post=posts.get(given["who"]),
            person=people.get(given["who"]),
        )
        told = _("Added to the team. They are told by e-mail.")
        messages.success(request, told if given["who"] in posts else _("Added to the team."))
        return _page_of(child)

    context = child_page(request.actor, child, tab="people") | {
        "title": _("Add somebody to the team"),
        "form": form,
        "words": words,
        "found": len(posts),
        "back": _page_of(child),
    }
    return submit(request, form, act) or TemplateResponse(request, "team_around_child/add.html", context)


@gate("team_around_child.read", load=queries.load_serving)
def leave(request: Gated, serving: Serving) -> HttpResponseBase:
    """Somebody leaves, or I leave; the action checks which."""
    child = serving.episode.child
    form = forms.LeaveForm(request.POST or None)

    def act(given: dict[str, str]) -> str:
        actions.end_serving(by=request.actor, serving=serving, reason=given["reason"])
        messages.success(request, _("Written down. Who left stays in the history."))
        return reverse("desks:worktray") if serving.member.post_id == request.actor.post_id else _page_of(child)

    who = serving.member.post or serving.member.person
    return submit(request, form, act) or form_page(
        request,
        child,
        title=_("%(name)s leaves the team") % {"name": who.name if who else ""},
        form=form,
        button=_("Save"),
        tab="people",
        back=_page_of(child),
    )


@gate("team_around_child.read", load=queries.load_serving)
def part(request: Gated, serving: Serving) -> HttpResponseBase:
    """What somebody does in the team; the action checks who may say it."""
    child = serving.episode.child
    form = forms.PartForm(request.POST or None, initial={"part": serving.member.part})

    def act(given: dict[str, str]) -> str:
        actions.change_part(by=request.actor, serving=serving, part=given["part"])
        messages.success(request, _("Written down."))
        return _page_of(child)

    who = serving.member.post or serving.member.person
    return submit(request, form, act) or form_page(
        request,
        child,
        title=_("What %(name)s does in the team") % {"name": who.name if who else ""},
        form=form,
        button=_("Save"),
        tab="people",
        back=_page_of(child),
    )
