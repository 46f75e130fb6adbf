"""The gate before every view: no action declared, the view does not start (design.md 4 and 5).

The gate finds the record, decides, runs the view, and for a look writes exactly one event after the
page is rendered and before it is sent. If the event cannot be written the page is not shown.
"""

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.template.response import SimpleTemplateResponse

from teamaround.access import engine, refusals, registry
from teamaround.access.actor import Actor
from teamaround.access.doing import Refused
from teamaround.access.rules import Action, Decision
from teamaround.audit import recording
from teamaround.audit.models import Outcome


@dataclass
class Loaded:
    """What an address names: the record and the children it is about (person ids)."""

    record: Any
    child_ids: tuple[int, ...] = ()


@dataclass
class Passage:
    """How this request came through the gate. Queries add the children whose data they returned to `seen`."""

    action: Action
    decision: Decision
    loaded: Loaded
    child_ids: frozenset[int]
    seen: set[int] = field(default_factory=set)
    codes: dict[str, Any] = field(default_factory=dict)
    detail: dict[str, Any] = field(default_factory=dict)
    outcome: str = Outcome.READ
    recorded: bool = False

    def showed(self, *child_ids: int) -> None:
        self.seen.update(child_ids)


class Gated(HttpRequest):
    """A request behind the gate: who acts and how they came through."""

    actor: Actor
    passage: Passage
    ask_first: str
    posts: list[Any]
    place: str


@dataclass(frozen=True)
class Declaration:
    """What a view declared; conventions walk the addresses and read it."""

    action: str
    load: Callable[..., Loaded] | None
    records: bool
    outcome: str


READING = frozenset({"GET", "HEAD"})
Loader = Callable[..., Loaded]
View = Callable[..., HttpResponseBase]


def gate(
    action: str, *, load: Loader | None = None, records: bool = True, outcome: str = Outcome.READ
) -> Callable[[View], View]:
    """Declare the action of a view. `load` gets the address's keywords and returns Loaded or raises Http404.

    `records=False` is for polls and fragments, which fold into the look that opened the page, and for
    pages that show nothing of a child. The view is called as `view(request, record, **rest)` when it
    has a loader, else `view(request, **keywords)`.
    """

    def wrap(view: View) -> View:
        @wraps(view)
        def passed(request: HttpRequest, **keywords: Any) -> HttpResponseBase:
            reading = engine.remembering() if request.method in READING else nullcontext()
            with reading:
                return _pass(cast(Gated, request), registry.get(action), view, load, records, outcome, keywords)

        passed.gate = Declaration(action, load, records, outcome)  # type: ignore[attr-defined]
        return passed

    return wrap


def _pass(
    request: Gated,
    action: Action,
    view: View,
    load: Loader | None,
    records: bool,
    outcome: str,
    keywords: dict[str, Any],
) -> HttpResponseBase:
    loaded = Loaded(None)
    if refusals.something_first(request, action):
        return refusals.send_there_first(request)
    try:
        if load is not None:
            loaded = load(request.actor, **keywords)
        decision, allowed = _decide(request.actor, action, loaded)
        request.passage = Passage(action, decision, loaded, allowed, outcome=outcome)
        if not decision.allowed:
            raise Refused(action, decision, loaded.child_ids[0] if loaded.child_ids else None)
        response = view(request, loaded.record) if load is not None else view(request, **keywords)
        return _finish(request, response, records)
    except Refused as refused:
        return refusals.answer(request, refused)
    except Http404:
        refusals.record_missing(request, action)
        raise


def _decide(actor: Actor, action: Action, loaded: Loaded) -> tuple[Decision, frozenset[int]]:
    """A record about several children opens when one of them may be seen; the rest is left out by queries."""
    if not action.about_child or not loaded.child_ids:
        return engine.check(actor, action), frozenset()
    decisions = {child: engine.check(actor, action, child) for child in loaded.child_ids}
    allowed = frozenset(child for child, decision in decisions.items() if decision.allowed)
    best = sorted(decisions.values(), key=lambda decision: (not decision.allowed, not decision.known))[0]
    return best, allowed


def _finish(request: Gated, response: HttpResponseBase, records: bool) -> HttpResponseBase:
    if isinstance(response, SimpleTemplateResponse) and not response.is_rendered:
        response.render()
    passage = request.passage
    shown = passage.seen | passage.child_ids
    if records and not passage.recorded and _is_a_look(request, response):
        recording.record(
            by=request.actor,
            action=passage.action.name,
            outcome=passage.outcome,
            children=shown,
            basis=":".join(part for part in (passage.decision.through, passage.decision.basis) if part),
            codes=passage.codes,
            detail=passage.detail,
        )
    if isinstance(response, HttpResponse):
        response.headers.setdefault("Cache-Control", "no-store")
    return response


def _is_a_look(request: HttpRequest, response: HttpResponseBase) -> bool:
    """A page that was shown. A redirect after a change shows nothing: the action has written its event."""
    return response.status_code == 200
