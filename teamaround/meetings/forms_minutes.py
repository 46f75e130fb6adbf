"""Forms filled in before and during a meeting: the agenda, and the minutes on one screen."""

from typing import Any

from django.core.validators import RegexValidator
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from teamaround.episodes.models import Audience
from teamaround.kit.fields import DAMAGED
from teamaround.kit.forms import (
    CheckboxesField,
    CheckboxField,
    DateField,
    Form,
    HiddenField,
    LongTextField,
    NumberField,
    SelectField,
    TextField,
)

Choices = list[tuple[str, str]]


class AgendaForm(Form):
    """The points in their order, with three empty ones; an emptied point goes away."""

    MORE = 3

    based_on = HiddenField(required=True, validators=[RegexValidator(r"\A[0-9]{1,18}-[0-9]{1,4}\Z", DAMAGED)])
    send = CheckboxField(label=_("Send the new agenda to everybody invited"), required=False)

    def __init__(self, *args: Any, points: list[tuple[str, int, str]], **kwargs: Any) -> None:
        """`points`: words, minutes, name of the child or an empty text."""
        super().__init__(*args, **kwargs)
        empty = [("", 5, "")] * self.MORE
        self.count = len(points) + self.MORE
        asked: dict[str, Any] = {}
        for place, (words, minutes, name) in enumerate([*points, *empty], start=1):
            title = _("Point %(place)d") % {"place": place}
            title = _("%(title)s, %(name)s") % {"title": title, "name": name} if name else title
            asked[f"words_{place}"] = TextField(label=title, required=False, max_length=200, initial=words)
            asked[f"minutes_{place}"] = NumberField(
                label=_("Minutes for point %(place)d") % {"place": place}, required=False, min_value=1, max_value=240,
                initial=minutes,
            )  # fmt: skip
            asked[f"place_{place}"] = NumberField(
                label=_("Place of point %(place)d") % {"place": place}, required=False, min_value=1, max_value=99,
                initial=place,
            )  # fmt: skip
        for field in asked.values():
            field.sentences()
        send = self.fields.pop("send")
        self.fields |= {**asked, "send": send}

    def rows(self) -> list[list[BoundField]]:
        return [[self[f"{name}_{place}"] for name in ("words", "minutes", "place")] for place in self._places()]

    def _places(self) -> range:
        return range(1, self.count + 1)

    def wanted(self) -> list[tuple[int, str, int]]:
        """Number of the point as it was, words and minutes, in the order asked for; emptied ones are left out."""
        given = self.cleaned_data
        filled = [place for place in self._places() if given.get(f"words_{place}", "").strip()]
        order = sorted(filled, key=lambda place: (given.get(f"place_{place}") or place, place))
        return [(place, given[f"words_{place}"].strip(), given.get(f"minutes_{place}") or 5) for place in order]


class MinutesForm(Form):
    """One screen while the meeting goes on: who came, what was said and decided, new actions, the next day."""

    POINTS, ACTIONS = 3, 2

    came = CheckboxesField(label=_("Who came?"), required=False, choices=[])
    next_on = DateField(label=_("When do you meet again?"), required=False)

    def __init__(
        self, *args: Any, invitees: Choices, children: Choices, needs: Choices, owners: Choices, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["came"].choices = invitees  # type: ignore[attr-defined]
        asked: dict[str, Any] = {}
        for place in range(1, self.POINTS + 1):
            asked |= self._point(place, children)
        for place in range(1, self.ACTIONS + 1) if needs else ():
            asked |= self._action(place, needs, owners)
        for field in asked.values():
            field.sentences()
        last = self.fields.pop("next_on")
        self.fields |= {**asked, "next_on": last}

    def _point(self, place: int, children: Choices) -> dict[str, Any]:
        first = place == 1
        fields: dict[str, Any] = {
            f"words_{place}": LongTextField(
                label=_("What was said or decided?") if first else _("Point %(place)d") % {"place": place},
                required=False, rows=2,
            ),
            f"decision_{place}": CheckboxField(
                label=_("This is a decision") if first else _("Point %(place)d is a decision") % {"place": place},
                required=False,
            ),
        }  # fmt: skip
        if len(children) > 1:
            fields[f"about_{place}"] = SelectField(
                label=_("Point %(place)d is about") % {"place": place}, required=False,
                choices=[("", _("All of them")), *children],
            )  # fmt: skip
        fields[f"audience_{place}"] = SelectField(
            label=_("Who may read point %(place)d?") % {"place": place}, choices=Audience.choices, required=False,
            initial=Audience.EVERYONE,
        )  # fmt: skip
        return fields

    def _action(self, place: int, needs: Choices, owners: Choices) -> dict[str, Any]:
        number = {"place": place}
        return {
            f"what_{place}": TextField(label=_("Action %(place)d: what?") % number, required=False, max_length=300),
            f"outcome_{place}": TextField(
                label=_("Action %(place)d: so that") % number, required=False, max_length=300
            ),
            f"need_{place}": SelectField(
                label=_("Action %(place)d: for which need?") % number, required=False, choices=[("", ""), *needs]
            ),
            f"owner_{place}": SelectField(
                label=_("Action %(place)d: who?") % number, required=False, choices=[("", ""), *owners]
            ),
            f"due_{place}": DateField(label=_("Action %(place)d: by when?") % number, required=False),
        }

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        for place in range(1, self.ACTIONS + 1):
            names = [f"{part}_{place}" for part in PARTS["action"]]
            given = [bool(self.cleaned_data.get(name)) for name in names if name in self.fields]
            if any(given) and not all(given):
                for name in names:
                    if not self.cleaned_data.get(name) and name not in self.errors:
                        self.add_error(name, _("An action needs this too. Fill it in, or empty the whole action."))
        return cleaned

    def _bound(self, part: str, most: int) -> list[list[BoundField]]:
        """The boxes of each row that are asked."""
        rows = [[f"{name}_{place}" for name in PARTS[part]] for place in range(1, most + 1)]
        return [found for row in rows if (found := [self[name] for name in row if name in self.fields])]

    def points(self) -> list[list[BoundField]]:
        return self._bound("point", self.POINTS)

    def actions(self) -> list[list[BoundField]]:
        return self._bound("action", self.ACTIONS)

    def said(self) -> list[dict[str, Any]]:
        """The points that were filled in."""
        return self._filled("words", PARTS["point"], self.POINTS)

    def decided(self) -> list[dict[str, Any]]:
        """The actions that were filled in."""
        return self._filled("what", PARTS["action"], self.ACTIONS)

    def _filled(self, first: str, names: tuple[str, ...], most: int) -> list[dict[str, Any]]:
        rows = [{name: self.cleaned_data.get(f"{name}_{place}") for name in names} for place in range(1, most + 1)]
        return [row for row in rows if row[first] and str(row[first]).strip()]


PARTS = {
    "point": ("words", "decision", "about", "audience"),
    "action": ("what", "outcome", "need", "owner", "due"),
}
