"""Pages of the index team: the entry, what sources say, staying on, holds, a death, the scope, the archive."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from teamaround.access import engine
from teamaround.access.actor import Actor
from teamaround.access.gate import Gated, Loaded, gate
from teamaround.access.submitting import submit
from teamaround.child_index import access, archiving, entry_page, forms_entry, sources, staying
from teamaround.child_index import access_of_entry as acts
from teamaround.child_index.models_of_entry import Archiving, ToldValue
from teamaround.families.models import Person
from teamaround.families.pages import form_page, page_of, plain_form_page
from teamaround.families.presenters import child_page
from teamaround.families.queries import load_child

ON_A_PAGE = 25


def entry_of(child: Person) -> str:
    return reverse("child_index:entry", kwargs={"child_ref": child.ref})


@gate("child_index.look_after", load=load_child)
def entry(request: Gated, child: Person) -> HttpResponseBase:
    """Every value with its source and day, what other sources say, how long the entry is kept."""
    context = child_page(request.actor, child) | {
        "title": _("The entry of %(name)s") % {"name": child.name},
        "groups": entry_page.groups(request.actor, child),
        "beside": [
            (row, entry_page.source_words(row.source), entry_page.told_words(row)) for row in sources.beside(child.pk)
        ],
        "responsible": entry_page.responsible_words(child),
        "kept": entry_page.kept_until(child),
        "doors": entry_page.doors(child),
    }
    return TemplateResponse(request, "child_index/entry.html", context)


@gate("child_index.look_after", load=load_child)
def tell_value(request: Gated, child: Person) -> HttpResponseBase:
    """What another source says; the rule decides whether it is shown."""
    form = forms_entry.ToldForm(request.POST or None)

    def act(given: dict[str, Any]) -> str:
        taken = {
            name: given[name] for name in ("field", "source", "on", "given", "family", "born", "lines", "postcode")
        }
        made = sources.tell_value(by=request.actor, child=child, told=sources.Told(**taken))
        shown = made.state == ToldValue.State.SHOWN
        messages.success(
            request,
            _("Saved and shown: this source comes first.") if shown else _("Saved beside what is shown."),
        )
        return entry_of(child)

    return submit(request, form, act) or form_page(
        request,
        child,
        title=_("What another source says"),
        form=form,
        button=_("Save it"),
        back=entry_of(child),
        intro=[_("A source that is believed before the one shown takes its place; another stands beside it.")],
    )


def load_told(actor: Actor, told_ref: str) -> Loaded:
    """Raises Http404."""
    found = ToldValue.objects.filter(ref=told_ref).select_related("child__entry__merged_into").first()
    if found is None:
        raise Http404
    return Loaded(found, (found.child_id,))


@gate("child_index.look_after", load=load_told)
def settle_value(request: Gated, told: ToldValue) -> HttpResponseBase:
    """Take it, or set it aside."""
    form = forms_entry.SettleForm(request.POST or None)

    def act(given: dict[str, Any]) -> str:
        sources.settle_value(by=request.actor, told=told, take=given["answer"] == "take")
        messages.success(request, _("Settled. What was shown before stays as history."))
        return entry_of(told.child)

    words = {"source": entry_page.source_words(told.source), "words": entry_page.told_words(told)}
    return submit(request, form, act) or form_page(
        request,
        told.child,
        title=_("Is this right?"),
        form=form,
        button=_("Keep the answer"),
        back=entry_of(told.child),
        intro=[_("%(words)s, %(source)s.") % words],
    )


@gate("child_index.look_after", load=load_child)
def stay(request: Gated, child: Person) -> HttpResponseBase:
    """The young person stays after 18, or no longer."""
    stays = staying.staying(child.pk) is not None
    form: Any = forms_entry.BecauseForm(request.POST or None) if stays else forms_entry.StayOnForm(request.POST or None)

    def act(given: dict[str, Any]) -> str:
        if stays:
            staying.stop_staying(by=request.actor, child=child)
            messages.success(request, _("The consent is taken back. Over 18, the entry goes into the archive."))
        else:
            taken = {name: given[name] for name in ("ground", "agreed_on", "how")}
            staying.stay_on(by=request.actor, child=child, **taken)
            messages.success(request, _("Saved. The entry stays until 25."))
        return entry_of(child)

    title = _("%(name)s takes the consent back") if stays else _("%(name)s stays after 18")
    return submit(request, form, act) or form_page(
        request, child, title=title % {"name": child.first_name}, form=form, button=_("Save"), back=entry_of(child),
        intro=[_("Only with the young person’s own consent: after care, or with a disability.")],
    )  # fmt: skip


@gate("child_index.hold", load=load_child)
def hold(request: Gated, child: Person) -> HttpResponseBase:
    """A legal hold is put on or lifted; also on what lies in the archive."""
    held = staying.hold_of(child.pk)
    form: Any = forms_entry.BecauseForm(request.POST or None) if held else forms_entry.HoldForm(request.POST or None)

    def act(given: dict[str, Any]) -> str:
        if held:
            staying.lift_hold(by=request.actor, child=child, because=given["words"])
            messages.success(request, _("The hold is lifted."))
        else:
            staying.put_hold(by=request.actor, child=child, words=given["words"], review_on=given["review_on"])
            messages.success(request, _("Nothing of this child is archived or destroyed until you lift it."))
        archived = child.archived_on is not None
        return reverse("child_index:archived", kwargs={"child_ref": child.ref}) if archived else entry_of(child)

    title = _("Lift the legal hold on %(name)s") if held else _("Put a legal hold on %(name)s")
    return submit(request, form, act) or plain_form_page(
        request, title=title % {"name": child.name}, form=form, button=_("Save"), back=reverse("desks:worktray"),
        intro=[held.words] if held else [],
    )  # fmt: skip


@gate("child_index.record_death", load=load_child)
def death(request: Gated, child: Person) -> HttpResponseBase:
    """The child has died. Quiet words, one field; everything open ends."""
    if child.died_on is not None:
        return _take_death_back(request, child)
    form = forms_entry.DeathForm(request.POST or None)

    def act(given: dict[str, Any]) -> str:
        staying.record_death(by=request.actor, child=child, on=given["on"])
        messages.success(request, _("It is written. What was open has ended. The family gets no message from here."))
        seen = engine.check(request.actor, access.SEE, child.pk).allowed
        return page_of(child) if seen else reverse("desks:worktray")

    return submit(request, form, act) or form_page(
        request,
        child,
        title=_("%(name)s has died") % {"name": child.first_name},
        form=form,
        button=_("Record the death"),
        intro=[
            _("Help, meetings and requests end today, and nothing is sent to the family. Speak with them yourself."),
            _("The entry is kept for a year and then goes into the archive."),
        ],
    )


def _take_death_back(request: Gated, child: Person) -> HttpResponseBase:
    form = forms_entry.BecauseForm(request.POST or None)

    def act(given: dict[str, Any]) -> str:
        staying.take_death_back(by=request.actor, child=child)
        messages.success(request, _("It is taken back. Open help again where it is needed."))
        return page_of(child)

    title = _("The death of %(name)s was written by mistake") % {"name": child.first_name}
    return submit(request, form, act) or form_page(request, child, title=title, form=form, button=_("Take it back"))


@gate("child_index.archived")
def archive(request: Gated) -> HttpResponseBase:
    """What this reader may reach of the archive, the newest first."""
    mine = access.own_archive(request.actor).values("pk")
    rows = Archiving.objects.filter(child_id__in=mine, brought_back_at__isnull=True).select_related("child")
    page = Paginator(rows.order_by("-on", "-pk"), ON_A_PAGE).get_page(request.GET.get("page"))
    request.passage.showed(*(row.child_id for row in page.object_list))
    context = {"title": _("The archive"), "page_of_rows": page, "holds": archiving.held_back()}
    return TemplateResponse(request, "child_index/archive.html", context)


@gate("child_index.see_archived", load=load_child)
def archived(request: Gated, child: Person) -> HttpResponseBase:
    """Who it was, since when it lies here, until when; bring it back with a reason."""
    form = forms_entry.BecauseForm(request.POST or None)

    def act(given: dict[str, Any]) -> str:
        archiving.bring_back(by=request.actor, child=child, because=given["words"])
        messages.success(request, _("The entry stands in the index again."))
        seen = engine.check(request.actor, acts.LOOK_AFTER, child.pk).allowed
        return entry_of(child) if seen else reverse("child_index:archive")

    if child.archived_on is None:
        return redirect("child_index:archive")
    context = {
        "title": child.name,
        "child": child,
        "row": Archiving.objects.filter(child=child, brought_back_at__isnull=True).first(),
        "groups": entry_page.groups(request.actor, child),
        "hold": staying.hold_of(child.pk),
        "form": form,
    }
    return submit(request, form, act) or TemplateResponse(request, "child_index/archived.html", context)
