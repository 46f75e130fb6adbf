"""Signing on the screen: a small script draws with finger, pen or mouse and hands over a picture as an ordinary file.

Without the script nothing of it is shown: a typed name, paper or a spoken answer with a witness are always there too.
"""

from typing import Any

from django.forms.boundfield import BoundField
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from teamaround.kit.fields import FileField

LONGEST_STROKES = 60_000
"""Letters of the lines that come back with an error, so that nobody must sign twice."""


class SignatureField(FileField):
    """A drawn signature, as a PNG file. Empty where it was typed or signed on paper."""

    component = "signature"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("hint", gettext_lazy("With a finger, a pen or the mouse"))
        super().__init__(*args, endings=[".png"], megabytes=1, required=False, **kwargs)


def drawn(bound: BoundField) -> SafeString:
    """The box to sign in, hidden until the script is there."""
    strokes = str(bound.form.data.get(f"{bound.html_name}-strokes", ""))
    return render_to_string(
        "kit/signature.html",
        {"field": bound, "errors": list(bound.errors), "strokes": strokes if len(strokes) < LONGEST_STROKES else ""},
    )
