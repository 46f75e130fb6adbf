"""Forms of the plan: needs, actions, progress, offers, agreement, reviews."""

import datetime
from typing import Any

from django.core.validators import RegexValidator
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from teamaround.kit import clock
from teamaround.kit.fields import DAMAGED
from teamaround.kit.forms import (
    DateField,
    Form,
    HiddenField,
    LongTextField,
    NumberField,
    RadiosField,
    SelectField,
    TextField,
)
from teamaround.plans import rules
from teamaround.plans.models import ActionState, Aim, Offer, PlanAgreement, Review

Choices = list[tuple[str, str]]


class NeedForm(Form):
    """A need in the family's words."""

    words = TextField(label=_("What is needed, in the family's words?"), max_length=300)
    whose_words = RadiosField(
        label=_("Whose words are these?"),
        choices=[
            ("child", _("The child's")),
            ("parent", _("A parent's or carer's")),
            ("worker", _("A practitioner's")),
        ],
    )
    type_key = SelectField(label=_("What kind of need is it?"), choices=[])
    scale = NumberField(
        label=_("Where is it now, from 0 to 10?"), required=False, min_value=0, max_value=10,
        hint=_("0 is as hard as can be, 10 is fine"),
    )  # fmt: skip

    def __init__(self, *args: Any, types: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["type_key"].choices = [("", ""), *types]  # type: ignore[attr-defined]


class ChangeNeedForm(Form):
    """Words and type of a need, with the version they were based on."""

    words = TextField(label=_("What is needed, in the family's words?"), max_length=300)
    type_key = SelectField(label=_("What kind of need is it?"), choices=[])
    version = HiddenField(required=True, validators=[RegexValidator(r"\A[0-9]{1,9}\Z", DAMAGED)])

    def __init__(self, *args: Any, types: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["type_key"].choices = types  # type: ignore[attr-defined]


class ActionForm(Form):
    """What, what for, who, which agency answers for it, by when."""

    what = TextField(label=_("What will be done?"), max_length=300)
    outcome = TextField(label=_("So that"), max_length=300, hint=_("What will be different for the child"))
    aim = RadiosField(label=_("Which outcome does it serve?"), choices=Aim.choices)
    owner = SelectField(label=_("Who does it?"), choices=[])
    agency = SelectField(label=_("Which agency answers for it?"), choices=[])
    due_on = DateField(label=_("By when?"))

    def __init__(self, *args: Any, owners: Choices, agencies: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = [("", ""), *owners]  # type: ignore[attr-defined]
        self.fields["agency"].choices = [("", ""), *agencies]  # type: ignore[attr-defined]


class ChangeActionForm(Form):
    """Text, outcome and day of an action, with the version they were based on."""

    what = TextField(label=_("What will be done?"), max_length=300)
    outcome = TextField(label=_("So that"), max_length=300)
    due_on = DateField(label=_("By when?"))
    version = HiddenField(required=True, validators=[RegexValidator(r"\A[0-9]{1,9}\Z", DAMAGED)])


class ProgressForm(Form):
    """A word, then one of four buttons: nothing is chosen beforehand, and one press saves it (experience.md)."""

    words = LongTextField(label=_("A word on how it went"), required=False, rows=3)
    state = RadiosField(label=_("How did it go?"), choices=ActionState.choices)


class OfferForm(Form):
    """A support and who gives it."""

    what = TextField(label=_("What is offered?"), max_length=300)
    agency = SelectField(label=_("By which agency?"), choices=[])

    def __init__(self, *args: Any, agencies: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].choices = [("", ""), *agencies]  # type: ignore[attr-defined]


class OfferStateForm(Form):
    """How an offer stands, and what the family says. Each is asked of whoever may say it."""

    state = RadiosField(label=_("How does it stand?"), required=False, choices=[])
    answer = RadiosField(
        label=_("Has the family got it? What do they say?"), required=False, choices=Offer.FamilyAnswer.choices
    )

    def __init__(self, *args: Any, offer: Offer, may_move: bool = True, may_answer: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        moves = rules.OFFER_MOVES[offer.state]
        self.fields["state"].choices = [each for each in Offer.State.choices if each[0] in moves]  # type: ignore[attr-defined]
        if not may_move:
            del self.fields["state"]
        if not may_answer:
            del self.fields["answer"]

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if not self.errors and not any(self.cleaned_data.get(name) for name in ("state", "answer")):
            self.add_error(next(name for name in ("state", "answer") if name in self.fields), _("Choose one of these."))
        return cleaned


class GoingWellForm(Form):
    """What goes well already, with the text it was based on."""

    words = LongTextField(
        label=_("What already goes well?"), required=False, max_length=3000,
        hint=_("Strengths come before needs. Write it as the family would say it"),
    )  # fmt: skip
    before = HiddenField(required=False)


class AgreementForm(Form):
    """Who agrees, in part, or not; with words where not in full."""

    who = SelectField(label=_("Who?"), choices=[])
    answer = RadiosField(label=_("What do they say to the plan?"), choices=PlanAgreement.Answer.choices)
    words = LongTextField(label=_("In their words, when they do not fully agree"), required=False)

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who"].choices = [("", ""), *people]  # type: ignore[attr-defined]


class ReviewForm(Form):
    """One page: each need with scale and words, the child's and the parent's words, what next."""

    held_on = DateField(label=_("When did you look at the plan again?"))
    present = TextField(label=_("Who was there?"), required=False)
    next_step = RadiosField(label=_("What next?"), choices=Review.Next.choices)
    next_on = DateField(label=_("When will you look again?"), required=False)
    notes = LongTextField(label=_("Anything else"), required=False)

    def __init__(
        self,
        *args: Any,
        needs: list[tuple[str, str, int | None]],
        children: list[tuple[str, str]],
        next_on: datetime.date,
        **kwargs: Any,
    ) -> None:
        """`needs`: reference, words, last place on the scale. `next_on`: the day the authority expects next."""
        super().__init__(*args, **kwargs)
        self.fields["held_on"].initial = clock.today()
        self.fields["next_on"].initial = next_on
        asked = self._asked_of_needs(needs) | self._asked_of_voices(children)
        for field in asked.values():
            field.sentences()
        self._needs = [[f"scale_{ref}", f"words_{ref}", f"met_{ref}"] for ref, _words, _last in needs]
        self._voices = [
            (f"{whose}_{ref}", f"why_{whose}_{ref}") for ref, _name in children for whose in ("child", "parent")
        ]
        end = {name: self.fields[name] for name in ("next_step", "next_on", "notes")}
        self.fields = {
            **{name: field for name, field in self.fields.items() if name not in end}, **asked, **end,
        }  # fmt: skip

    @staticmethod
    def _asked_of_needs(needs: list[tuple[str, str, int | None]]) -> dict[str, Any]:
        asked: dict[str, Any] = {}
        for ref, words, last in needs:
            asked[f"scale_{ref}"] = NumberField(
                label=_("“%(words)s”: where is it now, from 0 to 10?") % {"words": words},
                hint="" if last is None else _("Last time: %(last)s") % {"last": last},
                required=False, min_value=0, max_value=10,
            )  # fmt: skip
            asked[f"words_{ref}"] = TextField(label=_("What moved?"), required=False)
            asked[f"met_{ref}"] = RadiosField(
                label=_("Is the need met?"), choices=[("no", _("Not yet")), ("yes", _("Yes"))], initial="no"
            )
        return asked

    @staticmethod
    def _asked_of_voices(children: list[tuple[str, str]]) -> dict[str, Any]:
        asked: dict[str, Any] = {}
        for ref, name in children:
            for whose, label in (
                ("child", _("What does %(name)s say?")),
                ("parent", _("What do the parents of %(name)s say?")),
            ):
                asked[f"{whose}_{ref}"] = LongTextField(label=label % {"name": name}, required=False)
                asked[f"why_{whose}_{ref}"] = SelectField(
                    label=_("If nothing: why?"), required=False, choices=[("", ""), *rules.WHY_NO_WORDS.items()]
                )
        return asked

    def needs(self) -> list[list[BoundField]]:
        """The three questions of each need, for a page that keeps them together."""
        return [[self[name] for name in names] for names in self._needs]

    def voices(self) -> list[tuple[BoundField, BoundField]]:
        """What the child and the parents say, each with the reason if they say nothing."""
        return [(self[words], self[why]) for words, why in self._voices]
