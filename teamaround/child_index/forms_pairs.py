"""Forms of the index team: deciding about a pair, about a held entry, undoing a join."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from teamaround.child_index.models import Duplicate
from teamaround.kit.forms import Form, HiddenField, LongTextField, RadiosField

State = Duplicate.State
WORDS = 1_000


class PairForm(Form):
    """Are these two the same child? Each answer says what follows from it."""

    answer = RadiosField(
        label=gettext_lazy("Are these two the same child?"),
        size="m",
        choices=[
            (State.SAME, gettext_lazy("Yes, one child: join the two records")),
            (State.DIFFERENT, gettext_lazy("No, two children: keep them apart")),
            (State.UNSURE, gettext_lazy("Not sure yet")),
        ],
        reveals={State.UNSURE: "question"},
    )
    question = LongTextField(label=gettext_lazy("Your question"), required=False, max_length=WORDS)
    words = LongTextField(
        label=gettext_lazy("Why?"), hint=gettext_lazy("One sentence. It is kept with the answer."), max_length=WORDS
    )
    seen = HiddenField(required=False)

    def __init__(self, *args: Any, same: str, asked: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        answer: Any = self.fields["answer"]
        answer.hints = {
            State.SAME: same,
            State.DIFFERENT: _("They are not shown to you again as a pair."),
            State.UNSURE: _("The pair stays in the list."),
        }
        ask_or_leave_out(self, asked)


class HeldForm(Form):
    """What is to become of a held entry."""

    answer = RadiosField(label=gettext_lazy("What is this entry?"), size="m", choices=[], reveals={"ask": "question"})
    question = LongTextField(label=gettext_lazy("Your question"), required=False, max_length=WORDS)
    words = LongTextField(
        label=gettext_lazy("Why?"), hint=gettext_lazy("One sentence. It is kept with the answer."), max_length=WORDS
    )

    def __init__(self, *args: Any, other: str, asked: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        answer: Any = self.fields["answer"]
        choices = [("release", _("Another child: let the entry stand in the index"))]
        if other:
            choices.insert(0, ("same", _("The same child as %(name)s: join the two records") % {"name": other}))
        if asked:
            choices.append(("ask", _("Not sure: ask whoever put it in")))
        answer.choices = choices
        answer.hints = {
            "same": _("The child stays protected. Whoever put the entry in sees only what the protection shows."),
            "release": _("From now on everybody who searches can find it. Be sure that it is not the protected child."),
            "ask": _("The entry stays hidden. Do not tell whom it resembles."),
        }
        ask_or_leave_out(self, asked)


def ask_or_leave_out(form: Form, asked: str) -> None:
    """The field for a question, where somebody can be asked."""
    if asked:
        form.fields["question"].label = _("What do you want to ask %(name)s?") % {"name": asked}
        form.fields["question"].help_text = _("Leave it empty to ask nobody. Name no other child.")
    else:
        del form.fields["question"]
        answer: Any = form.fields["answer"]
        answer.reveals = {}


class UndoForm(Form):
    """Taking two joined records apart."""

    words = LongTextField(
        label=gettext_lazy("Why are they two children after all?"),
        hint=gettext_lazy("One sentence. It is kept with the decision."),
        max_length=WORDS,
    )


class LookAgainForm(Form):
    """A pair that was kept apart is to be looked at again."""

    words = LongTextField(label=gettext_lazy("Why is it to be looked at again?"), max_length=WORDS)
    seen = HiddenField(required=False)
