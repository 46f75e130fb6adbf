"""Writing down what a service said by telephone."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.utils.translation import gettext as _

from teamaround.access.gate import Gated, gate
from teamaround.access.submitting import submit
from teamaround.families.pages import form_page
from teamaround.referrals import forms, hearing, queries
from teamaround.referrals.models import Referral
from teamaround.referrals.views import page_of_request


@gate("referrals.follow", load=queries.load_referral)
def heard(request: Gated, referral: Referral) -> HttpResponseBase:
    """Yes, no, begun or over, with the name of whoever said it."""
    verbs = hearing.may_be_heard(referral)
    if not verbs and request.method == "GET":
        raise Http404
    form = forms.HeardForm(request.POST or None, verbs=verbs)

    def act(given: dict[str, Any]) -> str:
        said = hearing.Heard(
            verb=given["verb"],
            who=given["who"],
            words=given["words"],
            reason=given.get("reason", ""),
            on=given.get("on"),
            outcome=given.get("outcome", ""),
        )
        hearing.write_down(by=request.actor, referral=referral, heard=said)
        messages.success(request, _("Written down. The team and the family can see it."))
        return page_of_request(referral)

    return submit(request, form, act) or form_page(
        request,
        referral.episode.child,
        title=_("What %(agency)s said") % {"agency": referral.agency.name},
        form=form,
        button=_("Save what they said"),
        back=page_of_request(referral),
    )
