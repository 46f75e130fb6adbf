"""Agreement on one screen, taking it back, judging competence, covering by duty."""

from collections.abc import Sequence
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
    TextField,
)

ANSWERS = [(Answer.AGREED, _("Yes")), (Answer.REFUSED, _("No")), (Answer.NOT_ASKED, _("Not asked"))]


class AgreementForm(Form):
    """At most three questions in view; the rest is prefilled or folded (issue 2 step 5)."""

    assess = RadiosField(label=_("1. May we look together at what goes well and what is needed?"), choices=ANSWERS)
    agencies = CheckboxesField(label=_("2. Who may see it?"), required=False, choices=[])
    not_wanted = CheckboxesField(label=_("Anybody you do NOT want?"), required=False, choices=[])
    discuss = CheckboxField(label=_("It may also be talked about at a group of agencies"), required=False)
    keep_out = LongTextField(label=_("3. Anything to keep out?"), required=False, hint=_("In your own words"))
    who = RadiosField(label=_("Who answered?"), choices=[])
    who_name = TextField(label=_("Name, when it is somebody else"), required=False)
    right = RadiosField(label=_("In what right?"), choices=Right.choices, initial=Right.RESPONSIBILITY)
    explained = CheckboxesField(
        label=_("I have explained, in plain words"), choices=list(rules.EXPLAINED.items()), required=False
    )
    evidence = RadiosField(label=_("How was it agreed?"), choices=Evidence.choices, initial=Evidence.SCREEN)
    signed_name = TextField(label=_("Signed here: type the name"), required=False)
    witness = TextField(label=_("Witness, when it was said aloud"), required=False)
    paper = FileField(label=_("Photo or PDF of the signed paper"), required=False, endings=[".pdf", ".jpg", ".png"])
    why_not_asked = SelectField(
        label=_("If not asked: why?"), required=False, choices=[("", ""), *rules.WHY_NOT_ASKED.items()]
    )
    language = TextField(label=_("Language spoken, if not English"), required=False)
    interpreter = TextField(label=_("Interpreter or signer"), required=False)
    hide_from_parents = CheckboxField(
        label=_("The young person decides alone, and parents are not told"), required=False
    )

    in_view = ("assess", "agencies", "not_wanted", "discuss", "keep_out", "who", "who_name", "right", "explained")
    signed = ("evidence", "signed_name", "witness", "paper")
    folded = ("why_not_asked", "language", "interpreter", "hide_from_parents")

    def __init__(
        self,
        *args: Any,
        involved: Sequence[Agency],
        others: Sequence[Agency],
        people: list[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        ticked = [(agency.ref, agency.name) for agency in involved]
        self.fields["agencies"].choices = ticked  # type: ignore[attr-defined]
        self.fields["agencies"].initial = [agency.ref for agency in involved if not agency.sensitive]
        self.fields["not_wanted"].choices = [(agency.ref, agency.name) for agency in others]  # type: ignore[attr-defined]
        self.fields["who"].choices = [*people, ("other", _("Somebody else"))]  # type: ignore[attr-defined]


class WithdrawForm(Form):
    """Who takes back what."""

    what = RadiosField(label=_("What is taken back?"), choices=[])
    by_name = TextField(label=_("Who takes it back?"))
    right = RadiosField(label=_("In what right?"), choices=Right.choices, initial=Right.RESPONSIBILITY)
    words = LongTextField(label=_("In their own words"), required=False)

    def __init__(self, *args: Any, agencies: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["what"].choices = [("all", _("Everything")), *agencies]  # type: ignore[attr-defined]


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


class CoverForm(Form):
    """An agency may know without agreement: on what footing, why, until when."""

    agency = SelectField(label=_("Which agency must know?"), choices=[])
    basis = RadiosField(label=_("On what footing?"), choices=Cover.Basis.choices)
    reasons = LongTextField(label=_("Why?"), hint=_("Is sharing less harmful for the child than not sharing?"))
    ends = DateField(label=_("Until when?"), required=False)

    def __init__(self, *args: Any, agencies: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].choices = [("", ""), *agencies]  # type: ignore[attr-defined]
