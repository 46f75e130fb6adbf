"""Forms about services: working with a child, ending that, contradictions, brokering, other authorities, gaps."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from teamaround.agencies.models import Agency
from teamaround.child_index.models import (
    BrokerQuestion,
    Contradiction,
    Gap,
    Involvement,
    LookUpUse,
    Mediated,
    Search,
)
from teamaround.kit.forms import (
    DateField,
    Form,
    LongTextField,
    RadiosField,
    SelectField,
    TelephoneField,
    TextField,
)

KINDS = [choice for choice in Involvement.Kind.choices if choice[0] != Involvement.Kind.UNIVERSAL]
FOOTINGS = [
    ("", ""),
    ("consent", _("The family or young person agreed")),
    ("significant_harm", _("Suspected significant harm")),
]


class WorkingForm(Form):
    """ "I am working with this child": one choice and a confirmation; the rest may stay as it is."""

    kind = RadiosField(
        label=_("What do you want others to know?"),
        choices=KINDS,
        initial=Involvement.Kind.WORKING,
        reveals={Involvement.Kind.ASSESSMENT: "assessment_kind"},
    )
    assessment_kind = SelectField(
        label=_("Which assessment?"),
        required=False,
        choices=[("", ""), *Involvement.Assessment.choices],
        hint=_("That there is one, never what it says. The common assessment stands here by itself."),
    )
    official = RadiosField(
        label=_("Is it part of your agency's work?"),
        choices=[("yes", _("Yes")), ("no", _("No, we know the child from beside our work"))],
        initial="yes",
        required=False,
        inline=True,
    )
    last_contact = DateField(
        label=_("When did you last see or speak with the family?"), required=False, hint=_("Empty means today")
    )
    how_often = TextField(
        label=_("How often do you see the child?"), required=False, hint=_("For example, each Monday")
    )
    sensitive_basis = SelectField(label=_("On what footing may this be known?"), required=False, choices=FOOTINGS)

    def __init__(self, *args: Any, sensitive: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not sensitive:
            del self.fields["sensitive_basis"]


class ForAgencyForm(WorkingForm):
    """The index team enters an agency that has no access itself."""

    agency = SelectField(label=_("Which agency?"), choices=[])
    worker_name = TextField(label=_("Who there works with the child?"), required=False)
    job_title = TextField(label=_("Their job"), required=False)
    telephone = TelephoneField(label=_("Their telephone"), required=False)

    field_order = ["agency", "worker_name", "job_title", "telephone"]

    def __init__(self, *args: Any, agencies: list[Agency], **kwargs: Any) -> None:
        super().__init__(*args, sensitive=True, **kwargs)
        self.fields["agency"].choices = [("", ""), *((each.ref, each.name) for each in agencies)]  # type: ignore[attr-defined]


class EndingForm(Form):
    """That work with a child has ended."""

    reason = RadiosField(label=_("Why has it ended?"), choices=Involvement.EndReason.choices)
    ends = DateField(label=_("On which day?"), required=False, hint=_("Empty means today"))


class ContradictionForm(Form):
    """What is wrong in the index."""

    kind = RadiosField(label=_("What is wrong?"), choices=Contradiction.Kind.choices)
    words = LongTextField(
        label=_("What should stand there?"),
        required=False,
        max_length=2_000,
        hint=_("Names, numbers and days, and how you know. The index team reads it, nobody else."),
    )


class ResolveForm(Form):
    """What came of it."""

    outcome = RadiosField(label=_("What came of it?"), choices=Contradiction.Outcome.choices)
    answer = LongTextField(label=_("Your answer to whoever told you"), max_length=2_000)


class BrokerAskForm(Form):
    """A wish to reach somebody who is not shown."""

    question = LongTextField(
        label=_("Why do you want to reach them?"),
        max_length=2_000,
        hint=_("Write how you can be reached. If there is such a service, it reads this."),
    )


class ServiceForm(Form):
    """Which service the broker asks."""

    service = RadiosField(label=_("Which service do you ask?"), choices=[])

    def __init__(self, *args: Any, services: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["service"].choices = services  # type: ignore[attr-defined]


class SettleForm(Form):
    """What is passed on."""

    agreed = LongTextField(
        label=_("What you pass on"),
        required=False,
        max_length=2_000,
        hint=_("The words agreed with the service. Leave it empty when nothing may be passed on."),
    )


class BrokerAnswerForm(Form):
    """The service's answer to the broker."""

    answer = RadiosField(label=_("What may they know?"), choices=BrokerQuestion.Answer.choices)
    words = LongTextField(label=_("What they may have"), required=False, max_length=2_000)


class ReadForm(Form):
    """An answer has been read."""


class QuestionForm(Form):
    """A question to an index team."""

    question = LongTextField(
        label=_("Your question"), max_length=2_000, hint=_("Say why you ask and how to reach you. They see who asks.")
    )


class BeyondForm(Form):
    """Full name and birth, or a number."""

    reason = RadiosField(label=_("Why are you looking for this child?"), choices=Search.Reason.choices)
    given = TextField(label=_("First name"), required=False, width=20)
    family = TextField(label=_("Family name"), required=False, width=20)
    born = DateField(label=_("Date of birth"), required=False)
    number = TextField(label=_("Or the NHS number"), required=False, width=20)

    def what_was_typed(self) -> dict[str, str]:
        """Terms as text, for the sealed record."""
        names = ("given", "family", "born", "number")
        return {name: str(self.cleaned_data[name]) for name in names if self.cleaned_data.get(name)}


class MediateForm(Form):
    """Who asks by telephone."""

    agency = SelectField(label=_("Where do they work?"), choices=[])
    name = TextField(label=_("Their name"), hint=_("First and family name"))
    checked = RadiosField(label=_("How do you know who it is?"), choices=Mediated.Checked.choices)
    words = LongTextField(label=_("Why do they ask?"), max_length=2_000)

    def __init__(self, *args: Any, agencies: list[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].choices = [("", ""), *((each.ref, each.name) for each in agencies)]  # type: ignore[attr-defined]


class GapForm(Form):
    """A gap is over."""

    reason = RadiosField(label=_("Why is it over?"), choices=Gap.Reason.choices)
    words = LongTextField(label=_("What you found out"), required=False, max_length=2_000)


class HandForm(Form):
    """Who sees to it."""

    to = SelectField(label=_("Who sees to it?"), choices=[])

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [("", ""), *choices]  # type: ignore[attr-defined]


class UseForm(Form):
    """What a look-up led to."""

    use = RadiosField(label=_("What did it lead to?"), choices=LookUpUse.Use.choices)
