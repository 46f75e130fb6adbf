"""Forms of a request: what is asked, what goes along, the answer."""

from typing import Any

from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from teamaround.kit import clock
from teamaround.kit.dates import day_words
from teamaround.kit.forms import CheckboxesField, DateField, Form, LongTextField, RadiosField, SelectField, TextField
from teamaround.referrals import rules
from teamaround.referrals.contents import Offered, Piece
from teamaround.referrals.models import FamilySaid, Referral, SentPiece, Urgency


class AskForm(Form):
    """Which service, what for, and whether the family wants it."""

    agency = SelectField(label=_("Which service do you ask?"), choices=[])
    what = LongTextField(label=_("What help do you ask for?"), hint=_("What they should do, and what you hope for"))
    family_words = LongTextField(label=_("What does the family say, in their own words?"), required=False, rows=3)
    need = SelectField(label=_("Which need of the plan is it for?"), choices=[], required=False)
    urgency = RadiosField(label=_("How soon do you need an answer?"), choices=Urgency.choices, initial=Urgency.USUAL)
    family_said = RadiosField(
        label=_("Does the family want this?"),
        choices=FamilySaid.choices,
        reveals={FamilySaid.YES.value: "family_who"},
        hints={FamilySaid.NOT_YET.value: _("You can prepare everything and send it when they have said yes.")},
    )
    family_who = TextField(label=_("Who said yes?"), required=False, width=20)

    def __init__(self, *args: Any, services: list[tuple[str, str]], needs: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].choices = [("", _("Choose a service")), *services]  # type: ignore[attr-defined]
        if needs:
            self.fields["need"].choices = [("", _("No need of the plan")), *needs.items()]  # type: ignore[attr-defined]
        else:
            del self.fields["need"]


class AlongForm(Form):
    """Who is asked there, and what goes along."""

    who = SelectField(label=_("Who there?"), choices=[], required=False)
    family = CheckboxesField(label=_("About the family"), choices=[], required=False)
    parts = CheckboxesField(label=_("Parts of the common assessment"), choices=[], required=False, small=True)
    rows = CheckboxesField(label=_("Rows of the story"), choices=[], required=False, small=True)

    def __init__(self, *args: Any, who: list[tuple[str, str]], offered: Offered, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who"].choices = who  # type: ignore[attr-defined]
        kinds = SentPiece.Kind
        for name, pieces in (
            ("family", [*offered.of(kinds.CONTACT), *offered.of(kinds.LEVEL)]),
            ("parts", offered.of(kinds.PART)),
            ("rows", offered.of(kinds.ROW)),
        ):
            if not pieces:
                del self.fields[name]
                continue
            field: Any = self.fields[name]
            field.choices = [(piece.key, _label(piece)) for piece in pieces]
            field.hints = {piece.key: _short(piece.words) for piece in pieces}

    @property
    def in_view(self) -> list[BoundField]:
        """Who there, and what is about the family."""
        return [self[name] for name in ("who", "family") if name in self.fields]

    @property
    def folded(self) -> list[BoundField]:
        """The long lists."""
        return [self[name] for name in ("parts", "rows") if name in self.fields]


def _label(piece: Piece) -> str:
    if piece.kind == SentPiece.Kind.ROW and piece.day is not None:
        return f"{piece.title}, {day_words(piece.day, clock.today())}"
    return piece.title


def _short(words: str, longest: int = 160) -> str:
    line = " ".join(words.split())
    return line if len(line) <= longest else f"{line[:longest].rsplit(' ', 1)[0]} …"


class WordsForm(Form):
    """A word to go with a step."""

    words = LongTextField(label=_("A word about it"), required=False, rows=3)


class AcceptForm(Form):
    """Yes, with a word to whoever asked."""

    words = LongTextField(
        label=_("A word to whoever asked"), hint=_("For example when you will ring the family"), required=False, rows=3
    )


class DeclineForm(Form):
    """No, with the reason and what could be done instead."""

    reason = RadiosField(label=_("Why can you not help?"), choices=list(rules.DECLINE_REASONS.items()))
    instead = LongTextField(label=_("What could be done instead?"), hint=_("Or what you would need to know"), rows=3)
    instead_agency = SelectField(label=_("Which service would fit better?"), choices=[], required=False)

    def __init__(self, *args: Any, services: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["instead_agency"].choices = [("", _("I do not know of one")), *services]  # type: ignore[attr-defined]


class HeardForm(Form):
    """What the service said on the telephone or in a letter: only what can be said as it stands."""

    verb = RadiosField(
        label=_("What did they say?"),
        choices=[],
        reveals={"decline": "reason", "start": "on", "end": "outcome"},
    )
    reason = SelectField(label=_("Why can they not help?"), choices=[], required=False)
    on = DateField(label=_("When did they first see or speak to the family?"), required=False)
    outcome = SelectField(label=_("What came of the help?"), choices=[], required=False)
    who = TextField(label=_("Who said it?"), hint=_("Name, and what they are"), width=20)
    words = LongTextField(
        label=_("A word about it"), hint=_("If they cannot help: what they propose instead"), required=False, rows=3
    )

    def __init__(self, *args: Any, verbs: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["verb"].choices = [(verb, HEARD[verb]) for verb in verbs]
        fields["reason"].choices = [("", ""), *((key, _(words)) for key, words in rules.DECLINE_REASONS.items())]
        fields["outcome"].choices = [("", ""), *((key, _(words)) for key, words in rules.OUTCOMES.items())]
        for verb, name in (("decline", "reason"), ("start", "on"), ("end", "outcome")):
            if verb not in verbs:
                del fields[name]


HEARD = {
    "accept": _("Yes, they will help"),
    "decline": _("No, they cannot help"),
    "start": _("They have begun"),
    "end": _("The help is over"),
}


class StartForm(Form):
    """The day of the first contact."""

    on = DateField(label=_("When did you first see or speak to the family?"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = clock.today()


class EndForm(Form):
    """What came of it."""

    outcome = RadiosField(label=_("What came of the help?"), choices=list(rules.OUTCOMES.items()))
    words = LongTextField(label=_("In a few words"), required=False, rows=3)


def along_of(referral: Referral, form: AlongForm) -> dict[str, Any]:
    """What was chosen before, for the boxes of the form."""
    chosen = set(referral.chosen)
    start: dict[str, Any] = {
        name: [key for key, _words in form.fields[name].choices if key in chosen]  # type: ignore[attr-defined]
        for name in ("family", "parts", "rows")
        if name in form.fields
    }
    if referral.to_post is not None:
        start["who"] = f"post:{referral.to_post.ref}"
    elif referral.locality is not None:
        start["who"] = f"team:{referral.locality.key}"
    return start
