"""Agreement on one screen, taking it back, judging competence, covering by duty."""

from collections.abc import Collection, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from teamaround.agencies.models import Agency
from teamaround.consent import rules
from teamaround.consent.models import Answer, CompetenceJudgement, Cover, Evidence, Right
from teamaround.kit.forms import (
    CheckboxesField,
    CheckboxField,
    DateField,
    FileField,
    Form,
    LongTextField,
    RadiosField,
    SelectField,
    SignatureField,
    TextField,
)

PAPERS = [".pdf", ".jpg", ".jpeg", ".png"]
SOMEBODY_ELSE = ("other", _("Somebody else"))
RIGHTS = [("", _("As our record of the family says")), *Right.choices]
ANSWERS = [(Answer.AGREED, _("Yes")), (Answer.REFUSED, _("No")), (Answer.NOT_ASKED, _("Not asked"))]


class AgreementForm(Form):
    """At most three questions in view; the rest is prefilled or folded (issue 2 step 5)."""

    explained = CheckboxesField(
        label=_("I have explained, in plain words"), choices=list(rules.EXPLAINED.items()), required=False, small=True
    )
    assess = RadiosField(
        label=_("1. May we look together at what goes well and what is needed?"),
        choices=ANSWERS,
        reveals={Answer.NOT_ASKED: "why_not_asked"},
        small=True,
    )
    why_not_asked = SelectField(
        label=_("Why was it not asked?"), required=False, choices=[("", ""), *rules.WHY_NOT_ASKED.items()]
    )
    agencies = CheckboxesField(label=_("2. Who may see it?"), required=False, choices=[], small=True)
    not_wanted = CheckboxesField(label=_("Anybody you do NOT want?"), required=False, choices=[], small=True)
    discuss = RadiosField(
        label=_("May it be talked about at a group of agencies?"), choices=ANSWERS[:2], required=False, small=True
    )
    keep_out = LongTextField(label=_("3. Anything to keep out?"), required=False, hint=_("In your own words"), rows=2)
    who = RadiosField(label=_("Who answered?"), choices=[], reveals={"other": "who_name"}, small=True)
    who_name = TextField(label=_("Their name"), required=False)
    evidence = RadiosField(
        label=_("How was it agreed?"),
        choices=Evidence.choices,
        initial=Evidence.SCREEN,
        reveals={
            Evidence.SCREEN: "signature signed_name",
            Evidence.PAPER: "paper",
            Evidence.SPOKEN: "witness",
        },
        small=True,
    )
    signature = SignatureField(label=_("Sign here"))
    signed_name = TextField(label=_("Or type the name"), required=False, width=20)
    witness = TextField(label=_("Who else heard it?"), required=False)
    paper = FileField(
        label=_("Photo or PDF of the signed paper"),
        hint=_("You can add it later."),
        required=False,
        endings=PAPERS,
        megabytes=10,
    )
    right = SelectField(label=_("In what right they answer"), required=False, choices=RIGHTS)
    language = TextField(label=_("Language spoken, if not English"), required=False)
    interpreter = TextField(label=_("Interpreter or signer"), required=False)
    hide_from_parents = CheckboxField(
        label=_("The young person decides alone, and parents are not told"), required=False
    )

    def __init__(
        self,
        *args: Any,
        involved: Sequence[Agency],
        others: Sequence[Agency],
        people: list[tuple[str, str]],
        refused: Collection[str] = (),
        **kwargs: Any,
    ) -> None:
        """Those already involved are ticked, but never an agency that the family did not want until now."""
        super().__init__(*args, **kwargs)
        ticked = [(agency.ref, agency.name) for agency in involved]
        wanted = [agency.ref for agency in involved if not agency.sensitive and agency.ref not in refused]
        self.fields["agencies"].choices = ticked  # type: ignore[attr-defined]
        self.fields["agencies"].initial = wanted
        self.fields["not_wanted"].initial = list(refused)
        self.fields["not_wanted"].choices = [(agency.ref, agency.name) for agency in others]  # type: ignore[attr-defined]
        self.fields["who"].choices = [*people, SOMEBODY_ELSE]  # type: ignore[attr-defined]


class PaperForm(Form):
    """The signed paper, when it was not at hand at once."""

    paper = FileField(label=_("Photo or PDF of the signed paper"), endings=PAPERS, megabytes=10)


class WithdrawForm(Form):
    """Who takes back what."""

    what = RadiosField(label=_("What is taken back?"), choices=[])
    who = RadiosField(label=_("Who takes it back?"), choices=[], reveals={"other": "who_name"})
    who_name = TextField(label=_("Their name"), required=False)
    words = LongTextField(label=_("In their own words"), required=False)
    right = SelectField(label=_("In what right they answer"), required=False, choices=RIGHTS)

    def __init__(
        self, *args: Any, agencies: list[tuple[str, str]], people: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["what"].choices = [("all", _("Everything")), *agencies]  # type: ignore[attr-defined]
        self.fields["who"].choices = [*people, SOMEBODY_ELSE]  # type: ignore[attr-defined]


class CompetenceForm(Form):
    """Five answers, a word and why."""

    word = RadiosField(label=_("So I think that the young person"), choices=CompetenceJudgement.Word.choices)
    why = LongTextField(label=_("What did you see or hear that makes you think so?"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        yes_no = [("yes", _("Yes")), ("no", _("No")), ("unsure", _("Not sure"))]
        asked = {name: RadiosField(label=words, choices=yes_no) for name, words in rules.COMPETENCE_QUESTIONS.items()}
        self.fields = {**asked, **self.fields}
        for field in asked.values():
            field.sentences()


class SettleForm(Form):
    """Whose answer counts, why, on whose advice."""

    chosen = RadiosField(label=_("Whose answer counts now?"), choices=[])
    reasons = LongTextField(label=_("Why?"), hint=_("What you talked about with both, and what is best for the child"))
    advice = TextField(label=_("Whom did you ask for advice?"), hint=_("Leave empty if nobody"), required=False)

    def __init__(self, *args: Any, answers: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chosen"].choices = answers  # type: ignore[attr-defined]


class CoverForm(Form):
    """An agency may know without agreement: on what footing, why, until when."""

    agency = SelectField(label=_("Which agency must know?"), choices=[])
    basis = RadiosField(label=_("On what footing?"), choices=Cover.Basis.choices)
    reasons = LongTextField(label=_("Why?"), hint=_("Is sharing less harmful for the child than not sharing?"))
    ends = DateField(label=_("Until when?"), required=False)

    def __init__(self, *args: Any, agencies: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].choices = [("", ""), *agencies]  # type: ignore[attr-defined]
