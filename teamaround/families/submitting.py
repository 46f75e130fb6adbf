"""A form of "Change who this is": sent, refused with what to do, or shown."""

from collections.abc import Callable, Iterable
from typing import Any

from django.http import HttpResponseBase
from django.urls import reverse

from teamaround.access.gate import Gated
from teamaround.access.submitting import submit
from teamaround.families.models import Person
from teamaround.families.pages import form_page


def change(
    request: Gated,
    child: Person,
    form: Any,
    act: Callable[[dict[str, Any]], str],
    *,
    title: str,
    button: str,
    intro: Iterable[str] = (),
    warning: str = "",
) -> HttpResponseBase:
    """Carry out and go where `act` says, or show the form; the way back leads to "Who this is"."""
    return submit(request, form, act) or form_page(
        request,
        child,
        title=title,
        form=form,
        button=button,
        intro=intro,
        warning=warning,
        back=reverse("families:who", kwargs={"child_ref": child.ref}),
    )
