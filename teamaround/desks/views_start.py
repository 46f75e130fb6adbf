"""The first pages: start, choice of post, second step of sign-in, worktray, and pages open to everybody."""

from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import NoReverseMatch, reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from teamaround.access.gate import Gated, gate
from teamaround.access.roles import Kind
from teamaround.access.rules import POSTS
from teamaround.agencies import acting, navigation, sessions
from teamaround.agencies.models import Post
from teamaround.desks import worktray as desk

NOWHERE = "nowhere"
"""Pages that belong to none of the places in the navigation."""
SOMEWHERE_ELSE = "https://www.bbc.co.uk/weather"


@gate("desks.public", records=False)
def start(request: Gated) -> HttpResponseBase:
    """To the worktray when signed in, else what this place is and how to get in."""
    if request.actor.kind in POSTS:
        return redirect("desks:worktray")
    return TemplateResponse(request, "desks/start.html", {"title": _("Teamaround"), "family_page": _family_page()})


def _family_page() -> str:
    try:
        return reverse("family:ask")
    except NoReverseMatch:
        return ""


@gate("desks.public", records=False)
def healthz(request: Gated) -> HttpResponseBase:
    """For the machine that watches over the site: it answers, and the database does."""
    Post.objects.only("pk").first()
    return JsonResponse({"status": "ok"})


@gate("desks.public", records=False)
def second_step(request: Gated) -> HttpResponseBase:
    """A password alone is not enough: give the second factor again, or set one up (DUD-27)."""
    request.place = NOWHERE
    if request.actor.kind not in POSTS:
        return redirect("account_login")
    back = next_page(request)
    if request.actor.second_factor:
        return redirect(back)
    if is_mfa_enabled(request.user):
        return redirect(f"{reverse('mfa_reauthenticate')}?{urlencode({'next': back})}")
    return TemplateResponse(
        request, "desks/second_step.html", {"title": _("One more step keeps children's records safe")}
    )


def next_page(request: Gated) -> str:
    """Where the person was going, when that is a page of this site; else the worktray."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if safe else reverse("desks:worktray")


@gate("desks.choose_post", records=False)
def choose_post(request: Gated) -> HttpResponseBase:
    """One's own posts, and the posts one may act for."""
    request.place = NOWHERE
    if request.method == "POST":
        return _choose(request)
    own = list(request.posts)
    context = {
        "title": _("Which post are you in now?"),
        "own": own,
        "others": [delegation for post in own for delegation in acting.running_delegations(post)],
        "actor_post_id": request.actor.post_id,
        "chosen": not request.ask_first,
        "next": next_page(request),
    }
    return TemplateResponse(request, "desks/choose_post.html", context)


def _choose(request: Gated) -> HttpResponseBase:
    own = {post.ref: post for post in request.posts}
    chosen = own.get(request.POST.get("post", ""))
    acting_for = request.POST.get("acting_for", "")
    if chosen is None:
        return redirect("desks:choose_post")
    if acting_for:
        found = acting.running_delegations(chosen).filter(principal__ref=acting_for).first()
        if found is None:
            return redirect("desks:choose_post")
        sessions.act_for(request.session, chosen.pk, found.principal_id)
    else:
        sessions.choose_post(request.session, chosen.pk)
    request.session.pop(navigation.COUNT, None)
    return redirect(next_page(request))


@gate("desks.public", records=False)
def stay(request: Gated) -> HttpResponseBase:
    """Somebody pressed "Stay signed in": the middleware has noted it."""
    return HttpResponse(status=204 if request.actor.kind is not Kind.NOBODY else 401)


@require_POST
@gate("desks.public", records=False)
def leave(request: Gated) -> HttpResponseBase:
    """ "Leave this page": everything is forgotten at once, and an everyday page opens.

    A `Refresh` and not a redirect: the page's own rules forbid a form to lead to another site.
    """
    sessions.end(request)
    response = HttpResponse(headers={"Refresh": f"0; url={SOMEWHERE_ELSE}", "Clear-Site-Data": '"cache", "storage"'})
    response.delete_cookie("who")
    return response


@gate("desks.worktray")
def worktray(request: Gated) -> HttpResponseBase:
    """What waits for me, most urgent first."""
    tray = desk.compose(request.actor)
    navigation.remember_count(request, tray.to_do)
    request.passage.showed(*tray.child_ids)
    context: dict[str, Any] = {"title": _("Worktray"), "tray": tray, "quick_ways": desk.quick_ways(request.actor)}
    return TemplateResponse(request, "desks/worktray.html", context)


@gate("desks.public", records=False)
def accessibility(request: Gated) -> HttpResponseBase:
    request.place = NOWHERE
    return TemplateResponse(request, "desks/accessibility.html", {"title": _("Using this site your way")})


@gate("desks.public", records=False)
def privacy(request: Gated) -> HttpResponseBase:
    request.place = NOWHERE
    return TemplateResponse(request, "desks/privacy.html", {"title": _("What we keep, and who can see it")})


@gate("desks.public", records=False)
def help_page(request: Gated) -> HttpResponseBase:
    request.place = NOWHERE
    return TemplateResponse(request, "desks/help.html", {"title": _("Help")})
