"""Finding a child, the results, adding a child after a search."""

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from teamaround.access.gate import Gated, gate
from teamaround.access.submitting import submit
from teamaround.child_index import adding, forms, habits, looking_for, presenters, scope, searching
from teamaround.child_index.models import Search
from teamaround.child_index.shield_presenters import behind_address
from teamaround.child_index.terms import terms_of
from teamaround.families.models import Person
from teamaround.families.queries import load_child, relations
from teamaround.matching.normalise import postcode


@gate("child_index.search", records=False)
def look_for(request: Gated) -> HttpResponseBase:
    """The box of the header: always by POST, so that no name stands in an address (design.md 4)."""
    words = request.POST.get("q", "").replace("\0", "").strip()
    if not words:
        return redirect("child_index:search")
    return redirect("child_index:found_words", words_ref=looking_for.keep(request, words))


@gate("child_index.search", records=False)
def found_words(request: Gated, words_ref: str) -> HttpResponseBase:
    """The search with the words of the header's box in its fields; the reason is still to be given."""
    return _search(request, looking_for.fields_of(looking_for.words_of(request, words_ref)))


@gate("child_index.search", records=False)
def search(request: Gated) -> HttpResponseBase:
    """The reason first. A search is sent by POST and answered at an address that tells nothing (design.md 4)."""
    return _search(request, {})


@gate("child_index.search", load=searching.load_search, records=False)
def change(request: Gated, made: Search) -> HttpResponseBase:
    """The same search once more, with what was typed, to be changed."""
    return _search(request, looking_for.fields_again(made))


def _search(request: Gated, start: dict[str, str]) -> HttpResponseBase:
    waits = habits.must_wait(request.actor.account_id or 0)
    if waits and request.method != "POST":
        back = f"?next={request.path}" if waits == "ask" else ""
        return redirect(reverse("child_index:explain") + back)
    form = forms.SearchForm(request.POST or None, initial=start)

    def act(given: dict[str, object]) -> str:
        terms = form.what_was_typed()
        made = searching.search(by=request.actor, reason=str(given["reason"]), query=forms.query_of(terms), terms=terms)
        return reverse("child_index:results", kwargs={"search_ref": made.ref})

    more = form.is_bound or any(start.get(name) for name in forms.SearchForm.more)
    context = {
        "title": _("Find a child"),
        "form": form,
        "more": more,
        "send_to": reverse("child_index:search"),
        "waits": waits,
    }
    return submit(request, form, act) or TemplateResponse(request, "child_index/search.html", context)


@gate("child_index.search", load=searching.load_search)
def results(request: Gated, made: Search) -> HttpResponseBase:
    """The short list, scored and explained. Opening a child is recorded, and said so before."""
    cards = presenters.cards(request.actor, made)
    request.passage.showed(*made.results.filter(rank__lt=99).values_list("child_id", flat=True))
    terms = terms_of(made)
    context = {
        "title": presenters.title_of(len(cards)),
        "cards": cards,
        "typed": presenters.typed(terms, made),
        "again": reverse("child_index:change", kwargs={"search_ref": made.ref}),
        "add": reverse("child_index:add", kwargs={"search_ref": made.ref}),
        "outcome": made.outcome,
    }
    return TemplateResponse(request, "child_index/results.html", context)


@gate("child_index.add_child", load=searching.load_search)
def add(request: Gated, made: Search) -> HttpResponseBase:
    """Only from a search: what was found stays in view, so that nobody is entered twice."""
    terms = terms_of(made)
    kept = ("given", "family", "sex", "postcode", "number")
    start: dict[str, str] = {name: terms[name] for name in kept if name in terms}
    if not postcode(start.get("postcode", "")).full:
        start.pop("postcode", None)
    start["mother"] = terms.get("carer", "")
    if len(terms.get("born", "")) == 10:
        start["born"] = terms["born"]
    asked = scope.covers(request.actor.authority_id) == "helped"
    form = forms.AddChildForm(request.POST or None, initial=start, ask_why=asked)

    def act(given: dict[str, object]) -> str:
        names = adding.Told.__dataclass_fields__
        told = adding.Told(**{name: given.get(name) or _empty(name) for name in names})  # type: ignore[arg-type]
        child = adding.add_child(by=request.actor, search=made, told=told)
        messages.success(request, _("%(name)s is in the index now.") % {"name": child.name})
        # A held entry gets the very same answer: the difference would tell of a shielded child (design.md 4).
        return reverse("desks:child", kwargs={"child_ref": child.ref})

    context = {
        "title": _("Add a child to the index"),
        "form": form,
        "cards": presenters.cards(request.actor, made),
        "again": reverse("child_index:change", kwargs={"search_ref": made.ref}),
    }
    return submit(request, form, act) or TemplateResponse(request, "child_index/add.html", context)


def _empty(name: str) -> object:
    return None if name in {"born", "expected"} else ""


@gate("child_index.see_limited", load=load_child)
def limited(request: Gated, child: Person) -> HttpResponseBase:
    """What a shield shows: name, sex, date of birth, names of carers; the index team brokers the rest."""
    context = {
        "title": child.name,
        "child": child,
        "carers": [row.person.name for row in relations(child.pk)],
        "behind": behind_address(request.actor, child),
    }
    return TemplateResponse(request, "child_index/limited.html", context)
