"""Forms round the family's page."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from teamaround.kit.forms import Form, LongTextField, RadiosField, TelephoneField, TextField


class EnrolForm(Form):
    """Who, and which mobile."""

    person = RadiosField(label=_("Who is with you now?"), choices=[])
    mobile = TelephoneField(label=_("Their mobile number"), hint=_("We send a code to it, to be read to you"))

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = people  # type: ignore[attr-defined]


class CodeForm(Form):
    """The code that was read back."""

    code = TextField(label=_("The code they read to you"), width=10, max_length=10)


class AskForm(Form):
    """The public page: a mobile number."""

    mobile = TelephoneField(label=_("Your mobile number"))


class NumberForm(Form):
    """The family number that goes with a link."""

    number = TextField(
        label=_("Your family number"), hint=_("Six figures. Your worker gave it to you."), width=10, max_length=10
    )


class WordsForm(Form):
    """Own words."""

    words = LongTextField(label=_("What do you want to say?"), max_length=3000)
