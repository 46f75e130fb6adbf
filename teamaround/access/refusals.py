"""What a person is told when the gate stays shut, and its event (design.md 4).

What you may not know exists is "not found"; what you know and may not do is "forbidden" with the
reason in plain words and whom to ask. Both are recorded, in a transaction of their own.
"""

from typing import TYPE_CHECKING, cast
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render, resolve_url
from django.utils.translation import gettext as _

from teamaround.access import unsent
from teamaround.access.actor import Actor
from teamaround.access.doing import Refused
from teamaround.access.rules import POSTS, Action
from teamaround.audit import recording
from teamaround.audit.models import Outcome

if TYPE_CHECKING:
    from teamaround.access.gate import Gated


def answer(request: HttpRequest, refused: Refused) -> HttpResponseBase:
    """Sign-in, second factor, "not found" or "not allowed", each recorded."""
    gated = cast("Gated", request)
    why = refused.decision.why
    recording.record(
        by=gated.actor,
        action=refused.action.name,
        outcome=Outcome.REFUSE,
        children=[refused.child_id] if refused.child_id else [],
        codes={"why": why, "known": refused.decision.known},
    )
    if why == "not_signed_in":
        return unsent.ask_to_sign_in(request)
    if why == "second_factor":
        return _to_second_factor(request)
    if not refused.decision.known:
        return not_found(request)
    return forbidden(request, refused)


def something_first(request: HttpRequest, action: Action) -> bool:
    """Whether the person must settle something (choose a post) before a page that is not open to all."""
    first = getattr(request, "ask_first", "")
    return bool(first) and request.path != first and not action.open_to_all


def send_there_first(request: HttpRequest) -> HttpResponseBase:
    """To the page where it is settled, and back; what was typed is kept meanwhile."""
    unsent.keep(request)
    back = request.get_full_path() if request.method in {"GET", "HEAD"} else request.path
    return redirect(f"{cast('Gated', request).ask_first}?{urlencode({'next': back})}")


def _to_second_factor(request: HttpRequest) -> HttpResponseBase:
    """A password alone opens nothing about children: set up or give the second factor first (DUD-27)."""
    if unsent.sent_by_page(request):
        return unsent.tell_page(request)
    unsent.keep(request)
    back = request.get_full_path() if request.method in {"GET", "HEAD"} else request.path
    return redirect(f"{resolve_url(settings.SECOND_FACTOR_URL)}?{urlencode({'next': back})}")


def record_missing(request: HttpRequest, action: Action) -> None:
    """An address that names nothing: recorded, because somebody may be trying addresses."""
    recording.record(
        by=cast("Gated", request).actor, action=action.name, outcome=Outcome.REFUSE, codes={"why": "nothing_there"}
    )


def not_found(request: HttpRequest) -> HttpResponseBase:
    return render(request, "404.html", _texts_not_found(), status=404)


def _texts_not_found() -> dict[str, object]:
    return {
        "title": _("We cannot find that page"),
        "sentences": [
            _("The address may be wrong, or the page may be about a child whose record you have not opened today."),
            _("Search for the child again and give your reason."),
        ],
        "who_can_help": _("If you were sent this address, ask the person who sent it to add you to the team."),
    }


def forbidden(request: HttpRequest, refused: Refused) -> HttpResponseBase:
    """Says why, what would change it, and who nearby can do it today."""
    actor = cast("Gated", request).actor
    context = {
        "title": _("You cannot do this now"),
        "sentences": _sentences(actor, refused),
        "who_can_help": refused.action.who_can_help or _who_can_help(actor, refused),
    }
    return render(request, "403.html", context, status=403)


def _sentences(actor: Actor, refused: Refused) -> list[str]:
    what = {"what": str(refused.action.sentence)}
    if actor.kind not in POSTS:
        return [_("This is not part of what was opened for you: %(what)s.") % what]
    if actor.role is None:
        return [actor.unfit_because]
    if refused.decision.why == "unfit":
        still = _("Until then you can still note a worry or report a safeguarding concern, but not read records.")
        return [actor.unfit_because, still]
    if refused.decision.why == "only_looks":
        return [_("You were named to look in somebody's place and change nothing. Ask them to do it: %(what)s.") % what]
    if not refused.action.about_child:
        return [_("Your post does not include this: %(what)s.") % what]
    return [
        _("You may not do this for this child from your post: %(what)s.") % what,
        _("Being invited to the team, or asked by the lead professional, would change that."),
    ]


def _who_can_help(actor: Actor, refused: Refused) -> str:
    if actor.kind not in POSTS:
        return _("Ring the worker who gave you the link.")
    if refused.action.about_child and refused.decision.why != "unfit":
        return _("The lead professional, or the CAF co-ordinator of the locality, can do it or let you in today.")
    return _("Your manager can put it right. Until then a colleague in your agency can look for you.")
