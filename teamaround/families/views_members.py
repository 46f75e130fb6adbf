"""The family: adding somebody, what they are to the child, numbers and how each is safe."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from teamaround.access.actor import Actor
from teamaround.access.gate import Gated, Loaded, gate
from teamaround.families import actions, ending, forms, members, reaching
from teamaround.families.members import Ties
from teamaround.families.models import Contact, Person, Relationship
from teamaround.families.queries import family_of, load_child
from teamaround.families.submitting import change


def load_member(actor: Actor, child_ref: str, person_ref: str) -> Loaded:
    """A child and somebody of the family, now or before. Raises Http404."""
    tie = Relationship.objects.filter(child__ref=child_ref, child__entry__isnull=False, person__ref=person_ref)
    found = tie.select_related("child", "person").first()
    if found is None:
        raise Http404
    return Loaded((found.child, found.person), (found.child_id,))


def _who_page(child: Person) -> str:
    return reverse("families:who", kwargs={"child_ref": child.ref})


@gate("families.change_person", load=load_child)
def member(request: Gated, child: Person) -> HttpResponseBase:
    """Add somebody; those known from brothers and sisters are offered first, so that nobody is entered twice."""
    known = {person.ref: person for person in members.carers_of_siblings(child)}
    form = forms.MemberForm(request.POST or None, people=[(ref, person.name) for ref, person in known.items()])

    def act(given: dict[str, Any]) -> str:
        tied = {"by": request.actor, "child": child, "ties": _ties(given), **_about(given)}
        if given.get("known"):
            person = members.tie_known(person=known[given["known"]], **tied)
        else:
            person = members.add_member(**tied, **{name: given[name] for name in ("given", "family", "sex", "born")})
        messages.success(
            request, _("%(name)s is in the family now. Next: how can they be reached?") % {"name": person.name}
        )
        return _who_page(child)

    title = _("Add somebody of the family")
    return change(request, child, form, act, title=title, button=_("Add to the family"))


def _ties(given: dict[str, Any]) -> Ties:
    return Ties(given["kind"], given["responsibility"] == "yes", given["lives_with"] == "yes", given["share"])


def _about(given: dict[str, Any]) -> dict[str, Any]:
    return {name: given[name] for name in ("since", "source")}


@gate("families.change_person", load=load_member)
def ties(request: Gated, pair: tuple[Person, Person]) -> HttpResponseBase:
    """Relationship, responsibility and home: three facts on one page."""
    child, person = pair
    now = members.standing(child, person)
    start = {
        "kind": now.ties.kind,
        "responsibility": "yes" if now.ties.responsibility else "no",
        "lives_with": "yes" if now.ties.lives_with else "no",
        "share": now.ties.share,
        "based_on": now.version,
    }
    form = forms.TiesForm(request.POST or None, initial=start, kind_now=now.ties.kind)

    def act(given: dict[str, Any]) -> str:
        members.change_ties(
            by=request.actor, child=child, person=person, ties=_ties(given), based_on=given["based_on"], **_about(given)
        )
        messages.success(request, _("Saved. What held before stays as history."))
        return _who_page(child)

    title = _("%(person)s and %(child)s") % {"person": person.name, "child": child.first_name}
    warning = _("Where responsibility or the home ends, this person’s family page shuts at once.")
    return change(request, child, form, act, title=title, button=_("Save"), intro=[warning])


@gate("families.change_person", load=load_member)
def member_name(request: Gated, pair: tuple[Person, Person]) -> HttpResponseBase:
    child, person = pair
    start = {name: getattr(person, name) for name in ("given", "family", "known_as")}
    form = forms.NameForm(request.POST or None, initial=start | {"based_on": actions.name_version(person)})

    def act(given: dict[str, Any]) -> str:
        given.pop("submission_key")
        actions.change_name(by=request.actor, child=child, person=person, **given)
        messages.success(request, _("The name is changed."))
        return _who_page(child)

    title = _("Change the name of %(name)s") % {"name": person.name}
    return change(request, child, form, act, title=title, button=_("Save the name"))


@gate("families.change_person", load=load_member)
def member_end(request: Gated, pair: tuple[Person, Person]) -> HttpResponseBase:
    child, person = pair
    form = forms.MemberEndForm(request.POST or None, initial={"based_on": members.standing(child, person).version})

    def act(given: dict[str, Any]) -> str:
        members.end_member(by=request.actor, child=child, person=person, on=given["on"], based_on=given["based_on"])
        messages.success(request, _("%(name)s is no longer in the family.") % {"name": person.name})
        return _who_page(child)

    warning = _("Relationship, responsibility and home all end. If only one has ended, change that one instead.")
    title = _("%(name)s is no longer in the family") % {"name": person.name}
    return change(request, child, form, act, title=title, button=_("All three have ended"), warning=warning)


@gate("families.change_person", load=load_child)
def contact(request: Gated, child: Person) -> HttpResponseBase:
    people = {person.ref: person for person in family_of(child)}
    form = forms.ContactForm(request.POST or None, people=[(ref, person.name) for ref, person in people.items()])

    def act(given: dict[str, Any]) -> str:
        rest = {name: given[name] for name in ("kind", "value", "safe", "words", "source")}
        reaching.add_contact(by=request.actor, child=child, person=people[given["whose"]], **rest)
        messages.success(request, _("Saved. Every message obeys how it is safe to use."))
        return _who_page(child)

    title = _("Add a telephone number or e-mail address")
    return change(request, child, form, act, title=title, button=_("Save"))


@gate("families.change_person", load=load_child)
def safe(request: Gated, child: Person) -> HttpResponseBase:
    """How a number may be used; those kept back from this reader are not in the list."""
    found = {each.key: (each.words, each.row) for each in ending.can_end(request.actor, child)}
    rows = {key: row for key, (_words, row) in found.items() if isinstance(row, Contact)}
    contacts = [(key, f"{found[key][0]}, {row.get_safe_display()}") for key, row in rows.items()]
    form = forms.SafeForm(request.POST or None, contacts=contacts)

    def act(given: dict[str, Any]) -> str:
        row = rows[given["contact"]]
        reaching.change_safe(
            by=request.actor, child=child, contact=row, safe=given["safe"], words=given["words"], based_on=str(row.pk)
        )
        messages.success(request, _("Saved. From now on every message obeys this."))
        return _who_page(child)

    title = _("Change how a number may be used")
    return change(request, child, form, act, title=title, button=_("Save"))
