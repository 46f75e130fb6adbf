"""Children who lack a school, nursery or doctor: the list by area and kind, and one of them."""

import datetime
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from teamaround.access.actor import Actor
from teamaround.access.gate import Gated, Loaded, gate
from teamaround.access.roles import Role
from teamaround.access.submitting import submit
from teamaround.agencies.models import Agency
from teamaround.child_index import answer_times, forms_services, gap_actions, gaps, service_offers, service_rows
from teamaround.child_index.models import Gap
from teamaround.kit import clock
from teamaround.kit.dates import age_words, short_day_words

ON_A_PAGE = 50
TIMES_SINCE = datetime.timedelta(days=365)


@gate("child_index.gaps")
def gap_list(request: Gated) -> HttpResponseBase:
    """By kind and area, oldest first. Each with whoever sees to it."""
    actor = request.actor
    rows = gap_actions.listed(actor)
    kind, area = request.GET.get("kind", ""), request.GET.get("area", "")[:8]
    kinds, areas = gap_actions.kinds(rows), gap_actions.areas(rows)
    if kind in Gap.Kind.values:
        rows = rows.filter(kind=kind)
    page = Paginator(gap_actions.in_area(rows, area), ON_A_PAGE).get_page(request.GET.get("page"))
    request.passage.showed(*(row.child_id for row in page.object_list))
    context = {
        "title": _("Children who lack a school, nursery or doctor"),
        "sections": [
            service_rows.Section(_("To see to"), [service_rows.gap(row) for row in page.object_list], _("Nobody."))
        ],
        "page_of_rows": page,
        "kinds": kinds,
        "areas": areas,
        "kind": kind,
        "area": area,
        "unwatched": gaps.unwatched(actor.authority_id) if actor.role is Role.INDEX_TEAM else [],
    }
    return TemplateResponse(request, "child_index/gaps.html", context)


def load_gap(actor: Actor, gap_ref: str) -> Loaded:
    """Raises Http404."""
    found = Gap.objects.filter(ref=gap_ref, closed_at__isnull=True)
    one = found.select_related("child", "owner__practitioner", "owner_agency").first()
    if one is None:
        raise Http404
    return Loaded(one, (one.child_id,))


@gate("child_index.chase_gap", load=load_gap)
def gap(request: Gated, one: Gap) -> HttpResponseBase:
    """Take it, hand it on, or close it with a reason."""
    actor, sent_as = request.actor, request.POST.get("what", "")
    agencies = list(Agency.objects.filter(authority_id=one.authority_id, sensitive="").order_by("name"))
    close_form = forms_services.GapForm(request.POST if sent_as == "close" else None)
    hand_form = forms_services.HandForm(
        request.POST if sent_as == "hand" else None, choices=[(each.ref, each.name) for each in agencies]
    )
    take_form = forms_services.ReadForm(request.POST if sent_as == "take" else None)
    back = reverse("child_index:gaps")

    def close(given: dict[str, Any]) -> str:
        gap_actions.close(by=actor, gap=one, reason=given["reason"], words=given["words"])
        messages.success(request, _("Closed, with the reason."))
        return back

    def hand(given: dict[str, Any]) -> str:
        agency = next(each for each in agencies if each.ref == given["to"])
        gap_actions.hand_to(by=actor, gap=one, agency=agency)
        messages.success(request, _("%(agency)s sees to it now.") % {"agency": agency.name})
        return back

    def take(_given: dict[str, Any]) -> str:
        gap_actions.take(by=actor, gap=one)
        messages.success(request, _("You see to it. It stands on your worktray."))
        return reverse("child_index:gap", kwargs={"gap_ref": one.ref})

    for form, act in ((close_form, close), (hand_form, hand), (take_form, take)):
        sent = submit(request, form, act) if form.is_bound else None
        if sent is not None:
            return sent
    forms = {"close_form": close_form, "hand_form": hand_form, "take_form": take_form}
    return TemplateResponse(request, "child_index/gap.html", _gap_page(actor, one) | forms)


def _gap_page(actor: Actor, one: Gap) -> dict[str, Any]:
    today = clock.today()
    return {
        "title": f"{one.child.name}: {one.get_kind_display()}",
        "gap": one,
        "age": age_words(one.child.born, today),
        "since": short_day_words(one.since, today),
        "mine": one.owner_id == actor.post_id,
        "child_page": service_offers.child_page(actor, one.child),
    }


@gate("child_index.answer_times")
def times(request: Gated) -> HttpResponseBase:
    """How long answers take: the middle one, nine of ten, open and late (KIR-CI-14)."""
    rows = answer_times.for_reader(request.actor, clock.today() - TIMES_SINCE)
    context = {
        "title": _("How long answers take"),
        "heads": [_("Agency"), _("Asked"), _("Open"), _("Late"), _("Half within"), _("Nine of ten within")],
        "rows": [
            [row.agency, row.asked, row.open, row.late, _hours(row.median_hours), _hours(row.nine_of_ten_hours)]
            for row in rows
        ],
    }
    return TemplateResponse(request, "child_index/times.html", context)


def _hours(hours: float | None) -> str:
    if hours is None:
        return "–"
    return _("%(hours)s hours") % {"hours": f"{hours:g}"} if hours < 48 else _("%(days)d days") % {"days": hours // 24}
