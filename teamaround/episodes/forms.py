"""Forms about worries, the story, levels and closing."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from teamaround.episodes import rules
from teamaround.episodes.models import Audience, Concern, Entry, LookAgain
from teamaround.kit import clock
from teamaround.kit.forms import (
    CheckboxField,
    DateField,
    Form,
    LongTextField,
    RadiosField,
    SelectField,
    TextField,
    TimeField,
)

KINDS = [choice for choice in Entry.Kind.choices if choice[0] != Entry.Kind.SYSTEM]


class ConcernForm(Form):
    """A worry in under a minute: who, what, whether the family knows."""

    who = TextField(label=_("Which child?"), hint=_("Name, and what helps to find them, such as the school"))
    words = LongTextField(label=_("What worries you?"), hint=_("What you saw or heard, and when"))
    family_knows = RadiosField(label=_("Does the family know?"), choices=Concern.Family.choices)

    def __init__(self, *args: Any, about_child: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if about_child:
            del self.fields["who"]


class SafeguardingForm(Form):
    """What was reported by telephone: whom, when, what."""

    who = TextField(label=_("Which child?"), hint=_("Name, age, address or school: what you know"))
    danger_now = RadiosField(
        label=_("Is the child in danger this minute?"), choices=[("yes", _("Yes")), ("no", _("No"))]
    )
    person_told = TextField(label=_("Who did you tell?"), hint=_("Name and team of the person on the telephone"))
    told_on = DateField(label=_("On which day?"))
    told_at = TimeField(label=_("At what time?"), hint=_("For example 3.40pm"))
    words = LongTextField(label=_("What did you report?"), hint=_("What you saw or heard, in your own words"))
    family_told = RadiosField(
        label=_("Does the family know of the report?"),
        choices=[
            ("yes", _("Yes")),
            ("no_danger", _("No, telling them could put the child in danger")),
            ("not_yet", _("Not yet")),
        ],
    )

    def __init__(self, *args: Any, about_child: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["told_on"].initial = clock.today()
        if about_child:
            del self.fields["who"]


class EntryForm(Form):
    """Add to the story in under thirty seconds; the rest is folded away."""

    kind = RadiosField(label=_("What was it?"), choices=KINDS, initial=Entry.Kind.VISIT)
    words = LongTextField(label=_("What happened?"))
    happened_on = DateField(label=_("On which day?"), required=False, hint=_("Empty means today"))
    happened_at = TimeField(label=_("At what time?"), required=False)
    significance = LongTextField(label=_("What does it mean for the child?"), required=False)
    done = LongTextField(label=_("What was done?"), required=False)
    audience = RadiosField(label=_("Who may read this?"), choices=Audience.choices, initial=Audience.TEAM)

    folded = ("happened_on", "happened_at", "significance", "done", "audience")
    """Two are in view; these have the right answer already, or may stay empty."""

    def __init__(self, *args: Any, audience: str = Audience.TEAM, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["happened_on"].initial = clock.today()
        self.fields["audience"].initial = audience


class CorrectionForm(Form):
    """A corrected text; the first stays and is shown as corrected."""

    words = LongTextField(label=_("What happened?"))
    significance = LongTextField(label=_("What does it mean for the child?"), required=False)
    done = LongTextField(label=_("What was done?"), required=False)


class LevelForm(Form):
    """The level of need with a reason."""

    level = RadiosField(label=_("Level of need"), choices=[])
    why = LongTextField(label=_("Why?"), hint=_("What has changed"))

    def __init__(self, *args: Any, names: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(number), f"{number}. {name}") for number, name in enumerate(names, start=1)]
        self.fields["level"].choices = choices  # type: ignore[attr-defined]


class LookAgainForm(Form):
    """Better, the same, worse."""

    word = RadiosField(label=_("How is the child now?"), choices=LookAgain.Word.choices)
    words = LongTextField(label=_("Anything to add"), required=False)


class CloseForm(Form):
    """Why the help ends."""

    reason = SelectField(label=_("Why does the help end?"), choices=[("", ""), *rules.CLOSE_REASONS.items()])
    words = LongTextField(label=_("In a few words"), hint=_("What helped, and what the family can do next"))
    told = CheckboxField(label=_("The family knows that the help ends and how to ask again"), required=False)


class ReopenForm(Form):
    """Why the help opens again."""

    words = LongTextField(label=_("Why is help needed again?"))


class IdentifyForm(Form):
    """Which child of the index a report is about."""

    child = SelectField(label=_("Which child is it?"), choices=[])

    def __init__(self, *args: Any, children: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["child"].choices = [("", _("Choose a child")), *children]  # type: ignore[attr-defined]


class DecisionForm(Form):
    """Social care's word on a report."""

    taken = RadiosField(
        label=_("Does social care take the case?"),
        choices=[("yes", _("Yes, we take it")), ("no", _("No, we give it back to the team"))],
    )
