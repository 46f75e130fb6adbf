"""Forms beside the instruments' own: asking somebody to write, to join, who asks again."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from teamaround.kit.forms import CheckboxesField, Form, LongTextField, RadiosField, SelectField


class InviteForm(Form):
    """Whom to ask, and for which parts."""

    post = SelectField(label=_("Who could write a part?"), hint=_("People round the child come first"), choices=[])
    sections = CheckboxesField(
        label=_("Which parts?"), hint=_("Leave empty for all"), choices=[], required=False, small=True
    )

    def __init__(self, *args: Any, people: list[tuple[str, str]], parts: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["post"].choices = [("", _("Choose a colleague")), *people]  # type: ignore[attr-defined]
        self.fields["sections"].choices = parts  # type: ignore[attr-defined]


class JoinForm(Form):
    """Why somebody should be let in."""

    words = LongTextField(label=_("What could you add?"), hint=_("How you know the child, in a sentence or two"))


class AnswerJoinForm(Form):
    """Let somebody in, or say why not now."""

    answer = RadiosField(label=_("Let them join?"), choices=[("let_in", ""), ("declined", _("Not now"))])
    words = LongTextField(
        label=_("A word to them"),
        hint=_("If not now: why, and what they could do instead. They read this."),
        required=False,
    )

    def __init__(self, *args: Any, draft: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        yes = _("Yes, ask them to write") if draft else _("Yes, let them read it and add a supplement")
        self.fields["answer"].choices = [("let_in", yes), ("declined", _("Not now"))]  # type: ignore[attr-defined]


class FollowForm(Form):
    """What follows a checklist: the service asked, and who looks again."""

    agency = SelectField(label=_("Which service do you ask?"), choices=[], required=False)
    who = SelectField(label=_("Who asks again how things are?"), choices=[], required=False)

    def __init__(
        self, *args: Any, agencies: list[tuple[str, str]], people: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].choices = [("", _("Choose a service")), *agencies]  # type: ignore[attr-defined]
        self.fields["who"].choices = people  # type: ignore[attr-defined]
