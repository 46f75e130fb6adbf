"""Forms about leading: asking, answering, ending, being away."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from teamaround.kit.forms import (
    CheckboxesField,
    CheckboxField,
    DateField,
    Form,
    LongTextField,
    RadiosField,
    SelectField,
)
from teamaround.lead_professional import rules
from teamaround.lead_professional.models import Basis


class InviteForm(Form):
    """Whom, why, and what the family wishes."""

    post = RadiosField(label=_("Who is best placed?"), choices=[], hint=_("Beside each name: families led now"))
    part = RadiosField(
        label=_("As what?"),
        choices=[("lead", _("Lead professional")), ("deputy", _("Deputy, who stands in"))],
        initial="lead",
    )
    basis = RadiosField(label=_("Why this person?"), choices=Basis.choices)
    deputy = SelectField(
        label=_("Who could stand in? You can ask them now too"), required=False, choices=[], hint=_("Deputy")
    )
    agreed_by = CheckboxesField(
        label=_("Who agrees with this?"), required=False, choices=list(rules.AGREED_BY.items()),
        hint=_("Whoever has not been asked yet can be added later"),
    )  # fmt: skip
    family_wish = LongTextField(label=_("Whom does the family wish for?"), required=False)
    followed = CheckboxField(label=_("This is the person the family wishes for"), required=False)
    wish_not_followed_because = LongTextField(label=_("If not, why could the wish not be followed?"), required=False)
    summary = LongTextField(
        label=_("What should the next person know?"), required=False, max_length=2000,
        hint=_("Where things stand and what is promised. They read it before they answer."),
    )  # fmt: skip

    def __init__(self, *args: Any, people: list[tuple[str, str]], handover: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["post"].choices = people  # type: ignore[attr-defined]
        self.fields["deputy"].choices = [("", _("Nobody yet")), *people]  # type: ignore[attr-defined]
        if not handover:
            del self.fields["summary"]


class AnswerForm(Form):
    """Yes, or no with a code and without blame."""

    answer = RadiosField(label=_("Will you?"), choices=[("yes", _("Yes")), ("no", _("No"))])
    code = SelectField(
        label=_("If no: what fits best?"), required=False, choices=[("", ""), *rules.DECLINE_CODES.items()]
    )
    manager = SelectField(label=_("Manager who agreed, where one is needed"), required=False, choices=[])

    def __init__(self, *args: Any, managers: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["manager"].choices = [("", ""), *managers]  # type: ignore[attr-defined]


class AgreeForm(Form):
    """Who agrees that this person leads."""

    agreed_by = CheckboxesField(label=_("Who agrees?"), choices=list(rules.AGREED_BY.items()))


class BackForm(Form):
    """Nothing to fill in: one button says that one is back."""


class EndForm(Form):
    """Why a part ends."""

    reason = RadiosField(label=_("Why does this end?"), choices=list(rules.END_REASONS.items()))


class AwayForm(Form):
    """From and to."""

    starts = DateField(label=_("First day away"))
    ends = DateField(label=_("Last day away"), required=False, hint=_("Leave empty when you do not know"))
