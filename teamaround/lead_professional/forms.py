"""Forms about leading: asking, answering, ending, being away."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from teamaround.kit.forms import CheckboxField, DateField, Form, LongTextField, RadiosField, SelectField
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
    family_wish = LongTextField(label=_("Whom does the family wish for?"), required=False)
    followed = CheckboxField(label=_("This is the person the family wishes for"), required=False)
    wish_not_followed_because = LongTextField(label=_("If not, why could the wish not be followed?"), required=False)

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["post"].choices = people  # type: ignore[attr-defined]


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


class EndForm(Form):
    """Why a part ends."""

    reason = RadiosField(label=_("Why does this end?"), choices=list(rules.END_REASONS.items()))


class AwayForm(Form):
    """From and to."""

    starts = DateField(label=_("First day away"))
    ends = DateField(label=_("Last day away"), required=False, hint=_("Leave empty when you do not know"))
