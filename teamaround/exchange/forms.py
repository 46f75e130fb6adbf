"""Forms of the pages about files: bringing one in, deciding about a row, applying, setting aside, undoing."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from teamaround.exchange.layouts import every_layout
from teamaround.kit import clock
from teamaround.kit.forms import DateField, FileField, Form, HiddenField, LongTextField, RadiosField

MEGABYTES = 50
WORDS = 1_000


def layouts() -> list[tuple[str, str]]:
    return [(layout.key, layout.says) for layout in every_layout().values() if layout.offered]


class BringForm(Form):
    """A file and what it is."""

    layout = RadiosField(label=_("What kind of file is it?"), choices=layouts)
    file = FileField(
        label=_("The file"),
        hint=_("Rows separated by commas (CSV UTF-8), at most 50 MB. Larger ones are brought in by command."),
        endings=(".csv", ".txt"),
        megabytes=MEGABYTES,
    )
    as_of = DateField(
        label=_("On which day did the source make it?"),
        hint=_("For example, 1 9 2026. An older file never overwrites a newer one."),
    )

    def clean_as_of(self) -> Any:
        day = self.cleaned_data["as_of"]
        if day and day > clock.today():
            self.add_error("as_of", _("The day the file was made cannot be after today."))
        return day


class AnswerForm(Form):
    """The answer about one row is the button that was pressed."""

    answer = HiddenField(required=True, max_length=10)


class ApplyForm(Form):
    """Letting a file change the index; where it asks something, with the reason."""

    words = LongTextField(label=_("Why is it right all the same?"), max_length=WORDS, rows=3)

    def __init__(self, *args: Any, asks: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks:
            del self.fields["words"]


class UndoForm(Form):
    """Undoing a whole file."""

    words = LongTextField(
        label=_("Why is it to be undone?"), hint=_("One sentence. It is kept with the file."), max_length=WORDS, rows=3
    )


class SetAsideForm(Form):
    """A file that is not to be used."""

    words = LongTextField(label=_("Why is it not to be used?"), max_length=WORDS, rows=3)
