"""Sample data of the style page: an invented child, as in the pictures."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from teamaround.kit import forms


class SampleForm(forms.Form):
    """One field of every kind."""

    given = forms.TextField(label=gettext_lazy("First name"), width=20)
    words = forms.LongTextField(label=gettext_lazy("What is happening"), hint=gettext_lazy("In your own words."))
    safe = forms.YesNoNotSureField(label=gettext_lazy("Does the child appear to be safe?"))
    kind = forms.RadiosField(
        label=gettext_lazy("What kind of entry is it?"),
        choices=[
            ("visit", gettext_lazy("Visit")),
            ("call", gettext_lazy("Call")),
            ("other", gettext_lazy("Something else")),
        ],
        hints={"visit": gettext_lazy("You saw the child or the family.")},
        reveals={"other": "other"},
    )
    other = forms.TextField(label=gettext_lazy("What was it?"), required=False)
    who = forms.CheckboxesField(
        label=gettext_lazy("Who may see it?"),
        choices=[("team", gettext_lazy("The team")), ("family", gettext_lazy("The family"))],
    )
    agency = forms.SelectField(label=gettext_lazy("Agency"), choices=[("", ""), ("school", gettext_lazy("School"))])
    on = forms.DateField(label=gettext_lazy("When it happened"), hint=gettext_lazy("For example, 3 3 2026"))
    since = forms.PartialDateField(
        label=gettext_lazy("Since when"), hint=gettext_lazy("The year alone is enough."), required=False
    )
    at = forms.TimeField(label=gettext_lazy("At what time"), hint=gettext_lazy("For example, 3.45pm"), required=False)
    age = forms.NumberField(label=gettext_lazy("Age"), suffix=gettext_lazy("years"), min_value=0, max_value=25)
    telephone = forms.TelephoneField(label=gettext_lazy("Telephone"))
    postcode = forms.PostcodeField(label=gettext_lazy("Postcode"), partial=True)
    email = forms.EmailField(label=gettext_lazy("E-mail"), required=False)
    photo = forms.FileField(label=gettext_lazy("Signed paper"), endings=[".pdf", ".jpg", ".png"], required=False)
    sure = forms.CheckboxField(label=gettext_lazy("The family has read this"), required=True)


def sheet(name: str, request: HttpRequest) -> dict[str, Any]:
    """What a sheet of the style page needs."""
    if name == "form":
        return {"form": SampleForm(request.POST or None, request.FILES or None)}
    return {}
