"""Choosing the words of a definition for an audience, in the reader's language, with the child's name put in.

Definition texts are translated like any other text: `extraction` feeds them to the catalogue.
"""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from teamaround.instruments.definition import Audience, Wording

Names = Mapping[str, str]
"""What to put in place of placeholders: {"child": "Kayleigh"}."""


def put_in(text: str, names: Names) -> str:
    """The text with names in place of `{child}`."""
    child = names.get("child") or _("the child")
    return text.replace("{child}", child)


def say(wording: Wording, audience: Audience, names: Names) -> str:
    """The words for this audience, translated, with the child's name; empty when there are none."""
    text = wording.for_audience(audience)
    return put_in(_(text), names) if text else ""


def say_text(text: str, names: Names) -> str:
    """A text that is the same for everybody (guidance, short titles), translated."""
    return put_in(_(text), names) if text else ""
