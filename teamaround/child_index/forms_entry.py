"""Forms of the entry: a move to another authority, the scope, staying on, holds, a death."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from teamaround.agencies.models import Authority
from teamaround.child_index.models_of_entry import Scope, StayingOn, ToldValue
from teamaround.kit.forms import (
    CheckboxesField,
    DateField,
    Form,
    LongTextField,
    PostcodeField,
    RadiosField,
    SelectField,
    TextField,
)

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

    along = CheckboxesField(label=_("Which brothers and sisters have moved too?"), required=False, choices=[])

    def __init__(
        self, *args: Any, people: list[tuple[str, str]], siblings: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].label = _("What should the other index team know?")
        for name, choices in (("goes_on", people), ("along", siblings)):
            self.fields[name].choices = choices  # type: ignore[attr-defined]
            if not choices:
                del self.fields[name]


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


class ScopeForm(Form):
    """Whom the index holds."""

    covers = RadiosField(label=_("Whom does the index hold?"), choices=Scope.Covers.choices)
    ground = RadiosField(label=_("On which legal ground?"), choices=Scope.Ground.choices)
    words = LongTextField(
        label=_("The ground in your own words"), max_length=WORDS, hint=_("With the paragraph of the law")
    )
    decided_by = TextField(label=_("Who decided?"), max_length=120, hint=_("Name and office"))
    decided_on = DateField(label=_("When?"))
    review_on = DateField(label=_("When is it looked at again?"), hint=_("Within three years"))


class StayOnForm(Form):
    """The young person agreed to stay after 18."""

    ground = RadiosField(label=_("Why may the entry stay?"), choices=StayingOn.Ground.choices)
    agreed_on = DateField(label=_("When did the young person agree?"))
    how = TextField(label=_("How?"), hint=_("For example: signed, or said to whom"))


class HoldForm(Form):
    """A legal hold."""

    words = LongTextField(label=_("For which inquiry or proceedings?"), max_length=WORDS)
    review_on = DateField(label=_("When is it looked at again?"), hint=_("Within twelve months"))


class BecauseForm(Form):
    """One sentence why: lifting a hold, bringing back, taking something back."""

    words = TextField(label=_("Why?"), hint=_("One sentence. It is kept."))


class DeathForm(Form):
    """The day on which the child died."""

    on = DateField(label=_("On which day?"))


SOURCES = [
    ("document", _("A document that was seen")),
    ("family", _("The family")),
    ("child", _("The child")),
    ("agency", _("Another service")),
]


class ToldForm(Form):
    """What another source says of one value."""

    field = RadiosField(label=_("What does it say something about?"), choices=ToldValue.Field.choices)
    source = SelectField(label=_("Who says it?"), choices=SOURCES)
    on = DateField(label=_("From which day is it?"))
    given = TextField(label=_("First names"), required=False, max_length=100, hint=_("Only for a name"))
    family = TextField(label=_("Family name"), required=False, max_length=100, hint=_("Only for a name"))
    born = DateField(label=_("Date of birth"), required=False, hint=_("Only for a date of birth"))
    lines = TextField(label=_("House, street and town"), required=False, hint=_("Only for an address"))
    postcode = PostcodeField(label=_("Postcode"), required=False)


class SettleForm(Form):
    """Take a value, or set it aside."""

    answer = RadiosField(
        label=_("What becomes of it?"),
        choices=[("take", _("It is right: show it")), ("aside", _("It is not right: set it aside"))],
    )
