"""Where two people differ: both answers in view, and whose counts."""

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from teamaround.access.gate import Gated, gate
from teamaround.access.submitting import submit
from teamaround.consent import forms, settling
from teamaround.consent.models import Answer, Asking
from teamaround.consent.standing import standing
from teamaround.families.models import Person
from teamaround.families.pages import form_page
from teamaround.families.queries import load_child


@gate("consent.settle", load=load_child)
def settle(request: Gated, child: Person) -> HttpResponseBase:
    """Talk with both first; then say whose answer counts, with reasons."""
    found = {asking.ref: asking for asking in settling.differing(child.pk)}
    form = forms.SettleForm(request.POST or None, answers=[(ref, _words(child, each)) for ref, each in found.items()])
    back = reverse("consent:sharing", kwargs={"child_ref": child.ref})

    def act(given: dict[str, str]) -> str:
        settling.settle(
            by=request.actor,
            child=child,
            chosen=found[given["chosen"]],
            reasons=given["reasons"],
            advice=given["advice"],
        )
        messages.success(request, _("Written down with your reasons. Tell both of them."))
        return back

    if not found and request.method == "GET":
        raise Http404
    return submit(request, form, act) or form_page(
        request,
        child,
        title=_("Two people differ"),
        form=form,
        button=_("Go by this answer"),
        intro=[
            _("Until this is settled nothing is shared on agreement. A duty to share is not touched."),
            _("Talk with both. If in doubt, ask your co-ordinator or legal adviser."),
            _("An agency that either of them does not want stays out."),
        ],
        tab="sharing",
        back=back,
    )


def _words(child: Person, asking: Asking) -> str:
    said = settling.answer_of(asking, standing(child.pk).decisions)
    words = _("%(name)s said yes") if said == Answer.AGREED else _("%(name)s said no")
    return words % {"name": asking.answered_by_name}
