"""The base of every form, and the fields (import all of them from here).

    class AddAction(Form):
        what = TextField(label=_("What will be done"))
        due = DateField(label=_("By when"), hint=_("For example, 12 3 2026"))

In a template: `{% govuk_errors form %}`, then `{% govuk_fields form %}` or `{% govuk_field form.what %}` one by one.
"""

import secrets
from typing import Any

from django import forms

from teamaround.kit.fields import (
    CheckboxesField,
    CheckboxField,
    Designed,
    EmailField,
    FileField,
    HiddenField,
    LongTextField,
    NumberField,
    PostcodeField,
    RadiosField,
    SelectField,
    TelephoneField,
    TextField,
    YesNoNotSureField,
)
from teamaround.kit.problems import Problem
from teamaround.kit.signature import SignatureField
from teamaround.kit.time_fields import DateField, PartialDateField, TimeField

__all__ = [
    "CheckboxField",
    "CheckboxesField",
    "DateField",
    "EmailField",
    "FileField",
    "Form",
    "HiddenField",
    "LongTextField",
    "NumberField",
    "PartialDateField",
    "PostcodeField",
    "RadiosField",
    "SelectField",
    "SignatureField",
    "TelephoneField",
    "TextField",
    "TimeField",
    "YesNoNotSureField",
    "new_submission_key",
]


def new_submission_key() -> str:
    """Random; a form sent twice with the same key is done once (design.md 6)."""
    return secrets.token_urlsafe(16)


class Form(forms.Form):
    """A form with a submission key. What was typed comes back with the errors; nothing is marked `required` in HTML,
    so that our own sentences are shown instead of the browser's."""

    use_required_attribute = False
    submission_key = HiddenField(max_length=60)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.fields["submission_key"].initial = self.initial.get("submission_key") or new_submission_key()
        for name, field in self.fields.items():
            if field.label is None:
                field.label = name.replace("_", " ").capitalize()
            if isinstance(field, Designed):
                field.sentences()

    @property
    def key(self) -> str:
        """The submission key that came with the form."""
        return str(self.cleaned_data.get("submission_key", ""))

    def refuse(self, problem: Problem) -> None:
        """Show the sentence of a rule at its field, or above the form."""
        known = problem.field if problem.field in self.fields else None
        self.add_error(known, problem.sentence)
