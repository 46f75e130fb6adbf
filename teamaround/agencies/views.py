"""The directory, and words that could not be sent."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from teamaround.access.gate import Gated, gate
from teamaround.access.rules import POSTS
from teamaround.agencies import queries, unsent
from teamaround.agencies.models import AgencyKind
from teamaround.kit.crypto import CannotOpen

ON_A_PAGE = 20


@gate("agencies.directory", records=False)
def directory(request: Gated) -> HttpResponseBase:
    words = request.GET.get("words", "")[:80].strip()
    kind = request.GET.get("kind", "")
    locality = request.GET.get("locality", "")
    found = queries.directory(request.actor, words=words, kind=kind, locality=locality)
    context = {
        "title": _("Directory"),
        "page_of_agencies": Paginator(found, ON_A_PAGE).get_page(request.GET.get("page")),
        "words": words,
        "kinds": _options(_("Any kind"), [(key, str(label)) for key, label in AgencyKind.choices], kind),
        "localities": _options(_("Anywhere"), queries.localities(request.actor), locality),
        "filtered": bool(words or kind or locality),
    }
    return TemplateResponse(request, "agencies/directory.html", context)


def _options(first: str, choices: list[tuple[str, str]], chosen: str) -> list[dict[str, object]]:
    rows = [{"value": "", "text": first}] + [{"value": value, "text": text} for value, text in choices]
    return [{**row, "selected": row["value"] == chosen} for row in rows]


@gate("agencies.unsent", records=False)
def unsent_words(request: Gated) -> HttpResponseBase:
    """Every text that could not be sent, for the person who typed it."""
    kept = []
    for row in unsent.still_kept(request.actor):
        try:
            kept.append(unsent.opened(row))
        except CannotOpen:
            row.delete()
    if not kept:
        return redirect("desks:start")
    request.place = "worktray"
    context = {"title": _("Your words are still here"), "kept": kept, "page_frame": _frame(request)}
    return TemplateResponse(request, "agencies/unsent.html", context)


def _frame(request: Gated) -> str:
    return "kit/page.html" if request.actor.kind in POSTS else "kit/family_page.html"


@require_POST
@gate("agencies.unsent", records=False)
def leave_unsent(request: Gated, ref: str) -> HttpResponseBase:
    """Throw one text away, because the person said so."""
    if not unsent.still_kept(request.actor).filter(ref=ref).delete()[0]:
        raise Http404
    return redirect("agencies:unsent")
