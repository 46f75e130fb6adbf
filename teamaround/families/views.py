"""Who this is, and changing it: name, birth, homes, numbers. The family is in views_members.py."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from teamaround.access.gate import Gated, gate
from teamaround.families import actions, ending, forms, homes, protection
from teamaround.families import who as who_this_is
from teamaround.families.models import Address, Person
from teamaround.families.presenters import child_page
from teamaround.families.protection import Part
from teamaround.families.queries import load_child
from teamaround.families.submitting import change
from teamaround.families.versions import birth_version

SAVED = {
    Address.Kind.HOME: gettext_lazy("The address is saved. The child is found by the old and the new one."),
    Address.Kind.UNKNOWN: gettext_lazy("It is written that no address is known. Ask the people round the child."),
    Address.Kind.LEFT: gettext_lazy("It is written that the child has left England. Ask whether they mean to return."),
}


def who_page(child: Person) -> str:
    return reverse("families:who", kwargs={"child_ref": child.ref})


def carried(given: dict[str, Any]) -> dict[str, Any]:
    """What an action takes of a form: dates that were left empty are None, everything else as it is."""
    return {name: value for name, value in given.items() if name != "submission_key"}


@gate("families.change_person", load=load_child)
def who(request: Gated, child: Person) -> HttpResponseBase:
    """What is written, since when and from whom; each block with what can be changed."""
    found, kept = who_this_is.members(request.actor, child)
    context = child_page(request.actor, child) | {
        "title": _("Who this is"),
        "blocks": who_this_is.blocks(request.actor, child),
        "members": found,
        "contact_kept": kept,
    }
    return TemplateResponse(request, "families/who.html", context)


@gate("families.change_person", load=load_child)
def name(request: Gated, child: Person) -> HttpResponseBase:
    start = {
        "given": child.given,
        "family": child.family,
        "known_as": child.known_as,
        "based_on": actions.name_version(child),
    }
    form = forms.NameForm(request.POST or None, initial=start)

    def act(given: dict[str, Any]) -> str:
        actions.change_name(by=request.actor, child=child, person=child, **carried(given))
        messages.success(request, _("The name is changed. The child is still found by the one before."))
        return who_page(child)

    return change(request, child, form, act, title=_("Change the name"), button=_("Save the name"))


@gate("families.change_person", load=load_child)
def other_name(request: Gated, child: Person) -> HttpResponseBase:
    form = forms.OtherNameForm(request.POST or None)

    def act(given: dict[str, Any]) -> str:
        actions.add_other_name(by=request.actor, child=child, **carried(given))
        messages.success(request, _("The name is added. The child is found by it too."))
        return who_page(child)

    intro = [_("A name the child uses, or is written under elsewhere. The name in force stays.")]
    return change(request, child, form, act, title=_("Add another name"), button=_("Add the name"), intro=intro)


@gate("families.change_person", load=load_child)
def birth(request: Gated, child: Person) -> HttpResponseBase:
    start = {
        "born": child.born,
        "expected_on": child.expected_on,
        "sex": child.sex,
        "based_on": birth_version(child),
    }
    form = forms.BirthForm(request.POST or None, initial=start)

    def act(given: dict[str, Any]) -> str:
        actions.change_birth(by=request.actor, child=child, **carried(given))
        messages.success(request, _("Birth and sex are changed. What was written before stays below."))
        return who_page(child)

    return change(request, child, form, act, title=_("Change birth or sex"), button=_("Save"))


@gate("families.change_person", load=load_child)
def born(request: Gated, child: Person) -> HttpResponseBase:
    """The expected child becomes a named one."""
    start = {"family": child.family, "based_on": birth_version(child)}
    form = forms.BornForm(request.POST or None, initial=start)

    def act(given: dict[str, Any]) -> str:
        actions.record_birth(by=request.actor, child=child, **carried(given))
        messages.success(request, _("The birth is recorded. Next: the doctor and the NHS number."))
        return who_page(child)

    return change(request, child, form, act, title=_("The baby is born"), button=_("Record the birth"))


@gate("families.change_person", load=load_child)
def address(request: Gated, child: Person) -> HttpResponseBase:
    """A move, a second home, no known address. What stands now is shown only to those who may see it."""
    rows = homes.homes_now(child)
    kept = Part.ADDRESS in protection.kept_back(request.actor, child.pk, sealed=rows.exclude(sealed="").exists())
    form = forms.AddressForm(request.POST or None, initial={"based_on": homes.homes_version(child)})

    def act(given: dict[str, Any]) -> str:
        homes.add_home(by=request.actor, child=child, may_see=not kept, **carried(given))
        messages.success(request, str(SAVED[given["kind"]]))
        return who_page(child)

    intro = [_("Written now: %(words)s.") % {"words": homes.words_of(rows)}] if rows and not kept else []
    return change(request, child, form, act, title=_("Add an address or a move"), button=_("Save"), intro=intro)


@gate("families.change_person", load=load_child)
def number(request: Gated, child: Person) -> HttpResponseBase:
    form = forms.NumberForm(request.POST or None)

    def act(given: dict[str, Any]) -> str:
        actions.add_number(by=request.actor, child=child, **carried(given))
        messages.success(request, _("The number is saved. Its check figure fits."))
        return who_page(child)

    return change(request, child, form, act, title=_("Add a number"), button=_("Save the number"))


@gate("families.change_person", load=load_child)
def ended(request: Gated, child: Person) -> HttpResponseBase:
    """One page for everything that can end."""
    form = forms.EndForm(request.POST or None, endings=ending.can_end(request.actor, child))

    def act(given: dict[str, Any]) -> str:
        ending.end_fact(by=request.actor, child=child, **carried(given))
        messages.success(request, _("It is written that this no longer holds. It stays as history."))
        return who_page(child)

    return change(request, child, form, act, title=_("Something no longer holds"), button=_("It no longer holds"))
