"""Form fields for days and times: three boxes for a date, one for a time of day."""

import datetime
import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import dateformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from teamaround.kit.dates import EARLIEST_YEAR, PartialDate, time_words
from teamaround.kit.fields import Designed, Words
from teamaround.kit.plain import plain

PARTS = ("day", "month", "year")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


class ThreeBoxes(forms.Widget):
    """Reads `name-day`, `name-month` and `name-year`, or one `name` with an ISO date."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        boxes = [data.get(f"{name}-{part}") for part in PARTS]
        if all(box is None for box in boxes):
            return boxes_of(data.get(name))
        return tuple((box or "").strip() for box in boxes)

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in data and not any(f"{name}-{part}" in data for part in PARTS)

    def format_value(self, value: Any) -> Any:
        return boxes_of(value)


def boxes_of(value: Any) -> tuple[str, str, str]:
    """What stands in the three boxes for a value of any kind a date comes as."""
    if isinstance(value, tuple | list) and len(value) == 3:
        return str(value[0]), str(value[1]), str(value[2])
    if isinstance(value, str):
        try:
            value = PartialDate.parse(value)
        except ValueError:
            return ("", "", value) if value else ("", "", "")
    if isinstance(value, datetime.date):
        value = PartialDate.of(value)
    if isinstance(value, PartialDate):
        return str(value.day or ""), str(value.month or ""), str(value.year)
    return "", "", ""


class PartialDateField(Designed, forms.Field):
    """A date of which only the year, or month and year, may be known. Gives a `kit.dates.PartialDate`."""

    component = "date-input"
    widget = ThreeBoxes
    missing: Words = gettext_lazy("Give a date for “%(label)s”.")
    partly = True

    def __init__(
        self, *args: Any, earliest: datetime.date | None = None, latest: datetime.date | None = None, **kwargs: Any
    ) -> None:
        self.earliest, self.latest = earliest, latest
        super().__init__(*args, **kwargs)

    def to_python(self, value: Any) -> Any:
        boxes = boxes_of(value)
        if not any(boxes):
            return None
        day, month, year = (plain(box).strip() for box in boxes)
        if not self.partly and not (day and month and year):
            raise self._wrong(_("Give the day, the month and the year of “%(label)s”, like 4 3 2026."))
        return self._partial(day, month, year)

    def _partial(self, day: str, month: str, year: str) -> PartialDate:
        if not year:
            raise self._wrong(_("Give at least the year of “%(label)s”, like 2019."))
        if day and not month:
            raise self._wrong(_("Give the month of “%(label)s”, or leave the day empty too."))
        if not _digits(year) or len(year) != 4 or int(year) < EARLIEST_YEAR:
            raise self._wrong(_("Write the year of “%(label)s” with four digits, like 2019."))
        number = month_number(month)
        if month and number is None:
            raise self._wrong(_("Write the month of “%(label)s” as a number from 1 to 12, or its name."))
        return self._existing(int(year), number, day)

    def _existing(self, year: int, month: int | None, day: str) -> PartialDate:
        if day and (not _digits(day) or not 1 <= int(day) <= 31):
            raise self._wrong(_("Write the day of “%(label)s” as a number from 1 to 31."))
        try:
            return PartialDate(year, month, int(day) if day else None)
        except ValueError:
            assert month is not None
            last = PartialDate(year, month).latest()
            month_words = dateformat.format(last, "F Y")
            sentence = _("“%(label)s”: %(month)s has only %(days)s days. Check the day.")
            raise self._wrong(sentence, month=month_words, days=last.day) from None

    def validate(self, value: Any) -> None:
        super().validate(value)
        known = PartialDate.of(value) if isinstance(value, datetime.date) else value
        if known and self.latest and known.earliest() > self.latest:
            day = dateformat.format(self.latest, "j F Y")
            raise self._wrong(_("“%(label)s” cannot be later than %(day)s. Check the year."), day=day)
        if known and self.earliest and known.latest() < self.earliest:
            day = dateformat.format(self.earliest, "j F Y")
            raise self._wrong(_("“%(label)s” cannot be earlier than %(day)s. Check the year."), day=day)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return boxes_of(initial) != boxes_of(data)

    def _wrong(self, sentence: str, **values: Any) -> ValidationError:
        return ValidationError(sentence % {"label": self.label, **values}, code="invalid")


class DateField(PartialDateField):
    """A whole date. Gives a `datetime.date`."""

    partly = False

    def to_python(self, value: Any) -> Any:
        known = super().to_python(value)
        return known.exact() if known else None


class TimeField(Designed, forms.Field):
    """A time of day in one box, as people write it: 3.45pm, 15:45, 9am. Gives a `datetime.time`."""

    missing = gettext_lazy("Give a time for “%(label)s”, like 3.45pm.")
    WRITTEN = re.compile(r"(\d{1,2})(?:[.:\s]?(\d{2}))?\s*(am|pm|a\.m\.|p\.m\.)?\Z")

    def __init__(self, *args: Any, width: int = 10, **kwargs: Any) -> None:
        super().__init__(*args, width=width, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return time_words(value) if isinstance(value, datetime.time) else value

    def to_python(self, value: Any) -> datetime.time | None:
        if not value or isinstance(value, datetime.time):
            return value or None
        text = plain(str(value)).strip().lower()
        named = {_("midday"): datetime.time(12), _("noon"): datetime.time(12), _("midnight"): datetime.time(0)}
        if text in named:
            return named[text]
        found = self.WRITTEN.match(text)
        try:
            return self._time(*found.groups()) if found else self._fail()
        except ValueError:
            return self._fail()

    def _time(self, hours: str, minutes: str | None, half: str | None) -> datetime.time:
        hour = int(hours)
        if half:
            if not 1 <= hour <= 12:
                raise ValueError(hours)
            hour = hour % 12 + (12 if half.startswith("p") else 0)
        return datetime.time(hour, int(minutes or 0))

    def _fail(self) -> datetime.time:
        raise ValidationError(
            _("Write the time of “%(label)s” like 3.45pm or 15:45.") % {"label": self.label}, code="invalid"
        )


def month_number(text: str) -> int | None:
    """1 to 12, from a number or from at least three letters of an English month."""
    if _digits(text):
        return int(text) if 1 <= int(text) <= 12 else None
    return MONTHS.index(text[:3].lower()) + 1 if text[:3].lower() in MONTHS else None


def _digits(text: str) -> bool:
    return text.isascii() and text.isdigit()
