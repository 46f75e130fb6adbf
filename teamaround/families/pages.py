"""The plainest page of a child: a heading, sentences, one form, one button."""

from collections.abc import Iterable
from typing import Any

from django.template.response import TemplateResponse
from django.urls import reverse

from teamaround.access.gate import Gated
from teamaround.families.models import Person
from teamaround.families.presenters import CHILD_PAGE, child_page


def form_page(
    request: Gated,
    child: Person,
    *,
    title: str,
    form: Any,
    button: str,
    intro: Iterable[str] = (),
    missing: Iterable[str] = (),
    warning: str = "",
    tab: str = "",
    back: str = "",
    template: str = "families/form_page.html",
) -> TemplateResponse:
    """A form inside the child's page. `missing` says calmly what is not there yet and for what it is needed.

    A long form gives its own `template`, which extends families/form_page.html and fills the block `fields`.
    """
    context = child_page(request.actor, child, tab=tab) | {
        "title": title,
        "form": form,
        "button": button,
        "intro": list(intro),
        "missing": list(missing),
        "warning": warning,
        "back": back or page_of(child),
    }
    return TemplateResponse(request, template, context)


def plain_form_page(
    request: Gated, *, title: str, form: Any, button: str, back: str, intro: Iterable[str] = (), warning: str = ""
) -> TemplateResponse:
    """A form that belongs to no child's record."""
    context = {"title": title, "form": form, "button": button, "intro": list(intro), "back": back, "warning": warning}
    return TemplateResponse(request, "families/plain_form_page.html", context)


def page_of(child: Person) -> str:
    """Address of the child's page."""
    return reverse(CHILD_PAGE, kwargs={"child_ref": child.ref})
