"""Pages of the index team: pairs that may be one child, held entries, undoing a join."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from teamaround.access.actor import Actor
from teamaround.access.gate import Gated, Loaded, gate
from teamaround.access.submitting import submit
from teamaround.child_index import forms_pairs, pair_pages, pairs
from teamaround.child_index.models import Duplicate, Entry, Join
from teamaround.child_index.resembling import Alike, card_of_held, resembled
from teamaround.families.models import Person
from teamaround.matching.explain import explain

ON_A_PAGE = 25
State = Duplicate.State


@gate("child_index.duplicates")
def queue(request: Gated) -> HttpResponseBase:
    """Pairs that wait, the likeliest first; those nobody is sure of; what was joined lately."""
    page = Paginator(pair_pages.waiting(request.actor), ON_A_PAGE).get_page(request.GET.get("page"))
    rows = [pair_pages.row(pair) for pair in page.object_list]
    unsure = [pair_pages.row(pair) for pair in pair_pages.unsure(request.actor)]
    joined = list(pair_pages.joined_lately(request.actor))
    for row in [*rows, *unsure]:
        request.passage.showed(*row.child_ids)
    request.passage.showed(*(child for made in joined for child in (made.kept_id, made.joined_id)))
    context = {
        "title": _("Records that may be one child"),
        "page_of_pairs": page,
        "rows": rows,
        "unsure": unsure,
        "joined": joined,
        "held": pair_pages.held(request.actor).count(),
    }
    return TemplateResponse(request, "child_index/pairs.html", context)


def load_pair(actor: Actor, pair_ref: str) -> Loaded:
    """Raises Http404."""
    people = ("child_a", "child_b")
    live = {"child_a__archived_on__isnull": True, "child_b__archived_on__isnull": True}
    rows = Duplicate.objects.filter(ref=pair_ref, authority_id=actor.authority_id, **live)
    found = rows.select_related(*people).first()
    if found is None:
        raise Http404
    return Loaded(found, (found.child_a_id, found.child_b_id))


@gate("child_index.decide_duplicate", load=load_pair)
def pair(request: Gated, record: Duplicate) -> HttpResponseBase:
    """Side by side with what each line weighs, and the three answers."""
    if request.method != "POST" and record.state in {State.SAME, State.DIFFERENT}:
        return _decided(request, record)
    if "answer" not in request.POST and request.method == "POST":
        return _decided(request, record)
    entries = pair_pages.entries_of(record.child_a_id, record.child_b_id)
    asked = pairs.who_can_be_asked(entries[1])
    form = forms_pairs.PairForm(
        request.POST or None,
        initial={"seen": record.decisions.count()},
        same=pair_pages.what_joining_does(entries),
        asked=asked.name if asked else "",
    )

    def act(given: dict[str, Any]) -> str:
        made = _answer(request.actor, record, entries[1].child, given)
        messages.success(request, pair_pages.told(given["answer"], made))
        return reverse("child_index:undo", kwargs={"join_ref": made.ref}) if made else reverse("child_index:pairs")

    context = {"form": form, "title": _("Are these two the same child?")}
    return submit(request, form, act) or TemplateResponse(
        request, "child_index/pair.html", pair_pages.context(record, entries) | context
    )


def _answer(by: Actor, record: Duplicate, later: Person, given: dict[str, Any]) -> Join | None:
    answer, seen = given["answer"], pair_pages.number(given["seen"])
    made = pairs.decide_pair(by=by, pair=record, answer=answer, words=given["words"], seen=seen)
    if answer == State.UNSURE and given.get("question", "").strip():
        pairs.ask_who_added(by=by, child=later, question=given["question"], pair=record)
    return made


def _decided(request: Gated, record: Duplicate) -> HttpResponseBase:
    """What was answered and why; a pair that was kept apart may be looked at again."""
    form = forms_pairs.LookAgainForm(request.POST or None, initial={"seen": record.decisions.count()})

    def act(given: dict[str, Any]) -> str:
        seen = pair_pages.number(given["seen"])
        pairs.decide_pair(by=request.actor, pair=record, answer="look_again", words=given["words"], seen=seen)
        messages.success(request, _("The pair waits in the list again."))
        return reverse("child_index:pair", kwargs={"pair_ref": record.ref})

    context = {"form": form, "apart": record.state == State.DIFFERENT, "title": _("This pair is decided")}
    return submit(request, form, act) or TemplateResponse(
        request, "child_index/pair_decided.html", pair_pages.decided(record) | context
    )


def load_join(actor: Actor, join_ref: str) -> Loaded:
    """Raises Http404."""
    related = ("kept", "joined", "by__practitioner", "undone_by__practitioner", "pair")
    rows = Join.objects.filter(ref=join_ref, authority_id=actor.authority_id, kept__archived_on__isnull=True)
    found = rows.select_related(*related).first()
    if found is None:
        raise Http404
    return Loaded(found, (found.kept_id, found.joined_id))


@gate("child_index.decide_duplicate", load=load_join)
def undo(request: Gated, made: Join) -> HttpResponseBase:
    """What was joined, what went along, and the way back."""
    form = forms_pairs.UndoForm(request.POST or None)

    def act(given: dict[str, Any]) -> str:
        pairs.undo_join(by=request.actor, join=made, words=given["words"])
        messages.success(request, _("The two records are apart again, each with what it had. The pair waits again."))
        return reverse("child_index:pair", kwargs={"pair_ref": made.pair.ref})

    context = {"title": _("Two records are one"), "made": made, "went": pair_pages.what_went(made), "form": form}
    return submit(request, form, act) or TemplateResponse(request, "child_index/join.html", context)


@gate("child_index.duplicates")
def held_entries(request: Gated) -> HttpResponseBase:
    """Entries that resemble a protected child and wait, hidden from everybody else."""
    found = list(pair_pages.held(request.actor))
    request.passage.showed(*(entry.child_id for entry in found))
    return TemplateResponse(request, "child_index/held.html", {"title": _("Entries held back"), "held": found})


def load_held(actor: Actor, child_ref: str) -> Loaded:
    """Raises Http404."""
    entry = (
        Entry.objects.filter(child__ref=child_ref, authority_id=actor.authority_id, state=Entry.State.HELD)
        .select_related("child")
        .first()
    )
    if entry is None:
        raise Http404
    return Loaded(entry.child, (entry.child_id,))


@gate("child_index.decide_duplicate", load=load_held)
def held_entry(request: Gated, child: Person) -> HttpResponseBase:
    """A held entry beside what it resembles most, and what to do with it."""
    card = card_of_held(child.pk)
    alike = resembled(child.pk, card, child.authority_id)
    chosen = request.GET.get("with", "") or request.POST.get("with", "")
    entries = {entry.pk: entry for entry in pair_pages.entries_of(child.pk, *(each.child_id for each in alike))}
    people = {pk: entry.child for pk, entry in entries.items() if pk != child.pk}
    best = next((each for each in alike if people[each.child_id].ref == chosen), alike[0] if alike else None)
    other = people[best.child_id] if best else None
    request.passage.showed(*people)
    asked = pairs.who_can_be_asked(entries[child.pk])
    form = forms_pairs.HeldForm(
        request.POST or None, other=other.name if other else "", asked=asked.name if asked else ""
    )

    def act(given: dict[str, Any]) -> str:
        return _decide_held(request, child, best, other, given)

    shown = [*([entries[other.pk]] if other else []), entries[child.pk]]
    context = pair_pages.held_context(shown, card, best) | {
        "form": form,
        "other": other,
        "others": [people[each.child_id] for each in alike if best and each.child_id != best.child_id],
        "title": _("Is this the protected child?"),
    }
    return submit(request, form, act) or TemplateResponse(request, "child_index/held_entry.html", context)


def _decide_held(request: Gated, child: Person, best: Alike | None, other: Person | None, given: dict[str, Any]) -> str:
    """Carry out what was answered about a held entry; gives the address to go to."""
    by, words = request.actor, given["words"]
    if given["answer"] == "same" and best is not None and other is not None:
        reasons = [[line.sign, line.sentence] for line in explain(best.lines, translate=_)]
        score = f"{best.score:.2f}"
        made = pairs.join_held(by=by, child=child, other=other, score=score, reasons=reasons, words=words)
        messages.success(request, pair_pages.told(State.SAME, made))
        return reverse("child_index:undo", kwargs={"join_ref": made.ref})
    if given["answer"] == "ask":
        pairs.ask_who_added(by=by, child=child, question=given.get("question", ""))
        messages.success(request, _("Your question is sent. The entry stays hidden until you decide."))
        return reverse("child_index:held_entry", kwargs={"child_ref": child.ref})
    pairs.release(by=by, child=child, words=words)
    messages.success(request, _("%(name)s stands in the index now.") % {"name": child.name})
    return reverse("child_index:held")
