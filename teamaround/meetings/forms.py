"""Forms of meetings: calling, answering, moving, attendance, minutes."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from teamaround.kit.forms import (
    CheckboxesField,
    DateField,
    Form,
    LongTextField,
    RadiosField,
    SelectField,
    TextField,
    TimeField,
)
from teamaround.meetings import rules
from teamaround.meetings.models import Invitee, Meeting

Choices = list[tuple[str, str]]


class CallForm(Form):
    """When, where, about whom, who is invited. The team and the family are ticked already."""

    purpose = RadiosField(label=_("What kind of meeting is it?"), choices=Meeting.Purpose.choices, initial="first")
    day = DateField(label=_("On which day?"))
    time = TimeField(label=_("At what time?"), hint=_("For example 3.45pm"))
    place = TextField(label=_("Where?"), hint=_("Room and address, or how to join by telephone or video"))
    children = CheckboxesField(label=_("Which children is it about?"), choices=[])
    people = CheckboxesField(label=_("Family: who is invited?"), required=False, choices=[])
    posts = CheckboxesField(label=_("Team: who is invited?"), required=False, choices=[])
    no_family_code = SelectField(
        label=_("If the child, or the parents, are not invited: why?"),
        required=False,
        choices=[("", ""), *rules.NO_FAMILY_CODES.items()],
    )
    no_family_words = LongTextField(label=_("Say more, if it helps"), required=False)

    def __init__(
        self, *args: Any, children: Choices, people: Choices, posts: Choices, at_home: set[str], **kwargs: Any
    ) -> None:
        """Ticked beforehand: the team, the child and whoever the child lives with. Others are asked, never assumed."""
        super().__init__(*args, **kwargs)
        for name, choices in (("children", children), ("people", people), ("posts", posts)):
            self.fields[name].choices = choices  # type: ignore[attr-defined]
            self.fields[name].initial = [key for key, _words in choices]
        self.fields["people"].initial = [key for key, _words in people if key in at_home]


class MoveForm(Form):
    """Another day, time or place."""

    day = DateField(label=_("On which day?"))
    time = TimeField(label=_("At what time?"))
    place = TextField(label=_("Where?"))


class AnswerForm(Form):
    """Coming, a written part instead, or cannot come; and what would help."""

    answer = RadiosField(label=_("Will you come?"), choices=Invitee.Answer.choices)
    written_part = LongTextField(
        label=_("Your written part"), required=False, hint=_("What you know, what goes well, what you can do")
    )
    would_help = TextField(
        label=_("What would help you take part?"), required=False, max_length=300,
        hint=_("For example another time, a telephone, a lift"),
    )  # fmt: skip


class FamilyAnswerForm(Form):
    """For the family: coming or not, what would help, and own words."""

    answer = RadiosField(
        label=_("Will you come?"),
        choices=[(Invitee.Answer.COMING, _("Yes, I will come")), (Invitee.Answer.DECLINED, _("No, I cannot come"))],
    )
    would_help = TextField(
        label=_("What would help you come?"), required=False, max_length=300,
        hint=_("Another time? A lift? Somebody with you?"),
    )  # fmt: skip
    written_part = LongTextField(
        label=_("What do you want to say or ask?"), required=False, max_length=3000,
        hint=_("We read it out when we meet."),
    )  # fmt: skip
