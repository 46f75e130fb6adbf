"""Forms of the entry: a move to another authority."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from teamaround.agencies.models import Authority
from teamaround.kit.forms import CheckboxesField, Form, LongTextField, RadiosField, SelectField

WORDS = 1_000


class AskMoveForm(Form):
    """Whoever helps says that the family has moved."""

    to = SelectField(label=_("Which authority is responsible where they live now?"), choices=[])
    words = LongTextField(
        label=_("What should the index team know?"), required=False, max_length=WORDS,
        hint=_("For example since when, and how you know. Nothing of what you are helping with."),
    )  # fmt: skip

    def __init__(self, *args: Any, authorities: list[Authority], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [("", ""), *((each.ref, each.name) for each in authorities)]  # type: ignore[attr-defined]


class OfferMoveForm(AskMoveForm):
    """The index team offers the record."""

    goes_on = CheckboxesField(
        label=_("Who goes on working with the child after the move?"), required=False, choices=[],
        hint=_("Everybody else’s part ends when the other authority agrees."),
    )  # fmt: skip

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].label = _("What should the other index team know?")
        self.fields["goes_on"].choices = people  # type: ignore[attr-defined]
        if not people:
            del self.fields["goes_on"]


class AnswerMoveForm(Form):
    """The other authority agrees or not."""

    answer = RadiosField(
        label=_("Does the child live in your area now?"),
        choices=[("yes", _("Yes: our authority is responsible from today")), ("no", _("No, or not sure"))],
        reveals={"no": "words"},
    )
    words = LongTextField(
        label=_("Why not?"), required=False, max_length=WORDS, hint=_("The other index team reads it.")
    )
    received_by = SelectField(label=_("Who receives the help that is under way?"), required=False, choices=[])
    locality = SelectField(label=_("In which locality?"), required=False, choices=[])

    def __init__(
        self, *args: Any, people: list[tuple[str, str]], localities: list[tuple[str, str]], helped: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["received_by"].choices = [("", ""), *people]  # type: ignore[attr-defined]
        self.fields["received_by"].help_text = _("They are asked to lead, and stand round the child at once.")
        self.fields["locality"].choices = [("", ""), *localities]  # type: ignore[attr-defined]
        if not helped:
            del self.fields["received_by"], self.fields["locality"]


class WithdrawForm(Form):
    """Taking a move back, or not offering what was asked."""

    words = LongTextField(label=_("Why?"), max_length=WORDS, hint=_("One sentence. It is kept with the move."))
