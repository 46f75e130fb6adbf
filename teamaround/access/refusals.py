"""What a person is told when the gate stays shut, and its event (design.md 4).

What you may not know exists is "not found"; what you know and may not do is "forbidden" with the
reason in plain words and whom to ask. Both are recorded, in a transaction of their own.
"""

from typing import TYPE_CHECKING, cast

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from teamaround.access import unsent
from teamaround.access.doing import Refused
from teamaround.access.rules import Action
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
        return redirect("mfa_index")
    if not refused.decision.known:
        return not_found(request)
    return forbidden(request, refused)


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
    if refused.decision.why == "unfit":
        sentences = [
            actor.unfit_because,
            _("Until then you can still note a worry or report a safeguarding concern, but not read records."),
        ]
    else:
        sentences = [
            _("You may not %(what)s for this child from your post.") % {"what": str(refused.action.sentence)},
            _("Being invited to the team, or asked by the lead professional, would change that."),
        ]
    context = {
        "title": _("You cannot do this now"),
        "sentences": sentences,
        "who_can_help": refused.action.who_can_help
        or _("The lead professional, or the CAF co-ordinator of the locality, can do it or let you in today."),
    }
    return render(request, "403.html", context, status=403)
