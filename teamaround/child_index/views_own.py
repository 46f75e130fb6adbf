"""Whom I work with: confirming, ending, entering another agency; what a look-up led to."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from teamaround.access.actor import Actor
from teamaround.access.gate import Gated, Loaded, gate
from teamaround.access.roles import Role
from teamaround.access.submitting import submit
from teamaround.agencies.models import Agency
from teamaround.child_index import chasing, forms_services, involving, presenters_services, using
from teamaround.child_index.models import Involvement, Search
from teamaround.child_index.queries import existence, people_around
from teamaround.families.models import Person
from teamaround.families.pages import form_page, page_of, plain_form_page
from teamaround.families.presenters import child_page
from teamaround.families.queries import load_child

ON_A_PAGE = 50


@gate("child_index.record_involvement", load=load_child)
def working(request: Gated, child: Person) -> HttpResponseBase:
    """ "I am working with this child": two clicks and a confirmation."""
    agency = Agency.objects.get(pk=request.actor.agency_id)
    held = Involvement.objects.filter(child=child, post_id=request.actor.post_id, ends__isnull=True).first()
    form = forms_services.WorkingForm(
        request.POST or None, sensitive=bool(agency.sensitive), initial=presenters_services.told_before(held)
    )

    def act(given: dict[str, Any]) -> str:
        told = presenters_services.told(given)
        involving.record_involvement(by=request.actor, child=child, told=told, sensitive=agency.sensitive)
        messages.success(request, _("You stand in the picture round %(name)s now.") % {"name": child.first_name})
        return page_of(child)

    return submit(request, form, act) or form_page(
        request,
        child,
        title=_("I am working with %(name)s") % {"name": child.first_name},
        form=form,
        button=_("Confirm"),
        intro=[_("Others who may see this child then know that you are there and how to ring you, nothing more.")],
    )


@gate("child_index.see", load=load_child)
def around(request: Gated, child: Person) -> HttpResponseBase:
    """Who works with the child: what it is, since when, how lately, how often, confirmed when."""
    holder = existence(request.actor, [child.pk])[child.pk].assessment_done
    post_id = holder.post_id if holder else None
    rows = [presenters_services.around_row(each, post_id) for each in people_around(request.actor, child)]
    context = child_page(request.actor, child) | {
        "title": _("Who works with %(name)s") % {"name": child.first_name},
        "heads": presenters_services.around_heads(),
        "rows": rows,
    }
    return TemplateResponse(request, "child_index/around.html", context)


@gate("child_index.record_for_agency", load=load_child)
def for_agency(request: Gated, child: Person) -> HttpResponseBase:
    """The index team enters a service that does not do so itself: a charity counts as much as anybody."""
    agencies = {each.ref: each for each in Agency.objects.filter(authority_id=child.authority_id).order_by("name")}
    form = forms_services.ForAgencyForm(request.POST or None, agencies=list(agencies.values()))

    def act(given: dict[str, Any]) -> str:
        agency, told = agencies[given["agency"]], presenters_services.told(given)
        involving.record_for_agency(
            by=request.actor, child=child, agency=agency, worker_name=given["worker_name"], told=told
        )
        messages.success(request, _("%(agency)s stands in the index now.") % {"agency": agency.name})
        return page_of(child)

    return submit(request, form, act) or form_page(
        request,
        child,
        title=_("Another agency works with %(name)s") % {"name": child.first_name},
        form=form,
        button=_("Enter it"),
    )


@gate("child_index.own_involvements")
def own(request: Gated) -> HttpResponseBase:
    """All children one works with, or a manager's agency does: tick, and one click says that it still holds."""
    actor = request.actor
    manages = actor.role is Role.MANAGER and request.GET.get("whose", "agency") == "agency"
    rows = involving.of_agency(actor) if manages else involving.own(actor)
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    form = forms_services.ReadForm(request.POST or None)

    def act(_given: dict[str, Any]) -> str:
        count = involving.confirm(by=actor, rows=rows, refs=request.POST.getlist("keep"))
        said = ngettext("Confirmed for %(count)d child.", "Confirmed for %(count)d children.", count)
        messages.success(request, said % {"count": count})
        return request.get_full_path()

    sent = submit(request, form, act)
    if sent is not None:
        return sent
    limit = chasing.due_before(actor.authority_id)
    shown = [presenters_services.own_row(row, late=row.last < limit, named=manages) for row in page.object_list]
    request.passage.showed(*(row.child_id for row in page.object_list))
    context = {
        "title": _("Whom your agency works with") if manages else _("Whom you work with"),
        "form": form,
        "rows": shown,
        "page_of_rows": page,
        "manages": manages,
        "is_manager": actor.role is Role.MANAGER,
    }
    return TemplateResponse(request, "child_index/own.html", context)


def load_involvement(actor: Actor, involvement_ref: str) -> Loaded:
    """An involvement that this reader may end; any other is not there. Raises Http404."""
    found = Involvement.objects.filter(ref=involvement_ref, ends__isnull=True)
    row = found.select_related("child", "agency").first()
    if row is None or not involving.may_end(actor, row):
        raise Http404
    return Loaded(row, (row.child_id,))


@gate("child_index.end_involvement", load=load_involvement)
def ended(request: Gated, row: Involvement) -> HttpResponseBase:
    form = forms_services.EndingForm(request.POST or None)

    def act(given: dict[str, Any]) -> str:
        involving.end_involvement(by=request.actor, involvement=row, reason=given["reason"], ends=given["ends"])
        messages.success(request, _("It has ended in the index. That it was stays for two years."))
        return reverse("child_index:own")

    who = row.worker_name or row.agency.name
    return submit(request, form, act) or form_page(
        request,
        row.child,
        title=_("%(who)s no longer works with %(name)s") % {"who": who, "name": row.child.first_name},
        form=form,
        button=_("It has ended"),
        back=reverse("child_index:own"),
    )


@gate("child_index.own_answers", load=using.load_search)
def led_to(request: Gated, search: Search) -> HttpResponseBase:
    """One tap on the worktray or here; whoever says nothing is asked for two weeks and never again."""
    form = forms_services.UseForm(request.POST or None)

    def act(given: dict[str, Any]) -> str:
        using.say(by=request.actor, search=search, use=given["use"])
        messages.success(request, _("Thank you. It is counted, without names."))
        return reverse("desks:worktray")

    return submit(request, form, act) or plain_form_page(
        request,
        title=_("What did your search lead to?"),
        form=form,
        button=_("Say it"),
        back=reverse("desks:worktray"),
        intro=[_("It shows what the index is worth. Only numbers are kept for that.")],
    )
