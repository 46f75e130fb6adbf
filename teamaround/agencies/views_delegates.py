"""The page "Who acts for me"."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from teamaround.access.gate import Gated, gate
from teamaround.access.submitting import submit
from teamaround.agencies import delegating
from teamaround.agencies.models import Delegation
from teamaround.agencies.rules import runs
from teamaround.kit import clock
from teamaround.kit.forms import DateField, Form, RadiosField, SelectField


class DelegateForm(Form):
    """Whom, from when to when, and what they may do."""

    to = SelectField(label=gettext_lazy("Who is to act for you?"), choices=[])
    starts = DateField(label=gettext_lazy("From"))
    ends = DateField(label=gettext_lazy("To"), hint=gettext_lazy("The last day, within a year"))
    may = RadiosField(label=gettext_lazy("What may they do?"), choices=Delegation.May.choices, initial="act")

    def __init__(self, *args: Any, colleagues: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [("", ""), *colleagues]  # type: ignore[attr-defined]


@gate("agencies.delegate", records=False)
def delegates(request: Gated) -> HttpResponseBase:
    """Who acts for me, who did, and naming somebody."""
    request.place = "nowhere"
    colleagues = {post.ref: post for post in delegating.may_be_named(request.actor)}
    choices = [(ref, f"{post.name}, {post.job_title}") for ref, post in colleagues.items()]
    form = DelegateForm(request.POST or None, initial={"starts": clock.today()}, colleagues=choices)

    def act(given: dict[str, Any]) -> str:
        taken = {name: given[name] for name in ("starts", "ends", "may")}
        made = delegating.delegate(by=request.actor, to=colleagues[given["to"]], **taken)
        words = _("%(name)s can act for you. They choose it under “Change your post”.")
        messages.success(request, words % {"name": made.delegate.name})
        return request.path

    answer = submit(request, form, act)
    today = clock.today()
    rows = list(delegating.given_by(request.actor))
    now = [row for row in rows if row.ends is None or row.ends >= today]
    context = {
        "title": _("Who acts for me"),
        "form": form,
        "now": [(row, runs(today, row.starts, row.ends)) for row in now],
        "past": [row for row in rows if row not in now],
    }
    return answer or TemplateResponse(request, "agencies/delegates.html", context)


@require_POST
@gate("agencies.delegate", load=delegating.load_delegation, records=False)
def end_delegation(request: Gated, delegation: Delegation) -> HttpResponseBase:
    delegating.end_delegation(by=request.actor, delegation=delegation)
    messages.success(request, _("%(name)s no longer acts for you.") % {"name": delegation.delegate.name})
    return redirect("agencies:delegates")
