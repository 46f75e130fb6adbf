"""A form that was sent: checked, carried out once, and what a rule says shown at its field."""

from collections.abc import Callable
from typing import Any, Protocol

from django.http import HttpResponseBase
from django.shortcuts import redirect

from teamaround.access.gate import Gated
from teamaround.audit.submissions import once
from teamaround.kit.problems import Problem


class Sent(Protocol):
    """What `kit.forms.Form` offers."""

    cleaned_data: dict[str, Any]

    @property
    def key(self) -> str: ...
    def is_valid(self) -> bool: ...
    def refuse(self, problem: Problem) -> None: ...


def submit(request: Gated, form: Sent, act: Callable[[dict[str, Any]], str]) -> HttpResponseBase | None:
    """Carry out a valid form and go to the path that `act` returns; None when the page must be shown (again).

    The same form sent twice by the same account goes to the first result and does nothing more (design.md 6).
    A Problem raised by `act` becomes an error of its field. Links without an account are told apart by their grant.
    """
    if request.method != "POST" or not form.is_valid():
        return None
    who = request.actor.account_id or -(request.actor.grant_id or 0)
    try:
        return redirect(once(who, form.key, lambda: act(form.cleaned_data)))
    except Problem as problem:
        form.refuse(problem)
        return None
